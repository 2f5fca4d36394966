#include "base/ogg_opus.hpp"

#include <boost/test/unit_test.hpp>

#include "base/file.hpp"

using namespace bianmin;

namespace {

const std::filesystem::path kSeeds = std::filesystem::path(BIANMIN_SOURCE_DIR) / "tests/fuzz/corpus/ogg_opus";
constexpr base::Milliseconds kMost{10'000};

std::string seed(const char* name) {
  const auto bytes = base::read_file(kSeeds / name, 1U << 20);
  BOOST_REQUIRE(bytes);
  return *bytes;
}

std::string refusal(std::string_view bytes, base::Milliseconds most = kMost) {
  const auto found = base::inspect_ogg_opus(bytes, most);
  BOOST_REQUIRE(!found);
  BOOST_TEST((found.error().code == base::FailureCode::InputInvalid));
  return found.error().detail;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ogg_opus_tests)

BOOST_AUTO_TEST_CASE(length_channels_and_title_are_read) {
  const auto tone = base::inspect_ogg_opus(seed("tone.opus"), kMost);
  BOOST_REQUIRE_MESSAGE(tone, tone.error().detail);
  BOOST_TEST(std::abs(tone->length.count() - 600) <= 25);
  BOOST_TEST(tone->title == "");
  const auto titled = base::inspect_ogg_opus(seed("titled.opus"), kMost);
  BOOST_REQUIRE_MESSAGE(titled, titled.error().detail);
  BOOST_TEST(titled->title == "请把身份证放在读卡器上");
  BOOST_TEST(titled->channels == 1);
  BOOST_TEST(std::abs(titled->length.count() - 200) <= 25);
}

BOOST_AUTO_TEST_CASE(what_is_no_opus_is_refused_and_says_why) {
  BOOST_TEST(refusal("") == "byte 0: no Ogg page");
  BOOST_TEST(refusal("RIFF....WAVEfmt ") == "byte 0: no Ogg page");
  BOOST_TEST(refusal("OggS") == "byte 0: cut short");
  BOOST_TEST(refusal(seed("tone.opus"), base::Milliseconds(500)).starts_with("longer than"));
}

BOOST_AUTO_TEST_CASE(every_cut_and_every_changed_byte_is_noticed) {
  const std::string whole = seed("titled.opus");
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    const auto found = base::inspect_ogg_opus(std::string_view(whole).substr(0, length), kMost);
    if (!found) BOOST_TEST(!found.error().detail.empty());
    BOOST_TEST((!found || length > 200U), length);  // a cut between pages leaves a shorter file that is whole
  }
  for (std::size_t at = 0; at < whole.size(); at += 11) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    BOOST_TEST(!base::inspect_ogg_opus(changed, kMost), "byte " << at);
  }
}

BOOST_AUTO_TEST_CASE(two_streams_are_refused) {
  const std::string tone = seed("tone.opus");
  BOOST_TEST(refusal(tone + tone).find("second stream") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
