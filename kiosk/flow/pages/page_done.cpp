// The end of a service, and the life of a case.
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/service/case_kind.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {
namespace {

// The second sheet is coming: the page is that of a print step until it is there.
bool build_reprint(const PageParts& parts, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *parts.state.session;
  if (const auto* paused = std::get_if<Paused>(&session.phase)) {
    page.kind = ui::PageKind::Wait;
    build_paused(parts, paused->why, page);
    page.secondary = parts.action("skip", "action.print.no");
    return true;
  }
  if (session.print_job.empty()) return false;
  page.kind = ui::PageKind::Wait;
  page.id += "/reprint";
  page.title = parts.text("wait.printing");
  page.lead = {};
  const StepSpec* paper = current_service(s)->step(session.reprinting);
  if (const auto* print = paper ? std::get_if<PrintStep>(&paper->action) : nullptr; print && !print->offer.empty()) {
    page.title = parts.text(paper->title);
    page.lead = parts.text(paper->lead);
  }
  page.blocks.emplace_back(ui::Illustration{ui::Picture::Printing, parts.text("wait.title"), true});
  return true;
}

void add_offered_papers(const PageParts& parts, ui::Page& page) {
  const State& s = parts.state;
  ui::Choices papers;
  for (const StepSpec& step : current_service(s)->steps) {
    if (!offers_paper(s, step)) continue;
    const auto& paper = std::get<PrintStep>(step.action);
    papers.choices.push_back(
        {"paper:" + step.id, parts.text(paper.offer), parts.text(paper.offer_note), ui::Icon::Print, false});
  }
  if (!papers.choices.empty()) page.blocks.emplace_back(std::move(papers));
}

ui::Text with_date(ui::Text out, const ui::Text& date) {
  for (auto [text, put] : {std::pair{&out.shown, &date.shown}, std::pair{&out.spoken, &date.spoken}})
    if (const auto at = text->find("{date}"); at != std::string::npos) text->replace(at, 6, *put);
  return out;
}

// What happened to a case, newest last, and what is still to come.
void add_history(const PageParts& parts, const std::string& into, ui::Timeline& line) {
  const State& s = parts.state;
  const Session& session = *parts.state.session;
  const Record* found = session.values.record(into);
  if (found == nullptr) return;
  if (const auto* history = found->list("history"))
    for (std::size_t i = 0; i < history->size(); ++i) {
      const Record& entry = (*history)[i];
      const Value* what = entry.field("text");
      const Value* when = entry.field("at");
      line.items.push_back({i + 1 == history->size() ? ui::ItemState::Current : ui::ItemState::Done,
                            what ? format_value(*what, "", s.language, false) : ui::Text{},
                            when ? format_value(*when, "datetime", s.language, false) : ui::Text{}});
    }
  const Value* status = found->field("status");
  const Value* deadline = found->field("deadline");
  const bool open = status == nullptr || (status->text.reveal() != "closed" && status->text.reveal() != "answered");
  if (open && deadline != nullptr) {
    const Value* light = found->field("light");
    const std::string_view colour = light == nullptr ? std::string_view{} : light->text.reveal();
    const ui::Text date = format_value(*deadline, "date", s.language, false);
    // What is promised is the service's to say: an answer, a finished matter, a visit.
    const ServiceSpec* spec = service_of_case(*s.content, *found);
    const bool own_words = spec != nullptr && !spec->promise.empty();
    ui::Text promise =
        own_words ? with_date(spec->promise.phrase(s.language), date) : parts.text("case.deadline", {{"date", date}});
    line.items.push_back({colour == "red" ? ui::ItemState::Late : ui::ItemState::Todo,
                          colour == "red"      ? parts.text("case.deadline.red", {{"date", date}})
                          : colour == "yellow" ? parts.text("case.deadline.yellow", {{"date", date}})
                                               : std::move(promise),
                          {}});
  }
}

}  // namespace

void build_body(const PageParts& parts, const DoneStep& step, ui::Page& page) {
  const State& s = parts.state;
  const Session& session = *parts.state.session;
  if (build_reprint(parts, page)) return;
  page.kind = ui::PageKind::Done;
  if (step.case_history.empty()) {
    page.progress.reset();  // the large mark says that it is over
    page.blocks.emplace_back(ui::Mark{ui::MarkKind::Ok});
  }
  ui::Timeline line;
  for (const auto& entry : step.timeline) {
    const bool waits = !entry.waits_for.empty() && session.values.text(entry.waits_for).empty();
    line.items.push_back({waits ? ui::ItemState::Current : entry.state, parts.text(waits ? entry.waiting : entry.title),
                          waits ? ui::Text{} : parts.text(entry.note)});
  }
  if (!step.case_history.empty()) add_history(parts, step.case_history, line);
  if (!line.items.empty()) page.blocks.emplace_back(std::move(line));
  if (!step.facts.empty()) {
    ui::Facts facts;
    for (const auto& fact : step.facts) {
      ui::Fact made{parts.text(fact.label), parts.text(fact.value), {}, {}};
      if (made.value.shown.empty()) continue;
      say_label_once(made);
      facts.facts.push_back(std::move(made));
    }
    if (!facts.facts.empty()) page.blocks.emplace_back(std::move(facts));
  }
  if (step.table) page.blocks.emplace_back(table_of(parts, *step.table));
  if (const auto callout = parts.text(step.callout); !callout.shown.empty())
    page.blocks.emplace_back(
        ui::Callout{step.callout_kind,
                    step.callout_kind == ui::CalloutKind::Ok ? ui::Icon::Lock : callout_icon(step.callout_kind),
                    {},
                    callout});
  add_offered_papers(parts, page);
  add_suggestions(parts, step, page);
  if (!step.reprint.empty() && session.copies.contains(step.reprint))
    page.secondary = parts.action("reprint", "action.reprint", ui::Icon::Print);
  const bool last = session.step + 1 == current_service(s)->steps.size();
  page.primary = last ? parts.primary("finish", "action.finish") : parts.primary("next", "action.next");
}

}  // namespace bianmin::kiosk
