#include "platform/records/local_text.hpp"

#include <algorithm>

#include <boost/json.hpp>

namespace bianmin::platform {
namespace {

std::string replaced(std::string text, std::string_view place, std::string_view words) {
  if (const auto at = text.find(place); at != std::string::npos) text.replace(at, place.size(), words);
  return text;
}

}  // namespace

LocalText LocalText::read(base::JsonReader reader, std::size_t max_bytes) {
  reader.only({"zh-CN", "en", "ko"});
  LocalText made{reader.member("zh-CN").string(max_bytes), reader.member("en").string(max_bytes)};
  if (base::JsonReader ko = reader.optional_member("ko"); ko.present()) made.ko = ko.string(max_bytes);
  return made;
}

LocalText LocalText::parse(std::string_view json) {
  const auto value = base::parse_json(json, {.bytes = 16 << 10, .depth = 2});
  if (!value) return {};
  base::JsonReader reader(*value, "text");
  LocalText made = read(reader, 8192);
  return reader.ok() ? made : LocalText{};
}

boost::json::object LocalText::to_json() const {
  boost::json::object made{{"zh-CN", zh}, {"en", en}};
  if (!ko.empty()) made["ko"] = ko;
  return made;
}

std::string LocalText::serialized() const { return boost::json::serialize(to_json()); }

LocalText LocalText::filled(std::string_view place, const LocalText& words) const {
  return {replaced(zh, place, words.zh), replaced(en, place, words.en),
          replaced(ko, place, words.ko.empty() ? words.en : words.ko)};
}

LocalText day_words(base::CivilDate day) {
  const std::string date = base::format_civil_date(day);
  return {date.substr(0, 4) + "年" + std::to_string(unsigned(day.month())) + "月" +
              std::to_string(unsigned(day.day())) + "日",
          date};
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::string read_slug(base::JsonReader reader) {
  std::string text = reader.string(64);
  if (reader.ok() && !is_slug(text)) reader.refuse("must be of small letters, digits and hyphens");
  return text;
}

}  // namespace bianmin::platform
