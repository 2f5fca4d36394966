#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.hpp"
#include "kiosk/journey/journey.hpp"

namespace bianmin::kiosk {

/// What a visit is like for somebody who only hears and presses, as text that a person can read and judge:
///
///     down       打印社保证明，一分钟拿到
///     select     请把身份证放在读卡器上
///     [card]     读到了
///
/// On the left what the resident does (the world's doings in brackets), beside and below it what is then heard. What
/// changes from one day or run to the next (dates of today, case numbers, codes) is replaced by "…".
class Transcript {
 public:
  /// Something is done from now on. `spoken` is everything said so far: what is new belongs to what was done before.
  void act(std::string what, const std::vector<std::string>& spoken);
  void end(const std::vector<std::string>& spoken) { take(spoken); }
  /// The whole, with the journey's title above.
  std::string text(const Journey& journey) const;

 private:
  struct Turn {
    std::string act;
    std::vector<std::string> heard;
  };
  void take(const std::vector<std::string>& spoken);

  std::vector<Turn> turns_{{"", {}}};
  std::size_t heard_ = 0;
};

/// The word for a step that isn't a key ("[card]", "[60 s]"); "" for one that nobody notices.
std::string act_of(const JourneyAction& action);

/// Compares with the golden text, or writes it when `renew`. InputInvalid shows the first line that differs.
base::Result<void> compare_transcript(const std::filesystem::path& golden, const std::string& text, bool renew);

}  // namespace bianmin::kiosk
