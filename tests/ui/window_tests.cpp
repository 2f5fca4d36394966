#include <boost/test/unit_test.hpp>

#include <chrono>

#include "tests/ui/support/virtual_display.hpp"
#include "tests/ui/support/x11_hand.hpp"
#include "ui/screen/gallery/samples.hpp"
#include "ui/screen/layout.hpp"
#include "ui/screen/text_engine.hpp"

using namespace bianmin;
using namespace bianmin::tests;

namespace {

struct OnDisplay {
  VirtualDisplay display{1080, 1920};
  std::unique_ptr<X11Hand> hand;
  OnDisplay() {
    BOOST_REQUIRE_MESSAGE(display.running(), "Xvfb did not start");
    hand = std::make_unique<X11Hand>(display.name());
    BOOST_REQUIRE(hand->connected());
  }
  ui::Layout layout(const std::string& name, ui::View view = {}) {
    const ui::Sample sample = ui::make_sample(name, i18n::kChinese, view);
    const ui::TextEngine text;
    return ui::lay_out(sample.page, {1080, 1920}, text, ui::sample_words(), {});
  }
  void tap(const ui::Layout& layout, const std::string& id) {
    const ui::Target* target = layout.target(id);
    BOOST_REQUIRE(target);
    hand->tap(static_cast<int>(target->rect.centre().x), static_cast<int>(target->rect.centre().y));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(window_tests, OnDisplay)

BOOST_AUTO_TEST_CASE(a_real_press_turns_the_page) {
  Program program(BIANMIN_GALLERY_WINDOW, {"--kiosk"}, display.name());
  BOOST_REQUIRE(!program.wait_for_line("first-frame").empty());
  tap(layout("home"), "complaint");
  BOOST_TEST(program.wait_for_line("pressed") == "pressed complaint");
  BOOST_TEST(program.wait_for_line("frame").starts_with("frame identify"));
  tap(layout("identify"), "help");
  BOOST_TEST(program.wait_for_line("pressed") == "pressed help");
}

// A plain program of the toolkit sometimes showed only what a timer drew again: every start must show all of it.
BOOST_AUTO_TEST_CASE(every_start_shows_the_whole_page) {
  const ui::Layout home = layout("home");
  for (int start = 0; start < 6; ++start) {
    Program program(BIANMIN_GALLERY_WINDOW, {"--kiosk"}, display.name());
    BOOST_REQUIRE(!program.wait_for_line("frame").empty());
    // The server draws what it was sent in its own time: look until it is there, at most five seconds.
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    std::string missing = "all";
    while (!missing.empty() && std::chrono::steady_clock::now() < limit) {
      missing.clear();
      const X11Hand::Picture picture = hand->look();
      if (!(picture.at(540, 4) == home.palette.header)) missing += " header";
      if (!(picture.at(10, 1000) == home.palette.ground)) missing += " ground";
      for (const auto& target : home.targets)
        if (target.id != "help" && !(picture.at(static_cast<int>(target.rect.centre().x),
                                                static_cast<int>(target.rect.y) + 6) == home.palette.surface))
          missing += " " + target.id;
    }
    BOOST_TEST(missing.empty(), "start " << start << " lacks" << missing);
  }
}

BOOST_AUTO_TEST_CASE(pages_turn_within_two_frames) {
  Program program(BIANMIN_GALLERY_WINDOW, {"--turns", "40"}, display.name());
  std::vector<double> took;
  for (int i = 0; i < 40; ++i) {
    const std::string line = program.wait_for_line("frame ");
    BOOST_REQUIRE(!line.empty());
    took.push_back(std::stod(line.substr(line.rfind(' ') + 1)));
  }
  std::sort(took.begin(), took.end());
  BOOST_TEST_MESSAGE("median " << took[20] << " ms, largest " << took.back() << " ms");
  // 33 ms on an idle machine; the build machine is shared.
  BOOST_TEST(took[20] < 100);
}

BOOST_AUTO_TEST_CASE(without_a_display_it_says_so_and_ends) {
  Program program(BIANMIN_GALLERY_WINDOW, {"--once"}, ":9999");
  BOOST_TEST(program.wait_for_end() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
