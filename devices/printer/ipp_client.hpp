#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"

namespace bianmin::devices::ipp {

/// What Get-Printer-Attributes told (RFC 8011 §5.4). `state`: 3 idle, 4 processing, 5 stopped.
struct PrinterState {
  int state = 0;
  bool accepting = true;
  std::vector<std::string> reasons;  // printer-state-reasons, with their severity suffix; "none" is left out
  std::vector<std::string> media;    // media-supported
};

/// RFC 8011 §5.3.7; the values are the protocol's.
enum class JobPhase { Pending = 3, Held = 4, Processing = 5, Stopped = 6, Canceled = 7, Aborted = 8, Completed = 9 };

struct JobState {
  int id = 0;
  JobPhase phase{};
  std::string name;
  std::vector<std::string> reasons;
};

/// Why a document was not accepted. When `sent` is true the printer may have got it nevertheless: never send it again
/// before asking for it by name.
struct SubmitFailure {
  bool sent = false;
  base::Failure why;
  bool busy = false;  // refused for now; nothing of it is kept
};

/// Talks IPP/1.1 to one printer, one short connection an operation, so that nothing waits on a dead one. Calls block:
/// at most `connect_timeout` to connect, at most `answer_timeout` without progress after that, and less when
/// `stopping` becomes true. One thread.
class Client {
 public:
  Client(std::string uri, base::Milliseconds connect_timeout, base::Milliseconds answer_timeout,
         const std::atomic<bool>& stopping);

  /// PrinterMissing when nobody answers; PrinterFault when what answers is no printer.
  base::Result<PrinterState> printer_state();
  /// Sends a PDF; the printer's job number. `media` is a PWG 5101.1 name or empty.
  tl::expected<int, SubmitFailure> submit(const std::string& name, std::string_view pdf, const std::string& media);
  /// nullopt when the printer knows no such job.
  base::Result<std::optional<JobState>> job(int id);
  /// The newest job whose name ends so, finished ones included; nullopt when there is none.
  base::Result<std::optional<JobState>> find_job(std::string_view name_ending);
  base::Result<void> cancel(int id);

 private:
  class Exchange;
  std::string uri_;
  std::string host_;
  std::string resource_;
  int port_ = 631;
  bool encrypted_ = false;
  bool valid_ = false;
  base::Milliseconds connect_timeout_;
  base::Milliseconds answer_timeout_;
  const std::atomic<bool>& stopping_;
};

}  // namespace bianmin::devices::ipp
