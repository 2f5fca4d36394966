#pragma once

#include <set>
#include <string>

#include "kiosk/flow/visit/effect.hpp"
#include "kiosk/flow/visit/event.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk::testing {

/// No device goes on for who has left: reader, scanner, camera and microphone are off when nobody's visit wants them.
class DeviceWatch {
 public:
  std::string see(const State& after, const Effects& effects) {
    for (const auto& effect : effects) {
      if (std::holds_alternative<ArmCard>(effect)) card_ = true;
      if (std::holds_alternative<DisarmCard>(effect)) card_ = false;
      if (std::holds_alternative<ArmScanner>(effect)) scanner_ = true;
      if (std::holds_alternative<DisarmScanner>(effect)) scanner_ = false;
      if (std::holds_alternative<OpenCamera>(effect)) camera_ = true, ++opened;
      if (std::holds_alternative<CloseCamera>(effect)) camera_ = false;
      if (std::holds_alternative<StartMemo>(effect) || std::holds_alternative<PlayMemo>(effect)) memo_ = true, ++memos;
      if (std::holds_alternative<EraseMemo>(effect)) memo_ = false;
    }
    // A recording ends by itself as well, and playing does.
    if (after.session && after.session->memo == ui::Memo::State::Idle) memo_ = false;
    if (after.session && (after.session->camera != CameraUse::Off) != camera_ && !after.session->rehearsal)
      return camera_ ? "the camera is on and nobody uses it" : "the camera is off and somebody looks at it";
    if (after.session) return {};
    const bool waiting = std::holds_alternative<Resuming>(after.where);
    if (card_ && !waiting) return "the card reader is still on";
    if (scanner_ && !waiting) return "the scanner is still on";
    if (camera_) return "the camera is still on";
    if (memo_) return "the microphone or the memo is still on";
    return {};
  }
  int opened = 0, memos = 0;

 private:
  bool card_ = false, scanner_ = false, camera_ = false, memo_ = false;
};

/// A parked copy is neither lost while its visit goes on, nor left behind when that is over.
class FetchWatch {
 public:
  std::string see(const State& after, const Effects& effects) {
    const std::string before = std::exchange(fetched_, after.session ? after.session->fetched : std::string());
    if (before.empty() && !fetched_.empty()) ++fetched;
    bool dropped = false;
    for (const auto& effect : effects)
      if (const auto* drop = std::get_if<DropParked>(&effect); drop != nullptr && drop->id == before) dropped = true;
    if (!before.empty() && fetched_ != before && !dropped) return "the copy of a visit that is over is left behind";
    if (!before.empty() && fetched_ == before && dropped && after.session && after.session->id == visit_)
      return "the copy of a visit that goes on was dropped";
    visit_ = after.session ? after.session->id : base::Uuid{};
    return {};
  }
  int fetched = 0;

 private:
  std::string fetched_;
  base::Uuid visit_;
};

}  // namespace bianmin::kiosk::testing
