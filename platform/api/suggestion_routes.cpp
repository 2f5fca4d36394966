// 政策找人: what a resident may be entitled to, unless they do not want to be told.
#include <set>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/person.hpp"
#include "platform/api/routes.hpp"
#include "platform/payments/bill_view.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr base::JsonLimits kBody{.bytes = 16 << 10, .depth = 4};
constexpr char kPreference[] = "suggestions";
constexpr std::size_t kMostRows = 5;

std::int64_t milliseconds(base::Instant instant) { return instant.time_since_epoch().count(); }

bool wants_none(Database& database, std::string_view resident) {
  Statement query = database.prepare("SELECT value FROM preference WHERE resident=? AND name=?");
  query.blob(resident).text(kPreference);
  return query.step() && query.text_at(0) == "no";
}

bool was_filed(Database& database, std::string_view resident, std::string_view service, base::Instant since) {
  Statement query = database.prepare(
      "SELECT 1 FROM case_file WHERE resident=? AND filed_at>=? AND (service=? OR category=?) LIMIT 1");
  query.blob(resident).number(milliseconds(since)).text(service).text(service);
  return query.step();
}

// Kinds of bills that the rules ask for and this resident still has to pay.
base::Result<std::set<std::string>> unpaid_kinds(Core& core, const Reference& reference, const Resident& resident) {
  std::set<std::string> unpaid;
  for (const SuggestionRule& rule : reference.suggestions) {
    const auto bills = resident.bills.find(rule.unpaid);
    if (rule.unpaid.empty() || bills == resident.bills.end() || bills->second.empty()) continue;
    json::object fields;
    json::array rows;
    if (auto shown = show_bills(core, bills->second, rule.unpaid, fields, rows); !shown)
      return tl::unexpected(shown.error());
    if (!rows.empty() && rows.front().at("state").as_string() == "unpaid") unpaid.insert(rule.unpaid);
  }
  return unpaid;
}

json::array rows_for(Database& database, const Core& core, const Reference& reference, const Person& person,
                     const std::set<std::string>& unpaid, std::string_view resident) {
  json::array rows;
  for (const SuggestionRule& rule : reference.suggestions) {
    if (rows.size() == kMostRows) break;
    if (!rule.fits(*person.resident, *person.id, core.today())) continue;
    if (!rule.unpaid.empty() && !unpaid.contains(rule.unpaid)) continue;
    const base::Instant since = core.clock.now() - std::chrono::days(rule.not_filed_days);
    if (rule.not_filed_days > 0 && was_filed(database, resident, rule.service, since)) continue;
    rows.push_back(
        json::object{{"service", rule.service}, {"title", rule.title.to_json()}, {"why", rule.why.to_json()}});
  }
  return rows;
}

void suggest(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, kBody);
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  const auto reference = core.reference.current();
  const auto person = read_person(*reference, root.member("resident"));
  if (!root.ok() || !person)
    return responder(
        problem({FailureCode::InputInvalid, root.ok() ? "operation: /resident: is missing" : root.error()}));
  bool on = true;
  json::array rows;
  // Who is not known here gets no suggestion; that is no failure.
  if (person->id) {
    const std::string resident = core.keys.data.index(person->id->secret().reveal());
    std::set<std::string> unpaid;
    if (person->resident) {
      auto kinds = unpaid_kinds(core, *reference, *person->resident);
      if (!kinds) return responder(problem(kinds.error()));
      unpaid = std::move(*kinds);
    }
    const auto read = core.readers.read<bool>([&](Database& database) -> base::Result<bool> {
      on = !wants_none(database, resident);
      if (on && person->resident) rows = rows_for(database, core, *reference, *person, unpaid, resident);
      return true;
    });
    if (!read) return responder(problem(read.error()));
  }
  responder(Response::json(200, json::serialize(json::object{{"fields", json::object{{"on", on ? "yes" : "no"}}},
                                                             {"rows", std::move(rows)}})));
}

void prefer(Core& core, Request& request, Responder responder) {
  // Setting it twice is the same as once, so a key is welcome but not needed.
  std::optional<base::Uuid> key;
  if (!request.header("idempotency-key").empty()) {
    const auto given = idempotency_key(request);
    if (!given) return responder(problem(given.error()));
    key = *given;
  }
  const auto value = base::parse_json(request.body, kBody);
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "operation");
  root.only({"resident", "input"});
  base::JsonReader input = root.member("input");
  input.only({"on"});
  base::JsonReader on = input.member("on");
  const std::string wanted = on.string(3);
  if (on.ok() && wanted != "yes" && wanted != "no") on.refuse("must be yes or no");
  const auto person = read_person(*core.reference.current(), root.member("resident"));
  if (!root.ok() || !person)
    return responder(
        problem({FailureCode::InputInvalid, root.ok() ? "operation: /resident: is missing" : root.error()}));
  if (!person->id) return responder(problem({FailureCode::RecordNotFound, "no such resident is known"}));
  const std::string answer = json::serialize(json::object{{"on", wanted}});
  core.writer.submit(
      [wanted, answer, key, resident = core.keys.data.index(person->id->secret().reveal()),
       fingerprint = core.keys.data.fingerprint(request.body),
       now = milliseconds(core.clock.now())](Database& database) -> base::Result<void> {
        if (key) {
          const auto earlier = earlier_answer(database, "preference", *key, fingerprint);
          if (!earlier) return tl::unexpected(earlier.error());
          if (*earlier) return {};
        }
        database
            .prepare(
                "INSERT INTO preference(resident, name, value, at) VALUES(?, ?, ?, ?) "
                "ON CONFLICT(resident, name) DO UPDATE SET value=excluded.value, at=excluded.at")
            .blob(resident)
            .text(kPreference)
            .text(wanted)
            .number(now)
            .run();
        if (key) remember_answer(database, "preference", *key, fingerprint, answer, now);
        return {};
      },
      [answer, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        if (outcome) return responder(Response::json(200, answer));
        responder(problem(outcome.error(), outcome.error().code == FailureCode::RequestRefused ? 409 : 0));
      });
}

}  // namespace

void add_suggestion_routes(Router& router, Core& core) {
  router.add("POST", "/v1/operations/record.suggestions", Access::Terminal, suggest, core);
  router.add("POST", "/v1/operations/preference.suggestions", Access::Terminal, prefer, core);
}

}  // namespace bianmin::platform
