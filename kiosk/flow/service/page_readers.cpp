// The kinds of steps that show: before something goes on, and at its end.
#include "kiosk/flow/service/service_reader.hpp"

namespace bianmin::kiosk {

using base::JsonReader;

template <>
ReviewStep ServiceReader::read<ReviewStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "facts", "table", "confirm", "callout", "callout_kind", "field", "other"});
  ReviewStep s;
  s.facts = facts(in.member("facts"));
  if (auto table = in.optional_member("table"); table.present()) {
    table.only({"rows", "columns"});
    s.table = ReviewTable{identifier(table.member("rows")), columns(table.member("columns"))};
  }
  s.confirm = text(in.member("confirm"));
  s.callout = optional_text(in.optional_member("callout"));
  s.callout_kind = callout_kind(in.optional_member("callout_kind"), ui::CalloutKind::Info);
  if (auto field = in.optional_member("field"); field.present()) {
    s.field = identifier(field);
    s.other = text(in.member("other"));
  } else if (auto other = in.optional_member("other"); other.present()) {
    other.refuse("needs a \"field\" that takes which button was pressed");
  }
  return s;
}

template <>
DoneStep ServiceReader::read<DoneStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "timeline", "case_history", "facts", "table", "callout", "callout_kind", "number",
           "reprint", "suggestions"});
  DoneStep s;
  if (auto facts = in.optional_member("facts"); facts.present()) s.facts = this->facts(facts);
  if (auto table = in.optional_member("table"); table.present()) {
    table.only({"rows", "columns"});
    s.table = ReviewTable{identifier(table.member("rows")), columns(table.member("columns"))};
  }
  s.callout_kind = callout_kind(in.optional_member("callout_kind"), ui::CalloutKind::Ok);
  if (auto suggestions = in.optional_member("suggestions"); suggestions.present())
    s.suggestions = suggestions.boolean();
  if (auto timeline = in.optional_member("timeline"); timeline.present())
    timeline.each([&](JsonReader item) {
      if (s.timeline.size() >= 12) return item.refuse("is one item too many");
      item.only({"state", "title", "note", "waits_for", "waiting"});
      TimelineEntry entry;
      auto state = item.member("state");
      const std::string name = state.string(16);
      if (name == "done")
        entry.state = ui::ItemState::Done;
      else if (name == "current")
        entry.state = ui::ItemState::Current;
      else if (name == "todo")
        entry.state = ui::ItemState::Todo;
      else
        state.refuse("is no known state (done, current, todo)");
      entry.title = text(item.member("title"));
      entry.note = optional_text(item.optional_member("note"));
      if (auto waits = item.optional_member("waits_for"); waits.present()) {
        entry.waits_for = waits.string(128);
        entry.waiting = text(item.member("waiting"));
      }
      s.timeline.push_back(std::move(entry));
    });
  if (auto history = in.optional_member("case_history"); history.present()) s.case_history = identifier(history);
  s.callout = optional_text(in.optional_member("callout"));
  if (auto number = in.optional_member("number"); number.present()) s.number = number.string(128);
  if (auto reprint = in.optional_member("reprint"); reprint.present()) s.reprint = identifier(reprint);
  return s;
}

template <>
RateStep ServiceReader::read<RateStep>(JsonReader in) {
  in.only({BIANMIN_STEP_MEMBERS, "reasons"});
  return {options(in.member("reasons"))};
}

}  // namespace bianmin::kiosk
