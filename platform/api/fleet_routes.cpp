#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "platform/api/routes.hpp"
#include "platform/cases/case_number.hpp"
#include "platform/service/core.hpp"
#include "platform/tls/authority.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

// Checks a status report and returns it in its canonical form.
base::Result<std::string> read_status(std::string_view body) {
  const auto value = base::parse_json(body, {.bytes = 32 << 10, .depth = 5});
  if (!value) return tl::unexpected(value.error());
  base::JsonReader root(*value, "status");
  root.only({"software", "content", "refused", "devices", "outbox"});
  root.member("software").string(64);
  root.member("content").integer(0, 1'000'000'000'000);
  root.member("outbox").integer(0, 1'000'000);
  if (auto refused = root.optional_member("refused"); refused.present()) {
    refused.only({"version", "code", "detail"});
    refused.member("version").integer(0, 1'000'000'000'000);
    refused.member("code").string(16);
    if (auto detail = refused.optional_member("detail"); detail.present()) detail.string(1000);
  }
  std::size_t count = 0;
  root.member("devices").each([&](base::JsonReader device) {
    device.only({"part", "state", "code"});
    device.member("part").string(40);
    base::JsonReader state = device.member("state");
    const std::string text = state.string(16);
    if (state.ok() && text != "ready" && text != "low" && text != "fault" && text != "missing")
      state.refuse("must be ready, low, fault or missing");
    if (auto code = device.optional_member("code"); code.present()) code.string(16);
    if (++count > 64) device.refuse("has 64 before it, which is the most");
  });
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return json::serialize(*value);
}

void take_status(Core& core, Request& request, Responder responder) {
  auto status = read_status(request.body);
  if (!status) return responder(problem(status.error()));
  if (request.terminal.empty())
    return responder(problem({FailureCode::CertificateRefused, "only a terminal has a status"}));
  const std::int64_t now = core.clock.now().time_since_epoch().count();
  core.writer.submit(
      [terminal = request.terminal, status = std::move(*status), now](Database& database) -> base::Result<void> {
        database
            .prepare(
                "INSERT INTO terminal_status(terminal, at, body) VALUES(?, ?, ?) "
                "ON CONFLICT(terminal) DO UPDATE SET at=excluded.at, body=excluded.body")
            .text(terminal)
            .number(now)
            .text(status)
            .run();
        return {};
      },
      [responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        responder(outcome ? Response::empty(204) : problem(outcome.error()));
      });
}

void enroll(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 32 << 10, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "enrolment");
  root.only({"terminal", "request", "sign_key"});
  base::JsonReader id = root.member("terminal");
  const std::string terminal = id.string(8);
  const std::string wanted = root.member("request").string(8192);
  const auto sign_key = base::decode_base64(root.member("sign_key").string(64));
  if (root.ok() && !is_terminal_id(terminal)) id.refuse("must be two to eight capital letters and digits");
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  if (!sign_key || sign_key->size() != 32)
    return responder(problem({FailureCode::InputInvalid, "enrolment: /sign_key: must be 32 bytes in base64"}));
  const auto content_key = core.content_key();
  if (!content_key)
    return responder(problem(
        {FailureCode::ContentMissing, "no content key is known: first run content-key --out DIR --data DATA"}, 409));
  const auto issued = sign_request(core.keys.authority, wanted, terminal, core.clock.now());
  if (!issued) return responder(problem(issued.error()));

  std::string answer = json::serialize(json::object{{"certificate", issued->certificate},
                                                    {"authority", core.keys.authority.certificate},
                                                    {"seal_key", base::encode_base64(core.keys.seal.public_half)},
                                                    {"content_key", base::encode_base64(*content_key)},
                                                    {"centre", core.reference.current()->centre.to_json()},
                                                    {"platform", core.base_url()}});
  const std::int64_t now = core.clock.now().time_since_epoch().count();
  core.writer.submit(
      [terminal, serial = issued->serial, sign_key = *sign_key, now](Database& database) -> base::Result<void> {
        database
            .prepare(
                "INSERT INTO terminal(id, serial, sign_key, enrolled_at, revoked) VALUES(?, ?, ?, ?, 0) "
                "ON CONFLICT(id) DO UPDATE SET serial=excluded.serial, sign_key=excluded.sign_key, "
                "enrolled_at=excluded.enrolled_at, revoked=0")
            .text(terminal)
            .text(serial)
            .blob(sign_key)
            .number(now)
            .run();
        database.prepare("INSERT INTO audit(at, action, subject) VALUES(?, 'enroll', ?)")
            .number(now)
            .text(terminal)
            .run();
        return {};
      },
      [&core, terminal, serial = issued->serial, answer = std::move(answer),
       responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        if (!outcome) return responder(problem(outcome.error()));
        core.fleet.set(terminal, serial);
        responder(Response::json(201, std::move(answer)));
      });
}

void revoke(Core& core, Request& request, Responder responder) {
  const std::string terminal(request.capture("terminal"));
  const std::int64_t now = core.clock.now().time_since_epoch().count();
  core.writer.submit(
      [terminal, now](Database& database) -> base::Result<void> {
        database.prepare("UPDATE terminal SET revoked=1 WHERE id=?").text(terminal).run();
        if (database.changes() == 0) return base::fail(FailureCode::RecordNotFound, "no terminal has this id");
        database.prepare("INSERT INTO audit(at, action, subject) VALUES(?, 'revoke', ?)")
            .number(now)
            .text(terminal)
            .run();
        return {};
      },
      [&core, terminal, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        if (!outcome) return responder(problem(outcome.error()));
        core.fleet.remove(terminal);
        responder(Response::empty(204));
      });
}

void list_terminals(Core& core, Request&, Responder responder) {
  const auto found = core.readers.read<std::string>([](Database& database) -> base::Result<std::string> {
    json::array terminals;
    Statement query = database.prepare(
        "SELECT t.id, t.enrolled_at, t.revoked, t.sign_key, s.at, s.body FROM terminal t LEFT JOIN terminal_status s "
        "ON "
        "s.terminal=t.id ORDER BY t.id");
    while (query.step()) {
      json::object entry{{"terminal", query.text_at(0)},
                         {"enrolled_at", base::format_utc(base::Instant{base::Milliseconds{query.number_at(1)}})},
                         {"revoked", query.number_at(2) != 0},
                         {"sign_key", base::encode_base64(query.text_at(3))},
                         {"seen_at", nullptr},
                         {"status", nullptr}};
      if (!query.is_null(4)) {
        entry["seen_at"] = base::format_utc(base::Instant{base::Milliseconds{query.number_at(4)}});
        if (auto status = base::parse_json(query.text_at(5)); status) entry["status"] = std::move(*status);
      }
      terminals.push_back(std::move(entry));
    }
    return json::serialize(json::object{{"terminals", std::move(terminals)}});
  });
  if (!found) return responder(problem(found.error()));
  responder(Response::json(200, *found));
}

}  // namespace

void add_fleet_routes(Router& router, Core& core) {
  router.add("POST", "/v1/status", Access::Terminal, take_status, core);
  router.add("POST", "/admin/enrolments", Access::Administrator, enroll, core);
  router.add("DELETE", "/admin/terminals/{terminal}", Access::Administrator, revoke, core);
  router.add("GET", "/admin/terminals", Access::Administrator, list_terminals, core);
}

}  // namespace bianmin::platform
