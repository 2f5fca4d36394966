#include "kiosk/flow/log/replay.hpp"

#include <map>

#include "kiosk/flow/log/log_snapshot.hpp"
#include "kiosk/flow/pages/page_builder.hpp"
#include "kiosk/flow/turn/machine.hpp"

namespace bianmin::kiosk {
namespace {

constexpr std::uint64_t kJobsRemembered = 256;

// The jobs of this run by the order in which they were sent, as the log counts them.
class Jobs {
 public:
  void see(const Effects& effects) {
    for (const auto& effect : effects)
      if (const auto* print = std::get_if<Print>(&effect)) {
        jobs_[++sent_] = print->job;
        if (jobs_.size() > kJobsRemembered) jobs_.erase(jobs_.begin());
      }
  }
  std::string of(std::uint64_t ordinal) const {
    const auto found = jobs_.find(ordinal);
    return found == jobs_.end() ? "another's" : found->second;
  }

 private:
  std::map<std::uint64_t, std::string> jobs_;
  std::uint64_t sent_ = 0;
};

void give_job(Event& event, const std::string& job) {
  if (auto* not_possible = std::get_if<PrintNotPossible>(&event)) not_possible->job = job;
  auto* reported = std::get_if<PrinterReported>(&event);
  if (reported == nullptr) return;
  if (auto* waiting = std::get_if<devices::PrintWaiting>(&reported->event)) waiting->job = job;
  if (auto* finished = std::get_if<devices::PrintFinished>(&reported->event)) finished->job = job;
  if (auto* failed = std::get_if<devices::PrintFailed>(&reported->event)) failed->job = job;
}

}  // namespace

std::string Replay::report(std::size_t limit) const {
  std::string out;
  for (const auto& event : events) {
    if (event.matches()) continue;
    if (limit-- == 0) break;
    out += "line " + std::to_string(event.line) + ", " + event.event + ": the log has " + event.recorded +
           ", the replay " + event.page + "\n";
  }
  return out;
}

base::Result<Replay> replay(std::string_view log, Rules rules, const ContentOf& content) {
  using base::FailureCode;
  if (log.size() > kMaxLogFile)
    return base::fail(FailureCode::InputInvalid, "the log is larger than " + std::to_string(kMaxLogFile) + " bytes");
  Replay out;
  State state = initial_state(std::move(rules));
  Jobs jobs;
  std::size_t number = 0;
  while (!log.empty()) {
    const auto end = log.find('\n');
    const std::string_view line = log.substr(0, end);
    log.remove_prefix(end == std::string_view::npos ? log.size() : end + 1);
    ++number;
    const auto refuse = [&](const std::string& why) {
      return base::fail(FailureCode::InputInvalid, "line " + std::to_string(number) + ": " + why);
    };
    if (number == 1) {
      auto header = decode_header(line);
      if (!header) return refuse(header.error().detail);
      out.header = std::move(*header);
      if (!out.header.state.empty()) {
        auto known = content(out.header.content);
        if (!known) return refuse("content version " + std::to_string(out.header.content) + " is not at hand");
        auto begun = state_of(out.header.state, std::move(state.rules), std::move(known));
        if (!begun) return refuse(begun.error().detail);
        state = std::move(*begun);
      }
      continue;
    }
    auto logged = decode(line);
    if (!logged) return refuse(logged.error().detail);
    if (logged->content_version && *logged->content_version >= 0) {
      auto found = content(*logged->content_version);
      if (!found) return refuse("content version " + std::to_string(*logged->content_version) + " is not at hand");
      logged->event = ContentChanged{std::move(found)};
    }
    give_job(logged->event, jobs.of(logged->job));
    jobs.see(advance(state, logged->event, logged->at));
    out.events.push_back(
        {number, logged->at, std::string(name_of(logged->event)), build_page(state).id, std::move(logged->page_after)});
    if (!out.events.back().matches()) ++out.mismatches;
  }
  if (number == 0) return base::fail(FailureCode::InputInvalid, "line 1: there is no header");
  return out;
}

}  // namespace bianmin::kiosk
