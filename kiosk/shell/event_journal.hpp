#pragma once

#include <cstdio>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

#include "kiosk/flow/log/event_log.hpp"
#include "kiosk/shell/shell.hpp"

namespace bianmin::kiosk {

/// Writes the event log of a running terminal (flow/log/event_log.hpp: nothing of any resident is in it). A log that
/// has reached its limit is begun anew, the one before kept as ".1". Executor's thread.
class EventJournal {
 public:
  /// StoreUnavailable when the file can't be written.
  static base::Result<std::unique_ptr<EventJournal>> open(const std::filesystem::path& file, std::string software,
                                                          const State& state);
  ~EventJournal();
  EventJournal(const EventJournal&) = delete;
  EventJournal& operator=(const EventJournal&) = delete;
  void write(const Shell::Step& step);

 private:
  EventJournal(std::filesystem::path file, LogHeader header) : file_(std::move(file)), header_(std::move(header)) {}
  bool begin();

  std::filesystem::path file_;
  LogHeader header_;
  EventLogWriter writer_;
  std::FILE* out_ = nullptr;
  std::size_t written_ = 0;
};

/// Replays a log with the installed content and prints its pages; 0 when they are those of the log, else 1.
int replay_journal(const std::filesystem::path& file, const Rules& rules, std::shared_ptr<const Content> content,
                   std::ostream& out);

}  // namespace bianmin::kiosk
