#include <boost/json.hpp>

#include "base/json.hpp"
#include "platform/api/idempotency.hpp"
#include "platform/api/resident_lookup.hpp"
#include "platform/api/routes.hpp"
#include "platform/certificates/certificate.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

std::int64_t next_sequence(Database& database, const std::string& prefix, int year) {
  Statement next = database.prepare(
      "INSERT INTO certificate_sequence(prefix, year, last) VALUES(?, ?, 1) "
      "ON CONFLICT(prefix, year) DO UPDATE SET last=last+1 RETURNING last");
  next.text(prefix).number(year);
  next.step();
  const std::int64_t sequence = next.number_at(0);
  next.run();
  return sequence;
}

// Issues a certificate: number, record and answer in one transaction.
class CertificateJob final : public WriteJob {
 public:
  CertificateJob(const Core& core, CertificateKind kind, std::shared_ptr<const Resident> resident, base::Uuid key,
                 std::string fingerprint, std::string terminal, Responder responder)
      : core_(core),
        kind_(std::move(kind)),
        resident_(std::move(resident)),
        key_(key),
        fingerprint_(std::move(fingerprint)),
        terminal_(std::move(terminal)),
        responder_(std::move(responder)) {}

  base::Result<void> run(Database& database) override {
    auto earlier = earlier_answer(database, "certificate", key_, fingerprint_);
    if (!earlier) {
      conflict_ = true;
      return tl::unexpected(earlier.error());
    }
    if (*earlier) {
      const auto answer = core_.keys.data.decrypt(**earlier, key_.to_string());
      if (!answer) return tl::unexpected(answer.error());
      answer_ = std::string(answer->reveal());
      repeated_ = true;
      return {};
    }
    const base::Instant now = core_.clock.now();
    const std::int64_t at = now.time_since_epoch().count();
    const int year = base::to_china_time(now).year;
    const std::string number = certificate_number(kind_.prefix, year, next_sequence(database, kind_.prefix, year));
    answer_ = render(number, now);
    const std::string shown =
        json::serialize(json::object{{"name", masked_name(resident_->name)}, {"title", kind_.title.to_json()}});
    const std::string resident = core_.keys.data.index(resident_->id_number);
    const std::string hidden = core_.keys.data.encrypt(shown, number);
    database
        .prepare(
            "INSERT INTO certificate(number, kind, terminal, issued_at, resident, private) VALUES(?, ?, ?, ?, ?, ?)")
        .text(number)
        .text(kind_.id)
        .text(terminal_)
        .number(at)
        .blob(resident)
        .blob(hidden)
        .run();
    remember_answer(database, "certificate", key_, fingerprint_, core_.keys.data.encrypt(answer_, key_.to_string()),
                    at);
    return {};
  }

  void finished(const base::Result<void>& outcome) override {
    if (outcome) return responder_(Response::json(repeated_ ? 200 : 201, std::move(answer_)));
    responder_(problem(outcome.error(), conflict_ && outcome.error().code == FailureCode::RequestRefused ? 409 : 0));
  }

 private:
  std::string render(const std::string& number, base::Instant now) const {
    const Dataset& dataset = resident_->datasets.find(kind_.dataset)->second;
    json::object fields{{"name", resident_->name}, {"id_number", resident_->id_number}};
    for (const auto& field : dataset.fields) fields.insert_or_assign(field.key(), field.value());
    return json::serialize(json::object{
        {"number", number},
        {"issued_at", base::format_utc(now)},
        {"verify_url", core_.base_url() + "/verify/" + number + "?c=" + verify_code(core_.keys.data, number)},
        {"title", kind_.title.to_json()},
        {"fields", std::move(fields)},
        {"rows", dataset.rows}});
  }

  const Core& core_;
  CertificateKind kind_;
  std::shared_ptr<const Resident> resident_;
  base::Uuid key_;
  std::string fingerprint_, terminal_;
  Responder responder_;
  std::string answer_;
  bool repeated_ = false;
  bool conflict_ = false;
};

// Terminals word the reason in the resident's language; the texts are for who has no words for it.
Response not_eligible(const Dataset& dataset) {
  const std::string& reason = dataset.not_eligible_reason;
  Response response = problem(
      {FailureCode::NotEligible, "certificate: not eligible: " + (reason.empty() ? std::string("see texts") : reason)});
  json::object body = json::parse(response.body).as_object();
  if (!reason.empty()) body["reason"] = reason;
  body["texts"] = dataset.not_eligible->to_json();
  response.body = json::serialize(body);
  return response;
}

void issue_certificate(Core& core, Request& request, Responder responder) {
  const auto key = idempotency_key(request);
  if (!key) return responder(problem(key.error()));
  const auto value = base::parse_json(request.body, {.bytes = 64 << 10, .depth = 8});
  if (!value) return responder(problem(value.error()));
  base::JsonReader root(*value, "certificate");
  root.only({"kind", "resident", "input"});
  const std::string id = root.member("kind").string(64);
  const auto reference = core.reference.current();
  const auto resident = find_resident(*reference, root.member("resident"));
  if (!root.ok()) return responder(problem({FailureCode::InputInvalid, root.error()}));
  const auto kind = reference->certificates.find(id);
  if (kind == reference->certificates.end())
    return responder(problem({FailureCode::RequestRefused, "certificate: /kind: is not issued here"}, 404));
  if (!resident) return responder(problem(resident.error()));
  const auto dataset = (*resident)->datasets.find(kind->second.dataset);
  if (dataset == (*resident)->datasets.end())
    return responder(problem({FailureCode::RecordNotFound, "this resident has no such record"}));
  if (dataset->second.not_eligible) return responder(not_eligible(dataset->second));
  core.writer.submit(std::make_unique<CertificateJob>(core, kind->second, *resident, *key,
                                                      core.keys.data.fingerprint(request.body), request.terminal,
                                                      std::move(responder)));
}

base::Result<std::optional<VerifiedCertificate>> find_certificate(const Core& core, Database& database,
                                                                  std::string_view number) {
  Statement query = database.prepare("SELECT issued_at, private FROM certificate WHERE number=?");
  query.text(number);
  if (!query.step()) return std::nullopt;
  VerifiedCertificate found{std::string(number), base::Instant{base::Milliseconds{query.number_at(0)}}, {}, {}};
  const auto shown = core.keys.data.decrypt(query.text_at(1), number);
  if (!shown) return tl::unexpected(shown.error());
  const auto value = base::parse_json(shown->reveal());
  if (!value) return tl::unexpected(value.error());
  base::JsonReader root(*value, "certificate");
  found.masked_name = root.member("name").string();
  found.title = LocalText::read(root.member("title"));
  return found;
}

void show_verification(Core& core, Request& request, Responder responder) {
  const std::string number(request.capture("number"));
  std::optional<VerifiedCertificate> certificate;
  if (is_certificate_number(number) &&
      equal_in_constant_time(normal_verify_code(request.parameter("c")), verify_code(core.keys.data, number))) {
    auto found = core.readers.read<std::optional<VerifiedCertificate>>(
        [&](Database& database) { return find_certificate(core, database, number); });
    if (!found) return responder(problem(found.error()));
    certificate = std::move(*found);
  }
  Response response{certificate ? 200 : 404, "text/html; charset=utf-8", verify_page(certificate), {}};
  response.headers.emplace_back("Content-Security-Policy", verify_page_policy());
  response.headers.emplace_back("Referrer-Policy", "no-referrer");
  responder(std::move(response));
}

}  // namespace

void add_certificate_routes(Router& router, Core& core) {
  router.add("POST", "/v1/certificates", Access::Terminal, issue_certificate, core);
  router.add("GET", "/verify/{number}", Access::Public, show_verification, core);
}

}  // namespace bianmin::platform
