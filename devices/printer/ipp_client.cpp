#include "devices/printer/ipp_client.hpp"

#include <sys/socket.h>

#include <cups/cups.h>

namespace bianmin::devices::ipp {
namespace {

using base::Failure;
using base::FailureCode;

constexpr std::size_t kMaxValues = 256;   // of one attribute; a printer that says more is broken
constexpr std::size_t kMaxText = 255;     // RFC 8011 §5.1.3: a name is at most 255 octets
constexpr const char* kUser = "bianmin";  // requesting-user-name: never the resident

struct IppDelete {
  void operator()(ipp_t* message) const { ippDelete(message); }
};
using Message = std::unique_ptr<ipp_t, IppDelete>;

std::vector<std::string> strings(ipp_t* message, const char* name) {
  std::vector<std::string> values;
  ipp_attribute_t* attribute = ippFindAttribute(message, name, IPP_TAG_ZERO);
  const int count = attribute ? ippGetCount(attribute) : 0;
  for (int i = 0; i < count && values.size() < kMaxValues; ++i)
    if (const char* text = ippGetString(attribute, i, nullptr); text && std::string_view(text) != "none")
      values.push_back(std::string(text).substr(0, kMaxText));
  return values;
}

void read_job_attribute(JobState& job, ipp_attribute_t* attribute) {
  const std::string_view name = ippGetName(attribute) ? ippGetName(attribute) : "";
  if (name == "job-id") job.id = ippGetInteger(attribute, 0);
  if (name == "job-state") job.phase = static_cast<JobPhase>(ippGetInteger(attribute, 0));
  if (name == "job-name")
    if (const char* text = ippGetString(attribute, 0, nullptr)) job.name = std::string(text).substr(0, kMaxText);
  if (name == "job-state-reasons" || name == "job-printer-state-reasons")
    for (int i = 0; i < ippGetCount(attribute) && job.reasons.size() < kMaxValues; ++i)
      if (const char* text = ippGetString(attribute, i, nullptr)) job.reasons.push_back(text);
}

/// The jobs of an answer: groups of job attributes, parted by a separator.
std::vector<JobState> jobs_in(ipp_t* answer) {
  std::vector<JobState> jobs;
  JobState job;
  for (ipp_attribute_t* at = ippFirstAttribute(answer); at; at = ippNextAttribute(answer)) {
    if (ippGetGroupTag(at) == IPP_TAG_JOB) {
      read_job_attribute(job, at);
    } else if (job.id > 0) {
      jobs.push_back(std::exchange(job, {}));
    }
    if (jobs.size() >= kMaxValues) return jobs;
  }
  if (job.id > 0) jobs.push_back(std::move(job));
  return jobs;
}

void request_job_attributes(ipp_t* request) {
  static const char* const wanted[] = {"job-id", "job-state", "job-name", "job-state-reasons",
                                       "job-printer-state-reasons"};
  ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", std::size(wanted), nullptr,
                wanted);
}

}  // namespace

/// One request and its answer. libcups's own cupsDoRequest is not used: it quietly reconnects (for up to 30 s) and
/// sends again.
class Client::Exchange {
 public:
  Exchange(const Client& client, ipp_op_t operation) : client_(client), request_(ippNewRequest(operation)) {
    ippAddString(request_.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, client.uri_.c_str());
  }
  ~Exchange() {
    if (http_) httpClose(http_);
  }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  ipp_t* request() { return request_.get(); }
  void add_user() { ippAddString(request(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, kUser); }

  /// The answer, whatever its status. On failure `document_sent()` tells whether the printer may have all of it.
  base::Result<ipp_t*> run(std::string_view document = {}) {
    if (!client_.valid_) return base::fail(FailureCode::ConfigInvalid, "printer address is no ipp:// URI");
    if (auto sent = connect_and_send(document); !sent) return tl::unexpected(sent.error());
    int status = HTTP_STATUS_CONTINUE;  // whatever number the peer sends, which libcups's enumeration need not hold
    while (status == HTTP_STATUS_CONTINUE) status = httpUpdate(http_);
    if (status != HTTP_STATUS_OK)
      return base::fail(
          status == HTTP_STATUS_ERROR ? FailureCode::PrinterMissing : FailureCode::PrinterFault,
          status == HTTP_STATUS_ERROR ? "printer: no answer" : "printer: HTTP status " + std::to_string(status));
    answer_.reset(ippNew());
    ipp_state_t state = IPP_STATE_IDLE;
    while (state != IPP_STATE_DATA) {
      state = ippRead(http_, answer_.get());
      if (state == IPP_STATE_ERROR) return base::fail(FailureCode::PrinterMissing, "printer: answer cut off");
    }
    return answer_.get();
  }
  bool document_sent() const { return document_sent_; }
  /// RFC 8011 §5.4.15, or any other number the peer sent.
  int status() const { return ippGetStatusCode(answer_.get()); }
  bool refused() const { return status() >= IPP_STATUS_REDIRECTION_OTHER_SITE; }
  Failure refusal(const char* what) const {
    return Failure{FailureCode::PrinterFault,
                   std::string(what) + ": " + ippErrorString(ippGetStatusCode(answer_.get()))};
  }

 private:
  base::Result<void> connect_and_send(std::string_view document) {
    http_ = httpConnect2(client_.host_.c_str(), client_.port_, nullptr, AF_UNSPEC,
                         client_.encrypted_ ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1,
                         static_cast<int>(client_.connect_timeout_.count()), nullptr);
    if (!http_) return base::fail(FailureCode::PrinterMissing, "printer: cannot connect");
    restart_patience();
    httpSetTimeout(http_, 0.1, &Exchange::go_on_waiting, this);
    httpClearFields(http_);
    httpSetField(http_, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(http_, ippLength(request()) + document.size());
    if (httpPost(http_, client_.resource_.c_str()) != 0) return broken("request line");
    ipp_state_t state = IPP_STATE_IDLE;
    while (state != IPP_STATE_DATA) {
      state = ippWrite(http_, request());
      if (state == IPP_STATE_ERROR) return broken("attributes");
    }
    document_sent_ = !document.empty();
    while (!document.empty()) {
      const std::size_t piece = std::min<std::size_t>(document.size(), 1 << 15);
      restart_patience();
      if (httpWrite2(http_, document.data(), piece) != static_cast<ssize_t>(piece)) return broken("document");
      document.remove_prefix(piece);
    }
    httpFlushWrite(http_);
    restart_patience();
    return {};
  }
  tl::unexpected<Failure> broken(const char* where) const {
    return base::fail(FailureCode::PrinterMissing, std::string("printer: connection broke while sending the ") + where);
  }
  void restart_patience() { deadline_ = std::chrono::steady_clock::now() + client_.answer_timeout_; }
  static int go_on_waiting(http_t*, void* self) {
    const auto* exchange = static_cast<const Exchange*>(self);
    return !exchange->client_.stopping_ && std::chrono::steady_clock::now() < exchange->deadline_;
  }

  const Client& client_;
  Message request_;
  Message answer_;
  http_t* http_ = nullptr;
  bool document_sent_ = false;
  std::chrono::steady_clock::time_point deadline_{};
};

Client::Client(std::string uri, base::Milliseconds connect_timeout, base::Milliseconds answer_timeout,
               const std::atomic<bool>& stopping)
    : uri_(std::move(uri)), connect_timeout_(connect_timeout), answer_timeout_(answer_timeout), stopping_(stopping) {
  char scheme[16], user[64], host[256], resource[512];
  valid_ = httpSeparateURI(HTTP_URI_CODING_ALL, uri_.c_str(), scheme, sizeof scheme, user, sizeof user, host,
                           sizeof host, &port_, resource, sizeof resource) >= HTTP_URI_STATUS_OK &&
           (std::string_view(scheme) == "ipp" || std::string_view(scheme) == "ipps");
  if (!valid_) return;
  encrypted_ = std::string_view(scheme) == "ipps";
  host_ = host;
  resource_ = resource;
}

base::Result<PrinterState> Client::printer_state() {
  Exchange exchange(*this, IPP_OP_GET_PRINTER_ATTRIBUTES);
  exchange.add_user();
  static const char* const wanted[] = {"printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
                                       "media-supported"};
  ippAddStrings(exchange.request(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", std::size(wanted),
                nullptr, wanted);
  const auto answer = exchange.run();
  if (!answer) return tl::unexpected(answer.error());
  if (exchange.refused()) return tl::unexpected(exchange.refusal("Get-Printer-Attributes"));
  PrinterState state;
  if (ipp_attribute_t* at = ippFindAttribute(*answer, "printer-state", IPP_TAG_ENUM))
    state.state = ippGetInteger(at, 0);
  if (ipp_attribute_t* at = ippFindAttribute(*answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN))
    state.accepting = ippGetBoolean(at, 0) != 0;
  state.reasons = strings(*answer, "printer-state-reasons");
  state.media = strings(*answer, "media-supported");
  if (state.state == 0) return base::fail(FailureCode::PrinterFault, "Get-Printer-Attributes: no printer-state");
  return state;
}

tl::expected<int, SubmitFailure> Client::submit(const std::string& name, std::string_view pdf,
                                                const std::string& media) {
  Exchange exchange(*this, IPP_OP_PRINT_JOB);
  exchange.add_user();
  ipp_t* request = exchange.request();
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, name.c_str());
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, "application/pdf");
  if (!media.empty()) ippAddString(request, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, media.c_str());
  const auto answer = exchange.run(pdf);
  if (!answer) return tl::unexpected(SubmitFailure{exchange.document_sent(), answer.error()});
  if (exchange.refused()) {
    const int status = exchange.status();
    const bool busy = status == IPP_STATUS_ERROR_BUSY || status == IPP_STATUS_ERROR_TEMPORARY ||
                      status == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE || status == IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS;
    return tl::unexpected(SubmitFailure{false, exchange.refusal("Print-Job"), busy});
  }
  ipp_attribute_t* id = ippFindAttribute(*answer, "job-id", IPP_TAG_INTEGER);
  if (!id) return tl::unexpected(SubmitFailure{true, {FailureCode::PrinterFault, "Print-Job: no job-id"}});
  return ippGetInteger(id, 0);
}

base::Result<std::optional<JobState>> Client::job(int id) {
  Exchange exchange(*this, IPP_OP_GET_JOB_ATTRIBUTES);
  ippAddInteger(exchange.request(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
  exchange.add_user();
  request_job_attributes(exchange.request());
  const auto answer = exchange.run();
  if (!answer) return tl::unexpected(answer.error());
  if (exchange.status() == IPP_STATUS_ERROR_NOT_FOUND || exchange.status() == IPP_STATUS_ERROR_GONE)
    return std::optional<JobState>();
  if (exchange.refused()) return tl::unexpected(exchange.refusal("Get-Job-Attributes"));
  auto jobs = jobs_in(*answer);
  if (jobs.empty()) return base::fail(FailureCode::PrinterFault, "Get-Job-Attributes: no job in the answer");
  return std::optional<JobState>(std::move(jobs.front()));
}

base::Result<std::optional<JobState>> Client::find_job(std::string_view name_ending) {
  std::optional<JobState> newest;
  for (const char* which : {"not-completed", "completed"}) {
    Exchange exchange(*this, IPP_OP_GET_JOBS);
    exchange.add_user();
    ippAddString(exchange.request(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, which);
    request_job_attributes(exchange.request());
    const auto answer = exchange.run();
    if (!answer) return tl::unexpected(answer.error());
    if (exchange.status() == IPP_STATUS_ERROR_NOT_FOUND) continue;
    if (exchange.refused()) return tl::unexpected(exchange.refusal("Get-Jobs"));
    for (JobState& job : jobs_in(*answer))
      if (job.name.ends_with(name_ending) && (!newest || job.id > newest->id)) newest = std::move(job);
  }
  return newest;
}

base::Result<void> Client::cancel(int id) {
  Exchange exchange(*this, IPP_OP_CANCEL_JOB);
  ippAddInteger(exchange.request(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
  exchange.add_user();
  const auto answer = exchange.run();
  if (!answer) return tl::unexpected(answer.error());
  if (exchange.refused()) return tl::unexpected(exchange.refusal("Cancel-Job"));
  return {};
}

}  // namespace bianmin::devices::ipp
