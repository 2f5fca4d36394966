#include "kiosk/flow/pages/page_parts.hpp"

#include "i18n/format.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {

ui::Text PageParts::text(std::string_view key, const i18n::Args& args) const {
  return state.content->texts.phrase(state.language, key, args);
}

ui::Text PageParts::text(const i18n::LocalizedText& text, const Record* row) const {
  static const Values kNothing;
  return fill(text, state.language, state.session ? state.session->values : kNothing, state.headphones, row);
}

ui::Action PageParts::action(ui::ActionId id, std::string_view key, ui::Icon icon) const {
  return {std::move(id), text(key), icon};
}

ui::Action PageParts::primary(ui::ActionId id, std::string_view key) const {
  ui::Action made = action(std::move(id), key);
  made.emphasis = ui::Emphasis::Primary;
  return made;
}

// Nobody has been told while the link is down: then nothing says so.
std::string PageParts::reported(std::string key) const {
  const std::string offline = key + ".offline";
  return !state.link_up && state.content->texts.has(i18n::kChinese, offline) ? offline : key;
}

ui::Text PageParts::failure(const base::Failure& failure) const {
  // By which rule it was refused, in the platform's word for it; the sentence is ours, in every language.
  constexpr std::string_view kReason = "reason ";
  if (failure.code == base::FailureCode::NotEligible && failure.detail.starts_with(kReason))
    if (const std::string own = "refused." + failure.detail.substr(kReason.size());
        state.content->texts.has(i18n::kChinese, own))
      return text(own);
  return text(reported("failure." + std::string(base::to_string(failure.code))));
}

ui::Text PageParts::cannot(const base::Failure& why) const {
  const std::string key = "cannot." + std::string(base::to_string(why.code));
  return state.content->texts.has(i18n::kChinese, key) ? text(reported(key)) : failure(why);
}

ui::Text PageParts::failure_short(const base::Failure& failure) const {
  using base::FailureCode;
  switch (failure.code) {
    case FailureCode::NetworkDown:
    case FailureCode::NetworkTimeout: return text("home.service.offline");
    case FailureCode::PrinterOutOfPaper: return text("home.service.needs_paper");
    default: return text("home.service.not_now");
  }
}

ui::Block PageParts::code_note(const base::Failure& failure) const {
  ui::Text note = text("error.code", {{"code", ui::Text(base::to_string(failure.code))}});
  note.spoken.clear();
  return ui::Callout{ui::CalloutKind::Info, ui::Icon::Info, {}, std::move(note)};
}

ui::Text PageParts::status() const {
  const auto printer = state.printers.find("a4");
  std::string_view paper = "status.printer.fault";
  if (printer != state.printers.end()) {
    const auto* ready = std::get_if<devices::PrinterReady>(&printer->second);
    const auto* stopped = std::get_if<devices::PrinterStopped>(&printer->second);
    if (devices::can_print(printer->second)) paper = "status.printer.ready";
    if (ready != nullptr && ready->paper_low) paper = "status.printer.low";
    if (stopped != nullptr && stopped->why.code == base::FailureCode::PrinterOutOfPaper) paper = "status.printer.empty";
  }
  return text("status.line",
              {{"link", text(state.link_up ? "status.online" : "status.offline")},
               {"printer", text(reported(std::string(paper)))},
               {"hotline", text("status.hotline", {{"phone", i18n::phone(state.language, state.rules.telephone)}})}});
}

void PageParts::frame(ui::Page& page) const {
  const auto now = base::to_china_time(state.now);
  page.header.place = state.rules.place.phrase(state.language);
  page.header.subtitle = text(elder() ? "header.subtitle.elder" : "header.subtitle");
  page.header.time = i18n::time_of_day(state.language, now);
  page.header.date = i18n::weekday_date(state.language, now);
  const auto tool = [&](std::string id, std::string_view key, ui::Icon icon, bool selected) {
    ui::Action made = action(std::move(id), key, icon);
    made.selected = selected;
    page.tools.push_back(std::move(made));
  };
  tool("tool:elder", "tool.elder", ui::Icon::Person, elder());
  tool("tool:voice", "tool.voice", ui::Icon::Sound, state.voice_on);
  tool("tool:language", "tool.language", ui::Icon::Globe, false);
  tool("tool:headphones", state.headphones ? "tool.headphones.in" : "tool.headphones", ui::Icon::Headphones,
       state.headphones);
}

}  // namespace bianmin::kiosk
