#include "kiosk/shell/config.hpp"

#include "tests/kiosk/shell/terminal.hpp"

using namespace bianmin;
using namespace bianmin::tests;

namespace {

std::string refusal(const std::string& text) {
  TemporaryDirectory folder;
  write(folder / "kiosk.toml", text);
  const auto config = kiosk::load_config(folder / "kiosk.toml");
  BOOST_REQUIRE(!config);
  BOOST_TEST(base::to_string(config.error().code) == "SYS-02");
  return config.error().detail;
}

bool says(const std::string& detail, const std::string& what) { return detail.find(what) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(config_tests)

BOOST_AUTO_TEST_CASE(the_shipped_file_shows_the_defaults) {
  const auto shipped = kiosk::load_config(kSource / "installer/kiosk.toml");
  BOOST_REQUIRE_MESSAGE(shipped.has_value(), why(shipped));
  const kiosk::Config defaults;
  BOOST_TEST(shipped->identity.string() == defaults.identity.string());
  BOOST_TEST(shipped->data.string() == defaults.data.string());
  BOOST_TEST(shipped->card == defaults.card);
  BOOST_TEST(shipped->scanner == defaults.scanner);
  BOOST_TEST(shipped->sound == defaults.sound);
  BOOST_TEST(shipped->presence == defaults.presence);
  BOOST_TEST(shipped->presence_near == defaults.presence_near);
  BOOST_TEST(shipped->presence_away == defaults.presence_away);
  BOOST_TEST(shipped->presence_hold.count() == defaults.presence_hold.count());
  BOOST_TEST(shipped->photo == defaults.photo);
  BOOST_TEST(shipped->recorder == defaults.recorder);
  BOOST_TEST(shipped->printers.empty());
  BOOST_TEST(shipped->slip_width == defaults.slip_width);
  BOOST_TEST(shipped->rules.telephone == defaults.rules.telephone);
  BOOST_TEST(shipped->rules.idle.count() == defaults.rules.idle.count());
  BOOST_TEST(shipped->rules.idle_elder.count() == defaults.rules.idle_elder.count());
  BOOST_TEST(shipped->rules.answer_within.count() == defaults.rules.answer_within.count());
  BOOST_TEST(shipped->rules.left_after.count() == defaults.rules.left_after.count());
  BOOST_TEST(shipped->keep_parked.count() == defaults.keep_parked.count());
  BOOST_TEST(shipped->rules.languages.size() == 2U);
  BOOST_TEST(shipped->rules.voice_on == defaults.rules.voice_on);
}

BOOST_AUTO_TEST_CASE(a_misspelt_setting_is_named_with_its_line) {
  const auto detail = refusal("[rules]\ntelephone = \"12345\"\nidel = 60\n");
  BOOST_TEST(says(detail, "kiosk.toml:3"));
  BOOST_TEST(says(detail, "rules.idel"));
}

BOOST_AUTO_TEST_CASE(a_wrong_type_is_named_with_its_line) {
  BOOST_TEST(says(refusal("[rules]\nidle = \"long\"\n"), "kiosk.toml:2"));
}

BOOST_AUTO_TEST_CASE(parked_visits_are_kept_a_day_at_most) {
  BOOST_TEST(says(refusal("[rules]\nkeep_parked = 25\n"), "rules.keep_parked"));
  BOOST_TEST(says(refusal("[rules]\nleft_after = 1\n"), "rules.left_after"));
}

BOOST_AUTO_TEST_CASE(too_short_a_warning_is_refused) {
  const auto detail = refusal("[rules]\nanswer_within = 5\n");
  BOOST_TEST(says(detail, "from 20 to 300"));
}

BOOST_AUTO_TEST_CASE(numbers_that_overflow_are_refused) {
  BOOST_TEST(says(refusal("[rules]\nidle = 9223372036854775807\n"), "from 20 to 600"));
  BOOST_TEST(says(refusal("[rules]\nkeep_parked = -9223372036854775808\n"), "from 1 to 24"));
}

BOOST_AUTO_TEST_CASE(presence_photo_and_recorder_are_read) {
  TemporaryDirectory folder;
  write(folder / "kiosk.toml",
        "[presence]\ndriver = \"iio:/sys/bus/iio/devices/iio:device3\"\nnear = 0.75\naway = 2\nhold = 5\n"
        "[photo]\ndriver = \"v4l2:/dev/video2\"\n[recorder]\ndevice = \"plughw:CARD=Mic\"\n");
  const auto config = kiosk::load_config(folder / "kiosk.toml");
  BOOST_REQUIRE_MESSAGE(config.has_value(), why(config));
  BOOST_TEST(config->presence == "iio:/sys/bus/iio/devices/iio:device3");
  BOOST_TEST(config->presence_near == 0.75);
  BOOST_TEST(config->presence_away == 2.0);
  BOOST_TEST(config->presence_hold.count() == 5000);
  BOOST_TEST(config->photo == "v4l2:/dev/video2");
  BOOST_TEST(config->recorder == "plughw:CARD=Mic");
}

BOOST_AUTO_TEST_CASE(presence_and_photo_settings_that_make_no_sense_are_refused) {
  BOOST_TEST(says(refusal("[presence]\ndriver = \"ioo\"\n"), "kiosk.toml:2: presence.driver must be one of none, iio"));
  BOOST_TEST(says(refusal("[presence]\ndriver = \"file:\"\n"), "presence.driver"));
  BOOST_TEST(says(refusal("[photo]\n\ndriver = \"/dev/video0\"\n"), "kiosk.toml:3: photo.driver must be one of"));
  BOOST_TEST(says(refusal("[presence]\nnear = \"close\"\n"), "kiosk.toml:2: presence.near must be a number"));
  BOOST_TEST(says(refusal("[presence]\nnear = -1\naway = 2\n"), "presence.near must be a number from 0"));
  BOOST_TEST(says(refusal("[presence]\nnear = 3\n"), "belong together"));
  BOOST_TEST(says(refusal("[presence]\nnear = 3\naway = 3\n"), "must differ"));
  BOOST_TEST(says(refusal("[presence]\nkey = 5000\n"), "from 0 to 767"));
  BOOST_TEST(says(refusal("[presence]\nhold = 90\n"), "from 0 to 60"));
  BOOST_TEST(says(refusal("[recorder]\nmicrophone = \"default\"\n"), "recorder.microphone is no setting"));
}

BOOST_AUTO_TEST_CASE(what_is_said_to_residents_is_kept_in_no_file) {
  BOOST_TEST(
      says(refusal("[sound]\nfile = \"/tmp/said.wav\"\n"), "kiosk.toml:2: sound.file needs terminal.sample_data"));
}

BOOST_AUTO_TEST_CASE(what_is_no_toml_is_refused_with_its_line) {
  BOOST_TEST(says(refusal("[rules]\nidle = = 3\n"), "kiosk.toml:2"));
}

BOOST_AUTO_TEST_CASE(a_header_without_a_name_is_refused) {
  for (const char* header : {"[", "[=]", "[[ #", " [ ]", "[[\n"})
    BOOST_TEST(says(refusal("\n" + std::string(header)), "kiosk.toml:2: \"[\" without a name"), header);
  BOOST_TEST(refusal("[ rules ]\n[[\"x\"]]\n").find("without a name") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(letters_beyond_ascii_stand_in_quotes_and_comments_only) {
  BOOST_TEST(says(refusal("\n[rules]\nidle = 60é\n"), "kiosk.toml:3: a letter beyond ASCII"));
  BOOST_TEST(says(refusal("[rules]\nidle = \"\\\"é\"ѕ\n"), "kiosk.toml:2: a letter beyond ASCII"));
  BOOST_TEST(says(refusal("# 说明\n[card]\nreader = \"读卡器\" # 说明\n[rules]\nidle = 1\n"), "rules.idle"));
}

BOOST_AUTO_TEST_CASE(an_unknown_language_tag_is_refused) {
  BOOST_TEST(says(refusal("[rules]\nlanguages = \"zh-CN !!\"\n"), "rules.languages"));
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_named) {
  const auto config = kiosk::load_config("/nowhere/kiosk.toml");
  BOOST_REQUIRE(!config);
  BOOST_TEST(says(config.error().detail, "/nowhere/kiosk.toml"));
}

BOOST_AUTO_TEST_SUITE_END()
