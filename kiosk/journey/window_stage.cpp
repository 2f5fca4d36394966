#include "kiosk/journey/window_stage.hpp"

#include <chrono>
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

std::string text_of(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(std::string_view(value->as_string())) : std::string();
}

}  // namespace

WindowStage::WindowStage(Stack& stack, const Journey& journey, std::filesystem::path pictures)
    : stack_(stack), pictures_(std::move(pictures)) {
  ask(R"({"do":"clock","at":")" + base::format_utc(journey.clock) + "\"}");
  for (int i = 0; i < 3000; ++i) {
    const auto answer = base::parse_json(ask(R"({"do":"page"})"));
    if (answer && answer->is_object() && answer->as_object().contains("link_up") && answer->at("link_up").as_bool()) break;
    breathe();
  }
  if (journey.language != "zh-CN") (void)press("tool:language");
  if (journey.elder) (void)press("tool:elder");
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
  const auto answer = base::parse_json(ask(R"({"do":"page"})"), {4U << 20, 24});
  if (!answer || !answer->is_object()) return view;
  const json::object& page = answer->as_object();
  view.id = text_of(page, "id");
  view.text = text_of(page, "text");
  view.focus = text_of(page, "focus");
  if (const auto* controls = page.if_contains("controls"); controls != nullptr && controls->is_array())
    for (const auto& control : controls->as_array())
      view.controls.push_back({text_of(control.as_object(), "id"), text_of(control.as_object(), "label"),
                               control.at("enabled").as_bool()});
  return view;
}

std::vector<std::string> WindowStage::spoken() {
  std::vector<std::string> all;
  const auto answer = base::parse_json(ask(R"({"do":"spoken"})"), {16U << 20, 8});
  if (answer && answer->is_object() && answer->as_object().contains("spoken"))
    for (const auto& text : answer->at("spoken").as_array()) all.emplace_back(std::string_view(text.as_string()));
  return all;
}

base::Result<std::pair<int, int>> WindowStage::find(const std::string& id) {
  for (int turned = 0; turned < kMostPages; ++turned) {
    const auto answer = base::parse_json(ask(R"({"do":"page"})"), {4U << 20, 24});
    if (!answer || !answer->as_object().contains("geometry")) return fail(FailureCode::Internal, "the window shows nothing");
    const json::object& geometry = answer->at("geometry").as_object();
    const json::array& origin = geometry.at("origin").as_array();
    std::optional<std::pair<int, int>> next;
    for (const auto& target : geometry.at("targets").as_array()) {
      const json::array& rect = target.at("rect").as_array();
      const auto middle = std::pair{int(origin[0].as_int64() + rect[0].as_int64() + rect[2].as_int64() / 2),
                                    int(origin[1].as_int64() + rect[1].as_int64() + rect[3].as_int64() / 2)};
      const auto name = text_of(target.as_object(), "id");
      if (name == id) return middle;
      if (name == "screen:next" && target.at("enabled").as_bool()) next = middle;
    }
    if (!next) break;
    click(next->first, next->second);
  }
  return fail(FailureCode::InputInvalid, "\"" + id + "\" is nowhere on the screen");
}

void WindowStage::click(int x, int y) {
  capture({"xdotool", "mousemove", std::to_string(x), std::to_string(y), "click", "1"});
  breathe();
}

base::Result<void> WindowStage::press(const std::string& id) {
  const auto place = find(id);
  if (!place) return tl::unexpected(place.error());
  click(place->first, place->second);
  return {};
}

base::Result<void> WindowStage::write(const std::string& field, const std::string& text) {
  const json::object request{{"do", "write"}, {"field", field}, {"text", text}};
  ask(json::serialize(request));
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

base::Result<void> WindowStage::set_printer(const std::string& printer, const std::string& state) {
  return stack_.set_printer(printer, state);
}

void WindowStage::set_network(bool up) {
  stack_.platform().set_network(up);
  for (int i = 0; i < 3000; ++i) {
    const auto answer = base::parse_json(ask(R"({"do":"page"})"), {4U << 20, 24});
    if (answer && answer->as_object().contains("link_up") && answer->at("link_up").as_bool() == up) return;
    breathe();
  }
}

void WindowStage::pass_time(base::Milliseconds by) {
  constexpr base::Milliseconds kTick{1000};
  for (; by > base::Milliseconds{0}; by -= kTick)
    ask(R"({"do":"advance","ms":)" + std::to_string(std::min(by, kTick).count()) + "}");
}

void WindowStage::press_key(devices::Key key) {
  ask(R"({"do":"key","key":")" + std::string(devices::to_string(key)) + "\"}");
}

void WindowStage::plug_headphones(bool in) { ask(in ? R"({"do":"headphones","in":true})" : R"({"do":"headphones","in":false})"); }

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
