#include <boost/test/unit_test.hpp>

#include <fstream>

#include "platform/content/manifest.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace bianmin;

namespace {

const std::filesystem::path kTone =
    std::filesystem::path(BIANMIN_SOURCE_DIR) / "tests/devices/voice_data/tone-440hz.opus";

struct Package {
  tests::TemporaryDirectory folder;
  void add(const std::string& path, const std::string& bytes) const {
    std::filesystem::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << bytes;
  }
  std::string why_not() const {
    const auto files = platform::scan_package(folder.path());
    if (files) return "";
    BOOST_TEST((files.error().code == base::FailureCode::CatalogueInvalid));
    return files.error().detail;
  }
};

std::string tone() {
  std::ifstream in(kTone, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recordings_tests)

BOOST_AUTO_TEST_CASE(a_package_takes_recordings_by_language_and_key) {
  const Package package;
  package.add("recordings/zh-CN/home.title.opus", tone());
  BOOST_TEST(package.why_not() == "");
}

BOOST_AUTO_TEST_CASE(what_no_terminal_could_play_is_not_published) {
  for (const auto& [path, bytes, reason] :
       {std::tuple{"recordings/zh-CN/home.title.opus", std::string("RIFF1234WAVE"), "no Ogg page"},
        std::tuple{"recordings/zh-CN/home.title.opus", tone().substr(0, 700), "cut short"},
        std::tuple{"recordings/zh-CN/home.title.wav", tone(), "must be recordings/<language>/<key>.opus"},
        std::tuple{"recordings/home.title.opus", tone(), "must be recordings/<language>/<key>.opus"},
        std::tuple{"recordings/zh-CN/home.title.opus", std::string((2U << 20) + 1, 'x'), "larger than 2 MiB"}}) {
    const Package package;
    package.add(path, bytes);
    BOOST_TEST(package.why_not().find(path) == 0U, package.why_not());
    BOOST_TEST(package.why_not().find(reason) != std::string::npos, package.why_not());
  }
}

BOOST_AUTO_TEST_SUITE_END()
