#include "platform/records/suggestion.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "platform/records/resident.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::JsonReader;

constexpr std::size_t kMostRules = 100;
constexpr std::size_t kMostRecords = 16;

std::vector<std::string> read_names(JsonReader reader) {
  std::vector<std::string> names;
  if (!reader.present()) return names;
  reader.each([&](JsonReader name) {
    if (names.size() == kMostRecords) name.refuse("has 16 before it, which is the most");
    names.push_back(read_slug(name));
  });
  return names;
}

int read_number(JsonReader reader, int least, int most, int otherwise) {
  return reader.present() ? static_cast<int>(reader.integer(least, most)) : otherwise;
}

SuggestionRule read_rule(JsonReader rule) {
  rule.only(
      {"service", "title", "why", "age_from", "age_to", "sex", "holds", "lacks", "due", "unpaid", "not_filed_days"});
  SuggestionRule made;
  made.service = read_slug(rule.member("service"));
  made.title = LocalText::read(rule.member("title"), 200);
  made.why = LocalText::read(rule.member("why"), 500);
  made.age_from = read_number(rule.optional_member("age_from"), 0, 200, 0);
  made.age_to = read_number(rule.optional_member("age_to"), 0, 200, 200);
  if (made.age_to < made.age_from) rule.refuse("age_to must not be below age_from");
  if (JsonReader sex = rule.optional_member("sex"); sex.present()) {
    const std::string given = sex.string(6);
    if (sex.ok() && given != "male" && given != "female") sex.refuse("must be male or female");
    made.male = given == "male";
  }
  made.holds = read_names(rule.optional_member("holds"));
  made.lacks = read_names(rule.optional_member("lacks"));
  if (JsonReader due = rule.optional_member("due"); due.present()) {
    due.only({"record", "field", "within_days"});
    made.due = SuggestionRule::Due{read_slug(due.member("record")), read_slug(due.member("field")),
                                   static_cast<int>(due.member("within_days").integer(0, 3650))};
  }
  if (JsonReader unpaid = rule.optional_member("unpaid"); unpaid.present()) {
    made.unpaid = read_slug(unpaid);
    if (unpaid.ok() && !is_bill_kind(made.unpaid)) unpaid.refuse("is no kind of bill");
  }
  made.not_filed_days = read_number(rule.optional_member("not_filed_days"), 1, 3650, 0);
  const bool says_something = made.age_from > 0 || !made.holds.empty() || made.due.has_value() || !made.unpaid.empty();
  if (rule.ok() && !says_something)
    rule.refuse("must have age_from, holds, due or unpaid: it would be told to everybody");
  return made;
}

bool is_due(const Resident& resident, const SuggestionRule::Due& due, base::CivilDate today) {
  const auto dataset = resident.datasets.find(due.record);
  if (dataset == resident.datasets.end()) return false;
  const auto* field = dataset->second.fields.if_contains(due.field);
  if (field == nullptr || !field->is_string()) return false;
  const auto date = base::parse_civil_date(std::string_view(field->as_string()));
  return date && std::chrono::sys_days(*date) - std::chrono::sys_days(today) <= std::chrono::days(due.within_days);
}

}  // namespace

int age_on(const base::IdNumber& id, base::CivilDate day) {
  const int birth = id.birth_date();
  const int today = static_cast<int>(day.year()) * 10000 + static_cast<int>(unsigned(day.month())) * 100 +
                    static_cast<int>(unsigned(day.day()));
  return (today - birth) / 10000;
}

bool SuggestionRule::fits(const Resident& resident, const base::IdNumber& id, base::CivilDate today) const {
  const int age = age_on(id, today);
  if (age < age_from || age > age_to) return false;
  if (male && *male != id.male()) return false;
  const auto held = [&](const std::string& record) { return resident.datasets.contains(record); };
  return std::all_of(holds.begin(), holds.end(), held) && std::none_of(lacks.begin(), lacks.end(), held) &&
         (!due || is_due(resident, *due, today));
}

base::Result<std::vector<SuggestionRule>> parse_suggestions(const boost::json::value& value,
                                                            std::string_view document) {
  JsonReader root(value, std::string(document));
  root.only({"rules", "note"});
  std::vector<SuggestionRule> rules;
  root.member("rules").each([&](JsonReader rule) {
    if (rules.size() == kMostRules) return rule.refuse("has 100 before it, which is the most");
    rules.push_back(read_rule(rule));
  });
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return rules;
}

}  // namespace bianmin::platform
