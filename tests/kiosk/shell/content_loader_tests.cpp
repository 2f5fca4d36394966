#include "kiosk/shell/content_loader.hpp"

#include "kiosk/flow/pages/page_builder.hpp"
#include "kiosk/flow/turn/machine.hpp"
#include "tests/kiosk/shell/terminal.hpp"

using namespace bianmin;
using namespace bianmin::tests;

namespace {

const std::vector<i18n::Language> kBoth{i18n::kChinese, i18n::kEnglish};

base::Result<kiosk::LoadedContent> load(const TemporaryDirectory& pushed) {
  return kiosk::ContentLoader(kShare, kBoth).load(pushed.path(), 7);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(content_loader_tests)

BOOST_AUTO_TEST_CASE(what_is_installed_is_complete) {
  const auto loaded = kiosk::ContentLoader(kShare, kBoth).load(std::nullopt, 0);
  BOOST_REQUIRE_MESSAGE(loaded.has_value(), why(loaded));
  for (const char* id : {"social-proof", "complaint", "progress"})
    BOOST_TEST((loaded->content->service(id) != nullptr), id);
  BOOST_TEST(!loaded->content->calendar.holidays.empty());
}

BOOST_AUTO_TEST_CASE(a_pushed_text_replaces_ours_and_the_rest_stays) {
  TemporaryDirectory pushed;
  write(pushed / "texts" / "zh_CN.po", "msgid \"home.title\"\nmsgstr \"欢迎光临，要办什么？\"\n");
  const auto loaded = load(pushed);
  BOOST_REQUIRE_MESSAGE(loaded.has_value(), why(loaded));
  BOOST_TEST(loaded->content->version == 7);
  BOOST_TEST(loaded->content->texts.phrase(i18n::kChinese, "home.title").shown == "欢迎光临，要办什么？");
  BOOST_TEST(loaded->content->texts.phrase(i18n::kChinese, "action.back").shown == "返回");
}

BOOST_AUTO_TEST_CASE(a_pushed_service_replaces_ours_of_its_id) {
  TemporaryDirectory pushed;
  write(pushed / "services" / "renamed.json",
        replaced(read(kSource / "kiosk/services/progress.json"), "查办理进度", "看看办到哪了"));
  const auto loaded = load(pushed);
  BOOST_REQUIRE_MESSAGE(loaded.has_value(), why(loaded));
  BOOST_TEST(loaded->content->service("progress")->title.in(i18n::kChinese) == "看看办到哪了");
}

BOOST_AUTO_TEST_CASE(a_broken_text_file_is_named_with_its_line) {
  TemporaryDirectory pushed;
  write(pushed / "texts" / "zh_CN.po", "msgid \"home.title\"\nmsgstr no quotes\n");
  const auto loaded = load(pushed);
  BOOST_REQUIRE(!loaded);
  BOOST_TEST(base::to_string(loaded.error().code) == "CONT-02");
  BOOST_TEST(loaded.error().detail.find("zh_CN.po:2") != std::string::npos, loaded.error().detail);
}

BOOST_AUTO_TEST_CASE(a_broken_service_is_named_with_its_place) {
  TemporaryDirectory pushed;
  write(pushed / "services" / "progress.json",
        replaced(read(kSource / "kiosk/services/progress.json"), "\"icon\": \"clock\"", "\"icon\": \"clok\""));
  const auto loaded = load(pushed);
  BOOST_REQUIRE(!loaded);
  BOOST_TEST(base::to_string(loaded.error().code) == "CONT-01");
  BOOST_TEST(loaded.error().detail.find("progress.json: /icon") != std::string::npos, loaded.error().detail);
}

BOOST_AUTO_TEST_CASE(a_pushed_lexicon_changes_how_a_word_is_said) {
  TemporaryDirectory pushed;
  write(pushed / "lexicon" / "village.tsv", "单家屯\tshan4 jia1 tun2\n");
  const auto loaded = load(pushed);
  BOOST_REQUIRE_MESSAGE(loaded.has_value(), why(loaded));
  const auto spoken = loaded->pronouncer->pronounce(i18n::kChinese, "单家屯");
  BOOST_REQUIRE(!spoken.segments.empty());
  BOOST_TEST(spoken.segments.front().text.find("shan4") != std::string::npos, spoken.segments.front().text);
}

BOOST_AUTO_TEST_CASE(texts_alone_are_enough_to_say_that_service_is_suspended) {
  const auto loaded = kiosk::ContentLoader(kShare, kBoth).texts_only();
  BOOST_REQUIRE_MESSAGE(loaded.has_value(), why(loaded));
  kiosk::State state = kiosk::initial_state({});
  const auto now = base::SystemClock().now();
  (void)kiosk::advance(state, kiosk::ContentChanged{loaded->content}, now);
  (void)kiosk::advance(state, kiosk::ContentUnusable{{base::FailureCode::ServiceInvalid, "made up"}}, now);
  const ui::Page page = kiosk::build_page(state);
  BOOST_TEST(page.id == "trouble");
  BOOST_TEST(page.title.shown == "暂停服务");
  BOOST_TEST(ui::to_plain_text(page).find("12345") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
