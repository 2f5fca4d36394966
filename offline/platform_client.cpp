#include "offline/platform_client.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

#include <curl/curl.h>

#include "base/log.hpp"
#include "offline/backoff.hpp"
#include "offline/http_reply.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::Failure;
using base::FailureCode;

constexpr std::size_t kMaxProblem = 64U << 10;

enum class Purpose { Call, Request, Probe };

// Grows without leaving unwiped copies behind.
class WipedBuffer {
 public:
  ~WipedBuffer() { base::wipe(text_); }
  void append(std::string_view piece) {
    if (text_.size() + piece.size() > text_.capacity()) {
      std::string larger;
      larger.reserve(std::max(text_.capacity() * 2, text_.size() + piece.size() + 4096));
      larger.append(text_);
      text_.swap(larger);
      base::wipe(larger);
    }
    text_.append(piece);
  }
  std::string_view view() const { return text_; }

 private:
  std::string text_;
};

struct Transfer {
  std::uint64_t handle{};
  Purpose purpose{};
  PlatformRequest request;
  std::optional<PlatformDownload> download;
  PlatformPort::Handler handler;

  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  char error[CURL_ERROR_SIZE] = {};
  ReplyHead head;
  WipedBuffer body;
  std::uint64_t position = 0;  // of the next piece of a download
  bool begun = false;          // a download's first piece has come
  std::optional<Failure> stopped;
  std::size_t max_reply = 0;

  ~Transfer() {
    if (easy) curl_easy_cleanup(easy);
    curl_slist_free_all(headers);
  }

  int status() const {
    long code = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code);
    return static_cast<int>(code);
  }
  void add_header(const std::string& line) {
    if (curl_slist* longer = curl_slist_append(headers, line.c_str())) headers = longer;
  }

  bool take_piece(std::string_view piece);
  bool take_file_piece(std::string_view piece);
};

bool Transfer::take_file_piece(std::string_view piece) {
  if (!begun) {
    begun = true;
    const bool partial = status() == 206;
    if (partial && head.content_range_start != download->offset) {
      stopped = Failure{FailureCode::ReplyInvalid, "the range in the reply isn't the one asked for"};
      return false;
    }
    position = partial ? download->offset : 0;
  }
  if (piece.size() > download->max_bytes || position > download->max_bytes - piece.size()) {
    stopped = Failure{FailureCode::ReplyInvalid, "the file is longer than announced"};
    return false;
  }
  if (!download->write(position, piece)) {
    stopped = Failure{FailureCode::StoreUnavailable, "the downloaded piece could not be written"};
    return false;
  }
  position += piece.size();
  return true;
}

bool Transfer::take_piece(std::string_view piece) {
  const int code = status();
  if (download && (code == 200 || code == 206)) return take_file_piece(piece);
  const std::size_t limit = code >= 400 ? std::min(kMaxProblem, max_reply) : max_reply;
  if (body.view().size() + piece.size() > limit) {
    stopped = Failure{FailureCode::ReplyInvalid, "the reply is larger than " + std::to_string(limit) + " bytes"};
    return false;
  }
  body.append(piece);
  return true;
}

std::size_t on_body(char* data, std::size_t size, std::size_t count, void* user) {
  return static_cast<Transfer*>(user)->take_piece({data, size * count}) ? size * count : 0;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
  static_cast<Transfer*>(user)->head.add_line({data, size * count});
  return size * count;
}

bool mentions(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

Failure failure_of(CURLcode code, const Transfer& transfer) {
  if (transfer.stopped) return *transfer.stopped;
  const std::string detail = transfer.error[0] != '\0' ? transfer.error : curl_easy_strerror(code);
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: {
      curl_off_t began = 0;  // 0 while no connection stands
      curl_easy_getinfo(transfer.easy, CURLINFO_PRETRANSFER_TIME_T, &began);
      return {began == 0 ? FailureCode::NetworkDown : FailureCode::NetworkTimeout, detail};
    }
    case CURLE_SSL_CONNECT_ERROR:
      // The peer or the line hung up during the handshake: no statement about certificates.
      if (mentions(detail, "SYSCALL") || mentions(detail, "reset") || mentions(detail, "unexpected eof"))
        return {FailureCode::NetworkDown, detail};
      return {FailureCode::CertificateRefused, detail};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_INVALIDCERTSTATUS: return {FailureCode::CertificateRefused, detail};
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      // TLS 1.3 servers refuse a client's certificate only after the handshake: "unknown ca", "bad certificate",
      // "decrypt error", "access denied".
      if (mentions(detail, "alert") && !mentions(detail, "internal error"))
        return {FailureCode::CertificateRefused, detail};
      return {FailureCode::NetworkDown, detail};
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_RANGE_ERROR:
    case CURLE_WRITE_ERROR: return {FailureCode::ReplyInvalid, detail};
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
    case CURLE_URL_MALFORMAT: return {FailureCode::Internal, detail};
    default: return {FailureCode::NetworkDown, detail};
  }
}

bool never_arrived(CURLcode code) {
  return code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_COULDNT_RESOLVE_PROXY;
}

}  // namespace

class PlatformClient::Worker : public std::enable_shared_from_this<PlatformClient::Worker> {
 public:
  Worker(PlatformClientConfig config, const base::Clock& clock, base::Random& random)
      : config_(std::move(config)), clock_(clock), random_(random) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    multi_ = curl_multi_init();
    if (ready != CURLE_OK || multi_ == nullptr) std::abort();
    curl_multi_setopt(multi_, CURLMOPT_MAX_HOST_CONNECTIONS, 8L);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, 8L);
  }
  ~Worker() { curl_multi_cleanup(multi_); }

  void start(Sink sink) {
    sink_ = std::move(sink);
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }

  void stop() {
    thread_.request_stop();
    curl_multi_wakeup(multi_);
    if (thread_.joinable()) thread_.join();
    finish_all();
  }

  std::uint64_t add(std::unique_ptr<Transfer> transfer) {
    const std::uint64_t handle = next_handle_.fetch_add(1);
    transfer->handle = handle;
    {
      std::lock_guard lock(mutex_);
      if (!closed_) arriving_.push_back(std::move(transfer));
    }
    if (transfer)  // asked while the client ends
      answer(*transfer, fail(FailureCode::Cancelled, "the client ends"), 0);
    else
      curl_multi_wakeup(multi_);
    return handle;
  }

  void cancel(Purpose purpose, std::uint64_t id) {
    {
      std::lock_guard lock(mutex_);
      cancelled_.push_back({purpose, id});
    }
    curl_multi_wakeup(multi_);
  }

  std::shared_ptr<void> watch(LinkHandler handler) {
    std::lock_guard lock(watch_mutex_);
    const std::uint64_t id = ++last_watch_;
    watchers_[id] = std::move(handler);
    return {this, [self = shared_from_this(), id](void*) {
              std::lock_guard inner(self->watch_mutex_);
              self->watchers_.erase(id);
            }};
  }

 private:
  struct Cancellation {
    Purpose purpose;
    std::uint64_t id;
  };

  void run(const std::stop_token& stop) {
    probe();
    while (!stop.stop_requested()) {
      take_arrivals();
      int running = 0;
      curl_multi_perform(multi_, &running);
      collect();
      if (next_probe_ && clock_.elapsed() >= *next_probe_) probe();
      curl_multi_poll(multi_, nullptr, 0, poll_limit(), nullptr);
    }
    finish_all();
  }

  int poll_limit() const {
    constexpr base::Milliseconds kIdle{60000};
    if (!next_probe_) return static_cast<int>(kIdle.count());
    return static_cast<int>(std::clamp(*next_probe_ - clock_.elapsed(), base::Milliseconds{0}, kIdle).count());
  }

  void take_arrivals() {
    std::vector<std::unique_ptr<Transfer>> arriving;
    std::vector<Cancellation> cancelled;
    {
      std::lock_guard lock(mutex_);
      arriving.swap(arriving_);
      cancelled.swap(cancelled_);
    }
    for (auto& transfer : arriving) launch(std::move(transfer));
    for (const auto& each : cancelled) {
      const auto found = std::find_if(active_.begin(), active_.end(), [&](const auto& transfer) {
        const auto id = each.purpose == Purpose::Request ? transfer->request.ticket : transfer->handle;
        return transfer->purpose == each.purpose && id == each.id;
      });
      if (found == active_.end()) continue;
      auto transfer = std::move(*found);
      active_.erase(found);
      curl_multi_remove_handle(multi_, transfer->easy);
      answer(*transfer, fail(FailureCode::Cancelled, "cancelled"), 0);
    }
  }

  void launch(std::unique_ptr<Transfer> transfer) {
    transfer->easy = curl_easy_init();
    if (transfer->easy == nullptr) std::abort();
    configure(*transfer);
    curl_multi_add_handle(multi_, transfer->easy);
    active_.push_back(std::move(transfer));
  }

  void configure(Transfer& transfer);

  void collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;
      CURL* easy = message->easy_handle;
      const auto found =
          std::find_if(active_.begin(), active_.end(), [&](const auto& transfer) { return transfer->easy == easy; });
      auto transfer = std::move(*found);
      active_.erase(found);
      curl_multi_remove_handle(multi_, easy);
      finish(*transfer, code);
    }
  }

  void finish(Transfer& transfer, CURLcode code) {
    if (code != CURLE_OK) {
      Failure failure = failure_of(code, transfer);
      judge_failure(transfer.purpose, failure.code, never_arrived(code));
      answer(transfer, tl::unexpected(std::move(failure)), 0);
      return;
    }
    const int status = transfer.status();
    auto result = transfer.download && (status == 200 || status == 206)
                      ? base::Result<boost::json::value>(nullptr)
                      : interpret_reply(status, transfer.head, transfer.body.view(), config_.max_reply);
    if (transfer.purpose == Purpose::Probe ? status == 200 : status < 500)
      set_link(true);
    else if (transfer.purpose == Purpose::Probe)
      set_link(false);
    answer(transfer, std::move(result), status);
  }

  // A transfer that broke off says little about the link; asking once more decides.
  void judge_failure(Purpose purpose, FailureCode code, bool certain) {
    const bool of_the_link = code == FailureCode::NetworkDown || code == FailureCode::NetworkTimeout ||
                             code == FailureCode::CertificateRefused;
    if (purpose == Purpose::Probe || certain || code == FailureCode::CertificateRefused)
      set_link(false);
    else if (of_the_link && link_ != false)
      probe();
  }

  void answer(Transfer& transfer, base::Result<boost::json::value> result, int status) {
    if (transfer.purpose == Purpose::Probe) {
      probing_ = false;
      return;
    }
    PlatformReply reply{transfer.request.ticket, std::move(result), status, transfer.head.retry_after};
    if (transfer.purpose == Purpose::Request)
      sink_(Event(std::move(reply)));
    else
      transfer.handler(std::move(reply));
  }

  void set_link(bool up) {
    if (up) {
      next_probe_.reset();
      probe_failures_ = 0;
    } else {
      next_probe_ = clock_.elapsed() + full_jitter(random_, config_.probe_first, config_.probe_last, probe_failures_++);
    }
    if (link_ == up) return;
    link_ = up;
    base::log(base::LogLevel::Info, up ? "link-up" : "link-down", {.part = "platform"});
    if (sink_) sink_(Event(LinkChanged{up}));
    std::lock_guard lock(watch_mutex_);
    for (const auto& [id, handler] : watchers_) handler(LinkChanged{up});
  }

  void probe() {
    if (probing_) return;
    probing_ = true;
    next_probe_.reset();
    auto transfer = std::make_unique<Transfer>();
    transfer->purpose = Purpose::Probe;
    transfer->request.method = "GET";
    transfer->request.path = "/healthz";
    transfer->request.timeout = config_.connect_timeout * 2;
    launch(std::move(transfer));
  }

  void finish_all() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    take_arrivals();
    while (!active_.empty()) {
      auto transfer = std::move(active_.back());
      active_.pop_back();
      curl_multi_remove_handle(multi_, transfer->easy);
      answer(*transfer, fail(FailureCode::Cancelled, "the client ends"), 0);
    }
  }

  const PlatformClientConfig config_;
  const base::Clock& clock_;
  base::Random& random_;
  Sink sink_;
  CURLM* multi_ = nullptr;
  std::atomic<std::uint64_t> next_handle_{1};

  std::mutex mutex_;  // guards the next three
  std::vector<std::unique_ptr<Transfer>> arriving_;
  std::vector<Cancellation> cancelled_;
  bool closed_ = false;

  std::mutex watch_mutex_;  // guards the next two, and is held while they run
  std::map<std::uint64_t, LinkHandler> watchers_;
  std::uint64_t last_watch_ = 0;

  // The thread's own.
  std::vector<std::unique_ptr<Transfer>> active_;
  std::optional<bool> link_;
  std::optional<base::Milliseconds> next_probe_;
  unsigned probe_failures_ = 0;
  bool probing_ = false;

  std::jthread thread_;
};

void PlatformClient::Worker::configure(Transfer& transfer) {
  CURL* easy = transfer.easy;
  const PlatformRequest& request = transfer.request;
  const std::string& path = transfer.download ? transfer.download->path : request.path;
  transfer.max_reply = config_.max_reply;

  curl_easy_setopt(easy, CURLOPT_URL, (config_.platform + path).c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
  curl_easy_setopt(easy, CURLOPT_PROXY, config_.proxy.c_str());  // "" also overrides the environment
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);

  curl_easy_setopt(easy, CURLOPT_CAINFO, config_.ca_file.c_str());
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);  // the platform's own authority, not the public ones
  curl_easy_setopt(easy, CURLOPT_SSLCERT, config_.certificate_file.c_str());
  curl_easy_setopt(easy, CURLOPT_SSLKEY, config_.key_file.c_str());
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});

  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(config_.connect_timeout.count()));
  if (transfer.download) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(config_.stall_limit).count();
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(seconds));
    if (transfer.download->offset > 0)
      curl_easy_setopt(easy, CURLOPT_RANGE, (std::to_string(transfer.download->offset) + "-").c_str());
  } else {
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  }

  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer.error);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);

  const bool put = request.method == "PUT";
  if (request.method == "POST" || put) {
    const std::string_view body = request.body.reveal();  // borrowed by curl; lives as long as the transfer
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.empty() ? "" : body.data());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    transfer.add_header(put ? "Content-Type: application/octet-stream" : "Content-Type: application/json");
    if (put) curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "PUT");
  } else if (!request.method.empty() && request.method != "GET") {
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
  transfer.add_header("Accept: application/json, application/problem+json");
  transfer.add_header("Expect:");
  if (request.idempotency_key) transfer.add_header("Idempotency-Key: " + request.idempotency_key->to_string());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers);
}

PlatformClient::PlatformClient(PlatformClientConfig config, const base::Clock& clock, base::Random& random)
    : worker_(std::make_shared<Worker>(std::move(config), clock, random)) {}

PlatformClient::~PlatformClient() { worker_->stop(); }

void PlatformClient::start(Sink sink) { worker_->start(std::move(sink)); }

void PlatformClient::request(PlatformRequest request) {
  auto transfer = std::make_unique<Transfer>();
  transfer->purpose = Purpose::Request;
  transfer->request = std::move(request);
  worker_->add(std::move(transfer));
}

void PlatformClient::cancel(std::uint64_t ticket) { worker_->cancel(Purpose::Request, ticket); }

std::uint64_t PlatformClient::call(PlatformRequest request, Handler handler) {
  auto transfer = std::make_unique<Transfer>();
  transfer->purpose = Purpose::Call;
  transfer->request = std::move(request);
  transfer->handler = std::move(handler);
  return worker_->add(std::move(transfer));
}

std::uint64_t PlatformClient::download(PlatformDownload download, Handler handler) {
  auto transfer = std::make_unique<Transfer>();
  transfer->purpose = Purpose::Call;
  transfer->download = std::move(download);
  transfer->handler = std::move(handler);
  return worker_->add(std::move(transfer));
}

void PlatformClient::cancel_call(std::uint64_t handle) { worker_->cancel(Purpose::Call, handle); }

std::shared_ptr<void> PlatformClient::watch_link(LinkHandler handler) { return worker_->watch(std::move(handler)); }

}  // namespace bianmin::offline
