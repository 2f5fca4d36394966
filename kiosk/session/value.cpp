#include "kiosk/session/value.hpp"

#include <boost/json.hpp>

#include "i18n/language.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

constexpr int kMaxDepth = 6;
constexpr int kMaxMembers = 2000;

// An object whose every member is a text under a language's tag, and which has Chinese.
bool is_localized(const json::object& object) {
  if (!object.contains("zh-CN")) return false;
  for (const auto& member : object)
    if (!member.value().is_string() || !i18n::Language::parse(member.key())) return false;
  return true;
}

Value scalar(const json::value& value) {
  if (value.is_string()) return {base::Secret(std::string_view(value.as_string())), {}};
  if (value.is_bool()) return {base::Secret(value.as_bool() ? "true" : "false"), {}};
  if (value.is_int64()) return {base::Secret(std::to_string(value.as_int64())), {}};
  if (value.is_uint64()) return {base::Secret(std::to_string(value.as_uint64())), {}};
  if (value.is_double()) return {base::Secret(json::serialize(value)), {}};
  return {};
}

void read(const json::object& object, Record& out, int depth, int& left) {
  for (const auto& member : object) {
    if (--left < 0) return;
    const std::string name(member.key());
    const json::value& value = member.value();
    if (value.is_object()) {
      if (is_localized(value.as_object())) {
        Value text;
        for (const auto& entry : value.as_object())
          text.label.set(*i18n::Language::parse(entry.key()), std::string(std::string_view(entry.value().as_string())));
        text.text = base::Secret(text.label.in(i18n::kChinese));
        out.fields[name] = std::move(text);
      } else if (depth < kMaxDepth) {
        read(value.as_object(), out, depth + 1, left);
      }
    } else if (value.is_array()) {
      auto& list = out.lists[name];
      for (const auto& element : value.as_array()) {
        if (!element.is_object() || depth >= kMaxDepth || left <= 0) break;
        read(element.as_object(), list.emplace_back(), depth + 1, left);
      }
    } else {
      out.fields[name] = scalar(value);
    }
  }
}

}  // namespace

const Value* Record::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? nullptr : &found->second;
}

const std::vector<Record>* Record::list(std::string_view name) const {
  const auto found = lists.find(name);
  return found == lists.end() ? nullptr : &found->second;
}

void Record::set(std::string name, std::string_view text) { fields[std::move(name)] = Value{base::Secret(text), {}}; }

Record record_from(const json::value& answer) {
  Record record;
  int left = kMaxMembers;
  if (answer.is_object()) read(answer.as_object(), record, 0, left);
  return record;
}

void Values::erase(std::string_view name) {
  if (const auto found = answers_.find(name); found != answers_.end()) answers_.erase(found);
  if (const auto found = records_.find(name); found != records_.end()) records_.erase(found);
}

void Values::keep_only_records(const std::set<std::string, std::less<>>& names) {
  std::erase_if(records_, [&](const auto& entry) { return !names.contains(entry.first); });
}

const Value* Values::find(std::string_view dotted) const {
  const auto dot = dotted.find('.');
  if (dot == std::string_view::npos) {
    const auto found = answers_.find(dotted);
    return found == answers_.end() ? nullptr : &found->second;
  }
  const Record* group = record(dotted.substr(0, dot));
  return group == nullptr ? nullptr : group->field(dotted.substr(dot + 1));
}

const Record* Values::record(std::string_view name) const {
  const auto found = records_.find(name);
  return found == records_.end() ? nullptr : &found->second;
}

std::string_view Values::text(std::string_view dotted) const {
  const Value* value = find(dotted);
  return value == nullptr ? std::string_view{} : value->text.reveal();
}

}  // namespace bianmin::kiosk
