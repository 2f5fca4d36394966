#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/json.hpp"
#include "platform/api/resident_lookup.hpp"
#include "platform/api/routes.hpp"
#include "platform/payments/bill_view.hpp"
#include "platform/payments/meter_view.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

void run_operation(Core& core, Request& request, Responder responder) {
  const std::string_view name = request.capture("name");
  if (name != "resident.by-code" && !name.starts_with("record."))
    return responder(problem({FailureCode::RequestRefused, "there is no such operation"}, 404));
  if (name.starts_with("record.") && answer_public_record(core, name.substr(7), request, responder)) return;
  const auto value = base::parse_json(request.body, {.bytes = 64 << 10, .depth = 8});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  const auto reference = core.reference.current();
  const auto resident = find_resident(*reference, root.member("resident"));
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  if (!resident) return responder(problem(resident.error()));

  json::object fields{{"name", (*resident)->name}, {"id_number", (*resident)->id_number}};
  json::array rows;
  if (name != "resident.by-code") {
    const std::string_view kind = name.substr(std::string_view("record.").size());
    const auto dataset = (*resident)->datasets.find(kind);
    const auto bills = (*resident)->bills.find(kind);
    const bool known = dataset != (*resident)->datasets.end();
    const bool meters = kind == kMetersRecord && !(*resident)->meters.empty();
    if (!known && !meters && bills == (*resident)->bills.end())
      return responder(problem({FailureCode::RecordNotFound, "this resident has no such record"}));
    if (known) {
      for (const auto& field : dataset->second.fields) fields.insert_or_assign(field.key(), field.value());
      if (dataset->second.not_eligible)
        fields.insert_or_assign("not_eligible", dataset->second.not_eligible->to_json());
      rows = dataset->second.rows;
    }
    if (meters)
      if (const auto shown = show_meters(core, (*resident)->meters, rows); !shown)
        return responder(problem(shown.error()));
    // What is paid at terminals has its bills for rows; the record's own are in its certificate.
    if (is_bill_kind(kind)) {
      const auto shown =
          show_bills(core, bills == (*resident)->bills.end() ? std::vector<Bill>() : bills->second, kind, fields, rows);
      if (!shown) return responder(problem(shown.error()));
    }
  }
  responder(
      Response::json(200, json::serialize(json::object{{"fields", std::move(fields)}, {"rows", std::move(rows)}})));
}

void show_holidays(Core& core, Request& request, Responder responder) {
  const std::string_view text = request.parameter("year");
  int year = 0;
  for (const char c : text) year = c >= '0' && c <= '9' && year < 10000 ? year * 10 + (c - '0') : 10000;
  if (text.size() != 4 || year < 2000 || year > 2999)
    return responder(problem({FailureCode::InputInvalid, "the parameter year must be a year"}));
  const auto reference = core.reference.current();
  const auto found = reference->holiday_years.find(year);
  if (found == reference->holiday_years.end())
    return responder(problem({FailureCode::RecordNotFound, "the holidays of this year are not known yet"}));
  responder(Response::json(200, json::serialize(found->second)));
}

// Takes a resident's file from outside, checks it and keeps it under a name that tells nothing.
void import_resident(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body);
  if (!value) return responder(problem(value.error()));
  const auto resident = parse_resident(*value, "resident");
  if (!resident) return responder(problem(resident.error()));
  const std::string name = to_hex(core.keys.data.index(resident->id_number)) + ".json";
  std::error_code error;
  std::filesystem::create_directories(core.data / "residents", error);
  for (const auto& entry : std::filesystem::directory_iterator(core.data / "residents", error)) {
    if (entry.path().extension() != ".json" || entry.path().filename() == name) continue;
    const auto other = base::read_json_file(entry.path());
    const auto known = other ? parse_resident(*other, "other") : tl::unexpected(other.error());
    if (known && known->id_number == resident->id_number)
      return responder(
          problem({FailureCode::RequestRefused, "this resident is in " + entry.path().filename().string()}, 409));
  }
  if (auto written = base::write_file_durably(core.data / "residents" / name, request.body); !written)
    return responder(problem(written.error()));
  core.reference.refresh();
  responder(Response::json(201, json::serialize(json::object{{"file", name}})));
}

}  // namespace

base::Result<std::shared_ptr<const Resident>> find_resident(const Reference& reference, base::JsonReader given) {
  given.only({"id_number", "name", "code"});
  std::shared_ptr<const Resident> found;
  if (base::JsonReader code = given.optional_member("code"); code.present()) {
    found = reference.by_code(code.string(1024));
  } else {
    const auto known = reference.residents.find(given.member("id_number").string(18));
    if (known != reference.residents.end()) found = known->second;
  }
  if (base::JsonReader name = given.optional_member("name"); name.present() && found)
    if (const std::string claimed = name.string(120); !claimed.empty() && claimed != found->name) found = nullptr;
  if (!found) return base::fail(FailureCode::RecordNotFound, "no such resident is known");
  return found;
}

void add_record_routes(Router& router, Core& core) {
  router.add("POST", "/v1/operations/{name}", Access::Terminal, run_operation, core);
  router.add("GET", "/v1/holidays", Access::Terminal, show_holidays, core);
  router.add("POST", "/admin/residents", Access::Administrator, import_resident, core);
}

}  // namespace bianmin::platform
