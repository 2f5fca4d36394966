// What makes a service whole: every name defined before it is used, every step reachable, an end, and no paper or
// case before the resident has seen what it will say.
#include <set>

#include "kiosk/flow/service/service_loader.hpp"

#include "base/overloaded.hpp"
#include "kiosk/flow/service/rehearsed_steps.hpp"
#include "kiosk/flow/service/step_kinds.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {
namespace {

class Checker {
 public:
  explicit Checker(const ServiceSpec& service) : service_(service) {}

  std::string run() {
    std::set<std::string> ids;
    if (service_.steps.empty()) return "there is no step";
    for (const auto* text : {&service_.title, &service_.note, &service_.elder_title, &service_.elder_note})
      if (has_places(*text)) return "title and note of a service are fixed words: no {place} can be filled there";
    for (const auto& step : service_.steps)
      if (!ids.insert(step.id).second) return "the step \"" + step.id + "\" stands twice";
    for (const auto& step : service_.steps) {
      step_ = &step;
      check_when();
      plain(step.progress, "progress");
      check(step.title, "title");
      check(step.lead, "lead");
      check_action();
      define();
      if (!error_.empty()) return error_;
    }
    if (const std::string reason = check_rehearsal(); !reason.empty()) return reason;
    const auto& last = service_.steps.back();
    if (!std::holds_alternative<DoneStep>(last.action) && !std::holds_alternative<RateStep>(last.action))
      return "the last step must be done or rate: otherwise there is no end";
    if (last.when) return "the last step can't have a condition: otherwise there may be no end";
    return {};
  }

  // Who practises must get to the end: every question to the platform has its made-up answer, and none that nobody
  // asks.
  std::string check_rehearsal() const {
    if (!service_.rehearsal) return {};
    std::set<std::string> asked;
    for (const auto& step : service_.steps) {
      const auto* query = std::get_if<QueryStep>(&step.action);
      const bool pays = std::holds_alternative<PayStep>(step.action);
      if (query == nullptr && !pays) continue;
      const std::string operation = pays ? std::string(kRehearsedPayment) : query->operation;
      asked.insert(operation);
      const auto answer = service_.rehearsal->find(operation);
      if (answer == service_.rehearsal->end()) return "rehearsal: \"" + operation + "\" has no made-up answer";
      if (query != nullptr && query->must_have_rows) {
        const auto* rows = answer->second.as_object().if_contains(operation == "cases" ? "cases" : "rows");
        if (rows == nullptr || !rows->is_array() || rows->as_array().empty())
          return "rehearsal: \"" + operation + "\" must have rows, or the rehearsal ends there";
      }
    }
    for (const auto& [operation, answer] : *service_.rehearsal)
      if (!asked.contains(operation)) return "rehearsal: \"" + operation + "\" is asked by no step";
    return {};
  }

 private:
  void refuse(const std::string& place, const std::string& reason) {
    if (error_.empty()) error_ = "step \"" + step_->id + "\", " + place + ": " + reason;
  }

  void check_when() {
    if (!step_->when) return;
    const When& when = *step_->when;
    const bool answer = when.field.find('.') == std::string::npos;
    if (!answer || when.test == When::Test::Filled) check_name(when.field, "when");
    const auto found = values_.find(when.field);
    if (when.test == When::Test::Has && !ticks_.contains(when.field))
      refuse("when", "\"" + when.field + "\" is not asked by an earlier tick step, so it has nothing ticked");
    if (when.test == When::Test::OneOf && ticks_.contains(when.field))
      refuse("when", "\"" + when.field + "\" may hold several values: write \"has\"");
    if (when.test == When::Test::Filled) return;
    if (found == values_.end() && answer)  // what a record says is not known beforehand
      return refuse("when", "\"" + when.field + "\" is not asked by an earlier choose step, so it is never reached");
    for (const auto& value : when.values)
      if (found != values_.end() && !found->second.contains(value))
        refuse("when", "\"" + when.field + "\" can never be \"" + value + "\"");
  }

  // A value's name: an answer ("category") or a field of a record ("record.name").
  void check_name(const std::string& name, const char* place) {
    const auto dot = name.find('.');
    bool known = false;
    if (dot == std::string::npos) {
      known = answers_.contains(name);
    } else if (const auto record = records_.find(name.substr(0, dot)); record != records_.end()) {
      known = record->second.empty() ? dot + 1 < name.size() : record->second.contains(name.substr(dot + 1));
    }
    if (!known) refuse(place, "\"" + name + "\" is not known at this step");
  }

  void check_rows(const std::string& name, const char* place) {
    if (!queries_.contains(name)) refuse(place, "\"" + name + "\" is no earlier query's answer");
  }

  // Every "{" has its "}", and no place stands inside another.
  static bool balanced(std::string_view text) {
    bool open = false;
    for (const char c : text) {
      if (c != '{' && c != '}') continue;
      if ((c == '{') == open) return false;
      open = !open;
    }
    return !open;
  }

  static bool has_places(const LocalizedText& text) {
    for (const auto& language : text.languages())
      if (text.in(language).find_first_of("{}") != std::string::npos) return true;
    return false;
  }

  // Words of a control: a place there could be empty, and the control would be dumb.
  void plain(const LocalizedText& text, const char* place) {
    if (has_places(text)) refuse(place, "these are fixed words: no {place} can be filled there");
  }

  enum class Surface { Page, Paper };
  void check(const Template& text, const char* place, Surface surface = Surface::Page) {
    for (const auto& language : text.languages()) {
      if (!balanced(text.in(language))) refuse(place, "a { or } stands alone in " + language.tag());
      for (const auto& use : template_places(text.in(language))) {
        check_name(use.name, place);
        if (!use.format.empty() && !is_value_format(use.format))
          refuse(place, "\"" + use.format + "\" is no known format");
        if (use.name == "holder.code" || use.name == "holder.slip_token")
          refuse(place, "\"" + use.name + "\" is a key, not for anybody's eyes");
        if (surface == Surface::Page) check_page_use(use, place);
      }
    }
  }

  // A page can be read over the shoulder and heard by the whole hall.
  void check_page_use(const TemplatePlace& use, const char* place) {
    if (use.format == "full") refuse(place, "the whole number may stand on paper only; write |masked");
    const bool number = private_.contains(use.name) || use.name.ends_with(".id_number");
    if (number && use.format != "masked") refuse(place, "\"" + use.name + "\" is shown and said |masked only");
  }

  void check_facts(const std::vector<ReviewFact>& facts, Surface surface) {
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

  static bool is_question(const StepSpec& step) {
    return std::holds_alternative<IdentifyStep>(step.action) || std::holds_alternative<ListStep>(step.action) ||
           std::holds_alternative<BillsStep>(step.action) ||
           (gives_answer(step) && !std::holds_alternative<SignStep>(step.action));
  }

  void check_columns(const std::string& rows, const std::vector<ReviewColumn>& columns, Surface surface) {
    check_rows(rows, "table");
    if (columns.empty()) refuse("table", "has no columns");
    for (const auto& column : columns) {
      plain(column.head, "table");
      if (surface == Surface::Page) check_page_use({"row." + column.field, column.format}, "table");
    }
  }

  void check_options(const std::vector<ChooseOption>& options, const char* place) {
    std::set<std::string> values;
    for (const auto& option : options) {
      if (!values.insert(option.value).second) refuse(place, "\"" + option.value + "\" stands twice");
      plain(option.label, place);
      plain(option.note, place);
    }
  }

  // Members of what is sent: "contact.phone" lies in "contact", which then can't be a text itself.
  void check_members(const std::map<std::string, std::string>& members, const char* place) {
    for (const auto& [member, name] : members) {
      check_sent(name, place);
      for (auto dot = member.find('.'); dot != std::string::npos; dot = member.find('.', dot + 1))
        if (members.contains(member.substr(0, dot)))
          refuse(place, "\"" + member.substr(0, dot) + "\" can't be a text and hold \"" + member + "\"");
    }
  }

  // "photos:shots", "memo:text", "strokes:consent" name what was photographed, spoken, signed for that answer.
  void check_sent(const std::string& name, const char* place) {
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

  void check_before_sending() {
    if (!reviewed_) refuse("kind", "nothing is sent before a review step has shown it");
  }

  void check_pay(const PayStep& s) {
    if (!reviewed_) refuse("kind", "nothing is paid before a review step has shown it");
    if (!records_.contains("holder")) refuse("kind", "somebody has to say who they are before they pay");
    if (!records_.contains(s.bills) || s.bills == "holder" || s.bills == "terminal")
      refuse("bills", "\"" + s.bills + "\" is no earlier answer with bills in it");
    if (std::find(service_.needs.begin(), service_.needs.end(), Need::Platform) == service_.needs.end())
      refuse("kind", "nothing can be paid without \"platform\" in the service's needs");
    given_ = true;
  }

  void check_action() {
    std::visit(base::Overloaded{
                   [&](const IdentifyStep&) {
                     if (given_) refuse("kind", "who is here is asked before anything is sent or printed");
                   },
                   [&](const ChooseStep& s) { check_options(s.options, "options"); },
                   [&](const TickStep& s) { check_options(s.options, "options"); },
                   [&](const DateStep& s) { plain(s.label, "label"); },
                   [&](const PhotoStep& s) { plain(s.subject, "subject"); },
                   [&](const SignStep& s) {
                     check(s.statement, "statement");
                     if (!reviewed_) refuse("kind", "nothing is signed before a review step has shown it");
                   },
                   [&](const FormStep& s) {
                     plain(s.label, "label");
                     plain(s.hint, "hint");
                     for (const auto& phrase : s.phrases) plain(phrase, "phrases");
                     if (s.required && s.min_characters == 0)
                       refuse("min", "a required answer has at least 1 character");
                   },
                   [&](const QueryStep& s) {
                     check_members(s.input, "input");
                     check(s.nothing, "nothing");
                     if (s.operation.starts_with("reserve.")) {
                       check_before_sending();
                       given_ = true;
                     }
                     if (!s.taken.empty()) {
                       const StepSpec* target = service_.step(s.taken);
                       if (target == nullptr || target >= step_)
                         refuse("taken", "\"" + s.taken + "\" is no earlier step");
                     }
                   },
                   [&](const ReviewStep& s) {
                     check_facts(s.facts, Surface::Page);
                     if (s.table) check_columns(s.table->rows, s.table->columns, Surface::Page);
                     if (s.facts.empty() && !s.table) refuse("facts", "a review that shows nothing is none");
                     plain(s.confirm, "confirm");
                     plain(s.other, "other");
                     check(s.callout, "callout");
                     if (!step_->when) reviewed_ = true;  // one that may be passed over has shown nothing
                   },
                   [&](const ListStep& s) {
                     check_rows(s.rows, "rows");
                     records_["row"] = {};
                     check(s.row_title, "row_title");
                     check(s.row_note, "row_note");
                     records_.erase("row");
                   },
                   [&](const BillsStep& s) {
                     check_rows(s.rows, "rows");
                     records_["row"] = {};
                     check(s.row_title, "row_title");
                     check(s.row_note, "row_note");
                     records_.erase("row");
                   },
                   [&](const PayStep& s) { check_pay(s); },
                   [&](const SubmitStep& s) {
                     check_before_sending();
                     check_members(s.content, "content");
                     given_ = true;
                   },
                   [&](const PrintStep& s) {
                     if (!reviewed_) refuse("kind", "nothing is printed before a review step has shown it");
                     if (!s.number.empty()) check_name(s.number, "number");
                     if (!s.code.empty()) check_name(s.code, "code");
                     if (!s.sign.empty()) check_sent("strokes:" + s.sign, "content");
                     check(s.title, "document_title", Surface::Paper);
                     check_facts(s.facts, Surface::Paper);
                     if (s.table) check_columns(s.table->rows, s.table->columns, Surface::Paper);
                     for (const auto& paragraph : s.paragraphs) check(paragraph, "paragraphs", Surface::Paper);
                     plain(s.issuer, "issuer");
                     given_ = true;
                     if (!needed(s))
                       refuse("printer", "is not in the service's needs, so nobody looks whether it has paper");
                   },
                   [&](const DoneStep& s) {
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
                   },
                   [&](const RateStep& s) { check_options(s.reasons, "reasons"); },
               },
               step_->action);
  }

  bool needed(const PrintStep& s) const {
    if (s.optional) return true;
    const Need need = s.printer == "a4" ? Need::PrinterA4 : Need::PrinterSlip;
    return std::find(service_.needs.begin(), service_.needs.end(), need) != service_.needs.end();
  }

  // What the step leaves behind for those after it.
  void define() {
    std::visit(base::Overloaded{
                   [&](const IdentifyStep&) {
                     records_["holder"] = {"id_number", "name", "method", "code", "slip_number", "slip_token"};
                   },
                   [&](const ChooseStep& s) {
                     define_answer(s.field);
                     for (const auto& option : s.options) values_[s.field].insert(option.value);
                   },
                   [&](const TickStep& s) {
                     define_answer(s.field);
                     ticks_.insert(s.field);
                     for (const auto& option : s.options) values_[s.field].insert(option.value);
                   },
                   [&](const DateStep& s) { define_answer(s.field); },
                   [&](const PhotoStep& s) { define_answer(s.field); },
                   [&](const SignStep& s) { define_answer(s.field); },
                   [&](const ReviewStep& s) {
                     if (s.field.empty()) return;
                     define_answer(s.field);
                     values_[s.field] = {"yes", "no"};
                   },
                   [&](const FormStep& s) {
                     define_answer(s.field);
                     if (s.input == ui::FieldKind::Phone || s.input == ui::FieldKind::IdNumber)
                       private_.insert(s.field);
                   },
                   [&](const QueryStep& s) {
                     define_record(s.into, {});
                     queries_.insert(s.into);
                   },
                   [&](const ListStep& s) { define_record(s.into, {}); },
                   [&](const BillsStep& s) {
                     define_record(s.into, {"count", "total"});
                     queries_.insert(s.into);
                   },
                   [&](const PayStep& s) {
                     define_record(s.into, {"order", "amount", "paid_at", "receipt"});
                   },
                   [&](const SubmitStep& s) {
                     define_record(s.into, {"number", "code", "filed_at", "deadline", "unit"});
                   },
                   [](const auto&) {},
               },
               step_->action);
  }

  // Names of the machine's own can't be taken, nor a name twice: a key, or an answer to be forgotten, hangs on it.
  void define_answer(const std::string& name) {
    if (name == "rating" || name.starts_with("reason-")) refuse("field", "\"" + name + "\" is taken by the rating");
    if (!answers_.insert(name).second || records_.contains(name)) refuse("field", "\"" + name + "\" stands twice");
  }
  void define_record(const std::string& name, std::set<std::string> fields) {
    if (name == "holder" || name == "terminal" || name == "row") refuse("into", "\"" + name + "\" is taken");
    if (answers_.contains(name) || !records_.emplace(name, std::move(fields)).second)
      refuse("into", "\"" + name + "\" stands twice");
  }

  const ServiceSpec& service_;
  const StepSpec* step_ = nullptr;
  std::string error_;
  std::set<std::string> answers_;
  // The records and their fields; none named: whatever the platform says.
  std::map<std::string, std::set<std::string>> records_{{"terminal", {"id", "telephone", "place"}}};
  std::set<std::string> queries_;
  std::set<std::string> private_;  // answers that are numbers of a person
  std::map<std::string, std::set<std::string>> values_;
  std::set<std::string> ticks_;
  bool reviewed_ = false;
  bool given_ = false;  // something was sent or printed
};

}  // namespace

std::string check_service(const ServiceSpec& service) { return Checker(service).run(); }

}  // namespace bianmin::kiosk
