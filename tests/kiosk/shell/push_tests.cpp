// Pushing from far away, through a real platform, to a terminal that goes on running.
#include "tests/kiosk/shell/terminal.hpp"

using namespace bianmin;
using namespace bianmin::tests;

namespace {

// A content package with the complaint service renamed.
std::filesystem::path package(const TemporaryDirectory& folder, const std::string& name, const std::string& title) {
  const auto made = folder.path() / name;
  write(made / "services" / "complaint.json",
        replaced(read(kSource / "kiosk/services/complaint.json"), "投诉与建议", title));
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(push_tests)

BOOST_AUTO_TEST_CASE(a_published_service_is_on_the_next_home_page_without_a_restart) {
  Terminal terminal;
  BOOST_TEST(terminal.shows("投诉与建议"));
  BOOST_REQUIRE_EQUAL(terminal.administer({"publish", "content", package(terminal.folder, "one", "我要反映").string(),
                                           "--key", terminal.key().string()}),
                      0);
  const double took = terminal.seconds_until([&] { return terminal.shows("我要反映"); }, 30);
  BOOST_TEST_MESSAGE("on the home page after " << took << " s");
  BOOST_TEST(took >= 0);
  BOOST_TEST(!terminal.shows("投诉与建议"));
}

BOOST_AUTO_TEST_CASE(a_visit_ends_with_the_services_it_began_with) {
  Terminal terminal;
  BOOST_REQUIRE(terminal.stage->press("service:complaint").has_value());
  BOOST_REQUIRE_EQUAL(terminal.administer({"publish", "content", package(terminal.folder, "one", "我要反映").string(),
                                           "--key", terminal.key().string()}),
                      0);
  BOOST_REQUIRE(terminal.seconds_until([&] { return terminal.stage->shell().state().next_content != nullptr; }, 30) >=
                0);
  BOOST_TEST(terminal.stage->page().id == "complaint/category");
  BOOST_REQUIRE(terminal.stage->press("home").has_value());
  BOOST_TEST(terminal.shows("我要反映"));
}

BOOST_AUTO_TEST_CASE(what_was_pushed_is_there_after_a_restart_without_a_network) {
  Terminal terminal;
  BOOST_REQUIRE_EQUAL(terminal.administer({"publish", "content", package(terminal.folder, "one", "我要反映").string(),
                                           "--key", terminal.key().string()}),
                      0);
  BOOST_REQUIRE(terminal.seconds_until([&] { return terminal.shows("我要反映"); }, 30) >= 0);
  terminal.stage.reset();
  terminal.platform->set_network(false);
  terminal.open();
  BOOST_TEST(terminal.shows("我要反映"));
}

BOOST_AUTO_TEST_CASE(a_broken_service_is_refused_and_the_last_good_one_stays) {
  Terminal terminal;
  const auto broken = terminal.folder.path() / "broken";
  write(broken / "services" / "complaint.json",
        replaced(read(kSource / "kiosk/services/complaint.json"), "\"kind\": \"review\"", "\"kind\": \"reveiw\""));
  BOOST_REQUIRE_EQUAL(terminal.administer({"publish", "content", broken.string(), "--key", terminal.key().string()}),
                      0);
  // The platform learns of the refusal from the terminal's report.
  const double took = terminal.seconds_until(
      [&] {
        const auto fleet = kiosk::capture(
            {(kPrograms / "bianmin-platform").string(), "fleet", "--data", terminal.platform->data().string()});
        return fleet.out.find("CONT-01") != std::string::npos;
      },
      40);
  BOOST_TEST(took >= 0);
  BOOST_TEST(terminal.shows("投诉与建议"));
}

BOOST_AUTO_TEST_CASE(content_signed_by_a_stranger_is_refused) {
  Terminal terminal;
  const auto stranger = terminal.folder.path() / "stranger";
  BOOST_REQUIRE_EQUAL(
      kiosk::capture({(kPrograms / "bianmin-platform").string(), "content-key", "--out", stranger.string()}).status, 0);
  // Refused by the platform already, which knows the key it was given first, or else by the terminal.
  (void)terminal.administer({"publish", "content", package(terminal.folder, "one", "假的服务").string(), "--key",
                             (stranger / "content.key").string()});
  BOOST_TEST(terminal.seconds_until([&] { return terminal.shows("假的服务"); }, 4) < 0);
  BOOST_TEST(terminal.shows("投诉与建议"));
}

BOOST_AUTO_TEST_CASE(an_emergency_takes_over_the_screen_and_the_voice_and_goes_away_again) {
  Terminal terminal;
  BOOST_REQUIRE(terminal.stage->press("service:complaint").has_value());
  BOOST_REQUIRE_EQUAL(terminal.administer({"notice", "--emergency", "--key", terminal.key().string(), "--title-zh",
                                           "暴雨红色预警", "--title-en", "Red rainstorm warning", "--zh",
                                           "请马上到二楼避雨。", "--en", "Please go to the second floor at once."}),
                      0);
  const double took = terminal.seconds_until([&] { return terminal.stage->page().id == "emergency"; }, 10);
  BOOST_TEST_MESSAGE("on the screen after " << took << " s");
  BOOST_TEST(took >= 0);
  BOOST_TEST(took <= 5.0);
  BOOST_TEST(terminal.shows("暴雨红色预警"));
  BOOST_TEST(terminal.heard("请马上到二楼避雨"));
  BOOST_REQUIRE(terminal.stage->press("acknowledge").has_value());
  BOOST_TEST(terminal.stage->page().id == "complaint/category");
  BOOST_REQUIRE(terminal.stage->press("home").has_value());
  BOOST_TEST(terminal.shows("暴雨红色预警"));  // still on the home page, as a banner
}

BOOST_AUTO_TEST_SUITE_END()
