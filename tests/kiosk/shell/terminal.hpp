#pragma once

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "kiosk/journey/headless_stage.hpp"
#include "kiosk/journey/platform_process.hpp"
#include "kiosk/journey/subprocess.hpp"
#include "tests/support/temporary_directory.hpp"

namespace bianmin::tests {

inline const std::filesystem::path kPrograms = std::filesystem::path(BIANMIN_BINARY_DIR) / "bin";
inline const std::filesystem::path kShare = std::filesystem::path(BIANMIN_BINARY_DIR) / "share" / "bianmin";
inline const std::filesystem::path kSource = BIANMIN_SOURCE_DIR;

template <class T>
std::string why(const base::Result<T>& result) {
  return result ? std::string() : result.error().detail;
}

/// A terminal in this process with a platform of its own.
struct Terminal {
  TemporaryDirectory folder;
  std::unique_ptr<kiosk::PlatformProcess> platform;
  std::unique_ptr<kiosk::HeadlessStage> stage;

  Terminal() {
    auto started = kiosk::PlatformProcess::start(kPrograms / "bianmin-platform", folder.path());
    BOOST_REQUIRE_MESSAGE(started.has_value(), why(started));
    platform = std::move(*started);
    open();
  }
  void open() {
    auto opened = kiosk::HeadlessStage::open(
        {.folder = folder.path() / "terminal", .papers = folder.path() / "papers", .share = kShare, .services = {}},
        *platform, kiosk::Journey{.clock = base::SystemClock().now()});
    BOOST_REQUIRE_MESSAGE(opened.has_value(), why(opened));
    stage = std::move(*opened);
  }

  std::filesystem::path key() const { return folder.path() / "content-key" / "content.key"; }
  /// Runs bianmin-platform with these words behind the command's name and the data folder.
  int administer(std::vector<std::string> words) const {
    words.insert(words.begin(), (kPrograms / "bianmin-platform").string());
    words.insert(words.end(), {"--data", platform->data().string()});
    return kiosk::capture(words).status;
  }
  /// Waits in real time until the page shows it; how long that took, or a negative number.
  template <class Condition>
  double seconds_until(Condition condition, double limit) {
    const auto start = std::chrono::steady_clock::now();
    for (;;) {
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      if (condition()) return took.count();
      if (took.count() > limit) return -1;
      stage->breathe();
    }
  }
  bool shows(const std::string& text) { return stage->page().text.find(text) != std::string::npos; }
  bool heard(const std::string& text) {
    for (const auto& spoken : stage->spoken())
      if (spoken.find(text) != std::string::npos) return true;
    return false;
  }
};

inline void write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

inline std::string read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, "the test expects \"" + what + "\"");
  return text.replace(at, what.size(), with);
}

}  // namespace bianmin::tests
