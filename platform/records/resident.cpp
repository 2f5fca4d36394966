#include "platform/records/resident.hpp"

#include "base/id_number.hpp"
#include "platform/records/public_data.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::JsonReader;

Dataset read_dataset(JsonReader reader) {
  reader.only({"fields", "rows", "not_eligible", "not_eligible_reason"});
  Dataset dataset;
  JsonReader fields = reader.member("fields");
  fields.each_member([](std::string_view, JsonReader value) { check_record_value(value); });
  if (fields.ok()) dataset.fields = fields.raw()->as_object();
  if (JsonReader rows = reader.optional_member("rows"); rows.present()) {
    rows.each(
        [](JsonReader row) { row.each_member([](std::string_view, JsonReader value) { check_record_value(value); }); });
    if (rows.ok()) dataset.rows = rows.raw()->as_array();
  }
  if (JsonReader reason = reader.optional_member("not_eligible"); reason.present())
    dataset.not_eligible = LocalText::read(reason);
  if (JsonReader word = reader.optional_member("not_eligible_reason"); word.present()) {
    dataset.not_eligible_reason = read_slug(word);
    if (!dataset.not_eligible) word.refuse("needs not_eligible beside it");
  }
  return dataset;
}

}  // namespace

base::Result<Resident> parse_resident(const boost::json::value& value, std::string_view document) {
  JsonReader root(value, std::string(document));
  root.only({"id_number", "name", "codes", "datasets", "bills", "meters", "note"});
  Resident resident;
  JsonReader number = root.member("id_number");
  if (const auto id = base::IdNumber::parse(number.string(18)); id)
    resident.id_number = std::string(id->secret().reveal());
  else
    number.refuse(id.error().detail);
  JsonReader name = root.member("name");
  resident.name = name.string(120);
  if (resident.name.empty()) name.refuse("must not be empty");
  if (JsonReader codes = root.optional_member("codes"); codes.present())
    codes.each([&](JsonReader code) {
      resident.codes.push_back(code.string(1024));
      if (resident.codes.back().size() < 8) code.refuse("must have at least 8 bytes");
      if (resident.codes.size() > 16) code.refuse("has 16 before it, which is the most");
    });
  if (JsonReader datasets = root.optional_member("datasets"); datasets.present())
    datasets.each_member([&](std::string_view id, JsonReader dataset) {
      if (!is_slug(id)) dataset.refuse("its name must be of small letters, digits and hyphens");
      resident.datasets.emplace(std::string(id), read_dataset(dataset));
    });
  if (JsonReader bills = root.optional_member("bills"); bills.present()) resident.bills = read_bills(bills);
  if (JsonReader meters = root.optional_member("meters"); meters.present()) resident.meters = read_meters(meters);
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return resident;
}

}  // namespace bianmin::platform
