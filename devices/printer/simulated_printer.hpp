#pragma once

#include <deque>
#include <filesystem>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "devices/printer/page_printer.hpp"

namespace bianmin::devices {

/// A printer made of memory: demo, training, journeys. Everything happens at once, on the thread that calls; what
/// waits for paper goes on when the trouble ends. Methods may be called from any thread; `sink` must not call back.
class SimulatedPrinter final : public PagePrinter {
 public:
  enum class Trouble { None, OutOfPaper, Jam, CoverOpen, Fault, Gone };

  SimulatedPrinter() = default;
  /// Writes each document to `folder`/<id>.pdf instead of keeping it.
  explicit SimulatedPrinter(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~SimulatedPrinter() override;

  void start(Sink sink) override;
  void print(PrintJob job) override;
  void cancel_all() override;

  void set_trouble(Trouble trouble);
  void set_paper_low(bool low);
  /// The next document fails half-way (PrintJobFailed).
  void fail_next();
  /// Sheets left; when they are used up the printer is out of paper, and set_trouble(None) fills it again.
  void set_sheets(std::size_t sheets);

  /// What came out, in order; empty `pdf` when a folder keeps it.
  std::vector<PrintJob> printed() const;
  std::size_t waiting() const;

 private:
  void work(std::vector<PrintEvent>& events);
  PrinterStatus status() const;
  void report_status(std::vector<PrintEvent>& events);
  void emit(std::vector<PrintEvent> events);

  mutable std::mutex mutex_;
  Sink sink_;
  std::filesystem::path folder_;
  Trouble trouble_ = Trouble::None;
  bool paper_low_ = false;
  bool fail_next_ = false;
  std::size_t sheets_ = 1'000'000;
  std::deque<PrintJob> queue_;
  std::vector<PrintJob> printed_;
  std::set<std::string> seen_;
  std::string told_waiting_;  // the job that PrintWaiting was sent for
};

}  // namespace bianmin::devices
