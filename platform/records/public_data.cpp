#include "platform/records/public_data.hpp"

#include <boost/json.hpp>

#include "platform/records/local_text.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::JsonReader;
namespace json = boost::json;

constexpr std::size_t kMostFields = 64;
constexpr std::size_t kMostRows = 500;
constexpr std::size_t kMostText = 4096;
constexpr std::string_view kToday = "today";

// "today" is 0, "today-3" is 3; -1 for any other text.
int days_ago(std::string_view text) {
  if (text == kToday) return 0;
  if (!text.starts_with("today-") || text.size() < 7 || text.size() > 8) return -1;
  int days = 0;
  for (const char c : text.substr(6)) {
    if (c < '0' || c > '9') return -1;
    days = days * 10 + (c - '0');
  }
  return days;
}

std::string date_on(base::CivilDate today, int ago) {
  return base::format_civil_date(base::CivilDate(std::chrono::sys_days(today) - std::chrono::days(ago)));
}

json::object on_day(json::object fields, base::CivilDate today) {
  for (auto& field : fields)
    if (field.value().is_string())
      if (const int ago = days_ago(std::string_view(field.value().as_string())); ago >= 0)
        field.value() = date_on(today, ago);
  return fields;
}

json::object read_fields(JsonReader reader) {
  std::size_t count = 0;
  reader.each_member([&](std::string_view name, JsonReader value) {
    if (!is_slug(name)) value.refuse("its name must be of small letters, digits and hyphens");
    if (++count > kMostFields) value.refuse("has 64 before it, which is the most");
    check_record_value(value);
  });
  return reader.ok() ? reader.raw()->as_object() : json::object{};
}

// A terminal takes these of an answer for the resident's.
void need_nobody(JsonReader fields) {
  for (const char* name : {"name", "id_number"})
    if (JsonReader member = fields.optional_member(name); member.raw() != nullptr)
      member.refuse("is a resident's; call it title, for example");
}

void need_date(JsonReader reader, bool demo) {
  const std::string text = reader.string(10);
  if (demo && days_ago(text) >= 0) return;
  if (reader.ok() && !base::parse_civil_date(text)) reader.refuse("must be a date, as 2026-11-22");
}

void need_texts(JsonReader reader, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) LocalText::read(reader.member(name), kMostText);
}

void check_environment(JsonReader fields, JsonReader rows, bool demo) {
  need_date(fields.member("report_date"), demo);
  fields.member("aqi").integer(0, 1000);
  need_texts(fields, {"place", "level", "primary", "advice"});
  rows.each([](JsonReader row) {
    need_texts(row, {"what", "level"});
    JsonReader value = row.member("value");
    if (value.present() && value.raw()->is_string()) value.string(64);
  });
}

void check_announcements(JsonReader rows, bool demo) {
  rows.each([&](JsonReader row) {
    read_slug(row.member("id"));
    need_texts(row, {"title", "text", "from"});
    need_date(row.member("date"), demo);
  });
}

}  // namespace

void check_record_value(JsonReader value) {
  if (value.raw()->is_object())
    LocalText::read(value);
  else if (value.raw()->is_array())
    value.refuse("must be a text, a number, a truth value or a text in both languages");
  else if (value.raw()->is_string())
    value.string(kMostText);
}

std::string PublicDataset::render(base::CivilDate today) const {
  json::object shown = fields;
  json::array list = rows;
  if (demo) {
    shown = on_day(std::move(shown), today);
    for (json::value& row : list) row = on_day(row.as_object(), today);
  }
  return json::serialize(json::object{{"fields", std::move(shown)}, {"rows", std::move(list)}});
}

bool is_public_dataset(std::string_view name) {
  return name == "environment" || name == "announcements" || (name.starts_with("public-") && is_slug(name));
}

base::Result<PublicDataset> parse_public_dataset(std::string_view name, const json::value& value,
                                                 std::string_view document) {
  JsonReader root(value, std::string(document));
  root.only({"fields", "rows", "demo", "note"});
  PublicDataset dataset;
  if (JsonReader demo = root.optional_member("demo"); demo.present()) dataset.demo = demo.boolean();
  JsonReader fields = root.member("fields"), rows = root.member("rows");
  dataset.fields = read_fields(fields);
  rows.each([&](JsonReader row) {
    if (dataset.rows.size() == kMostRows) return row.refuse("has 500 before it, which is the most");
    dataset.rows.push_back(read_fields(row));
  });
  need_nobody(fields);
  if (root.ok() && name == "environment") check_environment(fields, rows, dataset.demo);
  if (root.ok() && name == "announcements") check_announcements(rows, dataset.demo);
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return dataset;
}

}  // namespace bianmin::platform
