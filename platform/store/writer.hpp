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
  /// The same from two callables: `change(Database&)` returns a Result<void>, `finished(const Result<void>&)` follows.
  template <class Change, class Finished>
  void submit(Change change, Finished finished) {
    struct Job final : WriteJob {
      Job(Change c, Finished f) : change_(std::move(c)), finished_(std::move(f)) {}
      base::Result<void> run(Database& database) override { return change_(database); }
      void finished(const base::Result<void>& outcome) override { finished_(outcome); }
      Change change_;
      Finished finished_;
    };
    submit(std::make_unique<Job>(std::move(change), std::move(finished)));
  }
  /// How many transactions were committed so far, and how many jobs they held. Any thread.
  std::pair<long long, long long> counters() const;

 private:
  using Batch = std::deque<std::unique_ptr<WriteJob>>;
  void work();
  void commit(Batch& batch);
  void roll_back();

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
