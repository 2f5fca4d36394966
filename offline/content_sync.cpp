#include "offline/content_sync.hpp"

#include <mutex>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "base/log.hpp"
#include "offline/backoff.hpp"
#include "offline/blocking_call.hpp"
#include "offline/manifest_reply.hpp"
#include "offline/wakeable.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::Failure;
using base::FailureCode;
using base::Result;

// Another try with the same signed bytes can't end otherwise.
bool is_final(FailureCode code) {
  switch (code) {
    case FailureCode::NetworkDown:
    case FailureCode::NetworkTimeout:
    case FailureCode::CertificateRefused:
    case FailureCode::ReplyInvalid:
    case FailureCode::PlatformError:
    case FailureCode::PlatformBusy:
    case FailureCode::RequestRefused:
    case FailureCode::Cancelled:
    case FailureCode::StoreFull:
    case FailureCode::StoreUnavailable:
    case FailureCode::ContentMissing: return false;
    default: return true;
  }
}

// Worth telling the platform: everything but the link's own troubles.
bool is_reportable(FailureCode code) {
  return is_final(code) || code == FailureCode::StoreFull || code == FailureCode::StoreUnavailable;
}

// Where a file's pieces go; positions come from the client.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& path)
      : fd_(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)) {}
  ~PartFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  bool write(std::uint64_t at, std::string_view piece) {
    if (fd_ < 0) return false;
    if (at == 0 && ::ftruncate(fd_, 0) != 0) return false;
    while (!piece.empty()) {
      const ssize_t wrote = ::pwrite(fd_, piece.data(), piece.size(), static_cast<off_t>(at));
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote <= 0) {
        full_ = errno == ENOSPC || errno == EDQUOT;
        return false;
      }
      at += static_cast<std::uint64_t>(wrote);
      piece.remove_prefix(static_cast<std::size_t>(wrote));
    }
    return true;
  }
  bool full() const { return full_; }

 private:
  int fd_;
  bool full_ = false;
};

}  // namespace

class ContentSync::Worker {
 public:
  Worker(ContentSyncConfig config, ContentStore& store, ContentValidator validate, PlatformPort& platform,
         const base::Clock& clock, base::Random& random, Sink sink)
      : config_(config),
        store_(store),
        validate_(std::move(validate)),
        platform_(platform),
        clock_(clock),
        random_(random),
        sink_(std::move(sink)) {
    link_watch_ = platform_.watch_link([this](LinkChanged link) {
      if (!link.up) return;
      {
        std::lock_guard lock(mutex_);
        link_came_up_ = true;
      }
      wakeable_.wake();
    });
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }
  ~Worker() {
    link_watch_.reset();
    thread_.request_stop();
    thread_.join();
  }

  void offer(std::uint64_t version) {
    {
      std::lock_guard lock(mutex_);
      offered_ = version;
    }
    wakeable_.wake();
  }

 private:
  void run(const std::stop_token& stop) {
    constexpr base::Milliseconds kIdle{60 * 60 * 1000};
    while (!stop.stop_requested()) {
      std::uint64_t offered = 0;
      {
        std::lock_guard lock(mutex_);
        offered = offered_;
        if (link_came_up_ && waits_for_link_) due_ = clock_.elapsed();
        link_came_up_ = false;
      }
      const auto current = store_.current();
      const bool wanted = offered != 0 && (!current || current->version != offered);
      if (offered != last_offered_) due_ = base::Milliseconds{0};
      last_offered_ = offered;
      if (wanted && clock_.elapsed() >= due_) {
        attempt(stop, offered);
        continue;
      }
      wakeable_.pause(stop, wanted ? std::min(due_ - clock_.elapsed(), kIdle) : kIdle);
    }
  }

  void attempt(const std::stop_token& stop, std::uint64_t offered) {
    std::uint64_t version = offered;
    auto installed = fetch_and_install(stop, version);
    if (installed) {
      failures_ = 0;
      reported_.reset();
      refused_manifest_.clear();
      base::log(base::LogLevel::Info, "content-ready",
                {.part = "content", .version = std::to_string(installed->version)});
      sink_(ContentReady{installed->version, installed->directory});
      // A newer one may have been offered and fetched meanwhile: what was asked for is done.
      std::lock_guard lock(mutex_);
      if (offered_ == offered) offered_ = installed->version;
      return;
    }
    const Failure& why = installed.error();
    if (stop.stop_requested()) return;
    const auto now = clock_.elapsed();
    waits_for_link_ = !is_final(why.code);
    due_ = now + (is_final(why.code) ? config_.refused_retry
                                     : full_jitter(random_, config_.retry_base, config_.retry_cap, failures_++));
    base::log_failure("content-not-installed", why, "content");
    const Reported report{version, why.code};
    if (!is_reportable(why.code) || reported_ == report) return;
    reported_ = report;
    sink_(ContentRefused{version, why});
  }

  Result<ContentVersion> fetch_and_install(const std::stop_token& stop, std::uint64_t& version) {
    const auto reply = wait_for_reply(platform_, stop, [&](PlatformPort::Handler handler) {
      PlatformRequest request;
      request.method = "GET";
      request.path = "/v1/content/manifest";
      return platform_.call(std::move(request), std::move(handler));
    });
    if (!reply.answer) return tl::unexpected(reply.answer.error());
    const auto signed_manifest = parse_manifest_reply(*reply.answer);
    if (!signed_manifest) return tl::unexpected(signed_manifest.error());
    const auto manifest = store_.admit(*signed_manifest);
    if (!manifest) return tl::unexpected(manifest.error());
    version = manifest->version;
    const std::string sha256 = sha256_hex(signed_manifest->bytes);
    if (sha256 == refused_manifest_) return tl::unexpected(refused_why_);
    store_.prepare(*manifest);
    if (auto space = store_.check_space(*manifest); !space) return tl::unexpected(space.error());
    for (const auto& file : manifest->files)
      if (!store_.has(file))
        if (auto fetched = fetch(stop, file); !fetched) return tl::unexpected(fetched.error());
    auto installed = store_.install(*signed_manifest, validate_);
    if (!installed && is_final(installed.error().code)) {
      refused_manifest_ = sha256;
      refused_why_ = installed.error();
    }
    return installed;
  }

  Result<void> fetch(const std::stop_token& stop, const ManifestFile& file) {
    const auto part = store_.part_of(file);
    std::error_code error;
    std::uint64_t offset = std::filesystem::is_regular_file(std::filesystem::symlink_status(part, error))
                               ? std::filesystem::file_size(part, error)
                               : 0;
    if (error) offset = 0;
    if (offset > file.size) offset = 0;
    if (offset < file.size || file.size == 0) {
      // The writer belongs to the transfer: a cancelled one may still write a last piece.
      const auto writer = std::make_shared<PartFile>(part);
      if (file.size == 0 && !writer->write(0, {})) return fail(FailureCode::StoreUnavailable, part.string() + ": open");
      if (file.size > 0) {
        const auto reply = wait_for_reply(platform_, stop, [&](PlatformPort::Handler handler) {
          PlatformDownload download;
          download.path = "/v1/content/files/" + file.sha256;
          download.offset = offset;
          download.max_bytes = file.size;
          download.write = [writer](std::uint64_t at, std::string_view piece) { return writer->write(at, piece); };
          return platform_.download(std::move(download), std::move(handler));
        });
        if (!reply.answer) {
          if (writer->full()) return fail(FailureCode::StoreFull, part.string() + ": no space left");
          if (reply.status == 416) std::filesystem::remove(part, error);
          return tl::unexpected(reply.answer.error());
        }
      }
    }
    auto completed = store_.complete(file);
    // A damaged copy on the way is the link's fault: it is fetched again from the start, with a pause.
    if (!completed && completed.error().code == FailureCode::ContentIncomplete)
      return fail(FailureCode::ReplyInvalid, completed.error().detail);
    return completed;
  }

  struct Reported {
    std::uint64_t version;
    FailureCode code;
    friend bool operator==(const Reported&, const Reported&) = default;
  };

  const ContentSyncConfig config_;
  ContentStore& store_;
  const ContentValidator validate_;
  PlatformPort& platform_;
  const base::Clock& clock_;
  base::Random& random_;
  const Sink sink_;
  Wakeable wakeable_;

  std::mutex mutex_;  // guards the next two
  std::uint64_t offered_ = 0;
  bool link_came_up_ = false;

  // The thread's own.
  std::uint64_t last_offered_ = 0;
  base::Milliseconds due_{0};
  bool waits_for_link_ = false;
  unsigned failures_ = 0;
  std::optional<Reported> reported_;
  std::string refused_manifest_;
  Failure refused_why_;

  std::shared_ptr<void> link_watch_;
  std::jthread thread_;
};

ContentSync::ContentSync(ContentSyncConfig config, ContentStore& store, ContentValidator validate,
                         PlatformPort& platform, const base::Clock& clock, base::Random& random, Sink sink)
    : worker_(std::make_unique<Worker>(config, store, std::move(validate), platform, clock, random, std::move(sink))) {}
ContentSync::~ContentSync() = default;
void ContentSync::offer(std::uint64_t version) { worker_->offer(version); }

}  // namespace bianmin::offline
