#include "kiosk/shell/event_journal.hpp"

#include <cerrno>
#include <cstring>
#include <ostream>

#include "base/file.hpp"
#include "base/log.hpp"
#include "kiosk/flow/log/log_snapshot.hpp"
#include "kiosk/flow/log/replay.hpp"
#include "kiosk/flow/visit/as_new.hpp"

namespace bianmin::kiosk {

base::Result<std::unique_ptr<EventJournal>> EventJournal::open(const std::filesystem::path& file, std::string software,
                                                               const State& state, Limits limits) {
  LogHeader header{.software = std::move(software),
                   .content = state.content ? state.content->version : 0,
                   .terminal = state.rules.terminal,
                   .language = state.language.tag()};
  std::unique_ptr<EventJournal> journal(new EventJournal(file, std::move(header), limits));
  if (!journal->begin())
    return base::fail(base::FailureCode::StoreUnavailable, file.string() + ": " + std::strerror(errno));
  return journal;
}

EventJournal::~EventJournal() {
  if (out_ != nullptr) std::fclose(out_);
}

bool EventJournal::begin() {
  if (out_ != nullptr) std::fclose(out_);
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file_, ignored)) std::filesystem::rename(file_, file_.string() + ".1", ignored);
  out_ = std::fopen(file_.c_str(), "we");
  if (out_ == nullptr) return false;
  std::setvbuf(out_, nullptr, _IOLBF, 0);
  writer_ = EventLogWriter();
  full_ = false;
  const std::string line = encode_header(header_) + "\n";
  written_ = line.size();
  return std::fwrite(line.data(), 1, line.size(), out_) == line.size();
}

void EventJournal::write(const Shell::Step& step) {
  if (out_ == nullptr) return;
  const std::string line = writer_.line(step.event, step.effects, step.at, step.page.id) + "\n";
  if (written_ + line.size() <= limits_.most) {
    written_ += std::fwrite(line.data(), 1, line.size(), out_);
  } else if (!std::exchange(full_, true)) {
    base::log(base::LogLevel::Warning, "event-log-full", {.part = "event-log"});
  }
  if (written_ < limits_.large || !step.state.content || !is_as_new(step.state)) return;
  header_.content = step.state.content->version;
  header_.state = snapshot_of(step.state);
  begin();
}

int replay_journal(const std::filesystem::path& file, const Rules& rules, std::shared_ptr<const Content> content,
                   std::ostream& out) {
  const auto log = base::read_file(file, kMaxLogFile);
  if (!log) {
    out << log.error().detail << "\n";
    return 1;
  }
  const auto result = replay(*log, rules, [&](int) { return content; });
  if (!result) {
    out << file.string() << ": " << result.error().detail << "\n";
    return 1;
  }
  std::string last;
  for (const auto& event : result->events) {
    if (event.page == last && event.matches()) continue;
    out << base::format_utc(event.at) << "  " << event.event << "  " << event.page
        << (event.matches() ? "" : "  (log: " + event.recorded + ")") << "\n";
    last = event.page;
  }
  out << result->events.size() << " events, " << result->mismatches << " mismatches\n" << result->report();
  return result->mismatches == 0 ? 0 : 1;
}

}  // namespace bianmin::kiosk
