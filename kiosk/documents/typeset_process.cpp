#include "kiosk/documents/typeset_process.hpp"

#include <csignal>
#include <cstdlib>

#include "base/log.hpp"
#include "kiosk/documents/typeset_protocol.hpp"

namespace bianmin::kiosk::documents {
namespace {

using base::FailureCode;

// Where fontconfig looks; nothing else of the shell's environment is the typesetter's business.
std::vector<std::string> font_environment() {
  std::vector<std::string> words;
  for (const char* name :
       {"FONTCONFIG_FILE", "FONTCONFIG_PATH", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"})
    if (const char* value = std::getenv(name)) words.push_back(std::string(name) + "=" + value);
  return words;
}

}  // namespace

TypesetProcess::TypesetProcess(Options options)
    : options_(std::move(options)),
      environment_(font_environment()),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

TypesetProcess::~TypesetProcess() {
  rest();
  thread_.request_stop();
  thread_.join();
}

void TypesetProcess::prepare() {
  const std::lock_guard lock(mutex_);
  if (std::exchange(expected_, true)) return;
  wake_.notify_all();
}

void TypesetProcess::rest() {
  const std::lock_guard lock(mutex_);
  if (!expected_ && jobs_.empty() && pid_ < 0) return;
  expected_ = false;
  jobs_.clear();
  ++dropped_;
  // The thread may wait for its answer: the end of the process ends that.
  killed_ = pid_ > 0;
  if (killed_) ::kill(pid_, SIGKILL);
  wake_.notify_all();
}

void TypesetProcess::typeset(Document document, Done done) {
  const std::lock_guard lock(mutex_);
  jobs_.push_back({std::move(document), std::move(done)});
  wake_.notify_all();
}

unsigned TypesetProcess::crashes() const {
  const std::lock_guard lock(mutex_);
  return crashes_;
}

pid_t TypesetProcess::process() const {
  const std::lock_guard lock(mutex_);
  return pid_;
}

void TypesetProcess::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (!jobs_.empty()) {
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      const unsigned dropped = dropped_;
      lock.unlock();
      auto pdf = set(job.document);
      lock.lock();
      const bool wanted = dropped == dropped_;
      lock.unlock();
      if (wanted)
        job.done(std::move(pdf));
      else if (pdf)
        base::wipe(*pdf);
      job = {};
      lock.lock();
      continue;
    }
    if (expected_ != (pid_ > 0)) {
      const bool expected = expected_;
      lock.unlock();
      const bool failed = expected ? !start() : (end(), false);
      lock.lock();
      // One that can't be started is tried again for a paper, not without end.
      if (failed) expected_ = false;
      continue;
    }
    wake_.wait(lock, stop, [&] { return !jobs_.empty() || expected_ != (pid_ > 0); });
  }
  lock.unlock();
  end();
}

base::Result<void> TypesetProcess::start() {
  if (auto started = helper_.start(options_.program, environment_); !started) {
    base::log_failure("typesetter-not-started", started.error(), "typesetter");
    return started;
  }
  const std::lock_guard lock(mutex_);
  pid_ = helper_.pid();
  killed_ = false;
  return {};
}

void TypesetProcess::end() {
  {
    const std::lock_guard lock(mutex_);
    pid_ = -1;  // from here on nobody kills what may be another's number soon
  }
  helper_.end();
}

tl::unexpected<base::Failure> TypesetProcess::crashed(const char* why) {
  end();
  unsigned crashes{};
  {
    const std::lock_guard lock(mutex_);
    if (killed_) return base::fail(FailureCode::Cancelled, "the paper is not wanted any more");
    crashes = ++crashes_;
  }
  base::log(
      base::LogLevel::Warning, "typesetter-crashed",
      {.part = "typesetter", .code = base::to_string(FailureCode::TypesetterCrashed), .detail = why, .count = crashes});
  return base::fail(FailureCode::TypesetterCrashed, why);
}

base::Result<std::string> TypesetProcess::set(const Document& document) {
  const auto packed = pack(document);
  if (!packed) return tl::unexpected(packed.error());
  const auto deadline = std::chrono::steady_clock::now() + options_.limit;
  auto pdf = ask(*packed, deadline);
  // A process that died while it waited for its paper says nothing about the paper.
  const bool died = !pdf && pdf.error().code == FailureCode::TypesetterCrashed;
  if (died && std::chrono::steady_clock::now() < deadline) pdf = ask(*packed, deadline);
  return pdf;
}

base::Result<std::string> TypesetProcess::ask(const base::Secret& packed, base::HelperProcess::Deadline deadline) {
  if (auto started = start(); !started) return tl::unexpected(started.error());
  const auto gone = [&] {
    return crashed(std::chrono::steady_clock::now() >= deadline ? "the typesetter took too long"
                                                                : "the typesetter died");
  };
  const TypesetRequest request{kTypesetMagic, static_cast<std::uint32_t>(packed.size())};
  TypesetReply reply;
  if (!helper_.send({reinterpret_cast<const char*>(&request), sizeof request}, deadline) ||
      !helper_.send(packed.reveal(), deadline) ||
      !helper_.receive(reinterpret_cast<char*>(&reply), sizeof reply, deadline))
    return gone();
  std::string bytes(valid(reply) ? reply.length : 0, '\0');
  if (!helper_.receive(bytes.data(), bytes.size(), deadline)) {
    base::wipe(bytes);
    return gone();
  }
  auto pdf = read_reply(reply, std::move(bytes));
  if (!pdf && pdf.error().code == FailureCode::TypesetterCrashed) return crashed("the typesetter's answer is none");
  end();  // one paper, one process
  return pdf;
}

}  // namespace bianmin::kiosk::documents
