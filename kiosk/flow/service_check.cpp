// What makes a service whole: every name defined before it is used, every step reachable, an end, and no paper or
// case before the resident has seen what it will say.
#include <set>

#include "kiosk/flow/service_loader.hpp"
#include "kiosk/flow/template.hpp"

namespace bianmin::kiosk {
namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

class Checker {
 public:
  explicit Checker(const ServiceSpec& service) : service_(service) {}

  std::string run() {
    std::set<std::string> ids;
    for (const auto& step : service_.steps)
      if (!ids.insert(step.id).second) return "the step \"" + step.id + "\" stands twice";
    for (const auto& step : service_.steps) {
      step_ = &step;
      check_when();
      check(step.title, "title");
      check(step.lead, "lead");
      check_action();
      if (!error_.empty()) return error_;
      define();
    }
    const auto& last = service_.steps.back();
    if (!std::holds_alternative<DoneStep>(last.action) && !std::holds_alternative<RateStep>(last.action))
      return "the last step must be done or rate: otherwise there is no end";
    if (last.when) return "the last step can't have a condition: otherwise there may be no end";
    return {};
  }

 private:
  void refuse(const std::string& place, const std::string& reason) {
    if (error_.empty()) error_ = "step \"" + step_->id + "\", " + place + ": " + reason;
  }

  void check_when() {
    if (!step_->when) return;
    const auto found = values_.find(step_->when->field);
    if (found == values_.end())
      refuse("when", "\"" + step_->when->field + "\" is not asked by an earlier choose step, so it is never reached");
    else if (!found->second.contains(step_->when->equals))
      refuse("when", "\"" + step_->when->field + "\" can never be \"" + step_->when->equals + "\"");
  }

  void check_name(const std::string& name, const char* place) {
    const std::string root = name.substr(0, name.find('.'));
    if (!known_.contains(root)) refuse(place, "\"" + name + "\" is not known at this step");
  }

  void check(const Template& text, const char* place) {
    for (const auto& language : text.languages())
      for (const auto& use : template_places(text.in(language))) {
        check_name(use.name, place);
        if (!use.format.empty() && !is_value_format(use.format)) refuse(place, "\"" + use.format + "\" is no known format");
      }
  }

  void check_facts(const std::vector<ReviewFact>& facts) {
    for (const auto& fact : facts) {
      check(fact.value, "facts");
      if (fact.edit.empty()) continue;
      const StepSpec* target = service_.step(fact.edit);
      if (target == nullptr || target >= step_) refuse("facts", "\"" + fact.edit + "\" is no earlier step");
    }
  }

  void check_action() {
    std::visit(Overloaded{
                   [&](const IdentifyStep&) {},
                   [&](const ChooseStep& s) {
                     std::set<std::string> values;
                     for (const auto& option : s.options)
                       if (!values.insert(option.value).second) refuse("options", "\"" + option.value + "\" stands twice");
                   },
                   [&](const FormStep& s) {
                     if (s.required && s.min_characters == 0) refuse("min", "a required answer has at least 1 character");
                   },
                   [&](const QueryStep& s) {
                     for (const auto& [member, name] : s.input) check_name(name, "input");
                     check(s.nothing, "nothing");
                   },
                   [&](const ReviewStep& s) {
                     check_facts(s.facts);
                     if (s.table) check_name(s.table->rows, "table");
                     reviewed_ = true;
                   },
                   [&](const ListStep& s) {
                     check_name(s.rows, "rows");
                     known_.insert("row");
                     check(s.row_title, "row_title");
                     check(s.row_note, "row_note");
                     known_.erase("row");
                   },
                   [&](const SubmitStep& s) {
                     if (!reviewed_) refuse("kind", "nothing is sent before a review step has shown it");
                     for (const auto& [member, name] : s.content) check_name(name, "content");
                   },
                   [&](const PrintStep& s) {
                     if (!reviewed_) refuse("kind", "nothing is printed before a review step has shown it");
                     check_name(s.number, "number");
                     check_name(s.code, "code");
                     check(s.title, "document_title");
                     check_facts(s.facts);
                     if (s.table) check_name(s.table->rows, "table");
                     for (const auto& paragraph : s.paragraphs) check(paragraph, "paragraphs");
                     if (!needed(s)) refuse("printer", "is not in the service's needs, so nobody looks whether it has paper");
                   },
                   [&](const DoneStep& s) {
                     for (const auto& entry : s.timeline) {
                       check(entry.title, "timeline");
                       check(entry.note, "timeline");
                       check(entry.waiting, "timeline");
                       if (!entry.waits_for.empty()) check_name(entry.waits_for, "timeline");
                     }
                     check(s.callout, "callout");
                     if (!s.number.empty()) check_name(s.number, "number");
                     if (!s.case_history.empty()) check_name(s.case_history, "case_history");
                     if (!s.reprint.empty()) {
                       const StepSpec* target = service_.step(s.reprint);
                       if (target == nullptr || !std::holds_alternative<PrintStep>(target->action))
                         refuse("reprint", "\"" + s.reprint + "\" is no print step");
                     }
                   },
                   [&](const RateStep&) {},
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
    std::visit(Overloaded{
                   [&](const IdentifyStep&) { known_.insert("holder"); },
                   [&](const ChooseStep& s) {
                     known_.insert(s.field);
                     for (const auto& option : s.options) values_[s.field].insert(option.value);
                   },
                   [&](const FormStep& s) { known_.insert(s.field); },
                   [&](const QueryStep& s) { known_.insert(s.into); },
                   [&](const ListStep& s) { known_.insert(s.into); },
                   [&](const SubmitStep& s) { known_.insert(s.into); },
                   [](const auto&) {},
               },
               step_->action);
  }

  const ServiceSpec& service_;
  const StepSpec* step_ = nullptr;
  std::string error_;
  std::set<std::string> known_{"terminal"};
  std::map<std::string, std::set<std::string>> values_;
  bool reviewed_ = false;
};

}  // namespace

std::string check_service(const ServiceSpec& service) { return Checker(service).run(); }

}  // namespace bianmin::kiosk
