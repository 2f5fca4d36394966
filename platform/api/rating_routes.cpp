#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/routes.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

struct Rating {
  std::string service;
  std::optional<std::string> case_number;
  std::int64_t stars = 0;
  std::string reasons;
};

base::Result<Rating> read_rating(std::string_view body) {
  const auto value = base::parse_json(body, {.bytes = 16 << 10, .depth = 4});
  if (!value) return tl::unexpected(value.error());
  base::JsonReader root(*value, "rating");
  root.only({"service", "case", "stars", "reasons"});
  Rating rating;
  rating.service = root.member("service").string(64);
  if (auto number = root.optional_member("case"); number.present()) rating.case_number = number.string(40);
  rating.stars = root.member("stars").integer(1, 5);
  json::array reasons;
  if (auto given = root.optional_member("reasons"); given.present())
    given.each([&](base::JsonReader reason) {
      reasons.push_back(json::string(reason.string(64)));
      if (reasons.size() > 16) reason.refuse("has 16 before it, which is the most");
    });
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  rating.reasons = json::serialize(reasons);
  return rating;
}

void rate(Core& core, Request& request, Responder responder) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const auto rating = read_rating(request.body);
  if (!rating) return responder(problem(rating.error()));
  const std::string fingerprint = core.keys.data.fingerprint(request.body);
  const std::int64_t now = core.clock.now().time_since_epoch().count();
  const auto repeated = std::make_shared<bool>(false);
  core.writer.submit(
      [=, key = *key, rating = *rating, terminal = request.terminal](Database& database) -> base::Result<void> {
        const auto earlier = earlier_answer(database, "rating", key, fingerprint);
        if (!earlier) return tl::unexpected(earlier.error());
        *repeated = earlier->has_value();
        if (*repeated) return {};
        Statement insert = database.prepare(
            "INSERT INTO rating(at, terminal, service, case_number, stars, reasons) VALUES(?, ?, ?, ?, ?, ?)");
        insert.number(now).text(terminal).text(rating.service);
        if (rating.case_number)
          insert.text(*rating.case_number);
        else
          insert.null();
        insert.number(rating.stars).text(rating.reasons).run();
        remember_answer(database, "rating", key, fingerprint, "{}", now);
        return {};
      },
      [repeated, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        if (outcome) return responder(Response::json(*repeated ? 200 : 201, "{}"));
        responder(problem(outcome.error(), outcome.error().code == FailureCode::RequestRefused ? 409 : 0));
      });
}

}  // namespace

void add_rating_routes(Router& router, Core& core) { router.add("POST", "/v1/ratings", Access::Terminal, rate, core); }

}  // namespace bianmin::platform
