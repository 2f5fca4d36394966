#include "kiosk/journey/window_stage.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "devices/keypad/keypad_map.hpp"
#include "kiosk/shell/control.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

using base::fail;
using base::FailureCode;
constexpr int kMostPages = 20;
constexpr int kMostLanguages = 8;
constexpr int kMostLooks = 3000;
constexpr base::JsonLimits kPageLimits{4U << 20, 24};
// A little more than ui::TouchRules has.
constexpr std::chrono::milliseconds kSameControl{550}, kSameKey{170};
constexpr double kSamePlace = 80;

std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(std::string_view(value->as_string())) : std::string();
}

}  // namespace

WindowStage::WindowStage(Stack& stack, const Journey& journey, std::filesystem::path pictures)
    : stack_(stack), language_(journey.language), elder_(journey.elder), pictures_(std::move(pictures)) {
  if (journey.clock) ask(R"({"do":"clock","at":")" + base::format_utc(*journey.clock) + "\"}");
  for (int i = 0; i < kMostLooks && stack_.kiosk_running(); ++i) {
    const auto answer = base::parse_json(ask(R"({"do":"page"})"), kPageLimits);
    if (answer && answer->is_object() && answer->as_object().contains("link_up") && answer->at("link_up").as_bool())
      break;
    breathe();
  }
  arrive();
}

void WindowStage::arrive() {
  for (int i = 0; i < kMostLanguages && page_language() != language_; ++i) arrive_by("tool:language");
  if (elder_) arrive_by("tool:elder");
}

std::string WindowStage::page_language() {
  const auto answer = base::parse_json(ask(R"({"do":"page"})"), kPageLimits);
  return answer && answer->is_object() ? text_of(answer->as_object(), "language") : std::string();
}

// The page is another one when the tool has done its work.
void WindowStage::arrive_by(const std::string& tool) {
  const PageView before = page();
  if (!press(tool)) return;
  for (int i = 0; i < kMostLooks && stack_.kiosk_running(); ++i) {
    if (page().text != before.text) return;
    breathe();
  }
}

WindowStage::~WindowStage() {
  stack_.remove_card();
  stack_.hide_code();
  stack_.platform().set_network(true);
}

std::string WindowStage::ask(const std::string& request) {
  auto answer = ask_control(stack_.control(), request);
  return answer ? *answer : "{}";
}

PageView WindowStage::page() {
  PageView view;
  const auto answer = base::parse_json(ask(R"({"do":"page"})"), kPageLimits);
  if (!answer || !answer->is_object()) return view;
  const json::object& page = answer->as_object();
  view.id = text_of(page, "id");
  view.text = text_of(page, "text");
  view.focus = text_of(page, "focus");
  if (const auto* seconds = page.if_contains("memo_seconds"); seconds != nullptr && seconds->is_int64())
    view.memo_seconds = static_cast<int>(seconds->as_int64());
  if (const auto* controls = page.if_contains("controls"); controls != nullptr && controls->is_array())
    for (const auto& control : controls->as_array())
      view.controls.push_back(
          {text_of(control.as_object(), "id"), text_of(control.as_object(), "label"), control.at("enabled").as_bool()});
  return view;
}

std::vector<std::string> WindowStage::spoken() {
  std::vector<std::string> all;
  const auto answer = base::parse_json(ask(R"({"do":"spoken"})"), {16U << 20, 8});
  if (answer && answer->is_object() && answer->as_object().contains("spoken"))
    for (const auto& text : answer->at("spoken").as_array()) all.emplace_back(std::string_view(text.as_string()));
  return all;
}

std::vector<WindowStage::Target> WindowStage::targets() {
  std::vector<Target> found;
  const auto answer = base::parse_json(ask(R"({"do":"page"})"), kPageLimits);
  if (!answer || !answer->is_object() || !answer->as_object().contains("geometry")) return found;
  const json::object& geometry = answer->at("geometry").as_object();
  const json::array& origin = geometry.at("origin").as_array();
  for (const auto& target : geometry.at("targets").as_array()) {
    const json::array& rect = target.at("rect").as_array();
    const auto middle = [&](std::size_t axis) {
      return static_cast<int>(origin[axis].as_int64() + rect[axis].as_int64() + rect[axis + 2].as_int64() / 2);
    };
    found.push_back({text_of(target.as_object(), "id"), middle(0), middle(1), target.at("enabled").as_bool()});
  }
  return found;
}

bool WindowStage::tap(const std::string& id) {
  for (const auto& target : targets()) {
    if (target.id != id || !target.enabled) continue;
    // The screen drops a second touch of the same control or place at once: it may be a trembling hand.
    const bool typing = id.starts_with("key:type:");
    const bool near = !typing && std::hypot(target.x - last_place_.x, target.y - last_place_.y) < kSamePlace;
    if (near || id == last_place_.id) std::this_thread::sleep_until(last_tap_ + (typing ? kSameKey : kSameControl));
    last_place_ = target;
    click(target.x, target.y);
    last_tap_ = std::chrono::steady_clock::now();  // on a busy machine the hand comes late
    return true;
  }
  return false;
}

bool WindowStage::look_for(const std::string& id) {
  for (int turned = 0; turned < kMostPages; ++turned)
    if (tap(id))
      return true;
    else if (!tap("key:next"))
      return false;
  return false;
}

// The common phrases stand on a tab of their own in the panel, a few at a time.
bool WindowStage::tap_phrase(const std::string& number) {
  tap("key:tab:phrases");
  for (int turned = 0; turned < kMostPages; ++turned) {
    if (tap("key:phrase:" + number)) return true;
    std::string more;
    for (const auto& target : targets())
      if (target.id.starts_with("key:phrases:")) more = target.id;
    if (more.empty() || !tap(more)) return false;
  }
  return false;
}

void WindowStage::click(int x, int y) {
  capture({"xdotool", "mousemove", std::to_string(x), std::to_string(y), "click", "1"});
  breathe();
}

base::Result<void> WindowStage::press(const std::string& id) {
  stack_.hide_code();  // nobody presses and holds a code up at the same time
  const bool pressed = id.starts_with("phrase:") ? tap_phrase(id.substr(id.rfind(':') + 1)) : look_for(id);
  if (!pressed) return fail(FailureCode::InputInvalid, "\"" + id + "\" is nowhere on the screen");
  return {};
}

// What the panel has keys for is typed key by key; the rest would need a hand that writes.
base::Result<void> WindowStage::write(const std::string& field, const std::string& text) {
  const auto keys = targets();
  const bool on_keys = !text.empty() && std::all_of(text.begin(), text.end(), [&](char sign) {
    return std::any_of(keys.begin(), keys.end(),
                       [&](const Target& key) { return key.id == std::string("key:type:") + sign; });
  });
  if (!on_keys) {
    ask(json::serialize(json::object{{"do", "write"}, {"field", field}, {"text", text}}));
    return {};
  }
  for (const char sign : text) tap(std::string("key:type:") + sign);
  return {};
}

base::Result<void> WindowStage::put_card(const std::filesystem::path& card) {
  stack_.insert_card(card);
  return {};
}

base::Result<void> WindowStage::show_code(const std::filesystem::path& image) { return stack_.show_code(image); }

base::Result<void> WindowStage::show_text(const std::string& payload) {
  const auto image = stack_.folder() / "code.png";
  if (capture({"qrencode", "-s", "8", "-m", "4", "-o", image.string(), payload}).status != 0)
    return fail(FailureCode::ImageInvalid, "qrencode did not make a picture");
  return stack_.show_code(image);
}

base::Result<std::string> WindowStage::code_on_screen() { return stack_.code_on_screen(); }

base::Result<void> WindowStage::pay(const std::string& code) { return stack_.platform().pay(code); }

base::Result<void> WindowStage::set_next_payment(const std::string& behaviour) {
  return stack_.platform().set_next_payment(behaviour);
}

base::Result<void> WindowStage::set_printer(const std::string& printer, const std::string& state) {
  return stack_.set_printer(printer, state);
}

void WindowStage::set_network(bool up) {
  stack_.platform().set_network(up);
  for (int i = 0; i < kMostLooks && stack_.kiosk_running(); ++i) {
    const auto answer = base::parse_json(ask(R"({"do":"page"})"), kPageLimits);
    if (answer && answer->as_object().contains("link_up") && answer->at("link_up").as_bool() == up) return;
    breathe();
  }
}

base::Result<void> WindowStage::speak_memo(int seconds) {
  return stack_.sound_card().speak(base::Milliseconds(1000 * seconds));
}

// Drawn with the finger that the mouse is: down, along, up; three strokes.
base::Result<void> WindowStage::sign(const std::string& field) {
  for (const auto& target : targets()) {
    if (target.id != "sign:" + field) continue;
    constexpr int kStrokes[3][4][2] = {{{-160, -40}, {-120, -50}, {-80, -30}, {-60, -34}},
                                       {{-110, -60}, {-105, 0}, {-90, 40}, {-84, 50}},
                                       {{20, -40}, {60, 10}, {120, 30}, {160, 34}}};
    for (const auto& stroke : kStrokes) {
      std::vector<std::string> drag{"xdotool"};
      for (std::size_t i = 0; i < 4; ++i) {
        drag.insert(drag.end(),
                    {"mousemove", std::to_string(target.x + stroke[i][0]), std::to_string(target.y + stroke[i][1])});
        if (i == 0) drag.insert(drag.end(), {"mousedown", "1"});
        drag.insert(drag.end(), {"sleep", "0.03"});
      }
      drag.insert(drag.end(), {"mouseup", "1"});
      capture(drag);
      breathe();
    }
    return {};
  }
  return fail(FailureCode::InputInvalid, "there is no signature pad \"" + field + "\" on the screen");
}

void WindowStage::pass_time(base::Milliseconds by) {
  constexpr base::Milliseconds kTick{1000};
  for (; by > base::Milliseconds{0}; by -= kTick)
    ask(R"({"do":"advance","ms":)" + std::to_string(std::min(by, kTick).count()) + "}");
}

void WindowStage::press_key(devices::Key key) {
  ask(R"({"do":"key","key":")" + std::string(devices::to_string(key)) + "\"}");
}

void WindowStage::plug_headphones(bool in) {
  ask(in ? R"({"do":"headphones","in":true})" : R"({"do":"headphones","in":false})");
}

void WindowStage::breathe() { std::this_thread::sleep_for(std::chrono::milliseconds(40)); }

void WindowStage::picture(const std::string& name) {
  if (pictures_.empty()) return;
  // What was just shown is painted with the next idle moment.
  for (int i = 0; i < 5; ++i) breathe();
  char number[16];
  std::snprintf(number, sizeof number, "%02d", ++pictures_taken_);
  stack_.screenshot(pictures_ / (std::string(number) + "-" + name + ".png"));
}

}  // namespace bianmin::kiosk
