#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/journey/platform_process.hpp"
#include "tests/bench/support/picture.hpp"
#include "tests/bench/support/terminal_page.hpp"

namespace bianmin::tests {

/// Starts the terminal again and again, as after each power cut, and looks at the pixels: is the whole home page on
/// the screen every time? What counts as whole is what the first start shows once nothing changes any more and every
/// target on it has its ink; every other start must come to exactly that picture.
class StartTrial {
 public:
  enum class Where {
    X,    // a bare Xvfb; pixels of its root window
    Cage  // cage, the terminal's compositor, headless, as a plain user; pixels from grim
  };
  struct Outcome {
    bool whole = false;
    double ms = 0;        // from the program's start to the first picture that was whole
    std::string missing;  // what was not, for people
  };

  /// `programs`: where bianmin-kiosk and bianmin-platform are. `folder`: private, new, kept by the caller.
  static base::Result<std::unique_ptr<StartTrial>> open(Where where, std::filesystem::path programs,
                                                        std::filesystem::path folder);
  /// Why it can't be tried on this machine; "" when it can.
  static std::string unavailable(Where where, const std::filesystem::path& programs);
  ~StartTrial();

  Outcome start_once();
  /// The picture all starts are held against; empty before the first.
  const Picture& reference() const { return reference_; }

 private:
  struct Display;
  StartTrial(Where where, std::filesystem::path programs, std::filesystem::path folder);
  std::vector<std::string> command() const;
  Picture look();
  Outcome learn(double begun_ms);
  Outcome compare(double begun_ms);
  Outcome wanting(const Picture& seen) const;

  const Where where_;
  const std::filesystem::path programs_, folder_;
  std::unique_ptr<Display> display_;
  std::unique_ptr<kiosk::PlatformProcess> platform_;
  Picture reference_;
  TerminalPage page_;
};

}  // namespace bianmin::tests
