#include "kiosk/flow/service/service_reader.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace bianmin::kiosk {

using base::JsonReader;

namespace {

// The headings of the first page, "group.<name>" in the catalogues; they stand in the order of their first services.
constexpr std::array<std::string_view, 6> kServiceGroups{"certificate", "pension", "payment",
                                                         "family",      "voice",   "life"};

template <class... Steps, class Visit>
void each_kind(std::type_identity<std::variant<Steps...>>, Visit&& visit) {
  (visit(std::type_identity<Steps>{}), ...);
}

}  // namespace

ServiceSpec ServiceReader::service(JsonReader in) {
  in.only({"id", "version", "order", "title", "note", "elder_title", "elder_note", "elder_home", "elder_order", "group",
           "promise", "icon", "hue", "needs", "rehearsal", "steps"});
  ServiceSpec s;
  s.id = identifier(in.member("id"));
  s.version = int(in.member("version").integer(1, 1'000'000));
  if (auto order = in.optional_member("order"); order.present()) s.order = int(order.integer(0, 10'000));
  s.title = text(in.member("title"));
  s.note = text(in.member("note"));
  s.elder_title = optional_text(in.optional_member("elder_title"));
  s.elder_note = optional_text(in.optional_member("elder_note"));
  if (auto home = in.optional_member("elder_home"); home.present()) s.elder_home = home.boolean();
  s.elder_order = s.order;
  if (auto order = in.optional_member("elder_order"); order.present()) s.elder_order = int(order.integer(0, 10'000));
  if (auto group = in.optional_member("group"); group.present()) {
    s.group = group.string(32);
    if (std::find(kServiceGroups.begin(), kServiceGroups.end(), s.group) == kServiceGroups.end())
      group.refuse("is no known group");
  }
  s.promise = optional_text(in.optional_member("promise"));
  s.icon = icon(in.member("icon"));
  auto hue = in.member("hue");
  if (auto known = ui::hue_from(hue.string(32)))
    s.hue = *known;
  else
    hue.refuse("is no known colour");
  in.optional_member("needs").present()
      ? in.member("needs").each([&](JsonReader need) { s.needs.push_back(this->need(need)); })
      : void();
  if (auto rehearsal = in.optional_member("rehearsal"); rehearsal.present()) s.rehearsal = this->rehearsal(rehearsal);
  auto steps = in.member("steps");
  steps.each([&](JsonReader step) {
    if (s.steps.size() >= kMaxSteps) return step.refuse("is one step too many");
    s.steps.push_back(this->step(step));
  });
  if (s.steps.empty()) steps.refuse("must hold a step");
  return s;
}

std::string ServiceReader::identifier(JsonReader in) {
  std::string id = in.string(64);
  for (const char c : id)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
      in.refuse("may hold only a-z, 0-9, - and _");
      break;
    }
  if (id.empty()) in.refuse("is empty");
  return id;
}

LocalizedText ServiceReader::text(JsonReader in) {
  LocalizedText value = LocalizedText::read(in);
  for (const auto& language : languages_)
    if (!value.has(language)) in.refuse("is not translated into " + language.tag());
  return value;
}

LocalizedText ServiceReader::optional_text(JsonReader in) { return in.present() ? text(in) : LocalizedText{}; }

ui::Icon ServiceReader::icon(JsonReader in) {
  if (!in.present()) return ui::Icon::None;
  if (auto known = ui::icon_from(in.string(32))) return *known;
  in.refuse("is no known icon");
  return ui::Icon::None;
}

Need ServiceReader::need(JsonReader in) {
  const std::string name = in.string(32);
  if (name == "platform") return Need::Platform;
  if (name == "printer.a4") return Need::PrinterA4;
  if (name == "printer.slip") return Need::PrinterSlip;
  in.refuse("is no known need (platform, printer.a4, printer.slip)");
  return Need::Platform;
}

// What the platform would answer, by operation. It is shown as such answers are: made-up people only.
std::map<std::string, boost::json::value, std::less<>> ServiceReader::rehearsal(JsonReader in) {
  std::map<std::string, boost::json::value, std::less<>> answers;
  in.each_member([&](std::string_view operation, JsonReader answer) {
    if (answers.size() >= kMaxSteps || operation.size() > 128) return in.refuse("holds too much");
    if (answer.raw() == nullptr || !answer.raw()->is_object())
      return answer.refuse("must be an object, as the platform answers");
    answers[std::string(operation)] = *answer.raw();
  });
  return answers;
}

StepSpec ServiceReader::step(JsonReader in) {
  StepSpec s;
  s.id = identifier(in.member("id"));
  const std::string kind = in.member("kind").string(32);
  s.title = optional_text(in.optional_member("title"));
  s.lead = optional_text(in.optional_member("lead"));
  s.progress = optional_text(in.optional_member("progress"));
  if (auto when = in.optional_member("when"); when.present()) {
    s.when = condition(when);
  }
  std::string names;
  bool known = false;
  each_kind(std::type_identity<StepAction>{}, [&]<class Step>(std::type_identity<Step>) {
    names.append(names.empty() ? "" : ", ").append(Step::kKind.name);
    if (Step::kKind.name != kind) return;
    known = true;
    s.action = read<Step>(in);
  });
  if (!known) in.member("kind").refuse("is no known kind (" + names + ")");
  if (kind != "submit" && s.title.empty()) in.refuse("has no title");
  return s;
}

}  // namespace bianmin::kiosk
