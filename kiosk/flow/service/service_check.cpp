// What makes a service whole: names, texts, conditions, rehearsal, end.
#include "kiosk/flow/service/rehearsed_steps.hpp"
#include "kiosk/flow/service/service_checker.hpp"
#include "kiosk/flow/service/service_loader.hpp"

namespace bianmin::kiosk {

std::string ServiceChecker::run() {
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
    std::visit([this](const auto& kind) { look_at(kind); }, step.action);
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
std::string ServiceChecker::check_rehearsal() const {
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

void ServiceChecker::refuse(const std::string& place, const std::string& reason) {
  if (error_.empty()) error_ = "step \"" + step_->id + "\", " + place + ": " + reason;
}

void ServiceChecker::check_when() {
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
void ServiceChecker::check_name(const std::string& name, const char* place) {
  const auto dot = name.find('.');
  bool known = false;
  if (dot == std::string::npos) {
    known = answers_.contains(name);
  } else if (const auto record = records_.find(name.substr(0, dot)); record != records_.end()) {
    known = record->second.empty() ? dot + 1 < name.size() : record->second.contains(name.substr(dot + 1));
  }
  if (!known) refuse(place, "\"" + name + "\" is not known at this step");
}

// Every "{" has its "}", and no place stands inside another.
bool ServiceChecker::balanced(std::string_view text) {
  bool open = false;
  for (const char c : text) {
    if (c != '{' && c != '}') continue;
    if ((c == '{') == open) return false;
    open = !open;
  }
  return !open;
}

bool ServiceChecker::has_places(const LocalizedText& text) {
  for (const auto& language : text.languages())
    for (const auto* words : {&text.phrase(language).shown, &text.phrase(language).spoken})
      if (words->find_first_of("{}") != std::string::npos) return true;
  return false;
}

// Words of a control: a place there could be empty, and the control would be dumb.
void ServiceChecker::plain(const LocalizedText& text, const char* place) {
  if (has_places(text)) refuse(place, "these are fixed words: no {place} can be filled there");
}

void ServiceChecker::check(const Template& text, const char* place, Surface surface) {
  for (const auto& language : text.languages()) {
    const auto& words = text.phrase(language);
    check_words(words.shown, language, place, surface);
    if (words.spoken == words.shown) continue;
    check_words(words.spoken, language, place, surface);
    if (places_of(words.spoken) != places_of(words.shown))
      refuse(place, "what is said has other {places} than what is shown in " + language.tag());
  }
}

void ServiceChecker::check_words(std::string_view words, const i18n::Language& language, const char* place,
                                 Surface surface) {
  if (!balanced(words)) refuse(place, "a { or } stands alone in " + language.tag());
  for (const auto& use : template_places(words)) {
    check_name(use.name, place);
    if (!use.format.empty() && !is_value_format(use.format)) refuse(place, "\"" + use.format + "\" is no known format");
    if (use.name == "holder.code" || use.name == "holder.slip_token")
      refuse(place, "\"" + use.name + "\" is a key, not for anybody's eyes");
    if (surface == Surface::Page) check_page_use(use, place);
  }
}

std::set<std::string> ServiceChecker::places_of(std::string_view words) {
  std::set<std::string> names;
  for (const auto& use : template_places(words)) names.insert(use.name);
  return names;
}

// A page can be read over the shoulder and heard by the whole hall.
void ServiceChecker::check_page_use(const TemplatePlace& use, const char* place) {
  if (use.format == "full") refuse(place, "the whole number may stand on paper only; write |masked");
  const bool number = private_.contains(use.name) || use.name.ends_with(".id_number");
  if (number && use.format != "masked") refuse(place, "\"" + use.name + "\" is shown and said |masked only");
}

// Names of the machine's own can't be taken, nor a name twice: a key, or an answer to be forgotten, hangs on it.
void ServiceChecker::define_answer(const std::string& name) {
  if (name == "rating" || name.starts_with("reason-")) refuse("field", "\"" + name + "\" is taken by the rating");
  if (!answers_.insert(name).second || records_.contains(name)) refuse("field", "\"" + name + "\" stands twice");
}

void ServiceChecker::define_record(const std::string& name, std::set<std::string> fields) {
  if (name == "holder" || name == "terminal" || name == "row") refuse("into", "\"" + name + "\" is taken");
  if (answers_.contains(name) || !records_.emplace(name, std::move(fields)).second)
    refuse("into", "\"" + name + "\" stands twice");
}

std::string check_service(const ServiceSpec& service) { return ServiceChecker(service).run(); }

}  // namespace bianmin::kiosk
