#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/secret.hpp"
#include "i18n/localized_text.hpp"

namespace bianmin::kiosk {

/// One thing known in a session: an answer, or a field of what the platform or a card said. It may be the resident's.
struct Value {
  base::Secret text;
  i18n::LocalizedText label;  // what is shown for it, when that differs by language; else `text` is

  bool empty() const { return text.empty() && label.empty(); }
};

/// A group of values with lists of such groups: a platform's answer, a card's holder, a filed case.
struct Record {
  std::map<std::string, Value, std::less<>> fields;
  std::map<std::string, std::vector<Record>, std::less<>> lists;

  const Value* field(std::string_view name) const;
  const std::vector<Record>* list(std::string_view name) const;
  void set(std::string name, std::string_view text);
};

/// A platform's object as a record: strings, numbers and booleans become fields; an object of texts by language becomes
/// a field with a label; an object of other members is laid flat ("fields"); an array of objects becomes a list.
/// At most 6 levels, 2,000 members in all; what is beyond is left out.
Record record_from(const boost::json::value& answer);

/// Everything a session knows, by name: "category", "record.name", "case.number".
class Values {
 public:
  void set(std::string name, Value value) { answers_[std::move(name)] = std::move(value); }
  void set(std::string name, Record record) { records_[std::move(name)] = std::move(record); }
  void erase(std::string_view name);
  /// Forgets all records but these; answers stay.
  void keep_only_records(const std::set<std::string, std::less<>>& names);
  void forget_answers() { answers_.clear(); }
  void set_answers(std::map<std::string, Value, std::less<>> answers) { answers_ = std::move(answers); }

  const Value* find(std::string_view dotted) const;
  const Record* record(std::string_view name) const;
  /// The text of a value, or nothing.
  std::string_view text(std::string_view dotted) const;
  const std::map<std::string, Value, std::less<>>& answers() const { return answers_; }
  const std::map<std::string, Record, std::less<>>& records() const { return records_; }

 private:
  std::map<std::string, Value, std::less<>> answers_;
  std::map<std::string, Record, std::less<>> records_;
};

}  // namespace bianmin::kiosk
