// The page of 代办: whose card next, and at last the whole of it read back.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/visit_pages.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {
namespace {

ui::Text name_of(const PageParts& parts, const Record* person, std::string_view unnamed) {
  const Value* name = person == nullptr ? nullptr : person->field("name");
  return name == nullptr || name->empty() ? parts.text(unnamed)
                                          : i18n::person_name(parts.state.language, name->text.reveal());
}

ui::Text number_of(const PageParts& parts, const Record& person) {
  const Value* number = person.field("id_number");
  return number == nullptr ? ui::Text{} : format_value(*number, "masked", parts.state.language, parts.state.headphones);
}

}  // namespace

void build_companion(const PageParts& parts, const Companion& who, ui::Page& page) {
  const State& s = parts.state;
  const ui::Text elder = name_of(parts, &who.elder, "companion.elder");
  const ui::Text helper = name_of(parts, &who.helper, "companion.helper");
  const ui::Text service = current_service(s)->title.phrase(s.language);
  page.back = parts.action("back", "action.back", ui::Icon::Back);
  if (who.stage == Companion::Stage::Consent) {
    page.id += "/consent";
    page.kind = ui::PageKind::Review;
    page.title = parts.text("companion.consent.title", {{"elder", elder}});
    page.lead = parts.text("companion.consent.lead", {{"elder", elder}, {"helper", helper}, {"service", service}});
    page.blocks.emplace_back(ui::Illustration{ui::Picture::TwoPeople, {}, false});
    page.blocks.emplace_back(ui::Facts{{{parts.text("companion.whose"), elder, {}, {}},
                                        {parts.text("companion.whose.number"), number_of(parts, who.elder), {}, {}},
                                        {parts.text("companion.who"), helper, {}, {}},
                                        {parts.text("companion.who.number"), number_of(parts, who.helper), {}, {}}}});
    page.blocks.emplace_back(
        ui::Callout{ui::CalloutKind::Info, ui::Icon::People, {}, parts.text("companion.consent.recorded")});
    page.blocks.emplace_back(ui::Buttons{{parts.action("companion:swap", "companion.swap", ui::Icon::Refresh)}});
    page.primary = parts.primary("companion:consent", "companion.agree");
    return;
  }
  const bool first = who.stage == Companion::Stage::Elder;
  page.id += first ? "/elder" : "/helper";
  page.kind = ui::PageKind::Identify;
  page.title = parts.text(first ? "companion.elder.title" : "companion.helper.title");
  page.lead = first ? parts.text("companion.elder.lead") : parts.text("companion.helper.lead", {{"elder", elder}});
  if (who.same_card)
    page.blocks.emplace_back(ui::Callout{
        ui::CalloutKind::Warning, ui::Icon::Card, {}, parts.text("companion.same_card", {{"elder", elder}})});
  const bool reading = std::holds_alternative<Reading>(s.session->phase);
  ui::Illustration picture{ui::Picture::CardOnReader, parts.text(reading ? "identify.reading" : "identify.waiting"),
                           true};
  if (s.card_left) picture.caption = parts.text("identify.card_left");
  if (s.reader_failure) picture.caption = parts.failure(*s.reader_failure);
  if (const auto* stuck = std::get_if<Stuck>(&s.session->phase)) {
    picture.caption = parts.failure(stuck->why);
    page.primary = parts.primary("retry", "action.retry");
  }
  page.blocks.emplace_back(std::move(picture));
}

}  // namespace bianmin::kiosk
