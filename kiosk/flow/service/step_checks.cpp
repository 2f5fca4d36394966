// What each kind of step must be to be whole.
#include <algorithm>

#include "kiosk/flow/service/service_checker.hpp"
#include "kiosk/flow/service/step_kinds.hpp"

namespace bianmin::kiosk {

void ServiceChecker::check_options(const std::vector<ChooseOption>& options, const char* place) {
  std::set<std::string> values;
  for (const auto& option : options) {
    if (!values.insert(option.value).second) refuse(place, "\"" + option.value + "\" stands twice");
    plain(option.label, place);
    plain(option.note, place);
  }
}

void ServiceChecker::check_rows(const std::string& name, const char* place) {
  if (!queries_.contains(name)) refuse(place, "\"" + name + "\" is no earlier query's answer");
}

void ServiceChecker::check_rows_shown(const std::string& rows, const Template& title, const Template& note) {
  check_rows(rows, "rows");
  records_["row"] = {};
  check(title, "row_title");
  check(note, "row_note");
  records_.erase("row");
}

void ServiceChecker::check_columns(const std::string& rows, const std::vector<ReviewColumn>& columns, Surface surface) {
  check_rows(rows, "table");
  if (columns.empty()) refuse("table", "has no columns");
  for (const auto& column : columns) {
    plain(column.head, "table");
    if (surface == Surface::Page) check_page_use({"row." + column.field, column.format}, "table");
  }
}

bool ServiceChecker::is_question(const StepSpec& step) {
  return std::holds_alternative<IdentifyStep>(step.action) || std::holds_alternative<ListStep>(step.action) ||
         std::holds_alternative<BillsStep>(step.action) ||
         (gives_answer(step) && !std::holds_alternative<SignStep>(step.action));
}

void ServiceChecker::check_facts(const std::vector<ReviewFact>& facts, Surface surface) {
  for (const auto& fact : facts) {
    plain(fact.label, "facts");
    check(fact.value, "facts", surface);
    if (fact.edit.empty()) continue;
    const StepSpec* target = service_.step(fact.edit);
    if (surface == Surface::Paper)
      refuse("facts", "paper can't be edited");
    else if (target == nullptr || target >= step_)
      refuse("facts", "\"" + fact.edit + "\" is no earlier step");
    else if (!is_question(*target))
      refuse("facts", "\"" + fact.edit + "\" asks nothing that could be changed");
  }
}

// "photos:shots", "memo:text", "strokes:consent" name what was photographed, spoken, signed for that answer.
void ServiceChecker::check_sent(const std::string& name, const char* place) {
  const auto colon = name.find(':');
  if (colon == std::string::npos) return check_name(name, place);
  const std::string kind = name.substr(0, colon), field = name.substr(colon + 1);
  const auto is = [&](const StepSpec& step) {
    if (&step >= step_ || answer_field(step) != field) return false;
    if (kind == "photos") return std::holds_alternative<PhotoStep>(step.action);
    if (kind == "strokes") return std::holds_alternative<SignStep>(step.action);
    const auto* form = std::get_if<FormStep>(&step.action);
    return kind == "memo" && form != nullptr && form->memo;
  };
  if (std::string_view(place) != "content" || std::none_of(service_.steps.begin(), service_.steps.end(), is))
    refuse(place,
           "\"" + name + "\" is nothing that was photographed (photos:), spoken (memo:) or signed (strokes:) before");
}

// Members of what is sent: "contact.phone" lies in "contact", which then can't be a text itself.
void ServiceChecker::check_members(const std::map<std::string, std::string>& members, const char* place) {
  for (const auto& [member, name] : members) {
    check_sent(name, place);
    for (auto dot = member.find('.'); dot != std::string::npos; dot = member.find('.', dot + 1))
      if (members.contains(member.substr(0, dot)))
        refuse(place, "\"" + member.substr(0, dot) + "\" can't be a text and hold \"" + member + "\"");
  }
}

void ServiceChecker::check_before_sending() {
  if (!reviewed_) refuse("kind", "nothing is sent before a review step has shown it");
}

// What nobody can ask for is a mistake.
void ServiceChecker::check_offer() {
  if (step_->when) refuse("offer", "a paper on request has no \"when\": it is passed over anyway");
  const auto is_end = [](const StepSpec& step) { return std::holds_alternative<DoneStep>(step.action); };
  if (std::none_of(step_ + 1, service_.steps.data() + service_.steps.size(), is_end))
    refuse("offer", "no done page comes after it to offer it");
}

bool ServiceChecker::needed(const PrintStep& s) const {
  if (s.optional || !s.offer.empty()) return true;
  const Need need = s.printer == "a4" ? Need::PrinterA4 : Need::PrinterSlip;
  return std::find(service_.needs.begin(), service_.needs.end(), need) != service_.needs.end();
}

void ServiceChecker::look_at(const IdentifyStep&) {
  if (given_) refuse("kind", "who is here is asked before anything is sent or printed");
  records_["holder"] = {"id_number", "name", "method", "code", "slip_number", "slip_token"};
}

void ServiceChecker::look_at(const ChooseStep& s) {
  check_options(s.options, "options");
  define_answer(s.field);
  for (const auto& option : s.options) values_[s.field].insert(option.value);
}

void ServiceChecker::look_at(const TickStep& s) {
  check_options(s.options, "options");
  define_answer(s.field);
  ticks_.insert(s.field);
  for (const auto& option : s.options) values_[s.field].insert(option.value);
}

void ServiceChecker::look_at(const DateStep& s) {
  plain(s.label, "label");
  define_answer(s.field);
}

void ServiceChecker::look_at(const AmountStep& s) {
  plain(s.label, "label");
  check_facts(s.facts, Surface::Page);
  for (const auto& fact : s.facts)
    if (!fact.edit.empty()) refuse("facts", "nothing is changed there: a review has its button");
  if (!s.limits.empty() && !records_.contains(s.limits))
    refuse("limits", "\"" + s.limits + "\" is no earlier answer with limits in it");
  define_answer(s.field);
  amounts_.insert(s.field);
}

void ServiceChecker::look_at(const PhotoStep& s) {
  plain(s.subject, "subject");
  define_answer(s.field);
}

void ServiceChecker::look_at(const SignStep& s) {
  check(s.statement, "statement");
  if (!reviewed_) refuse("kind", "nothing is signed before a review step has shown it");
  define_answer(s.field);
}

void ServiceChecker::look_at(const FormStep& s) {
  plain(s.label, "label");
  plain(s.hint, "hint");
  for (const auto& phrase : s.phrases) plain(phrase, "phrases");
  if (s.required && s.min_characters == 0) refuse("min", "a required answer has at least 1 character");
  define_answer(s.field);
  if (s.input == ui::FieldKind::Phone || s.input == ui::FieldKind::IdNumber) private_.insert(s.field);
}

void ServiceChecker::look_at(const QueryStep& s) {
  check_members(s.input, "input");
  check(s.nothing, "nothing");
  if (s.operation.starts_with("reserve.")) {
    check_before_sending();
    given_ = true;
  }
  if (!s.taken.empty()) {
    const StepSpec* target = service_.step(s.taken);
    if (target == nullptr || target >= step_) refuse("taken", "\"" + s.taken + "\" is no earlier step");
  }
  define_record(s.into, {});
  queries_.insert(s.into);
}

void ServiceChecker::look_at(const ReviewStep& s) {
  check_facts(s.facts, Surface::Page);
  if (s.table) check_columns(s.table->rows, s.table->columns, Surface::Page);
  if (s.facts.empty() && !s.table) refuse("facts", "a review that shows nothing is none");
  plain(s.confirm, "confirm");
  plain(s.other, "other");
  check(s.callout, "callout");
  if (!step_->when) reviewed_ = true;  // one that may be passed over has shown nothing
  if (s.field.empty()) return;
  define_answer(s.field);
  values_[s.field] = {"yes", "no"};
}

void ServiceChecker::look_at(const ListStep& s) {
  check_rows_shown(s.rows, s.row_title, s.row_note);
  define_record(s.into, {});
}

void ServiceChecker::look_at(const BillsStep& s) {
  check_rows_shown(s.rows, s.row_title, s.row_note);
  define_record(s.into, {"count", "total"});
  queries_.insert(s.into);
}

void ServiceChecker::look_at(const PayStep& s) {
  if (!reviewed_) refuse("kind", "nothing is paid before a review step has shown it");
  if (!records_.contains("holder")) refuse("kind", "somebody has to say who they are before they pay");
  if (!records_.contains(s.bills) || s.bills == "holder" || s.bills == "terminal")
    refuse("bills", "\"" + s.bills + "\" is no earlier answer with bills in it");
  if (!s.amount.empty() && !amounts_.contains(s.amount))
    refuse("amount", "\"" + s.amount + "\" is asked by no earlier amount step");
  if (!s.amount.empty() && queries_.contains(s.bills))
    refuse("bills", "an amount is put on one account: name what a list step chose");
  if (std::find(service_.needs.begin(), service_.needs.end(), Need::Platform) == service_.needs.end())
    refuse("kind", "nothing can be paid without \"platform\" in the service's needs");
  given_ = true;
  std::set<std::string> fields{"order", "amount", "paid_at", "receipt"};
  if (!s.amount.empty()) fields.insert("balance");
  define_record(s.into, std::move(fields));
}

void ServiceChecker::look_at(const SubmitStep& s) {
  check_before_sending();
  check_members(s.content, "content");
  given_ = true;
  define_record(s.into, {"number", "code", "filed_at", "deadline", "unit"});
}

void ServiceChecker::look_at(const PrintStep& s) {
  if (!reviewed_) refuse("kind", "nothing is printed before a review step has shown it");
  if (!s.number.empty()) check_name(s.number, "number");
  if (!s.code.empty()) check_name(s.code, "code");
  if (!s.sign.empty()) check_sent("strokes:" + s.sign, "content");
  check(s.title, "document_title", Surface::Paper);
  check_facts(s.facts, Surface::Paper);
  if (s.table) check_columns(s.table->rows, s.table->columns, Surface::Paper);
  for (const auto& paragraph : s.paragraphs) check(paragraph, "paragraphs", Surface::Paper);
  plain(s.issuer, "issuer");
  plain(s.offer, "offer");
  plain(s.offer_note, "offer_note");
  if (!s.offer.empty()) check_offer();
  given_ = true;
  if (!needed(s)) refuse("printer", "is not in the service's needs, so nobody looks whether it has paper");
}

void ServiceChecker::look_at(const DoneStep& s) {
  for (const auto& entry : s.timeline) {
    check(entry.title, "timeline");
    check(entry.note, "timeline");
    check(entry.waiting, "timeline");
    if (!entry.waits_for.empty()) check_name(entry.waits_for, "timeline");
  }
  check(s.callout, "callout");
  check_facts(s.facts, Surface::Page);
  for (const auto& fact : s.facts)
    if (!fact.edit.empty()) refuse("facts", "nothing can be changed at the end");
  if (s.table) check_columns(s.table->rows, s.table->columns, Surface::Page);
  if (!s.number.empty()) check_name(s.number, "number");
  if (!s.case_history.empty() && !records_.contains(s.case_history))
    refuse("case_history", "\"" + s.case_history + "\" is not known at this step");
  if (!s.reprint.empty()) {
    const StepSpec* target = service_.step(s.reprint);
    if (target == nullptr || target >= step_ || !std::holds_alternative<PrintStep>(target->action))
      refuse("reprint", "\"" + s.reprint + "\" is no earlier print step");
  }
}

void ServiceChecker::look_at(const RateStep& s) { check_options(s.reasons, "reasons"); }

}  // namespace bianmin::kiosk
