#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "base/failure.hpp"

namespace bianmin::devices {

/// Ready to print. `paper_low` is a warning for staff, not for residents.
// clang-format off
struct PrinterReady { bool paper_low = false; };
struct PrinterBusy {};
/// Will not print until somebody helps: PrinterOutOfPaper, PrinterJam, PrinterCoverOpen, PrinterFault.
struct PrinterStopped { base::Failure why; };
/// No printer answers at the configured address.
struct PrinterGone { base::Failure why; };
// clang-format on
using PrinterStatus = std::variant<PrinterReady, PrinterBusy, PrinterStopped, PrinterGone>;

/// True when a document sent now can be expected to come out.
bool can_print(const PrinterStatus& status);

struct PrintJob {
  std::string id;     // made by the caller, unique for ever; the same id is never printed twice
  std::string title;  // shown in the printer's queue; never a resident's data
  std::string pdf;    // the whole document; wiped by the driver after sending
};

// clang-format off
struct PrintStatusChanged { PrinterStatus status; };
struct PrintWaiting { std::string job; base::Failure why; };  // the job waits, for example for paper; it resumes by itself
struct PrintFinished { std::string job; };
struct PrintFailed { std::string job; base::Failure why; };  // nothing came out, or not all of it
// clang-format on
using PrintEvent = std::variant<PrintStatusChanged, PrintWaiting, PrintFinished, PrintFailed>;

/// A printer of pages (A4) or of slips (80 mm): both take PDF.
class PagePrinter {
 public:
  using Sink = std::function<void(PrintEvent)>;
  virtual ~PagePrinter() = default;  // stops; a job under way goes on in the printer
  /// Starts watching the printer's status. `sink` is called on the driver's thread. Once.
  virtual void start(Sink sink) = 0;
  /// Queues a job. Any thread; does not wait. A repeated id is dropped silently.
  virtual void print(PrintJob job) = 0;
  /// Cancels what has not begun to print and removes its data from the spool. Any thread.
  virtual void cancel_all() = 0;
};

}  // namespace bianmin::devices
