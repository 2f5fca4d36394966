// A resident at a terminal calls for somebody; the staff take the call and close it.
#include <algorithm>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/routes.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

// A call nobody answered in this time is over: whoever called has gone.
constexpr auto kLongestWait = std::chrono::hours{2};

std::int64_t milliseconds(base::Instant instant) { return instant.time_since_epoch().count(); }

struct HelpCall {
  std::string id, terminal, page, language, state, who;  // id: 16 bytes
  std::int64_t at = 0;
};

std::string id_text(std::string_view bytes) {
  base::Uuid uuid;
  std::copy_n(bytes.begin(), std::min(bytes.size(), uuid.bytes.size()), uuid.bytes.begin());
  return uuid.to_string();
}

HelpCall read_row(const Statement& row) {
  return {row.text_at(0), row.text_at(1), row.text_at(2),  row.text_at(3),
          row.text_at(4), row.text_at(5), row.number_at(6)};
}

std::optional<HelpCall> find_call(Database& database, std::string_view id) {
  Statement query = database.prepare("SELECT id, terminal, page, language, state, who, at FROM help_call WHERE id=?");
  query.blob(id);
  if (!query.step()) return std::nullopt;
  return read_row(query);
}

std::string render(const HelpCall& call) {
  return json::serialize(json::object{{"id", id_text(call.id)}, {"state", call.state}, {"who", call.who}});
}

bool is_page(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '/' || c == ':' || c == '.';
  });
}

bool is_language(std::string_view text) {
  return text.size() >= 2 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

void set_state(Database& database, HelpCall& call, std::string_view state, std::string_view who, std::int64_t now) {
  call.state = state;
  call.who = who;
  database.prepare("UPDATE help_call SET state=?, who=?, changed_at=? WHERE id=?")
      .text(call.state)
      .text(call.who)
      .number(now)
      .blob(call.id)
      .run();
}

// An open call of this terminal, unless it is too old: that one is closed.
std::optional<HelpCall> open_call(Database& database, std::string_view terminal, base::Instant now) {
  std::vector<HelpCall> open;
  {
    Statement query = database.prepare(
        "SELECT id, terminal, page, language, state, who, at FROM help_call WHERE terminal=? AND state<>'closed'");
    query.text(terminal);
    while (query.step()) open.push_back(read_row(query));
  }
  std::optional<HelpCall> fresh;
  for (HelpCall& call : open) {
    if (call.at < milliseconds(now - kLongestWait))
      set_state(database, call, "closed", call.who, milliseconds(now));
    else
      fresh = call;
  }
  return fresh;
}

struct Outcome {
  HelpCall call;
  bool made = false;
};

void call_for_help(Core& core, Request& request, Responder responder) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const auto value = base::parse_json(request.body, {.bytes = 4096, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "help call");
  root.only({"page", "language"});
  base::JsonReader page = root.member("page"), language = root.member("language");
  HelpCall wanted{uuid_bytes(*key), request.terminal, page.string(160), language.string(16), "waiting", {}, 0};
  if (page.ok() && !is_page(wanted.page)) page.refuse("must be a page's name");
  if (language.ok() && !is_language(wanted.language)) language.refuse("must be a language's tag");
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  const auto outcome = std::make_shared<Outcome>();
  core.writer.submit(
      [wanted, outcome, now = core.clock.now()](Database& database) -> base::Result<void> {
        if (const auto known = find_call(database, wanted.id)) {
          if (known->terminal != wanted.terminal || known->page != wanted.page || known->language != wanted.language)
            return base::fail(FailureCode::RequestRefused, "this Idempotency-Key came with another content before");
          outcome->call = *known;
          return {};
        }
        if (const auto open = open_call(database, wanted.terminal, now)) {
          outcome->call = *open;
          return {};
        }
        outcome->call = wanted;
        outcome->made = true;
        database
            .prepare(
                "INSERT INTO help_call(id, terminal, page, language, state, who, at, changed_at) "
                "VALUES(?, ?, ?, ?, 'waiting', '', ?, ?)")
            .blob(wanted.id)
            .text(wanted.terminal)
            .text(wanted.page)
            .text(wanted.language)
            .number(milliseconds(now))
            .number(milliseconds(now))
            .run();
        return {};
      },
      [outcome, responder = std::move(responder)](const base::Result<void>& done) mutable {
        if (done) return responder(Response::json(outcome->made ? 201 : 200, render(outcome->call)));
        responder(problem(done.error(), done.error().code == FailureCode::RequestRefused ? 409 : 0));
      });
}

base::Result<std::string> read_id(const Request& request) {
  const auto id = base::Uuid::parse(request.capture("id"));
  if (!id) return base::fail(FailureCode::RecordNotFound, "there is no such help call");
  return uuid_bytes(*id);
}

// A terminal sees its own calls only.
bool may_see(const Request& request, const HelpCall& call) {
  return request.administrator || call.terminal == request.terminal;
}

void show_call(Core& core, Request& request, Responder responder) {
  const auto id = read_id(request);
  if (!id) return responder(problem(id.error()));
  const auto call = core.readers.read<std::optional<HelpCall>>(
      [&](Database& database) -> base::Result<std::optional<HelpCall>> { return find_call(database, *id); });
  if (!call) return responder(problem(call.error()));
  if (!*call || !may_see(request, **call))
    return responder(problem({FailureCode::RecordNotFound, "there is no such help call"}));
  responder(Response::json(200, render(**call)));
}

// To "closed", or to "coming" with who comes; a call that is closed stays so.
void change_call(Core& core, Request& request, Responder responder, const std::string& state, const std::string& who) {
  const auto id = read_id(request);
  if (!id) return responder(problem(id.error()));
  const auto outcome = std::make_shared<HelpCall>();
  core.writer.submit(
      [id = *id, state, who, outcome, terminal = request.administrator ? std::string() : request.terminal,
       now = milliseconds(core.clock.now())](Database& database) -> base::Result<void> {
        auto call = find_call(database, id);
        if (!call || (!terminal.empty() && call->terminal != terminal))
          return base::fail(FailureCode::RecordNotFound, "there is no such help call");
        if (call->state == "closed" && state != "closed")
          return base::fail(FailureCode::RequestRefused, "this help call is closed");
        if (call->state != "closed") set_state(database, *call, state, who.empty() ? call->who : who, now);
        *outcome = *call;
        return {};
      },
      [outcome, responder = std::move(responder)](const base::Result<void>& done) mutable {
        responder(done ? Response::json(200, render(*outcome)) : problem(done.error()));
      });
}

void close_call(Core& core, Request& request, Responder responder) {
  change_call(core, request, std::move(responder), "closed", "");
}

void take_call(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 4096, .depth = 2});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "help call");
  root.only({"who"});
  base::JsonReader given = root.member("who");
  const std::string who = given.string(60);
  if (given.ok() && who.empty()) given.refuse("must not be empty");
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  change_call(core, request, std::move(responder), "coming", who);
}

void list_calls(Core& core, Request&, Responder responder) {
  auto calls = core.readers.read<json::array>([](Database& database) -> base::Result<json::array> {
    json::array found;
    Statement query = database.prepare(
        "SELECT id, terminal, page, language, state, who, at FROM help_call WHERE state<>'closed' ORDER BY at LIMIT "
        "500");
    while (query.step()) {
      const HelpCall call = read_row(query);
      found.push_back(json::object{{"id", id_text(call.id)},
                                   {"terminal", call.terminal},
                                   {"page", call.page},
                                   {"language", call.language},
                                   {"state", call.state},
                                   {"who", call.who},
                                   {"at", base::format_utc(base::Instant{base::Milliseconds{call.at}})}});
    }
    return found;
  });
  if (!calls) return responder(problem(calls.error()));
  responder(Response::json(200, json::serialize(json::object{{"calls", std::move(*calls)}})));
}

}  // namespace

void add_help_routes(Router& router, Core& core) {
  router.add("POST", "/v1/help-calls", Access::Terminal, call_for_help, core);
  router.add("POST", "/v1/help-calls/{id}/state", Access::Terminal, show_call, core);
  router.add("POST", "/v1/help-calls/{id}/cancel", Access::Terminal, close_call, core);
  router.add("GET", "/admin/help-calls", Access::Administrator, list_calls, core);
  router.add("POST", "/admin/help-calls/{id}/take", Access::Administrator, take_call, core);
  router.add("POST", "/admin/help-calls/{id}/close", Access::Administrator, close_call, core);
}

}  // namespace bianmin::platform
