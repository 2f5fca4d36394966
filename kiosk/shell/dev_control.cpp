#include "kiosk/shell/dev_control.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/secret.hpp"
#include "devices/keypad/keypad_map.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;

void MovableClock::advance(base::Milliseconds by) {
  std::lock_guard lock(mutex_);
  offset_ += by;
}

void MovableClock::set(base::Instant instant) {
  std::lock_guard lock(mutex_);
  offset_ = instant - system_.now();
}

base::Milliseconds MovableClock::offset() const {
  std::lock_guard lock(mutex_);
  return offset_;
}

const ui::Memo* memo_on(const ui::Page& page) {
  for (const auto& block : page.blocks)
    if (const auto* field = std::get_if<ui::Field>(&block); field != nullptr && field->memo) return &*field->memo;
  return nullptr;
}

DevControl::DevControl(Shell& shell, MovableClock& clock, std::function<std::string()> geometry)
    : shell_(shell), clock_(clock), geometry_(std::move(geometry)) {
  shell_.speaker().listen([this](const i18n::Language&, std::string_view text) { spoken_.emplace_back(text); });
}

std::string DevControl::answer(const std::string& line) {
  const auto request = base::parse_json(line);
  if (!request) return json::serialize(json::object{{"error", request.error().detail}});
  base::JsonReader in(*request, "request");
  const std::string what = in.member("do").string(32);
  json::object out;
  if (what == "page") {
    const ui::Page& page = shell_.page();
    out["id"] = page.id;
    out["text"] = ui::to_plain_text(page);
    out["focus"] = shell_.state().focus;
    out["language"] = page.language.tag();
    if (const auto* memo = memo_on(page)) out["memo_seconds"] = memo->seconds;
    out["link_up"] = shell_.state().link_up;
    json::array controls;
    for (const auto& stop : ui::focus_stops(page))
      if (stop.action) controls.push_back({{"id", stop.id}, {"label", stop.text.shown}, {"enabled", stop.enabled}});
    out["controls"] = std::move(controls);
    if (auto geometry = base::parse_json(geometry_())) out["geometry"] = std::move(*geometry);
  } else if (what == "spoken") {
    json::array all;
    for (const auto& text : spoken_) all.emplace_back(text);
    out["spoken"] = std::move(all);
  } else if (what == "forget") {  // so that a test of the terminal's memory does not find what this kept
    for (auto& text : spoken_) base::wipe(text);
    spoken_.clear();
  } else if (what == "advance") {
    clock_.advance(base::Milliseconds(in.member("ms").integer(0, 86'400'000)));
    shell_.tick();
  } else if (what == "clock") {
    if (const auto instant = base::parse_utc(in.member("at").string(64))) clock_.set(*instant);
    shell_.tick();
  } else if (what == "key") {
    const auto key = devices::key_from(in.member("key").string(32));
    if (key)
      shell_.handle(devices::KeypadEvent(devices::KeyPressed{*key}));
    else
      out["error"] = "no such key";
  } else if (what == "headphones") {
    shell_.handle(devices::KeypadEvent(devices::HeadphonesChanged{in.member("in").boolean()}));
  } else if (what == "write") {
    shell_.handle(ui::TextEdited{in.member("field").string(64), in.member("text").string(8192)});
  } else {
    out["error"] = "no such request";
  }
  if (!in.ok()) out["error"] = in.error();
  return json::serialize(out);
}

}  // namespace bianmin::kiosk
