#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "devices/printer/ipp_client.hpp"
#include "devices/printer/ipp_printer.hpp"
#include "devices/printer/print_journal.hpp"

namespace bianmin::devices {

/// IppPrinter's thread and what it knows. The queue, the seen ids and the flags are shared under `mutex_`; everything
/// else belongs to the thread.
class IppPrinter::Worker {
 public:
  explicit Worker(Options options);
  ~Worker();
  void start(Sink sink);
  void print(PrintJob job);
  void cancel_all();

 private:
  using Time = std::chrono::steady_clock::time_point;
  enum class Stage { New, Lookup, AtPrinter };
  struct Active {
    PrintJob job;
    Stage stage = Stage::New;
    bool journal_asked = false;
    bool cancel_wanted = false;
    int printer_job = 0;
    std::optional<base::FailureCode> waiting_for;  // what PrintWaiting told last
    Time waiting_since{};
    std::optional<Time> lookup_until;
  };

  void run(const std::stop_token& stop);
  void take_next();
  void poll_status();
  void publish(PrinterStatus status);
  void step();
  void begin();
  void send();
  void look_up();
  void watch();
  void waiting(const base::Failure& why);
  void not_waiting() { active_->waiting_for.reset(); }
  void finish(PrintOutcome outcome, std::optional<base::Failure> why);
  void abandon(const base::Failure& why);
  void report(std::optional<base::Failure> why);
  void handle_cancel();
  void cancel_active();
  void purge_orphans();
  base::Milliseconds pause() const;
  const base::Failure* trouble() const;

  const Options options_;
  Sink sink_;
  std::atomic<bool> stopping_{false};
  ipp::Client client_;
  std::optional<base::Result<PrintJournal>> journal_;
  std::optional<PrinterStatus> status_;
  std::vector<std::string> media_;
  std::optional<Active> active_;
  bool orphans_to_purge_ = false;

  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::deque<PrintJob> queue_;
  std::set<std::string> seen_;
  bool cancel_requested_ = false;
  bool wake_ = false;

  std::jthread thread_;  // last: stops before the rest goes
};

}  // namespace bianmin::devices
