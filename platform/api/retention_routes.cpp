// Deleting what came with cases that are over, by hand.
#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/routes.hpp"
#include "platform/api/who_asks.hpp"
#include "platform/cases/retention.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr int kMostCases = 1000;

void purge(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 1024, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "purge");
  root.only({"days", "dry_run"});
  const int days = static_cast<int>(root.member("days").integer(1, 36500));
  bool only_look = false;
  if (base::JsonReader dry = root.optional_member("dry_run"); dry.present()) only_look = dry.boolean();
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  const auto purged = std::make_shared<Purged>();
  core.writer.submit(
      [&core, days, only_look, purged, who = who_asks(request)](Database& database) -> base::Result<void> {
        const base::Instant now = core.clock.now();
        *purged = only_look ? to_be_purged(database, now, days, kMostCases)
                            : purge_attachments(database, now, days, kMostCases, who);
        return {};
      },
      [purged, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        if (!outcome) return responder(problem(outcome.error()));
        responder(Response::json(
            200, json::serialize(json::object{{"cases", json::array(purged->cases.begin(), purged->cases.end())},
                                              {"attachments", purged->attachments},
                                              {"bytes", purged->bytes}})));
      });
}

}  // namespace

void add_retention_routes(Router& router, Core& core) {
  router.add("POST", "/admin/attachments/purge", Access::Administrator, purge, core);
}

}  // namespace bianmin::platform
