#pragma once

#include <cstdio>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

#include "kiosk/flow/log/event_log.hpp"
#include "kiosk/shell/shell.hpp"

namespace bianmin::kiosk {

/// Writes the event log of a running terminal (flow/log/event_log.hpp: nothing of any resident is in it). Each file
/// replays by itself: a further one is begun between two visits only, once this one is large, and begins with how
/// things stand then. The one before is kept as ".1". Executor's thread.
class EventJournal {
 public:
  struct Limits {
    std::size_t large = 192U << 20;  // bytes after which another file is begun as soon as nobody is here
    std::size_t most = kMaxLogFile;  // a replay can't read more: what is beyond is left out
  };
  /// StoreUnavailable when the file can't be written. What lies there of an earlier run becomes ".1".
  static base::Result<std::unique_ptr<EventJournal>> open(const std::filesystem::path& file, std::string software,
                                                          const State& state, Limits limits);
  static base::Result<std::unique_ptr<EventJournal>> open(const std::filesystem::path& file, std::string software,
                                                          const State& state) {
    return open(file, std::move(software), state, Limits());
  }
  ~EventJournal();
  EventJournal(const EventJournal&) = delete;
  EventJournal& operator=(const EventJournal&) = delete;
  void write(const Shell::Step& step);

 private:
  EventJournal(std::filesystem::path file, LogHeader header, Limits limits)
      : file_(std::move(file)), header_(std::move(header)), limits_(limits) {}
  bool begin();

  std::filesystem::path file_;
  LogHeader header_;
  Limits limits_;
  EventLogWriter writer_;
  std::FILE* out_ = nullptr;
  std::size_t written_ = 0;
  bool full_ = false;  // said once
};

/// Replays a log with the installed content and prints its pages; 0 when they are those of the log, else 1.
int replay_journal(const std::filesystem::path& file, const Rules& rules, std::shared_ptr<const Content> content,
                   std::ostream& out);

}  // namespace bianmin::kiosk
