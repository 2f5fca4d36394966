#include "platform/store/writer.hpp"

#include "base/log.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;

constexpr std::size_t kMostQueued = 8192;
constexpr std::size_t kMostInOneCommit = 1024;

}  // namespace

Writer::Writer(const std::filesystem::path& file) : database_(file, Database::Mode::ReadWrite) {
  migrate(database_);
  thread_ = std::thread([this] { work(); });
}

Writer::~Writer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

void Writer::submit(std::unique_ptr<WriteJob> job) {
  {
    std::lock_guard lock(mutex_);
    if (queue_.size() < kMostQueued && !stopping_) {
      queue_.push_back(std::move(job));
      if (queue_.size() > 1) return;
    }
  }
  if (job)
    job->finished(base::fail(FailureCode::PlatformBusy, "too many changes are waiting to be stored"));
  else
    arrived_.notify_one();
}

std::pair<long long, long long> Writer::counters() const {
  std::lock_guard lock(mutex_);
  return {commits_, jobs_};
}

void Writer::roll_back() {
  try {
    database_.execute("ROLLBACK");
  } catch (const StoreError& error) {
    base::log_failure("rollback-failed", error.failure(), "store");
  }
}

void Writer::work() {
  for (;;) {
    Batch batch;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      if (queue_.size() <= kMostInOneCommit) {
        batch.swap(queue_);
      } else {
        for (std::size_t i = 0; i < kMostInOneCommit; ++i) {
          batch.push_back(std::move(queue_.front()));
          queue_.pop_front();
        }
      }
    }
    commit(batch);
  }
}

void Writer::commit(Batch& batch) {
  std::vector<base::Result<void>> outcomes;
  outcomes.reserve(batch.size());
  try {
    database_.prepare("BEGIN IMMEDIATE").run();
    for (const auto& job : batch) {
      database_.prepare("SAVEPOINT job").run();
      base::Result<void> outcome;
      try {
        outcome = job->run(database_);
      } catch (const StoreError& error) {
        outcome = tl::unexpected(error.failure());
      }
      if (!outcome && !database_.in_transaction()) throw StoreError(outcome.error());
      if (!outcome) database_.prepare("ROLLBACK TO job").run();
      database_.prepare("RELEASE job").run();
      outcomes.push_back(std::move(outcome));
    }
    database_.prepare("COMMIT").run();
  } catch (const StoreError& error) {
    base::log_failure("commit-failed", error.failure(), "store");
    outcomes.assign(batch.size(), tl::unexpected(error.failure()));
    if (database_.in_transaction()) roll_back();
  }
  {
    std::lock_guard lock(mutex_);
    ++commits_;
    jobs_ += static_cast<long long>(batch.size());
  }
  for (std::size_t i = 0; i < batch.size(); ++i) batch[i]->finished(outcomes[i]);
}

std::unique_ptr<Database> Readers::take() {
  {
    std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto database = std::move(idle_.back());
      idle_.pop_back();
      return database;
    }
  }
  return std::make_unique<Database>(file_, Database::Mode::ReadOnly);
}

void Readers::give_back(std::unique_ptr<Database> database) {
  std::lock_guard lock(mutex_);
  if (idle_.size() < 16) idle_.push_back(std::move(database));
}

}  // namespace bianmin::platform
