#include <boost/json.hpp>

#include "base/id_number.hpp"
#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/routes.hpp"
#include "platform/cases/case_intake.hpp"
#include "platform/cases/case_view.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr auto kClockAhead = std::chrono::minutes{10};
constexpr auto kLongestOffline = std::chrono::days{90};

std::int64_t milliseconds(base::Instant instant) { return instant.time_since_epoch().count(); }

std::string render(const Core& core, const CaseView& view) {
  return render_case(view, core.today(), core.reference.current()->calendar);
}

// A terminal whose clock is wrong must not make a deadline that is over before it starts, or never comes.
base::Instant counted_from(base::Instant filed, base::Instant received) {
  return filed > received + kClockAhead || filed < received - kLongestOffline ? received : filed;
}

void insert_event(Database& database, std::int64_t id, std::int64_t sequence, const CaseEvent& event) {
  Statement insert =
      database.prepare("INSERT INTO case_event(case_id, sequence, at, status, unit, zh, en) VALUES(?, ?, ?, ?, ?, ?, ?)");
  insert.number(id).number(sequence).number(milliseconds(event.at)).text(event.status);
  if (event.unit)
    insert.text(*event.unit);
  else
    insert.null();
  insert.text(event.text.zh).text(event.text.en).run();
}

std::optional<CaseView> find_case(Database& database, const char* sql, std::string_view key, bool is_blob) {
  Statement query = database.prepare(sql);
  if (is_blob)
    query.blob(key);
  else
    query.text(key);
  if (!query.step()) return std::nullopt;
  return read_case_row(database, query);
}

constexpr char kByUuid[] =
    "SELECT id, number, uuid, category, area, status, unit, filed_at, deadline FROM case_file WHERE uuid=?";
constexpr char kByNumber[] =
    "SELECT id, number, uuid, category, area, status, unit, filed_at, deadline FROM case_file WHERE number=?";

// Stores a case with its first steps, or finds that it is there already.
class CaseJob final : public WriteJob {
 public:
  CaseJob(const Core& core, const NewCase& made, Responder responder)
      : core_(core), responder_(std::move(responder)), received_(core.clock.now()) {
    const auto reference = core.reference.current();
    const Unit& unit = reference->dispatch.first_unit(made.category, made.area);
    uuid_ = uuid_bytes(made.uuid);
    terminal_ = made.terminal;
    service_ = made.service;
    if (!made.resident.empty()) resident_ = core.keys.data.index(made.resident.reveal());
    fingerprint_ = core.keys.data.fingerprint(made.canonical.reveal());
    private_ = core.keys.data.encrypt(made.private_part.reveal(), made.number);
    view_.number = made.number;
    view_.uuid = made.uuid.to_string();
    view_.category = made.category;
    view_.area = made.area;
    view_.status = "dispatched";
    view_.unit = unit_json(unit);
    view_.filed_at = made.filed_at;
    view_.deadline = base::add_working_days(base::china_date(counted_from(made.filed_at, received_)),
                                            reference->dispatch.days_to_answer(made.category), reference->calendar);
    const auto text = [&](const char* status) { return reference->dispatch.text(status, made.category, unit, view_.deadline); };
    view_.history = {{received_, "accepted", std::nullopt, text("accepted")},
                     {received_, "dispatched", view_.unit, text("dispatched")}};
    if (reference->dispatch.settles_at_once(made.category)) {
      view_.status = "answered";
      view_.history.push_back({received_, view_.status, view_.unit, text("answered")});
    }
    answer_ = render(core, view_);
  }

  base::Result<void> run(Database& database) override {
    Statement insert = database.prepare(
        "INSERT INTO case_file(uuid, number, terminal, service, category, area, status, unit, filed_at, received_at, "
        "deadline, resident, fingerprint, private) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING");
    const std::string deadline = base::format_civil_date(view_.deadline);
    insert.blob(uuid_).text(view_.number).text(terminal_).text(service_).text(view_.category).text(view_.area);
    insert.text(view_.status).text(view_.unit).number(milliseconds(view_.filed_at)).number(milliseconds(received_));
    insert.text(deadline);
    if (resident_.empty())
      insert.null();
    else
      insert.blob(resident_);
    insert.blob(fingerprint_).blob(private_).run();
    if (database.changes() == 0) return run_repeated(database);
    const std::int64_t id = database.last_id();
    for (std::size_t i = 0; i < view_.history.size(); ++i)
      insert_event(database, id, static_cast<std::int64_t>(i), view_.history[i]);
    return {};
  }

  void finished(const base::Result<void>& outcome) override {
    if (conflict_)
      responder_(problem({FailureCode::RequestRefused, conflict_}, 409));
    else if (!outcome)
      responder_(problem(outcome.error()));
    else
      responder_(Response::json(repeated_ ? 200 : 201, std::move(answer_)));
  }

 private:
  base::Result<void> run_repeated(Database& database) {
    {
      Statement query = database.prepare("SELECT fingerprint FROM case_file WHERE uuid=?");
      query.blob(uuid_);
      if (!query.step())
        conflict_ = "another case has this number";
      else if (query.text_at(0) != fingerprint_)
        conflict_ = "this Idempotency-Key came with another content before";
    }
    if (conflict_ != nullptr) return {};
    const auto known = find_case(database, kByUuid, uuid_, true);
    if (known) answer_ = render(core_, *known);
    repeated_ = true;
    return {};
  }

  const Core& core_;
  Responder responder_;
  base::Instant received_;
  std::string uuid_, terminal_, service_, resident_, fingerprint_, private_;
  CaseView view_;
  std::string answer_;
  bool repeated_ = false;
  const char* conflict_ = nullptr;
};

void file_case(Core& core, Request& request, Responder responder) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const auto made = read_new_case(request.body, core.keys.seal, *core.reference.current());
  if (!made) return responder(problem(made.error()));
  if (made->uuid != *key)
    return responder(problem({FailureCode::InputInvalid, "the header Idempotency-Key must be the case's UUID"}));
  if (!request.administrator && made->terminal != request.terminal)
    return responder(
        problem({FailureCode::RequestRefused, "case: /terminal: the certificate is another terminal's"}, 403));
  core.writer.submit(std::make_unique<CaseJob>(core, *made, std::move(responder)));
}

void show_case(Core& core, Request& request, Responder responder) {
  const auto view = core.readers.read<std::optional<CaseView>>(
      [&](Database& database) -> base::Result<std::optional<CaseView>> {
        return find_case(database, kByNumber, request.capture("number"), false);
      });
  if (!view) return responder(problem(view.error()));
  const auto token = base::Uuid::parse(request.parameter("token"));
  const bool allowed = request.administrator || (token && *view && equal_in_constant_time(token->to_string(), (*view)->uuid));
  if (!*view || !allowed)
    return responder(problem({FailureCode::CaseNotFound, "no case has this number and token"}));
  responder(Response::json(200, render(core, **view)));
}

std::string render_list(const Core& core, const std::vector<CaseView>& views) {
  json::array cases;
  const auto reference = core.reference.current();
  for (const CaseView& view : views) cases.push_back(to_json(view, core.today(), reference->calendar));
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
  const auto views = core.readers.read<std::vector<CaseView>>(
      [&](Database& database) -> base::Result<std::vector<CaseView>> {
        Statement query = database.prepare(
            "SELECT id, number, uuid, category, area, status, unit, filed_at, deadline FROM case_file WHERE resident=? "
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
  const auto views = core.readers.read<std::vector<CaseView>>(
      [&](Database& database) -> base::Result<std::vector<CaseView>> {
        Statement query = database.prepare(
            "SELECT id, number, uuid, category, area, status, unit, filed_at, deadline FROM case_file WHERE ?=0 OR "
            "status NOT IN ('answered', 'revisit', 'closed') ORDER BY deadline, id LIMIT 1000");
        query.number(only_open ? 1 : 0);
        std::vector<CaseView> found;
        while (query.step()) found.push_back(read_case_row(database, query));
        return found;
      });
  if (!views) return responder(problem(views.error()));
  responder(Response::json(200, render_list(core, *views)));
}

struct Step {
  std::string to;
  std::string unit;  // empty: the same
  std::optional<std::string> zh;
  std::optional<std::string> en;
};

base::Result<void> apply_step(Core& core, Database& database, std::string_view number, const Step& step,
                              CaseView& view) {
  const auto found = find_case(database, kByNumber, number, false);
  if (!found) return base::fail(FailureCode::CaseNotFound, "no case has this number");
  view = *found;
  if (!may_follow(view.status, step.to))
    return base::fail(FailureCode::RequestRefused, view.status + " can't be followed by " + step.to);
  const auto reference = core.reference.current();
  Unit unit;
  if (!step.unit.empty()) {
    const Unit* named = reference->dispatch.find(step.unit);
    if (named == nullptr) return base::fail(FailureCode::InputInvalid, "step: /unit: is not in dispatch.json");
    unit = *named;
    view.unit = unit_json(unit);
  } else {
    const auto kept = base::parse_json(view.unit);
    if (!kept) return tl::unexpected(kept.error());
    base::JsonReader reader(*kept, "unit");
    unit = {reader.member("id").string(), {reader.member("zh-CN").string(), reader.member("en").string()}};
  }
  view.status = step.to;
  if (step.to == "reopened")
    view.deadline = base::add_working_days(core.today(), reference->dispatch.days_to_answer(view.category),
                                           reference->calendar);
  LocalText text = reference->dispatch.text(step.to, view.category, unit, view.deadline);
  if (step.zh) text.zh = *step.zh;
  if (step.en) text.en = *step.en;
  view.history.push_back({core.clock.now(), step.to, view.unit, std::move(text)});
  insert_event(database, view.id, static_cast<std::int64_t>(view.history.size()) - 1, view.history.back());
  const std::string deadline = base::format_civil_date(view.deadline);
  database.prepare("UPDATE case_file SET status=?, unit=?, deadline=? WHERE id=?")
      .text(view.status)
      .text(view.unit)
      .text(deadline)
      .number(view.id)
      .run();
  const std::string action = "case-" + step.to;
  database.prepare("INSERT INTO audit(at, action, subject) VALUES(?, ?, ?)")
      .number(milliseconds(core.clock.now()))
      .text(action)
      .text(view.number)
      .run();
  return {};
}

void advance_case(Core& core, Request& request, Responder responder) {
  const auto value = base::parse_json(request.body, {.bytes = 16 << 10, .depth = 3});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "step");
  root.only({"to", "unit", "zh-CN", "en"});
  Step step{root.member("to").string(20), {}, {}, {}};
  if (auto unit = root.optional_member("unit"); unit.present()) step.unit = unit.string(64);
  if (auto zh = root.optional_member("zh-CN"); zh.present()) step.zh = zh.string(4000);
  if (auto en = root.optional_member("en"); en.present()) step.en = en.string(4000);
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  const auto view = std::make_shared<CaseView>();
  core.writer.submit(
      [&core, view, step, number = std::string(request.capture("number"))](Database& database) {
        return apply_step(core, database, number, step, *view);
      },
      [&core, view, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        responder(outcome ? Response::json(200, render(core, *view)) : problem(outcome.error()));
      });
}

}  // namespace

void add_case_routes(Router& router, Core& core) {
  const auto add = [&](const char* method, const char* pattern, Access access,
                       void (*handler)(Core&, Request&, Responder)) {
    router.add(method, pattern, access, [&core, handler](Request& request, Responder responder) {
      handler(core, request, std::move(responder));
    });
  };
  add("POST", "/v1/cases", Access::Terminal, file_case);
  add("POST", "/v1/cases/search", Access::Terminal, search_cases);
  add("GET", "/v1/cases/{number}", Access::Terminal, show_case);
  add("GET", "/admin/cases", Access::Administrator, list_cases);
  add("POST", "/admin/cases/{number}/steps", Access::Administrator, advance_case);
}

}  // namespace bianmin::platform
