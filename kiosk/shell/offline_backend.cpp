#include "kiosk/shell/offline_backend.hpp"

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/overloaded.hpp"
#include "offline/outbox.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

// The HTTP request of a question; platform/api/openapi.yaml has the paths.
offline::PlatformRequest request_for(const Ask& question) {
  offline::PlatformRequest request{.ticket = question.ticket, .method = "POST", .idempotency_key = question.key};
  auto body = base::parse_json(question.body.reveal());
  if (question.operation == "case" && body) {
    // The slip's token goes in the body: a path ends up in logs.
    request.path = "/v1/cases/" + json::value_to<std::string>(body->at("number")) + "/state";
    body = json::object{{"token", body->at("token")}};
  } else if (question.operation == "payment.create") {
    request.path = "/v1/payments";
  } else if (question.operation == "payment.topup") {
    request.path = "/v1/topups";
  } else if (question.operation.starts_with("payment.") && body) {
    // "/v1/payments/{order}/state": the order stands in the path, what else there is in the body.
    request.path = "/v1/payments/" + json::value_to<std::string>(body->at("order")) + "/" +
                   question.operation.substr(std::string_view("payment.").size());
    body->as_object().erase("order");
  } else if (question.operation == "help.call") {
    request.path = "/v1/help-calls";
  } else if (question.operation.starts_with("help.") && body) {
    // "/v1/help-calls/{id}/state"
    request.path = "/v1/help-calls/" + json::value_to<std::string>(body->at("id")) + "/" +
                   question.operation.substr(std::string_view("help.").size());
    body = json::object();
  } else if (question.operation == "cases") {
    request.path = "/v1/cases/search";
    if (body) body->as_object().erase("input");
  } else if (question.operation.starts_with("certificate.")) {
    request.path = "/v1/certificates";
    if (body) body->as_object()["kind"] = question.operation.substr(std::string_view("certificate.").size());
  } else {
    request.path = "/v1/operations/" + question.operation;
  }
  if (body) {
    std::string text = json::serialize(*body);
    request.body = base::Secret(text);
    base::wipe(text);
  }
  return request;
}

LocalizedText localized(const std::map<std::string, std::string>& texts) {
  LocalizedText out;
  for (const auto& [tag, text] : texts)
    if (auto language = i18n::Language::parse(tag)) out.set(*language, text);
  return out;
}

NoticeLevel level_of(offline::NoticeLevel level) {
  switch (level) {
    case offline::NoticeLevel::Info: return NoticeLevel::Info;
    case offline::NoticeLevel::Warning: return NoticeLevel::Warning;
    case offline::NoticeLevel::Emergency: return NoticeLevel::Emergency;
  }
  return NoticeLevel::Info;
}

}  // namespace

OfflineBackend::OfflineBackend(const offline::TerminalIdentity& identity, offline::OfflineConfig config,
                               ContentLoader loader, const base::Clock& clock, base::Random& random,
                               base::Milliseconds keep_parked)
    : loader_(std::move(loader)),
      parked_config_{.directory = config.data / "parked", .keep = keep_parked},
      clock_(clock),
      random_(random),
      services_(
          identity, std::move(config),
          [this](const std::filesystem::path& directory) -> base::Result<void> {
            auto loaded = loader_.load(directory, 0);
            if (!loaded) return tl::unexpected(loaded.error());
            return {};
          },
          clock, random) {}

base::Result<LoadedContent> OfflineBackend::first_content() const {
  if (const auto version = services_.current_content()) {
    auto loaded = loader_.load(version->directory, int(version->version));
    if (loaded) return loaded;
    base::log_failure("content-unusable", loaded.error());
  }
  return loader_.load(std::nullopt, 0);
}

void OfflineBackend::start(Sink sink) {
  sink_ = std::move(sink);
  parked_ = std::make_unique<offline::ParkedKeeper>(
      parked_config_, clock_, random_, [this](offline::ParkedEvent event) { hear_parked(std::move(event)); });
  services_.start([this](offline::OfflineEvent event) { hear(std::move(event)); });
}

void OfflineBackend::hear(offline::OfflineEvent event) {
  std::visit(base::Overloaded{
                 [&](offline::PlatformReply& e) {
                   sink_(Answered{e.ticket, std::move(e.answer)});
                 },
                 [&](offline::LinkChanged& e) { sink_(LinkChanged{e.up}); },
                 [&](offline::CaseFiled& e) {
                   if (e.filed)
                     sink_(CaseFiled{e.ticket, e.filed->number, e.filed->slip_code, e.filed->filed_at});
                   else
                     sink_(CaseNotFiled{e.ticket, e.filed.error()});
                 },
                 [&](offline::CaseDelivered& e) {
                   sink_(CaseDispatched{e.id, std::move(e.view)});
                 },
                 [&](offline::CaseRefused& e) { base::log_failure("case-refused", e.why, "outbox"); },
                 [&](offline::OutboxDepth& e) { sink_(OutboxChanged{e.waiting}); },
                 [&](offline::OutboxDamaged& e) { base::log_failure("outbox-damaged", e.why, "outbox"); },
                 [&](offline::ContentReady& e) {
                   auto loaded = loader_.load(e.directory, int(e.version));
                   if (!loaded) return base::log_failure("content-unusable", loaded.error());
                   const auto content = loaded->content;
                   if (content_sink_) content_sink_(std::move(*loaded));
                   sink_(ContentChanged{content});
                 },
                 [&](offline::ContentRefused& e) { base::log_failure("content-refused", e.why); },
                 [&](offline::NoticesChanged& e) {
                   NoticesChanged changed;
                   for (const auto& n : e.notices)
                     changed.notices.push_back(
                         {n.id, level_of(n.level), localized(n.title), localized(n.text), n.from, n.until});
                   sink_(std::move(changed));
                 },
             },
             event);
}

void OfflineBackend::ask(const Ask& question) { services_.request(request_for(question)); }

void OfflineBackend::cancel(const CancelAsk& question) { services_.cancel(question.ticket); }

void OfflineBackend::file(const FileCase& filing) {
  auto payload = base::parse_json(filing.payload.reveal(), {.bytes = offline::Outbox::kMaxPayload});
  if (!payload || !payload->is_object())
    return sink_(CaseNotFiled{filing.ticket, {base::FailureCode::Internal, "the case's content is no object"}});
  services_.file(filing.ticket, filing.id, filing.filed_at, std::move(payload->as_object()));
}

void OfflineBackend::rate(const Rate& rating) {
  json::object payload{{"service", rating.service}, {"case", nullptr}, {"stars", rating.stars}};
  json::array reasons;
  for (const auto& reason : rating.reasons) reasons.emplace_back(reason);
  payload["reasons"] = std::move(reasons);
  services_.send_later("rating", "/v1/ratings", std::move(payload), rating.key);
}

void OfflineBackend::hear_parked(offline::ParkedEvent event) {
  std::visit(base::Overloaded{
                 [&](offline::VisitParked& e) {
                   if (e.parked)
                     sink_(VisitParked{e.ticket, e.parked->id, std::move(e.parked->code)});
                   else
                     sink_(VisitNotParked{e.ticket, e.parked.error()});
                 },
                 [&](offline::VisitFound& e) {
                   if (e.found)
                     sink_(VisitFound{e.ticket, e.found->id, std::move(e.found->visit)});
                   else
                     sink_(VisitNotFound{e.ticket, e.found.error()});
                 },
                 [&](offline::VisitsParked& e) { sink_(ParkedChanged{e.waiting}); },
             },
             event);
}

void OfflineBackend::park(const Park& visit) {
  parked_->park(visit.ticket, visit.visit, visit.id_number, visit.replaces);
}

void OfflineBackend::find_parked(const FindParked& visit) { parked_->find(visit.ticket, visit.code, visit.id_number); }

void OfflineBackend::drop_parked(const DropParked& visit) { parked_->drop(visit.id); }

void OfflineBackend::report(std::vector<PartStatus> parts) {
  std::vector<offline::DeviceStatus> devices;
  for (auto& part : parts) devices.push_back({part.part, part.state, part.code});
  services_.set_devices(std::move(devices));
}

}  // namespace bianmin::kiosk
