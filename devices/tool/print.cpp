#include <cstdlib>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/uuid.hpp"
#include "devices/printer/ipp_printer.hpp"
#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"

namespace bianmin::tool {
namespace {

constexpr std::size_t kMaxDocument = 32U << 20;
constexpr double kStatusPatience = 5;  // seconds an offline printer gets before it counts as missing

// The driver's journal guards against printing twice across restarts; a trial print needs it only while it lasts.
struct TemporaryFolder {
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "bianmin-device-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path.empty()) std::filesystem::remove_all(path, ignored);
  }
  std::filesystem::path path;
};

int show(const devices::PrinterStatus& status, const Output& output) {
  if (const auto* ready = std::get_if<devices::PrinterReady>(&status)) {
    output.say(ready->paper_low ? "ready, paper is low" : "ready",
               {{"state", "ready"}, {"paper_low", ready->paper_low}});
    return kOk;
  }
  if (std::holds_alternative<devices::PrinterBusy>(status)) {
    output.say("printing", {{"state", "busy"}});
    return kOk;
  }
  if (const auto* stopped = std::get_if<devices::PrinterStopped>(&status)) return output.fail(stopped->why);
  return output.fail(std::get<devices::PrinterGone>(status).why);
}

}  // namespace

int status(const std::string& uri, double timeout, const Output& output) {
  const TemporaryFolder journal;
  EventQueue<devices::PrintEvent> events;
  devices::IppPrinter printer({.uri = uri, .journal = journal.path});
  printer.start(events.sink());
  const auto deadline = seconds_from_now(timeout);
  while (auto event = events.next(deadline))
    if (const auto* changed = std::get_if<devices::PrintStatusChanged>(&*event)) return show(changed->status, output);
  return output.time_out("The printer's status did not come in time.");
}

int print(const Print& options, const Output& output) {
  auto document = base::read_file(options.file, kMaxDocument);
  if (!document) return output.fail(document.error());
  if (!document->starts_with("%PDF-"))
    return output.fail({base::FailureCode::DocumentInvalid, options.file + ": is no PDF"});
  const TemporaryFolder journal;
  const base::SystemClock clock;
  base::SystemRandom random;
  const std::string id = base::Uuid::v7(clock.now(), random).to_string();
  EventQueue<devices::PrintEvent> events;
  devices::IppPrinter printer({.uri = options.uri, .journal = journal.path});
  printer.start(events.sink());
  printer.print({.id = id, .title = "bianmin-device", .pdf = std::move(*document)});
  const auto deadline = seconds_from_now(options.timeout);
  auto gone_deadline = deadline;
  std::optional<base::Failure> gone;
  while (auto event = events.next(std::min(deadline, gone_deadline))) {
    if (std::holds_alternative<devices::PrintFinished>(*event)) {
      output.say("printed", {{"state", "printed"}, {"job", id}});
      return kOk;
    }
    if (const auto* failed = std::get_if<devices::PrintFailed>(&*event)) return output.fail(failed->why);
    if (const auto* waiting = std::get_if<devices::PrintWaiting>(&*event)) {
      if (!options.wait) {
        printer.cancel_all();
        return output.fail(waiting->why);
      }
      output.say("waiting: " + waiting->why.detail,
                 {{"state", "waiting"}, {"code", base::to_string(waiting->why.code)}, {"detail", waiting->why.detail}});
    }
    if (const auto* changed = std::get_if<devices::PrintStatusChanged>(&*event)) {
      gone.reset();
      gone_deadline = deadline;
      if (const auto* lost = std::get_if<devices::PrinterGone>(&changed->status); lost != nullptr && !options.wait) {
        gone = lost->why;
        gone_deadline = seconds_from_now(kStatusPatience);
      }
    }
  }
  printer.cancel_all();
  if (gone) return output.fail(*gone);
  return output.time_out("The printer did not finish in time.");
}

}  // namespace bianmin::tool
