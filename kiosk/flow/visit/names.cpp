// The names of events and effects in logs: a closed set.
#include "kiosk/flow/visit/effect.hpp"

#include "base/overloaded.hpp"
#include "kiosk/flow/visit/event.hpp"

namespace bianmin::kiosk {
namespace {}  // namespace

std::string_view name_of(const Event& event) {
  using R = std::string_view;
  return std::visit(
      base::Overloaded{
          [](const Started&) -> R { return "started"; },
          [](const Ticked&) -> R { return "tick"; },
          [](const ui::ActionPressed&) -> R { return "press"; },
          [](const ui::TextEdited&) -> R { return "edit"; },
          [](const ui::ScreenTouched&) -> R { return "touch"; },
          [](const devices::KeypadEvent& e) -> R {
            return std::visit(base::Overloaded{[](const devices::KeyPressed&) -> R { return "key"; },
                                               [](const devices::HeadphonesChanged&) -> R { return "headphones"; },
                                               [](const devices::KeypadLost&) -> R { return "keypad-lost"; }},
                              e);
          },
          [](const devices::CardEvent& e) -> R {
            return std::visit(base::Overloaded{[](const devices::ReaderReady&) -> R { return "reader-ready"; },
                                               [](const devices::ReaderLost&) -> R { return "reader-lost"; },
                                               [](const devices::CardPresented&) -> R { return "card-presented"; },
                                               [](const devices::CardRead&) -> R { return "card-read"; },
                                               [](const devices::CardFailed&) -> R { return "card-failed"; },
                                               [](const devices::CardRemoved&) -> R { return "card-removed"; }},
                              e);
          },
          [](const devices::ScanEvent& e) -> R {
            return std::visit(base::Overloaded{[](const devices::ScannerReady&) -> R { return "scanner-ready"; },
                                               [](const devices::ScannerLost&) -> R { return "scanner-lost"; },
                                               [](const devices::CodeScanned&) -> R { return "code-scanned"; }},
                              e);
          },
          [](const devices::VoiceEvent& e) -> R {
            return std::visit(base::Overloaded{[](const devices::SpeechStarted&) -> R { return "speech-started"; },
                                               [](const devices::SpeechFinished&) -> R { return "speech-finished"; },
                                               [](const devices::VoiceLost&) -> R { return "voice-lost"; }},
                              e);
          },
          [](const PrinterReported& e) -> R {
            return std::visit(base::Overloaded{[](const devices::PrintStatusChanged&) -> R { return "printer-status"; },
                                               [](const devices::PrintWaiting&) -> R { return "print-waiting"; },
                                               [](const devices::PrintFinished&) -> R { return "print-finished"; },
                                               [](const devices::PrintFailed&) -> R { return "print-failed"; }},
                              e.event);
          },
          [](const Answered&) -> R { return "answered"; },
          [](const CaseFiled&) -> R { return "case-filed"; },
          [](const CaseNotFiled&) -> R { return "case-not-filed"; },
          [](const CaseDispatched&) -> R { return "case-dispatched"; },
          [](const PrintNotPossible&) -> R { return "print-not-possible"; },
          [](const LinkChanged&) -> R { return "link"; },
          [](const OutboxChanged&) -> R { return "outbox"; },
          [](const ContentChanged&) -> R { return "content"; },
          [](const ContentUnusable&) -> R { return "content-unusable"; },
          [](const NoticesChanged&) -> R { return "notices"; },
          [](const devices::PresenceEvent& e) -> R {
            return std::holds_alternative<devices::PresenceLost>(e) ? "presence-lost" : "presence";
          },
          [](const VisitParked&) -> R { return "visit-parked"; },
          [](const VisitNotParked&) -> R { return "visit-not-parked"; },
          [](const VisitFound&) -> R { return "visit-found"; },
          [](const VisitNotFound&) -> R { return "visit-not-found"; },
          [](const ParkedChanged&) -> R { return "visits-parked"; },
          [](const CameraChanged&) -> R { return "camera"; },
          [](const PhotoTaken&) -> R { return "photo-taken"; },
          [](const PhotoFailed&) -> R { return "photo-failed"; },
          [](const RecorderChanged&) -> R { return "recorder"; },
          [](const MemoLevel&) -> R { return "memo-level"; },
          [](const MemoRecorded&) -> R { return "memo-recorded"; },
          [](const MemoFailed&) -> R { return "memo-failed"; },
          [](const MemoPlayed&) -> R { return "memo-played"; },
      },
      event);
}

std::string_view name_of(const Effect& effect) {
  using R = std::string_view;
  return std::visit(base::Overloaded{
                        [](const ArmCard&) -> R { return "arm-card"; },
                        [](const DisarmCard&) -> R { return "disarm-card"; },
                        [](const ArmScanner&) -> R { return "arm-scanner"; },
                        [](const DisarmScanner&) -> R { return "disarm-scanner"; },
                        [](const Announce&) -> R { return "announce"; },
                        [](const StopSpeech&) -> R { return "stop-speech"; },
                        [](const Ask&) -> R { return "ask"; },
                        [](const CancelAsk&) -> R { return "cancel-ask"; },
                        [](const FileCase&) -> R { return "file-case"; },
                        [](const Rate&) -> R { return "rate"; },
                        [](const Print&) -> R { return "print"; },
                        [](const CancelPrints&) -> R { return "cancel-prints"; },
                        [](const SetVoice&) -> R { return "set-voice"; },
                        [](const WipeSession&) -> R { return "wipe-session"; },
                        [](const PauseSpeech&) -> R { return "pause-speech"; },
                        [](const Park&) -> R { return "park"; },
                        [](const FindParked&) -> R { return "find-parked"; },
                        [](const DropParked&) -> R { return "drop-parked"; },
                        [](const OpenCamera&) -> R { return "open-camera"; },
                        [](const TakePhoto&) -> R { return "take-photo"; },
                        [](const CloseCamera&) -> R { return "close-camera"; },
                        [](const StartMemo&) -> R { return "start-memo"; },
                        [](const StopMemo&) -> R { return "stop-memo"; },
                        [](const PlayMemo&) -> R { return "play-memo"; },
                        [](const EraseMemo&) -> R { return "erase-memo"; },
                    },
                    effect);
}

}  // namespace bianmin::kiosk
