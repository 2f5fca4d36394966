#include <boost/json.hpp>

#include "base/id_number.hpp"
#include "base/json.hpp"
#include "base/uuid.hpp"
#include "platform/api/routes.hpp"
#include "platform/cases/case_store.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

std::string render(const Core& core, const CaseView& view) {
  return render_case(view, core.today(), *core.reference.current());
}

base::Result<std::optional<CaseView>> find_case(Core& core, std::string_view number) {
  return core.readers.read<std::optional<CaseView>>([&](Database& database) -> base::Result<std::optional<CaseView>> {
    return find_case_by_number(database, number);
  });
}

// The token stands in the body: a target ends up in proxies' logs.
void show_case(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 4096, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "state");
  root.only({"token"});
  const auto token = base::Uuid::parse(root.member("token").string(64));
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  const auto view = find_case(core, request.capture("number"));
  if (!view) return responder(problem(view.error()));
  if (!*view || !token || !equal_in_constant_time(token->to_string(), (*view)->uuid))
    return responder(problem({FailureCode::CaseNotFound, "no case has this number and token"}));
  responder(Response::json(200, render(core, **view)));
}

json::array attachments_of(Database& database, const CaseView& view) {
  json::array listed;
  for (const AttachmentHead& attachment : list_attachments(database, view.id)) listed.push_back(attachment.to_json());
  return listed;
}

json::object staff_view(const Core& core, Database& database, const CaseView& view, const Reference& reference) {
  json::object made = to_json(view, core.today(), reference);
  made["attachments"] = attachments_of(database, view);
  return made;
}

void show_case_to_administrator(Core& core, Request& request, Responder responder) {
  const auto shown = core.readers.read<std::optional<json::object>>(
      [&](Database& database) -> base::Result<std::optional<json::object>> {
        const auto view = find_case_by_number(database, request.capture("number"));
        if (!view) return std::nullopt;
        return std::optional(staff_view(core, database, *view, *core.reference.current()));
      });
  if (!shown) return responder(problem(shown.error()));
  if (!*shown) return responder(problem({FailureCode::CaseNotFound, "no case has this number"}));
  responder(Response::json(200, json::serialize(**shown)));
}

void list_case_attachments(Core& core, Request& request, Responder responder) {
  const auto shown = core.readers.read<std::optional<json::array>>(
      [&](Database& database) -> base::Result<std::optional<json::array>> {
        const auto view = find_case_by_number(database, request.capture("number"));
        if (!view) return std::nullopt;
        return std::optional(attachments_of(database, *view));
      });
  if (!shown) return responder(problem(shown.error()));
  if (!*shown) return responder(problem({FailureCode::CaseNotFound, "no case has this number"}));
  responder(Response::json(200, json::serialize(json::object{{"attachments", **shown}})));
}

std::string render_list(const Core& core, const std::vector<CaseView>& views) {
  json::array cases;
  const auto reference = core.reference.current();
  for (const CaseView& view : views) cases.push_back(to_json(view, core.today(), *reference));
  return json::serialize(json::object{{"cases", std::move(cases)}});
}

void search_cases(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 4096, .depth = 4});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "search");
  base::JsonReader resident = root.member("resident");
  const auto id = base::IdNumber::parse(resident.member("id_number").string(18));
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  if (!id) return responder(problem({id.error().code, "search: /resident/id_number: " + id.error().detail}));
  const std::string key = core.keys.data.index(id->secret().reveal());
  const auto views =
      core.readers.read<std::vector<CaseView>>([&](Database& database) -> base::Result<std::vector<CaseView>> {
        Statement query = database.prepare(BIANMIN_SELECT_CASE
                                           " WHERE resident=? "
                                           "ORDER BY filed_at DESC LIMIT 50");
        query.blob(key);
        std::vector<CaseView> found;
        while (query.step()) found.push_back(read_case_row(database, query));
        return found;
      });
  if (!views) return responder(problem(views.error()));
  responder(Response::json(200, render_list(core, *views)));
}

void list_cases(Core& core, Request& request, Responder responder) {
  const bool only_open = request.parameter("open") == "1";
  const auto reference = core.reference.current();
  auto cases = core.readers.read<json::array>([&](Database& database) -> base::Result<json::array> {
    json::array found;
    Statement query = database.prepare(
        BIANMIN_SELECT_CASE
        " WHERE ?=0 OR status NOT IN ('answered', 'revisit', 'closed') ORDER BY MIN(deadline, IFNULL((SELECT "
        "MIN(p.deadline) FROM case_part p WHERE p.case_id=case_file.id AND p.status<>'answered'), deadline)), id LIMIT "
        "1000");
    query.number(only_open ? 1 : 0);
    while (query.step()) found.push_back(staff_view(core, database, read_case_row(database, query), *reference));
    return found;
  });
  if (!cases) return responder(problem(cases.error()));
  responder(Response::json(200, json::serialize(json::object{{"cases", std::move(*cases)}})));
}

}  // namespace

void add_case_routes(Router& router, Core& core) {
  router.add("POST", "/v1/cases/search", Access::Terminal, search_cases, core);
  router.add("POST", "/v1/cases/{number}/state", Access::Terminal, show_case, core);
  router.add("GET", "/admin/cases", Access::Administrator, list_cases, core);
  router.add("GET", "/admin/cases/{number}", Access::Administrator, show_case_to_administrator, core);
  router.add("GET", "/admin/cases/{number}/attachments", Access::Administrator, list_case_attachments, core);
}

}  // namespace bianmin::platform
