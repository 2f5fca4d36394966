// Reads an event log's lines; event_log.cpp writes them.
#include <algorithm>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "kiosk/flow/log/event_log.hpp"
#include "kiosk/flow/log/log_parts.hpp"
#include "kiosk/flow/log/log_words.hpp"
#include "kiosk/flow/log/made_up.hpp"
#include "kiosk/flow/visit/parked_visit.hpp"
#include "kiosk/flow/visit/redaction.hpp"
#include "offline/slip_code.hpp"

namespace bianmin::kiosk {
namespace {

using base::FailureCode;
using base::JsonReader;

// Builds the event of one line; errors collect in the reader.
class LineReader {
 public:
  explicit LineReader(JsonReader in) : in_(std::move(in)) {}

  LoggedEvent read() {
    LoggedEvent out;
    out.at = read_instant(in_.member("t"));
    out.page_after = in_.member("p").string(200);
    const std::string name = in_.member("e").string(32);
    if (in_.ok()) out.event = event(name, out);
    return out;
  }

 private:
  void only(std::initializer_list<std::string_view> more) {
    for (const auto& member : in_.raw()->as_object()) {
      const std::string_view key = member.key();
      if (key != "t" && key != "e" && key != "p" && std::find(more.begin(), more.end(), key) == more.end())
        in_.refuse("\"" + std::string(key) + "\" is no member of this event");
    }
  }
  std::uint64_t count(const char* name) { return std::uint64_t(in_.member(name).integer(0, kLargestLogNumber)); }
  int person() { return int(in_.member("person").integer(0, kMaxPeople)); }

  Event code_scanned() {
    only({"kind", "person"});
    auto kind = in_.member("kind");
    const std::string name = kind.string(8);
    std::string payload;
    if (name == "broken")
      payload = "BM1:broken";
    else if (name == "parked")
      payload = "BMP1:made-up";
    else if (name == "payment")
      payload = "134500000000000000";
    else if (name == "slip")
      payload = made_up_slip(person());
    else if (name == "code")
      payload = "made-up-code-" + std::to_string(person());
    else if (in_.ok())
      kind.refuse("is no kind of code");
    return devices::ScanEvent(devices::CodeScanned{base::Secret(payload)});
  }

  Event card_read() {
    only({"person", "named"});
    const bool named = in_.member("named").boolean();
    return devices::CardEvent(devices::CardRead{{devices::CardKind::SocialSecurity, base::Secret(named ? "某某" : ""),
                                                 made_up_number(person()), base::Secret()}});
  }

  Event edited() {
    only({"field", "text", "number", "points"});
    ui::TextEdited e{in_.member("field").string(160), {}};
    if (in_.optional_member("number").present())
      e.value = made_up_number(1).secret().reveal();
    else if (auto points = in_.optional_member("points"); points.present())
      for (auto left = points.integer(1, kMostLoggedPoints); left > 0; --left)
        e.value += e.value.empty() ? "1,1" : " 1,1";
    else
      e.value = in_.member("text").string(8192);
    return e;
  }

  Event key() {
    only({"key"});
    auto key = in_.member("key");
    const std::string name = key.string(16);
    const auto found = std::find(kLogKeys.begin(), kLogKeys.end(), name);
    if (found == kLogKeys.end()) {
      if (in_.ok()) key.refuse("is no key");
      return Ticked{};
    }
    return devices::KeypadEvent(devices::KeyPressed{static_cast<devices::Key>(found - kLogKeys.begin())});
  }

  Event answered() {
    only({"ticket", "answer", "code"});
    Answered e{count("ticket"), base::fail(FailureCode::Internal)};
    if (auto answer = in_.optional_member("answer"); answer.raw() != nullptr) {
      auto made = answer_of_shape(*answer.raw());
      if (!made)
        answer.refuse(made.error().detail);
      else
        e.answer = std::move(*made);
    } else {
      e.answer = tl::unexpected(read_why(in_));
    }
    return e;
  }

  // Logs of before told none from another.
  std::string made_up_parked() {
    const auto lies = in_.optional_member("lies");
    return lies.present() ? "made-up-" + std::to_string(count("lies")) : "made-up";
  }

  Event visit_found() {
    only({"ticket", "lies", "visit"});
    VisitFound e{count("ticket"), made_up_parked(), {}};
    auto shape = in_.member("visit");
    if (!in_.ok()) return e;
    auto made = shape.raw()->is_object()
                    ? visit_of_shape(shape.raw()->as_object())
                    : base::Result<base::Secret>(base::fail(FailureCode::InputInvalid, "is no object"));
    // A visit too large for the log is an empty one here.
    if (!made && shape.raw()->is_object() && !shape.raw()->as_object().empty())
      shape.refuse(made.error().detail);
    else if (made)
      e.visit = std::move(*made);
    return e;
  }

  Event notices() {
    only({"notices"});
    return NoticesChanged{read_notices(in_.member("notices"))};
  }

  Event printer(const std::string& name, LoggedEvent& out) {
    only({"printer", "status", "job", "code"});
    PrinterReported e{in_.member("printer").string(160), {}};
    if (name == "printer-status") {
      e.event = devices::PrintStatusChanged{read_status(in_.member("status"))};
      return e;
    }
    out.job = count("job");
    if (name == "print-finished") e.event = devices::PrintFinished{};
    if (name == "print-waiting") e.event = devices::PrintWaiting{{}, read_why(in_)};
    if (name == "print-failed") e.event = devices::PrintFailed{{}, read_why(in_)};
    return e;
  }

  Event failed(const std::string& name) {
    only({"code"});
    base::Failure reason = read_why(in_);
    if (name == "keypad-lost") return devices::KeypadEvent(devices::KeypadLost{std::move(reason)});
    if (name == "reader-lost") return devices::CardEvent(devices::ReaderLost{std::move(reason)});
    if (name == "card-failed") return devices::CardEvent(devices::CardFailed{std::move(reason)});
    if (name == "scanner-lost") return devices::ScanEvent(devices::ScannerLost{std::move(reason)});
    if (name == "voice-lost") return devices::VoiceEvent(devices::VoiceLost{std::move(reason)});
    if (name == "photo-failed") return PhotoFailed{std::move(reason)};
    if (name == "memo-failed") return MemoFailed{std::move(reason)};
    if (name == "presence-lost") return devices::PresenceEvent(devices::PresenceLost{std::move(reason)});
    return ContentUnusable{std::move(reason)};
  }

  std::optional<Event> bare(const std::string& name) {
    if (name == "started") return Started{};
    if (name == "tick") return Ticked{};
    if (name == "touch") return ui::ScreenTouched{};
    if (name == "reader-ready") return devices::CardEvent(devices::ReaderReady{});
    if (name == "card-presented") return devices::CardEvent(devices::CardPresented{});
    if (name == "card-removed") return devices::CardEvent(devices::CardRemoved{});
    if (name == "scanner-ready") return devices::ScanEvent(devices::ScannerReady{});
    if (name == "speech-started") return devices::VoiceEvent(devices::SpeechStarted{});
    if (name == "speech-finished") return devices::VoiceEvent(devices::SpeechFinished{});
    if (name == "case-dispatched") return CaseDispatched{};
    if (name == "photo-taken")
      return PhotoTaken{base::Secret("made up"), std::make_shared<ui::Bitmap>(ui::Bitmap{1, 1, base::Secret("rgb")})};
    if (name == "memo-level") return MemoLevel{};
    if (name == "memo-recorded") return MemoRecorded{base::Secret("made up"), base::Milliseconds(1000)};
    if (name == "memo-played") return MemoPlayed{};
    return std::nullopt;
  }

  Event event(const std::string& name, LoggedEvent& out) {
    if (auto simple = bare(name)) {
      only({});
      return std::move(*simple);
    }
    if (name == "press") {
      only({"id"});
      return ui::ActionPressed{in_.member("id").string(160)};
    }
    if (name == "edit") return edited();
    if (name == "key") return key();
    if (name == "headphones") {
      only({"in"});
      return devices::KeypadEvent(devices::HeadphonesChanged{in_.member("in").boolean()});
    }
    if (name == "card-read") return card_read();
    if (name == "code-scanned") return code_scanned();
    if (name == "printer-status" || name == "print-waiting" || name == "print-finished" || name == "print-failed")
      return printer(name, out);
    if (name == "answered") return answered();
    if (name == "case-filed") {
      only({"ticket", "at"});
      return CaseFiled{count("ticket"), offline::CaseNumber::make("DEMO", 2601, 1).text(), "BM1:demo",
                       read_instant(in_.member("at"))};
    }
    if (name == "case-not-filed") {
      only({"ticket", "code"});
      return CaseNotFiled{count("ticket"), read_why(in_)};
    }
    if (name == "print-not-possible") {
      only({"job", "code"});
      out.job = count("job");
      return PrintNotPossible{{}, read_why(in_)};
    }
    if (name == "link") {
      only({"up"});
      return LinkChanged{in_.member("up").boolean()};
    }
    if (name == "camera" || name == "recorder") {
      only({"ready"});
      const bool ready = in_.member("ready").boolean();
      return name == "camera" ? Event(CameraChanged{ready}) : Event(RecorderChanged{ready});
    }
    if (name == "outbox") {
      only({"waiting"});
      return OutboxChanged{std::size_t(count("waiting"))};
    }
    if (name == "content") {
      only({"version"});
      out.content_version = int(in_.member("version").integer(-1, 1'000'000'000));
      return ContentChanged{};
    }
    if (name == "notices") return notices();
    if (name == "presence") {
      only({"there"});
      return devices::PresenceEvent(devices::PresenceChanged{in_.member("there").boolean()});
    }
    if (name == "visit-parked") {
      only({"ticket", "lies"});
      return VisitParked{count("ticket"), made_up_parked(), base::Secret("BMP1:made-up")};
    }
    if (name == "visit-not-parked") {
      only({"ticket", "code"});
      return VisitNotParked{count("ticket"), read_why(in_)};
    }
    if (name == "visit-found") return visit_found();
    if (name == "visit-not-found") {
      only({"ticket", "code"});
      return VisitNotFound{count("ticket"), read_why(in_)};
    }
    if (name == "visits-parked") {
      only({"waiting"});
      return ParkedChanged{std::size_t(count("waiting"))};
    }
    for (const char* failing : {"keypad-lost", "reader-lost", "card-failed", "scanner-lost", "voice-lost",
                                "content-unusable", "presence-lost", "photo-failed", "memo-failed"})
      if (name == failing) return failed(name);
    in_.member("e").refuse("is no event's name");
    return Ticked{};
  }

  JsonReader in_;
};

}  // namespace

base::Result<LoggedEvent> decode(std::string_view line) {
  if (line.size() > kMaxLogLine)
    return base::fail(FailureCode::InputInvalid, "longer than " + std::to_string(kMaxLogLine) + " bytes");
  auto document = base::parse_json(line, {kMaxLogLine, 40});
  if (!document) return tl::unexpected(document.error());
  if (!document->is_object()) return base::fail(FailureCode::InputInvalid, "is no object");
  JsonReader in(*document, "event");
  LoggedEvent event = LineReader(in).read();
  if (!in.ok()) return base::fail(FailureCode::InputInvalid, in.error());
  return event;
}

}  // namespace bianmin::kiosk
