#include "devices/printer/simulated_printer.hpp"

#include "base/file.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;
using Trouble = SimulatedPrinter::Trouble;

FailureCode code(Trouble trouble) {
  switch (trouble) {
    case Trouble::OutOfPaper: return FailureCode::PrinterOutOfPaper;
    case Trouble::Jam: return FailureCode::PrinterJam;
    case Trouble::CoverOpen: return FailureCode::PrinterCoverOpen;
    case Trouble::Gone: return FailureCode::PrinterMissing;
    case Trouble::None:
    case Trouble::Fault: break;
  }
  return FailureCode::PrinterFault;
}

base::Failure why(Trouble trouble) { return {code(trouble), "simulated"}; }

}  // namespace

SimulatedPrinter::~SimulatedPrinter() {
  for (PrintJob& job : queue_) base::wipe(job.pdf);
  for (PrintJob& job : printed_) base::wipe(job.pdf);
}

void SimulatedPrinter::start(Sink sink) {
  std::vector<PrintEvent> events;
  {
    const std::lock_guard lock(mutex_);
    sink_ = std::move(sink);
    report_status(events);
    work(events);
  }
  emit(std::move(events));
}

void SimulatedPrinter::print(PrintJob job) {
  std::vector<PrintEvent> events;
  {
    const std::lock_guard lock(mutex_);
    if (!seen_.insert(job.id).second) {
      base::wipe(job.pdf);
      return;
    }
    queue_.push_back(std::move(job));
    if (sink_) work(events);
  }
  emit(std::move(events));
}

void SimulatedPrinter::cancel_all() {
  std::vector<PrintEvent> events;
  {
    const std::lock_guard lock(mutex_);
    for (PrintJob& job : queue_) {
      base::wipe(job.pdf);
      events.push_back(PrintFailed{job.id, {FailureCode::Cancelled, "cancelled before it came out"}});
    }
    queue_.clear();
  }
  emit(std::move(events));
}

void SimulatedPrinter::set_trouble(Trouble trouble) {
  std::vector<PrintEvent> events;
  {
    const std::lock_guard lock(mutex_);
    if (trouble == trouble_) return;
    trouble_ = trouble;
    if (trouble == Trouble::None && sheets_ == 0) sheets_ = 1'000'000;
    report_status(events);
    work(events);
  }
  emit(std::move(events));
}

void SimulatedPrinter::set_paper_low(bool low) {
  std::vector<PrintEvent> events;
  {
    const std::lock_guard lock(mutex_);
    paper_low_ = low;
    report_status(events);
  }
  emit(std::move(events));
}

void SimulatedPrinter::fail_next() {
  const std::lock_guard lock(mutex_);
  fail_next_ = true;
}

void SimulatedPrinter::set_sheets(std::size_t sheets) {
  std::vector<PrintEvent> events;
  {
    const std::lock_guard lock(mutex_);
    sheets_ = sheets;
    if (sheets == 0) {
      trouble_ = Trouble::OutOfPaper;
      report_status(events);
    }
  }
  emit(std::move(events));
}

std::vector<PrintJob> SimulatedPrinter::printed() const {
  const std::lock_guard lock(mutex_);
  return printed_;
}

std::size_t SimulatedPrinter::waiting() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

PrinterStatus SimulatedPrinter::status() const {
  if (trouble_ == Trouble::Gone) return PrinterGone{why(trouble_)};
  if (trouble_ != Trouble::None) return PrinterStopped{why(trouble_)};
  return PrinterReady{.paper_low = paper_low_};
}

void SimulatedPrinter::report_status(std::vector<PrintEvent>& events) {
  events.push_back(PrintStatusChanged{status()});
}

void SimulatedPrinter::work(std::vector<PrintEvent>& events) {
  if (!sink_) return;
  while (!queue_.empty()) {
    if (trouble_ != Trouble::None) {
      if (told_waiting_ != queue_.front().id) events.push_back(PrintWaiting{queue_.front().id, why(trouble_)});
      told_waiting_ = queue_.front().id;
      return;
    }
    PrintJob job = std::move(queue_.front());
    queue_.pop_front();
    const std::string id = job.id;
    if (std::exchange(fail_next_, false)) {
      base::wipe(job.pdf);
      events.push_back(PrintFailed{id, {FailureCode::PrintJobFailed, "simulated"}});
      continue;
    }
    if (!folder_.empty()) {
      const auto kept = base::write_file_durably(folder_ / (id + ".pdf"), job.pdf);
      base::wipe(job.pdf);
      if (!kept) {
        events.push_back(PrintFailed{id, kept.error()});
        continue;
      }
    }
    printed_.push_back(std::move(job));
    events.push_back(PrintFinished{id});
    if (--sheets_ == 0) {
      trouble_ = Trouble::OutOfPaper;
      report_status(events);
    }
  }
}

void SimulatedPrinter::emit(std::vector<PrintEvent> events) {
  if (!sink_) return;
  for (PrintEvent& event : events) sink_(std::move(event));
}

}  // namespace bianmin::devices
