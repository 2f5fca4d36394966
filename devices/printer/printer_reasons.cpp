#include "devices/printer/printer_reasons.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;

enum class Meaning { None, PaperLow, Fault, Paper, Jam, Cover, Gone };  // from mild to severe

std::string_view without_severity(std::string_view reason) {
  for (const std::string_view suffix : {"-error", "-warning", "-report"})
    if (reason.ends_with(suffix)) return reason.substr(0, reason.size() - suffix.size());
  return reason;
}

Meaning meaning(std::string_view reason) {
  const std::string_view keyword = without_severity(reason);
  if (keyword == "offline" || keyword == "shutdown" || keyword == "timed-out") return Meaning::Gone;
  if (keyword == "cover-open" || keyword == "door-open" || keyword == "interlock-open" ||
      keyword == "input-tray-missing")
    return Meaning::Cover;
  if (keyword == "media-jam") return Meaning::Jam;
  if (keyword == "media-empty" || keyword == "media-needed") return Meaning::Paper;
  if (keyword == "media-low") return Meaning::PaperLow;
  for (const std::string_view fault :
       {"paused", "toner-empty", "marker-supply-empty", "marker-waste-full", "output-area-full", "output-tray-missing",
        "developer-empty", "opc-life-over", "fuser-over-temp", "fuser-under-temp", "spool-area-full", "other"})
    if (keyword == fault && !reason.ends_with("-report")) return Meaning::Fault;
  return reason.ends_with("-error") ? Meaning::Fault : Meaning::None;
}

std::string readable(std::string_view reason) {
  std::string text;
  for (const char c : reason.substr(0, 64))
    text += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ? c : '?';
  return text;
}

}  // namespace

PrinterStatus printer_status(int state, bool accepting, const std::vector<std::string>& reasons,
                             const std::vector<std::string>& ignored) {
  Meaning worst = Meaning::None;
  std::string detail;
  for (const std::string& reason : reasons) {
    if (std::find(ignored.begin(), ignored.end(), reason) != ignored.end()) continue;
    if (const Meaning it = meaning(reason); it > worst) {
      worst = it;
      detail = "printer-state-reasons: " + readable(reason);
    }
  }
  const auto stopped = [&](FailureCode code) { return PrinterStopped{{code, detail}}; };
  switch (worst) {
    case Meaning::Gone: return PrinterGone{{FailureCode::PrinterMissing, detail}};
    case Meaning::Cover: return stopped(FailureCode::PrinterCoverOpen);
    case Meaning::Jam: return stopped(FailureCode::PrinterJam);
    case Meaning::Paper: return stopped(FailureCode::PrinterOutOfPaper);
    case Meaning::Fault: return stopped(FailureCode::PrinterFault);
    case Meaning::PaperLow:
    case Meaning::None: break;
  }
  if (state == 5) return PrinterStopped{{FailureCode::PrinterFault, "printer-state: stopped, no reason given"}};
  if (!accepting) return PrinterStopped{{FailureCode::PrinterFault, "printer-is-accepting-jobs: false"}};
  if (state == 4) return PrinterBusy{};
  return PrinterReady{.paper_low = worst == Meaning::PaperLow};
}

}  // namespace bianmin::devices
