#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "devices/printer/page_printer.hpp"

namespace bianmin::devices {

/// A network or USB printer that speaks IPP, or a CUPS queue, addressed directly. See devices/printer/README.md.
///
/// Jobs go one after another: the next is sent when the last has come out, so that cancelling finds the waiting ones
/// still in this process. A job that was sent is never sent again: after a broken connection or a restart the printer
/// is asked for it by name, and when it doesn't know it the job is reported failed with a detail that begins with
/// "uncertain". An id known from before a restart reports its outcome again instead of printing.
class IppPrinter final : public PagePrinter {
 public:
  struct Options {
    std::string uri;                           // "ipp://192.0.2.7:631/ipp/print"; a number saves the name server's wait
    std::string name = "a4";                   // in log lines
    std::string media = "iso_a4_210x297mm";    // PWG 5101.1; sent when the printer lists it, empty: never
    std::filesystem::path journal;             // a folder of this printer's own, on a disk that survives a power cut
    std::vector<std::string> ignored_reasons;  // see printer_reasons.hpp
    bool hold = true;                          // keep a job here while the printer can't print; false: send it at once
    base::Milliseconds idle_poll{2000};
    base::Milliseconds busy_poll{250};  // while a job is under way
    base::Milliseconds connect_timeout{1500};
    base::Milliseconds answer_timeout{8000};  // without any progress
    base::Milliseconds lookup{5000};          // how long a job whose sending broke is looked for
    base::Milliseconds patience{600'000};     // how long a job may wait for paper or for the printer; then it fails
  };

  explicit IppPrinter(Options options);
  ~IppPrinter() override;  // returns within about connect_timeout
  IppPrinter(const IppPrinter&) = delete;
  IppPrinter& operator=(const IppPrinter&) = delete;

  void start(Sink sink) override;
  void print(PrintJob job) override;
  /// Also cancels at the printer what an earlier run of the terminal left waiting there.
  void cancel_all() override;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace bianmin::devices
