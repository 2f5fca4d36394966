#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "devices/card/card_reader.hpp"
#include "devices/keypad/keypad.hpp"
#include "devices/presence/presence_sensor.hpp"
#include "devices/printer/page_printer.hpp"
#include "devices/scanner/code_scanner.hpp"
#include "devices/voice/voice.hpp"
#include "kiosk/flow/service/content.hpp"
#include "kiosk/flow/visit/notice.hpp"
#include "ui/model/screen.hpp"

namespace bianmin::kiosk {

/// What the flow machine hears. Everything that happens to the terminal is one of these.
// clang-format off
struct Started { base::SeededRandom::Seed seed{}; };
struct Ticked {};  // about once a second
struct ContentChanged { std::shared_ptr<const Content> content; };
struct ContentUnusable { base::Failure why; };  // nothing to offer: no good content at all
struct NoticesChanged { std::vector<Notice> notices; };
struct LinkChanged { bool up = false; };
struct OutboxChanged { std::size_t waiting = 0; };
struct PrinterReported { std::string printer; devices::PrintEvent event; };  // printer: "a4" or "slip"
struct Answered { std::uint64_t ticket{}; base::Result<boost::json::value> answer; };
// clang-format on
struct CaseFiled {
  std::uint64_t ticket{};
  std::string number;
  std::string code;  // of the slip's QR
  base::Instant filed_at{};
};
// clang-format off
struct CaseNotFiled { std::uint64_t ticket{}; base::Failure why; };
struct CaseDispatched { base::Uuid id; boost::json::value view; };  // the platform has it: unit, deadline
struct PrintNotPossible { std::string job; base::Failure why; };    // the document could not be made
// clang-format on

struct CameraChanged {
  bool ready = false;
};  // the camera for photographs
struct PhotoTaken {
  base::Secret jpeg;
  std::shared_ptr<const ui::Bitmap> picture;  // the same, small
};
// clang-format off
struct PhotoFailed { base::Failure why; };
struct RecorderChanged { bool ready = false; };  // the microphone for spoken memos
struct MemoLevel { int percent = 0; base::Milliseconds length{}; };
struct MemoRecorded { base::Secret opus; base::Milliseconds length{}; };
struct MemoFailed { base::Failure why; };
struct MemoPlayed {};  // to its end
// clang-format on

// Of visits that wait for their resident to come back (先让后面的人).
// clang-format off
struct VisitParked { std::uint64_t ticket{}; std::string id; base::Secret code; };  // the slip's code
struct VisitNotParked { std::uint64_t ticket{}; base::Failure why; };
struct VisitFound { std::uint64_t ticket{}; std::string id; base::Secret visit; };
struct VisitNotFound { std::uint64_t ticket{}; base::Failure why; };
struct ParkedChanged { std::size_t waiting = 0; };  // so many lie on this terminal
// clang-format on

using Event = std::variant<Started, Ticked, ui::ActionPressed, ui::TextEdited, ui::ScreenTouched, devices::KeypadEvent,
                           devices::CardEvent, devices::ScanEvent, devices::VoiceEvent, PrinterReported, Answered,
                           CaseFiled, CaseNotFiled, CaseDispatched, PrintNotPossible, LinkChanged, OutboxChanged,
                           ContentChanged, ContentUnusable, NoticesChanged, devices::PresenceEvent, VisitParked,
                           VisitNotParked, VisitFound, VisitNotFound, ParkedChanged, CameraChanged, PhotoTaken,
                           PhotoFailed, RecorderChanged, MemoLevel, MemoRecorded, MemoFailed, MemoPlayed>;

/// The event's name in logs: "card-read".
std::string_view name_of(const Event& event);

}  // namespace bianmin::kiosk
