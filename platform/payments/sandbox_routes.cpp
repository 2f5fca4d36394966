// The pages of the sandbox: the resident's telephone and whoever shows the demo. They are there always and answer 404
// unless the platform was started with --sandbox-payments.
#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/routes.hpp"
#include "platform/payments/sandbox.hpp"
#include "platform/payments/sandbox_meters.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

void answer(Responder& responder, const base::Result<json::object>& shown) {
  responder(shown ? Response::json(200, json::serialize(*shown)) : problem(shown.error()));
}

void pay(Sandbox& sandbox, SandboxMeters&, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 1024, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "pay");
  root.only({"order", "code"});
  base::JsonReader order = root.optional_member("order"), code = root.optional_member("code");
  std::string number;
  if (order.present() == code.present())
    root.refuse("must have either order or code");
  else if (order.present())
    number = order.string(64);
  else if (number = SandboxProvider::order_in(code.string(512)); number.empty())
    code.refuse("is none of the sandbox");
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  answer(responder, sandbox.pay(number));
}

// "meter-…" is how the next credit goes, the rest how the next payment does.
void behave(Sandbox& sandbox, SandboxMeters& meters, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 1024, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "behaviour");
  root.only({"next"});
  const std::string next = root.member("next").string(32);
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  constexpr std::string_view kMeter = "meter-";
  const auto done = next.starts_with(kMeter) ? meters.behave(next.substr(kMeter.size())) : sandbox.behave(next);
  if (!done) return responder(problem(done.error()));
  responder(Response::json(200, json::serialize(json::object{{"next", next}})));
}

void show(Sandbox& sandbox, SandboxMeters&, Request& request, Responder responder) {
  answer(responder, sandbox.show(std::string(request.capture("order"))));
}

}  // namespace

void add_sandbox_routes(Router& router, Sandbox* sandbox, SandboxMeters* meters) {
  const auto add = [&](const char* method, const char* pattern,
                       void (*handler)(Sandbox&, SandboxMeters&, Request&, Responder)) {
    router.add(method, pattern, Access::Public, [sandbox, meters, handler](Request& request, Responder responder) {
      if (sandbox == nullptr || meters == nullptr)
        return responder(problem({FailureCode::RequestRefused, "there is no sandbox here"}, 404));
      handler(*sandbox, *meters, request, std::move(responder));
    });
  };
  add("POST", "/sandbox/pay", pay);
  add("POST", "/sandbox/behaviour", behave);
  add("GET", "/sandbox/orders/{order}", show);
}

}  // namespace bianmin::platform
