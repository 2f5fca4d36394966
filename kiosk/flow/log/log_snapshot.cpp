#include "kiosk/flow/log/log_snapshot.hpp"

#include <boost/json.hpp>

#include "kiosk/flow/log/log_parts.hpp"
#include "kiosk/flow/log/log_words.hpp"
#include "kiosk/flow/turn/machine.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

constexpr std::size_t kMostPrinters = 16;

// The flags of a state by their names in a snapshot.
struct Flag {
  const char* name;
  bool State::*flag;
};
constexpr std::array<Flag, 9> kFlags{{{"link", &State::link_up},
                                      {"card-there", &State::card_there},
                                      {"card-left", &State::card_left},
                                      {"scanner", &State::scanner_ready},
                                      {"scanner-lost", &State::scanner_lost},
                                      {"camera", &State::camera_ready},
                                      {"recorder", &State::recorder_ready},
                                      {"voice", &State::voice_works},
                                      {"headphones", &State::headphones}}};
struct Moment {
  const char* name;
  base::Instant State::*moment;
};
constexpr std::array<Moment, 4> kMoments{{{"now", &State::now},
                                          {"left-at", &State::left_at},
                                          {"last-touch", &State::last_touch},
                                          {"last-sign", &State::last_sign}}};

json::object of_failure(const base::Failure& why) { return {{"code", base::to_string(why.code)}}; }

std::int64_t counted(std::uint64_t value) {
  return std::int64_t(std::min(value, static_cast<std::uint64_t>(kLargestLogNumber)));
}

}  // namespace

json::object snapshot_of(const State& state) {
  json::object out;
  for (const auto& [name, flag] : kFlags) out[name] = state.*flag;
  for (const auto& [name, moment] : kMoments) out[name] = base::format_utc(state.*moment);
  json::object printers;
  for (const auto& [name, status] : state.printers)
    if (printers.size() < kMostPrinters) printers[name] = of_status(status);
  out["printers"] = std::move(printers);
  if (state.trouble) out["trouble"] = of_failure(*state.trouble);
  if (state.reader_failure) out["reader-failure"] = of_failure(*state.reader_failure);
  if (state.somebody_there) out["somebody"] = *state.somebody_there;
  out["outbox"] = counted(state.outbox_waiting);
  out["parked"] = counted(state.parked);
  out["notices"] = of_notices(state.notices);
  out["tickets"] = counted(state.tickets);
  return out;
}

base::Result<State> state_of(const json::object& snapshot, Rules rules, std::shared_ptr<const Content> content) {
  State state = initial_state(std::move(rules));
  state.content = std::move(content);
  const json::value document = snapshot;
  base::JsonReader in(document, "state");
  for (const auto& [name, flag] : kFlags) state.*flag = in.member(name).boolean();
  for (const auto& [name, moment] : kMoments) state.*moment = read_instant(in.member(name));
  in.member("printers").each_member([&](std::string_view name, base::JsonReader status) {
    if (state.printers.size() >= kMostPrinters || name.size() > 160) return status.refuse("is one printer too many");
    state.printers.insert_or_assign(std::string(name), read_status(status));
  });
  if (auto trouble = in.optional_member("trouble"); trouble.present()) state.trouble = read_why(trouble);
  if (auto failure = in.optional_member("reader-failure"); failure.present()) state.reader_failure = read_why(failure);
  if (auto somebody = in.optional_member("somebody"); somebody.present()) state.somebody_there = somebody.boolean();
  const auto count = [&](const char* name) { return std::uint64_t(in.member(name).integer(0, kLargestLogNumber)); };
  state.outbox_waiting = count("outbox");
  state.parked = count("parked");
  state.notices = read_notices(in.member("notices"));
  state.tickets = count("tickets");
  if (!in.ok()) return base::fail(base::FailureCode::InputInvalid, in.error());
  // As every visitor finds it.
  state.voice.headphones = state.keys = state.headphones;
  state.voice_on = state.rules.voice_on || state.headphones;
  return state;
}

}  // namespace bianmin::kiosk
