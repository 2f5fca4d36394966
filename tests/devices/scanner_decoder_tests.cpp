#include "devices/pictures/decoder_process.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <cstdio>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

#include "devices/card/records.hpp"
#include "tests/devices/support/qr_picture.hpp"

namespace {

using namespace bianmin;

devices::DecoderProcess::Options options() { return {.program = BIANMIN_BINARY_DIR "/bin/bianmin-decode"}; }

std::string only_code(base::Result<std::vector<devices::DecodedCode>> codes) {
  BOOST_REQUIRE_MESSAGE(codes.has_value(), (codes ? std::string() : codes.error().detail));
  BOOST_REQUIRE(codes->size() == 1U);
  return std::string(codes->front().payload.reveal());
}

// A program that behaves in one bad way instead of decoding.
std::filesystem::path script(const std::string& body) {
  std::string pattern = (std::filesystem::temp_directory_path() / "bianmin-decoder-XXXXXX").string();
  const int fd = ::mkstemp(pattern.data());
  const std::string text = "#!/bin/sh\n" + body + "\n";
  BOOST_REQUIRE(::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  ::fchmod(fd, 0700);
  ::close(fd);
  return pattern;
}

struct Script {
  explicit Script(const std::string& body) : path(script(body)) {}
  ~Script() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(scanner_decoder_tests)

BOOST_AUTO_TEST_CASE(decodes_utf8_and_gb18030_at_any_angle) {
  devices::DecoderProcess decoder(options());
  const std::string text = "便民服务 办件号 20261121-0042";
  const auto gb = devices::gb18030_from_utf8(text).value();
  for (const double degrees : {0.0, 90.0, 180.0, 17.0, 45.0}) {
    BOOST_TEST_CONTEXT(degrees) {
      BOOST_TEST(only_code(decoder.decode(test::rotated(test::qr_picture(text, 6), degrees))) == text);
      BOOST_TEST(only_code(decoder.decode(test::rotated(test::qr_picture(gb.reveal(), 6), degrees))) == text);
    }
  }
  BOOST_TEST(decoder.crashes() == 0U);
}

BOOST_AUTO_TEST_CASE(finds_nothing_in_a_picture_without_a_code) {
  devices::DecoderProcess decoder(options());
  devices::GreyFrame noise{320, 240, std::vector<std::uint8_t>(320 * 240)};
  unsigned state = 7;
  for (auto& pixel : noise.pixels) pixel = static_cast<std::uint8_t>((state = state * 1'664'525 + 1'013'904'223) >> 24);
  BOOST_TEST(decoder.decode(noise).value().empty());
  auto crushed = test::qr_picture("https://example.invalid/case/1", 4);
  for (std::size_t i = 0; i < crushed.pixels.size() / 2; ++i) crushed.pixels[i] = 128;
  BOOST_TEST(decoder.decode(crushed).value().empty());
}

BOOST_AUTO_TEST_CASE(reads_image_files_and_refuses_what_is_none) {
  devices::DecoderProcess decoder(options());
  const auto picture = test::qr_picture("hello", 5);
  const std::string file = test::pgm(picture);
  BOOST_TEST(only_code(decoder.decode_image(file)) == "hello");
  const auto loaded = decoder.load_image(file).value();
  BOOST_TEST(loaded.width == picture.width);
  BOOST_TEST(loaded.pixels == picture.pixels);
  for (const auto& [bad, says] :
       {std::pair{std::string("GIF89a"), "neither"}, std::pair{file.substr(0, file.size() / 2), "pixels are missing"},
        std::pair{std::string("P5 60000 60000 255\n"), "out of limits"}, std::pair{std::string("P5 x"), "header"},
        std::pair{std::string("\x89PNG\r\n\x1A\nxxxx"), "PNG"}, std::pair{std::string("\xFF\xD8\xFF\xE0"), "JPEG"}}) {
    const auto refused = decoder.load_image(bad);
    BOOST_REQUIRE(!refused);
    BOOST_TEST(base::to_string(refused.error().code) == "SCAN-04");
    BOOST_TEST(refused.error().detail.find(says) != std::string::npos, refused.error().detail);
  }
  BOOST_TEST(!decoder.load_image(""));
  BOOST_TEST(decoder.crashes() == 0U);
}

BOOST_AUTO_TEST_CASE(a_killed_decoder_is_counted_and_replaced) {
  devices::DecoderProcess decoder(options());
  const auto picture = test::qr_picture("again", 4);
  BOOST_TEST(only_code(decoder.decode(picture)) == "again");
  ::kill(decoder.process(), SIGSEGV);
  const auto crashed = decoder.decode(picture);
  BOOST_REQUIRE(!crashed);
  BOOST_TEST(base::to_string(crashed.error().code) == "SCAN-05");
  BOOST_TEST(decoder.crashes() == 1U);
  BOOST_TEST(only_code(decoder.decode(picture)) == "again");
}

BOOST_AUTO_TEST_CASE(a_decoder_that_hangs_or_lies_is_killed) {
  const auto picture = test::qr_picture("x", 4);
  const Script hangs("exec sleep 100"), dies("exit 0"), lies("exec head -c 4096 /dev/zero >&0");
  for (const Script* bad : {&hangs, &dies, &lies}) {
    devices::DecoderProcess decoder({.program = bad->path, .frame_limit = base::Milliseconds(200)});
    const auto begun = std::chrono::steady_clock::now();
    const auto answer = decoder.decode(picture);
    BOOST_REQUIRE(!answer);
    BOOST_TEST(base::to_string(answer.error().code) == "SCAN-05");
    BOOST_TEST((std::chrono::steady_clock::now() - begun < std::chrono::seconds(5)));
    BOOST_TEST(decoder.process() == -1);
  }
  devices::DecoderProcess missing({.program = "/nonexistent/bianmin-decode"});
  BOOST_TEST(base::to_string(missing.decode(picture).error().code) == "SYS-02");
}

BOOST_AUTO_TEST_CASE(the_decoder_is_replaced_after_its_share_of_tasks) {
  auto few = options();
  few.recycle_after = 2;
  devices::DecoderProcess decoder(few);
  const auto picture = test::qr_picture("x", 4);
  BOOST_TEST(only_code(decoder.decode(picture)) == "x");
  const pid_t first = decoder.process();
  BOOST_TEST(only_code(decoder.decode(picture)) == "x");
  BOOST_TEST(decoder.process() == first);
  BOOST_TEST(only_code(decoder.decode(picture)) == "x");
  BOOST_TEST(decoder.process() != first);
  BOOST_TEST(decoder.crashes() == 0U);
}

BOOST_AUTO_TEST_CASE(the_decoder_lives_behind_a_filter) {
  devices::DecoderProcess decoder(options());
  BOOST_TEST(only_code(decoder.decode(test::qr_picture("x", 4))) == "x");
  std::ifstream status("/proc/" + std::to_string(decoder.process()) + "/status");
  std::string line, seccomp, no_new_privileges;
  while (std::getline(status, line)) {
    if (line.starts_with("Seccomp:")) seccomp = line.substr(9);
    if (line.starts_with("NoNewPrivs:")) no_new_privileges = line.substr(12);
  }
  BOOST_TEST(no_new_privileges == "1");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  BOOST_TEST(seccomp == "2");
#endif
}

BOOST_AUTO_TEST_CASE(answers_are_taken_apart_with_bounds) {
  using namespace devices::decode;
  const std::vector<RawCode> codes{{"QR-Code", "one"}, {"EAN-13", std::string(300, 'x')}};
  const std::string packed = pack_codes(codes);
  const auto back = unpack_codes(packed);
  BOOST_REQUIRE(back);
  BOOST_TEST(back->size() == 2U);
  BOOST_TEST(back->at(1).payload == codes[1].payload);
  for (std::size_t cut = 1; cut < packed.size(); ++cut)
    if (cut != 1 + 7 + 2 + 3) BOOST_TEST(!unpack_codes(std::string_view(packed).substr(0, cut)));
  BOOST_TEST(!valid(Reply{kMagic, Outcome::Ok, 0, 0, 0xFFFFFFFF}, Task::DecodeFrame));
  BOOST_TEST(!valid(Reply{kMagic, Outcome::Ok, 70'000, 70'000, 605'032'704}, Task::LoadImage));
  BOOST_TEST(!valid(Request{kMagic, Task::DecodeFrame, 0x10000, 0x10000, 0}));
  BOOST_TEST(!valid(Request{0, Task::DecodeImage, 0, 0, 5}));
}

BOOST_AUTO_TEST_SUITE_END()
