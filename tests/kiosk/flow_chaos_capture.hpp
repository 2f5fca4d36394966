#pragma once

#include <random>

#include "tests/kiosk/flow_player.hpp"

namespace bianmin::kiosk::testing {

/// What camera, microphone and signature pad do next; mostly in turn, often when nobody asked.
struct ChaosCaptures {
  static Event next(const State& s, std::mt19937_64& random) {
    const auto below = [&](int bound) { return int(random() % std::uint64_t(bound)); };
    const StepSpec* step = current_step(s);
    if (s.session && s.session->camera == CameraUse::Taking && below(3) > 0) return photo();
    if (s.session && s.session->memo == ui::Memo::State::Recording && below(3) > 0) return memo();
    if (const auto* sign = step == nullptr ? nullptr : std::get_if<SignStep>(&step->action);
        sign != nullptr && below(2) == 0)
      return ui::TextEdited{sign->field, strokes(below(6))};
    switch (below(12)) {
      case 0: return CameraChanged{below(4) > 0};
      case 1: return photo();
      case 2: return PhotoFailed{{base::FailureCode::ImageInvalid, {}}};
      case 3: return RecorderChanged{below(4) > 0};
      case 4: return MemoLevel{below(101), base::Milliseconds(below(60'000))};
      case 5: return memo();
      case 6: return MemoFailed{{base::FailureCode::SoundFailed, {}}};
      case 7: return MemoPlayed{};
      case 8:
        return Answered{s.session ? s.session->suggestions_ticket : 1,
                        json(R"({"rows":[{"service":"complaint","why":"标记甲乙丙丁"},{"service":"none"},{}]})")};
      case 9: return Answered{s.session ? s.session->ticket : 1, base::fail(base::FailureCode::SlotTaken)};
      case 10: return CameraChanged{true};
      default: return RecorderChanged{true};
    }
  }

 private:
  static Event photo() {
    return PhotoTaken{base::Secret("标记甲乙丙丁"),
                      std::make_shared<const ui::Bitmap>(ui::Bitmap{1, 1, base::Secret("rgb")})};
  }
  static Event memo() { return MemoRecorded{base::Secret("标记甲乙丙丁"), base::Milliseconds(3000)}; }
  static std::string strokes(int which) {
    static const std::vector<std::string> all{
        "10,10 20,20;30,30 40,40 50,50", "10,10", "", "1,2 3", "SB-MARKED-9", "99999,1 2,2"};
    return all[std::size_t(which)];
  }
};

}  // namespace bianmin::kiosk::testing
