// The pages of a service's steps.
#include <algorithm>
#include <set>

#include "i18n/format.hpp"

#include "base/overloaded.hpp"
#include "kiosk/flow/pages/page_parts.hpp"
#include "kiosk/flow/pages/pay_pages.hpp"
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/pages/visit_pages.hpp"
#include "kiosk/flow/service/case_kind.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {
namespace {

std::size_t characters(std::string_view text) {
  return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// The dots at the head of the page: one for each word that the steps carry, in order.
std::optional<ui::Progress> progress_of(const PageParts& parts) {
  const ServiceSpec& service = *current_service(parts.state);
  const Session& session = *parts.state.session;
  ui::Progress progress;
  std::string last;
  for (std::size_t i = 0; i < service.steps.size(); ++i) {
    const StepSpec& step = service.steps[i];
    if (step.progress.empty() || (i != session.step && !applies(step, session.values))) continue;
    const std::string& word = step.progress.in(parts.state.language);
    if (word != last) progress.steps.emplace_back(word);
    last = word;
    if (i <= session.step) progress.current = progress.steps.size() - 1;
  }
  if (progress.steps.size() < 2) return std::nullopt;
  return progress;
}

class StepPage {
 public:
  StepPage(const PageParts& parts, ui::Page& page)
      : parts_(parts),
        s_(parts.state),
        session_(*parts.state.session),
        step_(*current_step(parts.state)),
        page_(page) {}

  void build() {
    page_.id = session_.service + "/" + step_.id;
    page_.personal = true;
    page_.progress = progress_of(parts_);
    page_.title = parts_.text(step_.title);
    if (page_.title.spoken.empty()) page_.title = parts_.text(current_service(s_)->title);  // nothing to fill it with
    page_.lead = parts_.text(step_.lead);
    page_.home = parts_.home();
    if (can_go_back(s_)) page_.back = parts_.action("back", "action.back", ui::Icon::Back);
    if (session_.companion) return build_companion(parts_, *session_.companion, page_);
    if (build_rehearsed_step(parts_, step_, page_)) return;
    if (const auto* stuck = std::get_if<Stuck>(&session_.phase))
      build_stuck(stuck->why);
    else
      std::visit([this](const auto& step) { build(step); }, step_.action);
  }

 private:
  void build_stuck(const base::Failure& why) {
    page_.id += "/stuck";
    page_.kind = ui::PageKind::Error;
    page_.title = parts_.text("error.title");
    page_.lead = parts_.failure(why);
    // The platform says itself why not, in Chinese; that is worth more than our general words.
    const bool told = why.code == base::FailureCode::NotEligible || why.code == base::FailureCode::SlotTaken;
    if (told && s_.language.primary() == "zh" && is_sentence(why.detail)) page_.lead = ui::Text(why.detail);
    page_.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
    page_.blocks.emplace_back(parts_.code_note(why));
    // Asking again would only bring the same answer.
    const bool final = why.code == base::FailureCode::NotEligible || why.code == base::FailureCode::RequestRefused ||
                       why.code == base::FailureCode::BillPaid;
    const bool taken = why.code == base::FailureCode::SlotTaken;
    if (!final) page_.primary = parts_.primary("retry", taken ? "action.choose_again" : "action.retry");
    if (taken) page_.title = parts_.text("slot.taken.title");
    if (why.code == base::FailureCode::BillPaid) page_.title = parts_.text("pay.already.title");
    if (const auto* paper = std::get_if<PrintStep>(&step_.action); paper && paper->optional) {
      // What was done is done; only its paper is missing.
      page_.title = parts_.text("print.stuck.title");
      page_.secondary = parts_.action("skip", "action.print.no");
    }
    if (std::holds_alternative<DoneStep>(step_.action)) page_.secondary = parts_.action("skip", "action.print.no");
    if (const auto* identify = std::get_if<IdentifyStep>(&step_.action); identify && identify->optional)
      page_.secondary = parts_.action("skip", "action.anonymous");
  }

  // A sentence somebody wrote for residents, and not a reason for staff.
  static bool is_sentence(std::string_view text) {
    return !text.empty() && text.size() <= 600 && (static_cast<unsigned char>(text.front()) & 0x80) != 0;
  }

  void build(const TickStep& step) { build_tick(parts_, step, page_); }
  void build(const DateStep& step) { build_date(parts_, step, page_); }
  void build(const PhotoStep& step) { build_photo(parts_, step, page_); }
  void build(const SignStep& step) { build_sign(parts_, step, page_); }
  void build(const BillsStep& step) { build_bills(parts_, step, page_); }
  void build(const PayStep& step) { build_pay(parts_, step, page_); }

  void build(const IdentifyStep& step) {
    page_.kind = ui::PageKind::Identify;
    const bool reading = std::holds_alternative<Reading>(session_.phase);
    const bool code = session_.showing_code;
    if (code) {
      page_.title = parts_.text(step.accepts_slip ? "identify.code.title.slip" : "identify.code.title");
      page_.lead = parts_.text("identify.code.lead");
    }
    ui::Illustration picture{code ? ui::Picture::CodeToScanner : ui::Picture::CardOnReader, {}, true};
    picture.caption = parts_.text(reading ? "identify.reading" : code ? "identify.code.waiting" : "identify.waiting");
    if (code && !s_.scanner_ready) {  // it would be waited for in vain
      picture.caption = parts_.failure({base::FailureCode::CameraMissing, {}});
      picture.active = false;
    }
    if (s_.card_left && !code) picture.caption = parts_.text("identify.card_left");
    if (s_.reader_failure && !code) picture.caption = parts_.failure(*s_.reader_failure);
    page_.blocks.emplace_back(std::move(picture));
    ui::Buttons others;
    others.actions.push_back(code ? parts_.action("method:card", "identify.with_social_card", ui::Icon::Card)
                                  : parts_.action("method:code",
                                                  step.accepts_slip ? "identify.with_receipt" : "identify.with_code",
                                                  ui::Icon::Code));
    if (step.companion) others.actions.push_back(parts_.action("companion:start", "companion.start", ui::Icon::People));
    if (step.optional) others.actions.push_back(parts_.action("skip", "action.anonymous", ui::Icon::Person));
    page_.blocks.emplace_back(std::move(others));
  }

  void build(const ChooseStep& step) {
    page_.kind = ui::PageKind::Choice;
    ui::Choices choices;
    const auto chosen = session_.values.text(step.field);
    for (const auto& option : step.options)
      choices.choices.push_back({"choose:" + option.value, parts_.text(option.label), parts_.text(option.note),
                                 option.icon, chosen == option.value});
    for (auto& choice : choices.choices)
      if (choice.selected) say_selected(choice.label);
    page_.blocks.emplace_back(std::move(choices));
  }

  // What is ticked is seen by its frame; the ear needs the word.
  void say_selected(ui::Text& label) const {
    label.spoken.append(s_.language.primary() == "zh" ? "，" : ", ").append(parts_.text("voice.selected").spoken);
  }
  ui::Text ticked_label(const LocalizedText& words) const {
    ui::Text label = parts_.text(words);
    say_selected(label);
    return label;
  }

  void build(const FormStep& step) {
    page_.kind = ui::PageKind::Form;
    const auto value = session_.values.text(step.field);
    ui::Field field;
    field.id = step.field;
    field.kind = step.input;
    field.label = parts_.text(step.label);
    field.hint = parts_.text(step.hint);
    field.value = std::string(value);
    field.max_characters = step.max_characters;
    if (step.input == ui::FieldKind::Chinese || step.input == ui::FieldKind::English)
      field.counter = parts_.text("form.written",
                                  {{"count", i18n::number(s_.language, static_cast<long long>(characters(value)))},
                                   {"most", i18n::number(s_.language, static_cast<long long>(step.max_characters))}});
    const auto* asking = std::get_if<Asking>(&session_.phase);
    if (const char* wrong = asking != nullptr && asking->missing ? form_error(step, value) : nullptr)
      field.error = parts_.text(wrong);
    if (asking != nullptr && asking->full) field.error = parts_.text("form.full");
    if (asking != nullptr && asking->memo_failed) field.error = parts_.text("memo.failed");
    field.memo = memo_of(parts_, step);
    const bool recording = field.memo && field.memo->state == ui::Memo::State::Recording;
    const bool spoken = session_.memos.contains(step.field);
    for (const auto& phrase : step.phrases) field.phrases.push_back(parts_.text(phrase));
    page_.blocks.emplace_back(std::move(field));
    if (recording) return;  // its one button is there
    page_.primary = parts_.primary("next", "action.next");
    if (!step.required && value.empty() && !spoken) page_.secondary = parts_.action("skip", "action.skip");
  }

  void build(const QueryStep& step) {
    if (std::holds_alternative<Empty>(session_.phase)) return build_empty(step.nothing);
    page_.kind = ui::PageKind::Wait;
    const bool issuing = step.operation.starts_with("certificate.");
    page_.blocks.emplace_back(
        ui::Illustration{ui::Picture::Waiting, parts_.text(issuing ? "wait.title" : "wait.checking"), true});
  }

  void build_empty(const Template& words) {
    page_.id += "/nothing";
    page_.kind = ui::PageKind::Error;
    page_.title = parts_.text("list.empty");
    page_.lead = words.empty() ? parts_.text("nothing.lead") : parts_.text(words);
    page_.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
  }

  void build(const ReviewStep& step) {
    page_.kind = ui::PageKind::Review;
    ui::Facts facts;
    std::set<std::string_view> offered;  // a step that gave two facts is corrected from the first
    for (const auto& fact : step.facts) {
      ui::Fact made{parts_.text(fact.label), parts_.text(fact.value), {}, {}};
      if (made.value.shown.empty()) continue;
      say_label_once(made);
      if (!fact.edit.empty() && !session_.committed && offered.insert(fact.edit).second) {
        made.change = "edit:" + fact.edit;
        made.change_label = parts_.text("action.edit");
      }
      facts.facts.push_back(std::move(made));
    }
    page_.blocks.emplace_back(std::move(facts));
    if (step.table) page_.blocks.emplace_back(table(*step.table));
    if (ui::Text words = parts_.text(step.callout); !words.shown.empty())
      page_.blocks.emplace_back(ui::Callout{step.callout_kind, callout_icon(step.callout_kind), {}, std::move(words)});
    page_.primary = ui::Action{"next", parts_.text(step.confirm), ui::Icon::None, ui::Emphasis::Primary};
    if (!step.field.empty())
      page_.secondary = ui::Action{"other", parts_.text(step.other), ui::Icon::None, ui::Emphasis::Plain};
  }

  static ui::Icon callout_icon(ui::CalloutKind kind) {
    switch (kind) {
      case ui::CalloutKind::Ok: return ui::Icon::Check;
      case ui::CalloutKind::Info: return ui::Icon::Info;
      case ui::CalloutKind::Warning:
      case ui::CalloutKind::Error: return ui::Icon::Warning;
    }
    return ui::Icon::Info;
  }

  // "身份证号，身份证号，尾号…": a masked number says itself what it is.
  static void say_label_once(ui::Fact& fact) {
    std::string& said = fact.value.spoken;
    if (fact.label.spoken.empty() || !said.starts_with(fact.label.spoken)) return;
    std::size_t from = fact.label.spoken.size();
    for (const std::string_view between : {"，", ",", " "})
      if (std::string_view(said).substr(from).starts_with(between)) from += between.size();
    if (from < said.size()) said.erase(0, from);
  }

  ui::Table table(const ReviewTable& spec) {
    ui::Table out;
    for (const auto& column : spec.columns) out.heads.push_back(parts_.text(column.head));
    const Record* source = session_.values.record(spec.rows);
    if (const auto* rows = source == nullptr ? nullptr : source->list("rows"))
      for (const Record& row : *rows) {
        auto& cells = out.rows.emplace_back();
        for (const auto& column : spec.columns) {
          const Value* value = row.field(column.field);
          cells.push_back(value == nullptr ? ui::Text{}
                                           : format_value(*value, column.format, s_.language, s_.headphones));
        }
      }
    return out;
  }

  void build(const ListStep& step) {
    if (std::holds_alternative<Empty>(session_.phase)) return build_empty({});
    page_.kind = ui::PageKind::List;
    ui::Choices choices;
    const Record* source = session_.values.record(step.rows);
    if (const auto* rows = source == nullptr ? nullptr : source->list("rows"))
      for (std::size_t i = 0; i < rows->size(); ++i) {
        ui::Text title = parts_.text(step.row_title, &(*rows)[i]);
        if (title.spoken.empty())  // the platform left out what the row is called by
          title = parts_.text("voice.position", {{"n", i18n::number(s_.language, static_cast<long long>(i) + 1)}});
        choices.choices.push_back(
            {"row:" + std::to_string(i), std::move(title), parts_.text(step.row_note, &(*rows)[i]), step.icon, false});
      }
    page_.blocks.emplace_back(std::move(choices));
  }

  void build(const SubmitStep&) {
    page_.kind = ui::PageKind::Wait;
    if (page_.title.shown.empty()) page_.title = parts_.text("wait.sending");
    page_.blocks.emplace_back(ui::Illustration{ui::Picture::Waiting, parts_.text("wait.title"), true});
  }

  void build(const PrintStep& step) {
    page_.kind = ui::PageKind::Wait;
    if (const auto* paused = std::get_if<Paused>(&session_.phase)) {
      build_paused(paused->why);
      if (step.optional) page_.secondary = parts_.action("skip", "action.print.no");
      return;
    }
    page_.blocks.emplace_back(ui::Illustration{ui::Picture::Printing, parts_.text("wait.printing"), true});
  }

  void build_paused(const base::Failure& why) {
    page_.id += "/paused";
    page_.title = parts_.text("print.paused.title");
    page_.lead = parts_.failure(why);
    page_.blocks.emplace_back(
        ui::Callout{ui::CalloutKind::Warning, ui::Icon::Warning, {}, parts_.text("print.paused")});
    page_.blocks.emplace_back(parts_.code_note(why));
  }

  // The second sheet is coming: the page is that of a print step until it is there.
  bool build_reprint() {
    if (const auto* paused = std::get_if<Paused>(&session_.phase)) {
      page_.kind = ui::PageKind::Wait;
      build_paused(paused->why);
      page_.secondary = parts_.action("skip", "action.print.no");
      return true;
    }
    if (session_.print_job.empty()) return false;
    page_.kind = ui::PageKind::Wait;
    page_.id += "/reprint";
    page_.title = parts_.text("wait.printing");
    page_.lead = {};
    page_.blocks.emplace_back(ui::Illustration{ui::Picture::Printing, parts_.text("wait.title"), true});
    return true;
  }

  void build(const DoneStep& step) {
    if (build_reprint()) return;
    page_.kind = ui::PageKind::Done;
    if (step.case_history.empty()) {
      page_.progress.reset();  // the large mark says that it is over
      page_.blocks.emplace_back(ui::Mark{ui::MarkKind::Ok});
    }
    ui::Timeline line;
    for (const auto& entry : step.timeline) {
      const bool waits = !entry.waits_for.empty() && session_.values.text(entry.waits_for).empty();
      line.items.push_back({waits ? ui::ItemState::Current : entry.state,
                            parts_.text(waits ? entry.waiting : entry.title),
                            waits ? ui::Text{} : parts_.text(entry.note)});
    }
    if (!step.case_history.empty()) add_history(step.case_history, line);
    if (!line.items.empty()) page_.blocks.emplace_back(std::move(line));
    if (!step.facts.empty()) {
      ui::Facts facts;
      for (const auto& fact : step.facts) {
        ui::Fact made{parts_.text(fact.label), parts_.text(fact.value), {}, {}};
        if (made.value.shown.empty()) continue;
        say_label_once(made);
        facts.facts.push_back(std::move(made));
      }
      if (!facts.facts.empty()) page_.blocks.emplace_back(std::move(facts));
    }
    if (step.table) page_.blocks.emplace_back(table(*step.table));
    if (const auto callout = parts_.text(step.callout); !callout.shown.empty())
      page_.blocks.emplace_back(
          ui::Callout{step.callout_kind,
                      step.callout_kind == ui::CalloutKind::Ok ? ui::Icon::Lock : callout_icon(step.callout_kind),
                      {},
                      callout});
    add_suggestions(parts_, step, page_);
    if (!step.reprint.empty() && session_.copies.contains(step.reprint))
      page_.secondary = parts_.action("reprint", "action.reprint", ui::Icon::Print);
    const bool last = session_.step + 1 == current_service(s_)->steps.size();
    page_.primary = last ? parts_.primary("finish", "action.finish") : parts_.primary("next", "action.next");
  }

  ui::Text with_date(const LocalizedText& words, const ui::Text& date) const {
    ui::Text out(words.in(s_.language));
    for (auto [text, put] : {std::pair{&out.shown, &date.shown}, std::pair{&out.spoken, &date.spoken}})
      if (const auto at = text->find("{date}"); at != std::string::npos) text->replace(at, 6, *put);
    return out;
  }

  // What happened to a case, newest last, and what is still to come.
  void add_history(const std::string& into, ui::Timeline& line) {
    const Record* found = session_.values.record(into);
    if (found == nullptr) return;
    if (const auto* history = found->list("history"))
      for (std::size_t i = 0; i < history->size(); ++i) {
        const Record& entry = (*history)[i];
        const Value* what = entry.field("text");
        const Value* when = entry.field("at");
        line.items.push_back({i + 1 == history->size() ? ui::ItemState::Current : ui::ItemState::Done,
                              what ? format_value(*what, "", s_.language, false) : ui::Text{},
                              when ? format_value(*when, "datetime", s_.language, false) : ui::Text{}});
      }
    const Value* status = found->field("status");
    const Value* deadline = found->field("deadline");
    const bool open = status == nullptr || (status->text.reveal() != "closed" && status->text.reveal() != "answered");
    if (open && deadline != nullptr) {
      const Value* light = found->field("light");
      const std::string_view colour = light == nullptr ? std::string_view{} : light->text.reveal();
      const ui::Text date = format_value(*deadline, "date", s_.language, false);
      // What is promised is the service's to say: an answer, a finished matter, a visit.
      const ServiceSpec* spec = service_of_case(*s_.content, *found);
      const bool own_words = spec != nullptr && !spec->promise.empty();
      ui::Text promise = own_words ? with_date(spec->promise, date) : parts_.text("case.deadline", {{"date", date}});
      line.items.push_back({colour == "red" ? ui::ItemState::Late : ui::ItemState::Todo,
                            colour == "red"      ? parts_.text("case.deadline.red", {{"date", date}})
                            : colour == "yellow" ? parts_.text("case.deadline.yellow", {{"date", date}})
                                                 : std::move(promise),
                            {}});
    }
  }

  void build(const RateStep& step) {
    page_.kind = ui::PageKind::Choice;
    ui::Choices choices;
    const auto rating = session_.values.text("rating");
    if (rating.empty()) {
      static constexpr const char* kLevels[] = {"", "rate.1", "rate.2", "rate.3", "rate.4", "rate.5"};
      for (int stars = 5; stars >= 1; --stars)
        choices.choices.push_back(
            {"rate:" + std::to_string(stars), parts_.text(kLevels[stars]), {}, ui::Icon::Star, false});
      page_.secondary = parts_.action("skip", "rate.skip");
    } else {
      page_.title = parts_.text("rate.why");
      page_.lead = {};
      for (const auto& reason : step.reasons) {
        const bool ticked = session_.values.find("reason-" + reason.value) != nullptr;
        choices.choices.push_back({"reason:" + reason.value,
                                   ticked ? ticked_label(reason.label) : parts_.text(reason.label),
                                   parts_.text(reason.note), reason.icon, ticked});
      }
      page_.primary = parts_.primary("next", "action.submit");
    }
    page_.blocks.emplace_back(std::move(choices));
  }

  const PageParts& parts_;
  const State& s_;
  const Session& session_;
  const StepSpec& step_;
  ui::Page& page_;
};

}  // namespace

void build_step(const PageParts& parts, ui::Page& page) { StepPage(parts, page).build(); }

}  // namespace bianmin::kiosk
