#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "platform/store/sqlite.hpp"

namespace bianmin::platform {

/// A change to the store. `run` is called on the writer's thread inside a transaction it shares with other jobs; what
/// it throws or refuses undoes this job alone. `finished` is called on the same thread after the transaction is on
/// disk (fsynced), or when the job failed.
class WriteJob {
 public:
  virtual ~WriteJob() = default;
  virtual base::Result<void> run(Database& database) = 0;
  virtual void finished(const base::Result<void>& outcome) = 0;
};

/// The only writer: collects the jobs that arrive while the last transaction is being synced and commits them together.
class Writer {
 public:
  /// Opens and migrates the database. Throws StoreError.
  explicit Writer(const std::filesystem::path& file);
  /// Finishes what was submitted.
  ~Writer();

  /// Any thread. A full queue finishes the job at once with PlatformBusy, on the caller's thread.
  void submit(std::unique_ptr<WriteJob> job);
  /// Runs `change` and waits until it is on disk. Any thread but the writer's.
  base::Result<void> write(std::function<base::Result<void>(Database&)> change);
  /// How many transactions were committed so far, and how many jobs they held. Any thread.
  std::pair<long long, long long> counters() const;

 private:
  using Batch = std::deque<std::unique_ptr<WriteJob>>;
  void work();
  void commit(Batch& batch);

  Database database_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  Batch queue_;
  bool stopping_ = false;
  long long commits_ = 0;
  long long jobs_ = 0;
  std::thread thread_;
};

/// Read-only connections, lent to whoever asks. Any thread.
class Readers {
 public:
  explicit Readers(std::filesystem::path file) : file_(std::move(file)) {}

  /// `query(Database&)` returns a value or a Result; the failure of the store comes back as a Failure.
  template <class T>
  base::Result<T> read(const std::function<base::Result<T>(Database&)>& query) {
    try {
      std::unique_ptr<Database> database = take();
      base::Result<T> result = query(*database);
      give_back(std::move(database));
      return result;
    } catch (const StoreError& error) {
      return tl::unexpected(error.failure());
    }
  }

 private:
  std::unique_ptr<Database> take();
  void give_back(std::unique_ptr<Database> database);

  std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Database>> idle_;
};

}  // namespace bianmin::platform
