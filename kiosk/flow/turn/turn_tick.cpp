// Several of many.
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {
namespace {

// The answer in the options' order: its words, divided by commas, and its labels as they are read.
Value joined(const TickStep& step, const std::vector<bool>& ticked, const std::vector<i18n::Language>& languages) {
  std::string text;
  for (std::size_t i = 0; i < step.options.size(); ++i)
    if (ticked[i]) text.append(text.empty() ? "" : ",").append(step.options[i].value);
  if (text.empty()) return {};
  LocalizedText label;
  for (const auto& language : languages) {
    std::string words;
    for (std::size_t i = 0; i < step.options.size(); ++i)
      if (ticked[i])
        words.append(words.empty()                ? ""
                     : language.primary() == "zh" ? "、"
                                                  : ", ")
            .append(step.options[i].label.in(language));
    label.set(language, std::move(words));
  }
  return {base::Secret(text), std::move(label)};
}

}  // namespace

void Turn::press(const TickStep& step, const std::string& id) {
  Session& session = *s.session;
  std::vector<bool> ticked;
  std::size_t count = 0;
  for (const auto& option : step.options) {
    ticked.push_back(is_ticked(session.values.text(step.field), option.value));
    count += ticked.back() ? 1 : 0;
  }
  if (id == "next") {
    if (count >= step.least) return next();
    session.phase = Asking{.missing = true};
    return arrived(true);
  }
  for (std::size_t i = 0; i < step.options.size(); ++i) {
    if (id != "tick:" + step.options[i].value) continue;
    if (!ticked[i] && count >= step.most) {
      session.phase = Asking{.full = true};
      return arrived(true);
    }
    ticked[i] = !ticked[i];
    Value answer = joined(step, ticked, s.rules.languages);
    if (answer.empty())
      session.values.erase(step.field);
    else
      session.values.set(step.field, std::move(answer));
    session.phase = Asking{};
    if (s.voice_on && s.focus == id) say_focus();
    return;
  }
}

bool is_ticked(std::string_view answer, std::string_view value) {
  while (!answer.empty()) {
    const auto comma = answer.find(',');
    if (answer.substr(0, comma) == value) return true;
    if (comma == std::string_view::npos) return false;
    answer.remove_prefix(comma + 1);
  }
  return false;
}

}  // namespace bianmin::kiosk
