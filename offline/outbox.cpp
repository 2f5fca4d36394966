#include "offline/outbox.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include <boost/json/serialize.hpp>

#include "base/base64.hpp"
#include "base/log.hpp"
#include "base/wipe_json.hpp"
#include "offline/backoff.hpp"
#include "offline/case_number.hpp"
#include "offline/case_upload.hpp"
#include "offline/outbox_queue.hpp"
#include "offline/outbox_store.hpp"
#include "offline/slip_code.hpp"

namespace bianmin::offline {
namespace json = boost::json;
namespace {

using base::fail;
using base::Failure;
using base::FailureCode;
using base::Result;

constexpr const char* kCasesPath = "/v1/cases";
constexpr base::Milliseconds kPerKilobyte{250};  // of a request's timeout: 4 kB a second are enough

struct FileCase {
  std::uint64_t ticket{};
  base::Uuid id;
  base::Instant filed_at;
  json::object payload;
};
struct SendLater {
  std::string kind, path;
  json::object payload;
  base::Uuid key;
};
struct Answer {
  std::int64_t sequence{};
  PlatformReply reply;
};
struct LinkUp {};
struct RetryRefused {};
struct Tick {};
using Command = std::variant<FileCase, SendLater, Answer, LinkUp, RetryRefused, Tick>;

// Shared with handlers at the platform client, which may outlive the worker.
struct Inbox {
  std::mutex mutex;
  std::condition_variable_any arrived;
  std::deque<Command> commands;

  void push(Command command) {
    {
      std::lock_guard lock(mutex);
      commands.push_back(std::move(command));
    }
    arrived.notify_one();
  }
};

// {"sealed":"…"}: the payload's JSON exists unsealed only inside this function.
Result<std::string> sealed_body(const SealKey& key, const json::object& payload) {
  std::string plain = json::serialize(payload);
  if (plain.size() > Outbox::kMaxPayload) {
    base::wipe(plain);
    return fail(FailureCode::InputInvalid, "outbox: the case is larger than 3,400 KiB");
  }
  const std::string sealed = seal(key, plain);
  base::wipe(plain);
  return "{\"sealed\":\"" + base::encode_base64(sealed) + "\"}";
}

}  // namespace

class Outbox::Worker {
 public:
  Worker(OutboxConfig config, SigningKey signing_key, PlatformPort& platform, const base::Clock& clock,
         base::Random& random, Sink sink)
      : config_(std::move(config)),
        signing_key_(std::move(signing_key)),
        platform_(platform),
        clock_(clock),
        random_(random),
        sink_(std::move(sink)),
        queue_({config_.retry_base, config_.retry_cap, config_.retry_after_cap}, random) {
    link_watch_ = platform_.watch_link([inbox = inbox_](LinkChanged link) {
      if (link.up) inbox->push(LinkUp{});
    });
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }
  ~Worker() {
    link_watch_.reset();
    thread_.request_stop();
    thread_.join();
    if (call_) platform_.cancel_call(*call_);
  }

  void push(Command command) { inbox_->push(std::move(command)); }

 private:
  struct Uploading {
    std::int64_t sequence{};
    CaseUpload upload;
    bool filing = false;  // the pieces are there, or not wanted: the case itself is on its way
    bool known = false;   // the platform knows pieces, and has all of them
    base::Milliseconds sent_at{0};
    std::size_t quarter = 0;
  };

  void run(const std::stop_token& stop) {
    ensure_store();
    report_depth();
    for (;;) {
      if (!stop.stop_requested()) send_next();
      auto command = take(stop);
      if (command)
        std::visit([this](auto& each) { handle(each); }, *command);
      else if (stop.stop_requested())
        return;
      if (store_ && store_->damaged()) {
        store_.reset();
        ensure_store();
        report_depth();
      }
    }
  }

  // The next command; none when it is time to send, or when the worker ends and nothing is left.
  std::optional<Command> take(const std::stop_token& stop) {
    std::unique_lock lock(inbox_->mutex);
    const auto ready = [this] { return !inbox_->commands.empty(); };
    const auto due = store_ ? queue_.next_due() : std::optional(reopen_at_);
    if (config_.self_timed && due) {
      const auto wait = std::clamp(*due - clock_.elapsed(), base::Milliseconds{0}, base::Milliseconds{60000});
      inbox_->arrived.wait_for(lock, stop, wait, ready);
    } else {
      inbox_->arrived.wait(lock, stop, ready);
    }
    if (inbox_->commands.empty()) return std::nullopt;
    auto command = std::move(inbox_->commands.front());
    inbox_->commands.pop_front();
    return command;
  }

  bool ensure_store() {
    if (store_) return true;
    auto opened = OutboxStore::open({config_.directory, config_.max_items, config_.max_bytes}, clock_.now());
    if (!opened) {
      why_closed_ = opened.error();
      reopen_at_ = clock_.elapsed() + full_jitter(random_, config_.retry_base, config_.retry_cap, open_failures_++);
      base::log_failure("outbox-open", opened.error(), "outbox");
      return false;
    }
    open_failures_ = 0;
    if (opened->damage) {
      base::log_failure("outbox-damaged", opened->damage->why, "outbox");
      sink_(OutboxDamaged{opened->damage->moved_to, opened->damage->saved, opened->damage->why});
    }
    store_ = std::move(opened->store);
    reload();
    return true;
  }

  void reload() {
    auto items = store_->waiting();
    if (items)
      queue_.assign(std::move(*items));
    else
      base::log_failure("outbox-read", items.error(), "outbox");
    refused_ = store_->refused_count().value_or(0);
  }

  void report_depth() {
    const OutboxDepth depth{queue_.size(), refused_};
    if (reported_ && reported_->waiting == depth.waiting && reported_->refused == depth.refused) return;
    reported_ = depth;
    sink_(depth);
  }

  void handle(FileCase& command) {
    auto filed = file(command);
    if (!filed && store_ && store_->damaged()) {
      store_.reset();
      filed = file(command);
    }
    base::wipe_json(command.payload);
    if (!filed) base::log_failure("case-not-filed", filed.error(), "outbox");
    sink_(CaseFiled{command.ticket, std::move(filed)});
    report_depth();
  }

  Result<FiledCase> file(FileCase& command) {
    if (!ensure_store()) return tl::unexpected(why_closed_);
    json::object& payload = command.payload;
    payload["case"] = command.id.to_string();
    payload["filed_at"] = base::format_utc(command.filed_at);
    payload["terminal"] = config_.terminal;
    auto item =
        store_->add_case(config_.terminal, command.id, command.filed_at, kCasesPath, [&](const CaseNumber& number) {
          payload["number"] = number.text();
          return sealed_body(config_.seal_key, payload);
        });
    if (!item) return tl::unexpected(item.error());
    auto number = CaseNumber::parse(item->number);
    if (!number) return tl::unexpected(number.error());
    FiledCase filed{command.id, item->number, command.filed_at,
                    make_slip_code({*number, command.id, command.filed_at}, signing_key_)};
    queue_.add(std::move(*item));
    return filed;
  }

  void handle(SendLater& command) {
    const std::string body = json::serialize(command.payload);
    const bool roomy = queue_.size() + refused_ < config_.max_items - config_.max_items / 10;
    if (!ensure_store() || !roomy || body.size() > kMaxPayload) {
      base::log(base::LogLevel::Warning, "outbox-dropped", {.part = "outbox", .detail = command.kind});
      return;
    }
    auto item = store_->add(std::move(command.kind), std::move(command.path), command.key, body);
    if (!item) {
      base::log_failure("outbox-dropped", item.error(), "outbox");
      return;
    }
    queue_.add(std::move(*item));
    report_depth();
  }

  void handle(Answer& answer) {
    const OutboxItem* item = queue_.flying();
    if (!store_ || item == nullptr || item->sequence != answer.sequence) return;  // the database was reopened since
    call_.reset();
    if (uploading_ && uploading_->sequence == answer.sequence && !uploading_->filing) {
      handle_piece(answer);
      return report_depth();
    }
    // The platform lost the pieces, or never had all of them: ask again how much is there.
    const bool pieces_lost = uploading_ && !answer.reply.answer && answer.reply.status == 404;
    if (uploading_) {
      uploading_->filing = false;
      uploading_->upload.forget();
    }
    if (pieces_lost) {
      queue_.item_failed(clock_.elapsed());
      return report_depth();
    }
    const Verdict verdict = confirms(*item, answer.reply) ? judge(answer.reply) : Verdict::ItemFailed;
    const auto now = clock_.elapsed();
    switch (verdict) {
      case Verdict::Delivered: delivered(*item, std::move(*answer.reply.answer)); break;
      case Verdict::Refused: refused(*item, answer.reply.answer.error()); break;
      case Verdict::LinkFailed: queue_.link_failed(now, answer.reply.retry_after); break;
      case Verdict::ItemFailed:
        base::log(base::LogLevel::Warning, "outbox-item-failed", {.part = "outbox", .count = answer.reply.status});
        queue_.item_failed(now);
        break;
    }
    report_depth();
  }

  void handle_piece(const Answer& answer) {
    using Outcome = CaseUpload::Outcome;
    const Outcome outcome = uploading_->upload.took(answer.reply, clock_.elapsed() - uploading_->sent_at);
    if (outcome == Outcome::GoOn) {
      queue_.progressed();
      return send_piece();
    }
    if (outcome == Outcome::Whole || outcome == Outcome::Unknown) {
      uploading_->filing = true;
      uploading_->known = outcome == Outcome::Whole;
      return send_body();
    }
    const auto now = clock_.elapsed();
    // Whatever was wrong with a piece is no verdict on the case.
    if (!answer.reply.answer && judge(answer.reply) == Verdict::LinkFailed)
      queue_.link_failed(now, answer.reply.retry_after);
    else
      queue_.item_failed(now);
  }

  void send_piece() {
    const CaseUpload& upload = uploading_->upload;
    const std::size_t quarter = upload.received() * 4 / upload.size();
    if (quarter != uploading_->quarter && quarter > 0)
      base::log(base::LogLevel::Info, "case-upload", {.part = "outbox", .count = static_cast<long long>(quarter * 25)});
    uploading_->quarter = quarter;
    uploading_->sent_at = clock_.elapsed();
    call(upload.next());
  }

  void call(PlatformRequest request) {
    const std::int64_t sequence = queue_.flying()->sequence;
    call_ = platform_.call(std::move(request), [inbox = inbox_, sequence](PlatformReply reply) {
      inbox->push(Answer{sequence, std::move(reply)});
    });
  }

  // A 2xx counts for a case only when it is the view of that very case: a proxy's "200 OK" must not lose it.
  static bool confirms(const OutboxItem& item, const PlatformReply& reply) {
    if (!reply.answer || item.kind != "case") return true;
    const auto* view = reply.answer->if_object();
    const auto* number = view ? view->if_contains("number") : nullptr;
    return number && number->is_string() && std::string_view(number->as_string()) == item.number;
  }

  void delivered(const OutboxItem& item, json::value view) {
    if (auto removed = store_->remove(item.sequence); !removed) {
      base::log_failure("outbox-remove", removed.error(), "outbox");
      queue_.item_failed(clock_.elapsed());  // it is sent again, which does no harm, and removed then
      return;
    }
    const bool is_case = item.kind == "case";
    const base::Uuid id = item.key;
    uploading_.reset();
    queue_.settle();
    if (queue_.size() == 0) store_->shrink();
    if (is_case) sink_(CaseDelivered{id, std::move(view)});
  }

  void refused(const OutboxItem& item, const Failure& why) {
    if (auto kept = store_->refuse(item.sequence, why.code); !kept) {
      base::log_failure("outbox-refuse", kept.error(), "outbox");
      queue_.item_failed(clock_.elapsed());
      return;
    }
    base::log_failure("outbox-refused", why, "outbox");
    CaseRefused event{item.key, item.kind, why};
    uploading_.reset();
    queue_.settle();
    ++refused_;
    sink_(std::move(event));
  }

  void handle(LinkUp&) { queue_.link_up(clock_.elapsed()); }
  void handle(Tick&) {
    if (!store_ && clock_.elapsed() >= reopen_at_ && ensure_store()) report_depth();
  }
  void handle(RetryRefused&) {
    if (!ensure_store()) return;
    if (auto done = store_->readmit_refused(); !done) {
      base::log_failure("outbox-retry", done.error(), "outbox");
      return;
    }
    cancel_call();
    uploading_.reset();
    reload();
    report_depth();
  }

  void cancel_call() {
    if (call_) platform_.cancel_call(*call_);
    call_.reset();
  }

  void send_next() {
    if (!store_ && (clock_.elapsed() < reopen_at_ || !ensure_store())) return;
    const OutboxItem* item = queue_.next(clock_.elapsed());
    if (item == nullptr) return;
    if (uploading_ && uploading_->sequence == item->sequence) return send_piece();
    uploading_.reset();
    send_body();
  }

  // What is in flight: at once, or from its first piece on.
  void send_body() {
    const OutboxItem* item = queue_.flying();
    PlatformRequest request;
    request.method = "POST";
    request.path = item->path;
    request.idempotency_key = item->key;
    if (uploading_ && uploading_->known) {
      request.body = base::Secret(uploading_->upload.body());
      return call(std::move(request));
    }
    auto body = store_->body(item->sequence);
    if (!body) {
      base::log_failure("outbox-read", body.error(), "outbox");
      queue_.item_failed(clock_.elapsed());
      return;
    }
    if (!uploading_ && item->kind == "case")
      if (auto upload = CaseUpload::of_body(*body)) {
        uploading_.emplace(Uploading{item->sequence, std::move(*upload)});
        return send_piece();
      }
    request.timeout += kPerKilobyte * static_cast<long long>(body->size() >> 10U);
    request.body = base::Secret(*body);
    call(std::move(request));
  }

  const OutboxConfig config_;
  const SigningKey signing_key_;
  PlatformPort& platform_;
  const base::Clock& clock_;
  base::Random& random_;
  const Sink sink_;
  const std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
  std::shared_ptr<void> link_watch_;

  // The thread's own.
  std::unique_ptr<OutboxStore> store_;
  OutboxQueue queue_;
  Failure why_closed_;
  base::Milliseconds reopen_at_{0};
  unsigned open_failures_ = 0;
  std::size_t refused_ = 0;
  std::optional<OutboxDepth> reported_;
  std::optional<std::uint64_t> call_;
  std::optional<Uploading> uploading_;  // the large case that is sent, or was sent last

  std::jthread thread_;
};

Outbox::Outbox(OutboxConfig config, SigningKey signing_key, PlatformPort& platform, const base::Clock& clock,
               base::Random& random, Sink sink)
    : worker_(std::make_unique<Worker>(std::move(config), std::move(signing_key), platform, clock, random,
                                       std::move(sink))) {}
Outbox::~Outbox() = default;

void Outbox::file(std::uint64_t ticket, base::Uuid id, base::Instant filed_at, json::object payload) {
  worker_->push(FileCase{ticket, id, filed_at, std::move(payload)});
}
void Outbox::send_later(std::string kind, std::string path, json::object payload, base::Uuid key) {
  worker_->push(SendLater{std::move(kind), std::move(path), std::move(payload), key});
}
void Outbox::tick() { worker_->push(Tick{}); }
void Outbox::retry_refused() { worker_->push(RetryRefused{}); }

}  // namespace bianmin::offline
