#include <algorithm>

#include <boost/json.hpp>

#include "base/id_number.hpp"
#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/routes.hpp"
#include "platform/cases/case_intake.hpp"
#include "platform/cases/case_store.hpp"
#include "platform/service/core.hpp"
#include "platform/uploads/upload_store.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr auto kClockAhead = std::chrono::minutes{10};
constexpr auto kLongestOffline = std::chrono::days{90};

std::string render(const Core& core, const CaseView& view) {
  return render_case(view, core.today(), *core.reference.current());
}

// A terminal whose clock is wrong must not make a deadline that is over before it starts, or never comes.
base::Instant counted_from(base::Instant filed, base::Instant received) {
  return filed > received + kClockAhead || filed < received - kLongestOffline ? received : filed;
}

// Stores a case with its first steps, or finds that it is there already.
class CaseJob final : public WriteJob {
 public:
  /// `upload`: the body in pieces that it came as, which is not needed any longer; or empty.
  CaseJob(const Core& core, const NewCase& made, std::string upload, Responder responder)
      : core_(core), responder_(std::move(responder)), upload_(std::move(upload)), received_(core.clock.now()) {
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
    view_.service = made.service;
    view_.category = made.category;
    view_.area = made.area;
    view_.status = "dispatched";
    view_.unit = unit_json(unit);
    view_.filed_at = made.filed_at;
    const base::CivilDate counted = base::china_date(counted_from(made.filed_at, received_));
    view_.deadline =
        base::add_working_days(counted, reference->dispatch.days_to_answer(made.category), reference->calendar);
    add_parts(made, *reference, counted);
    const auto text = [&](const char* status) {
      return reference->dispatch.text(status, made.category, unit, view_.deadline);
    };
    view_.history = {{received_, "accepted", std::nullopt, text("accepted")},
                     {received_, "dispatched", view_.unit, text("dispatched")}};
    for (const CasePart& part : view_.parts)
      view_.history.push_back({received_, part.status, part.unit,
                               reference->dispatch.bundles().text(part.status, made.service, part.item, part.title,
                                                                  unit_name(part.unit), part.deadline),
                               part.item});
    if (reference->dispatch.settles_at_once(made.category)) {
      view_.status = "answered";
      view_.history.push_back({received_, view_.status, view_.unit, text("answered")});
    }
    for (const Attachment& attachment : made.attachments)
      attachments_.push_back({attachment.kind, attachment.type, static_cast<std::int64_t>(attachment.bytes.size()),
                              to_hex(sha256(attachment.bytes.reveal())), attachment.facts,
                              core.keys.data.encrypt(attachment.bytes.reveal(),
                                                     attachment_context(made.number, attachments_.size() + 1))});
    answer_ = render(core, view_);
  }

  base::Result<void> run(Database& database) override {
    if (!upload_.empty()) drop_upload(database, terminal_, upload_);
    Statement insert = database.prepare(
        "INSERT INTO case_file(uuid, number, terminal, service, category, area, status, unit, filed_at, received_at, "
        "deadline, resident, fingerprint, private) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING");
    const std::string deadline = base::format_civil_date(view_.deadline);
    insert.blob(uuid_).text(view_.number).text(terminal_).text(service_).text(view_.category).text(view_.area);
    insert.text(view_.status)
        .text(view_.unit)
        .number(view_.filed_at.time_since_epoch().count())
        .number(received_.time_since_epoch().count());
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
    for (std::size_t i = 0; i < view_.parts.size(); ++i)
      insert_part(database, id, static_cast<std::int64_t>(i), view_.parts[i]);
    for (std::size_t i = 0; i < attachments_.size(); ++i)
      insert_attachment(database, id, static_cast<std::int64_t>(i) + 1, attachments_[i]);
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
  struct StoredAttachment {
    std::string kind, type;
    std::int64_t bytes;
    std::string digest;
    AttachmentFacts facts;
    std::string hidden;
  };

  // Every part has its own unit and deadline; the case lasts as long as the longest.
  void add_parts(const NewCase& made, const Reference& reference, base::CivilDate counted) {
    for (const std::string& id : made.items) {
      const BundleItem& item = *reference.dispatch.bundles().find(made.service, id);
      view_.parts.push_back({item.id, item.title, unit_json(*reference.dispatch.find(item.unit)), item.days,
                             base::add_working_days(counted, item.days, reference.calendar), "dispatched"});
      view_.deadline =
          view_.parts.size() == 1 ? view_.parts.back().deadline : std::max(view_.deadline, view_.parts.back().deadline);
    }
  }

  static void insert_attachment(Database& database, std::int64_t id, std::int64_t position,
                                const StoredAttachment& attachment) {
    database
        .prepare(
            "INSERT INTO case_attachment(case_id, position, kind, type, bytes, sha256, width, height, duration, "
            "private) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .number(id)
        .number(position)
        .text(attachment.kind)
        .text(attachment.type)
        .number(attachment.bytes)
        .text(attachment.digest)
        .number(attachment.facts.width)
        .number(attachment.facts.height)
        .number(attachment.facts.duration.count())
        .blob(attachment.hidden)
        .run();
  }

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
    const auto known = find_case_by_uuid(database, uuid_);
    if (known) answer_ = render(core_, *known);
    repeated_ = true;
    return {};
  }

  const Core& core_;
  Responder responder_;
  std::string upload_;
  base::Instant received_;
  std::string uuid_, terminal_, service_, resident_, fingerprint_, private_;
  CaseView view_;
  std::vector<StoredAttachment> attachments_;
  std::string answer_;
  bool repeated_ = false;
  const char* conflict_ = nullptr;
};

struct Uploaded {
  std::string box;
  std::optional<CaseView> filed;  // the case is there: its answer was lost, and its pieces are gone
};

base::Result<Uploaded> read_upload(Core& core, const std::string& terminal, const std::string& name,
                                   const base::Uuid& key) {
  return core.readers.read<Uploaded>([&](Database& database) -> base::Result<Uploaded> {
    if (auto box = whole_upload(database, terminal, name)) return Uploaded{std::move(*box), std::nullopt};
    auto filed = find_case_by_uuid(database, uuid_bytes(key));
    if (filed && filed->number.starts_with(terminal + "-")) return Uploaded{{}, std::move(filed)};
    return base::fail(FailureCode::RecordNotFound, "case: /upload: not all of it is here: send the pieces");
  });
}

void file_case(Core& core, Request& request, Responder responder) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const std::string upload = uploaded_case(request.body).value_or("");
  if (!upload.empty()) {
    auto came = read_upload(core, request.terminal, upload, *key);
    if (!came) return responder(problem(came.error()));
    if (came->filed) return responder(Response::json(200, render(core, *came->filed)));
    request.body = std::move(came->box);
  }
  const auto reference = core.reference.current();
  const auto made = upload.empty() ? read_new_case(request.body, core.keys.seal, *reference)
                                   : read_sealed_case(request.body, core.keys.seal, *reference);
  if (!made) return responder(problem(made.error()));
  if (made->uuid != *key)
    return responder(problem({FailureCode::InputInvalid, "the header Idempotency-Key must be the case's UUID"}));
  if (!request.administrator && made->terminal != request.terminal)
    return responder(
        problem({FailureCode::RequestRefused, "case: /terminal: the certificate is another terminal's"}, 403));
  core.writer.submit(std::make_unique<CaseJob>(core, *made, upload, std::move(responder)));
}

}  // namespace

void add_case_filing_routes(Router& router, Core& core) {
  router.add("POST", "/v1/cases", Access::Terminal, Handler(std::bind_front(file_case, std::ref(core))), kMostCaseBody);
}

}  // namespace bianmin::platform
