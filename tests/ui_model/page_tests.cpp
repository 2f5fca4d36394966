#include <boost/test/unit_test.hpp>

#include <set>

#include "ui/model/page.hpp"

using namespace bianmin;
using namespace bianmin::ui;

namespace {

// One of every block, as no real page has.
Page full_page() {
  Page page{.id = "all", .language = i18n::kChinese};
  page.title = "题目";
  page.lead = "说明";
  page.tools = {{"tool:elder", "长辈版"}};
  page.blocks = {
      Tiles{{{"service:a", Icon::Document, Hue::Blue, "甲", "快", true},
             {"service:b", Icon::Card, Hue::Slate, "乙", "缺纸", false}}},
      Choices{{{"choose:x", "一", "小字", Icon::None, true}}},
      Paragraph{Text("只给眼看", "")},
      Paragraph{"一段话"},
      Callout{CalloutKind::Info, Icon::Info, "注意", "小心"},
      Facts{{{"姓名", "某某", "edit:name", "改一改"}, {"电话", "无", {}, {}}}},
      Table{{"险种", "月数"}, {{"养老", "12"}, {"医疗", "3"}}},
      Field{"text", FieldKind::Chinese, "事情", "比如", "写了的", 20, "已写 3 字", "太短了", {"常用一"}},
      Illustration{Picture::Waiting, "请稍等", true},
      Timeline{{{ItemState::Done, "收到", "今天"}}},
      CodeView{"payload", "扫一扫"},
      Mark{MarkKind::Ok},
      Buttons{{{"all", "全部"}}},
  };
  page.back = Action{"back", "返回"};
  page.home = Action{"home", "首页"};
  page.help = Action{"help", "帮忙"};
  page.primary = Action{"next", "下一步", Icon::None, Emphasis::Primary};
  return page;
}

std::vector<std::string> ids(const Page& page) {
  std::vector<std::string> out;
  for (const auto& stop : focus_stops(page)) out.push_back(stop.id);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_tests)

BOOST_AUTO_TEST_CASE(focus_goes_in_reading_order_and_over_everything_once) {
  const auto all = ids(full_page());
  BOOST_TEST((std::set<std::string>(all.begin(), all.end()).size() == all.size()));
  BOOST_TEST(all.front() == "service:a");
  const std::vector<std::string> tail(all.end() - 5, all.end());
  BOOST_TEST((tail == std::vector<std::string>{"next", "help", "back", "home", "tool:elder"}));
  for (const char* id : {"choose:x", "edit:name", "field:text", "phrase:text:0", "all"})
    BOOST_TEST((std::find(all.begin(), all.end(), id) != all.end()), id);
}

BOOST_AUTO_TEST_CASE(what_is_not_said_gets_no_focus_but_stands_in_the_transcript) {
  const Page page = full_page();
  for (const auto& stop : focus_stops(page)) BOOST_TEST(!stop.text.spoken.empty(), stop.id);
  BOOST_TEST(to_plain_text(page).find("只给眼看") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(labels_and_values_are_said_together) {
  std::string said;
  for (const auto& stop : focus_stops(full_page())) said += stop.text.spoken + "|";
  for (const char* words : {"甲，快|", "一，小字|", "注意，小心|", "姓名，某某|", "改一改，姓名|",
                            "险种，养老，月数，12|", "|医疗，3|", "事情，太短了，已写 3 字|", "收到，今天|"})
    BOOST_TEST(said.find(words) != std::string::npos, words);
  BOOST_TEST(said.find("写了的") == std::string::npos);  // what somebody wrote is not shouted about
}

BOOST_AUTO_TEST_CASE(a_group_is_heard_with_its_first_and_left_and_right_know_where_groups_begin) {
  Page page{.id = "home", .language = i18n::kChinese, .title = "题目"};
  page.blocks.emplace_back(Callout{CalloutKind::Info, Icon::Info, {}, "先看这个"});
  page.blocks.emplace_back(Tiles{{{"service:a", Icon::Document, Hue::Blue, "甲", "快", true},
                                  {"service:b", Icon::Document, Hue::Blue, "乙", {}, true}},
                                 Text("养老", "养老，共2项")});
  page.blocks.emplace_back(
      Tiles{{{"service:c", Icon::Document, Hue::Blue, "丙", {}, true}}, Text("缴费", "缴费，共1项")});
  page.help = Action{"help", "帮忙"};
  std::string said, opening;
  for (const auto& stop : focus_stops(page)) {
    said += stop.text.spoken + "|";
    if (stop.opens) opening += stop.id + "|";
  }
  BOOST_TEST(said == "先看这个|养老，共2项。甲，快|乙|缴费，共1项。丙|帮忙|");
  BOOST_TEST(opening == "service:a|service:c|help|");
  BOOST_TEST(to_plain_text(page) == "题目\n先看这个\n养老\n[甲，快]\n[乙]\n缴费\n[丙]\n[帮忙]\n");
  page.dialog = Dialog{"还在吗？", {}, {{"stay", "我还在"}}};
  for (const auto& stop : focus_stops(page)) BOOST_TEST(!stop.opens);
}

BOOST_AUTO_TEST_CASE(only_what_is_enabled_and_there_can_be_chosen) {
  const Page page = full_page();
  BOOST_TEST(can_choose(page, "service:a"));
  BOOST_TEST(!can_choose(page, "service:b"));
  BOOST_TEST(!can_choose(page, "field:text"));
  BOOST_TEST(!can_choose(page, "nothing"));
  BOOST_TEST(!can_choose(page, ""));
}

BOOST_AUTO_TEST_CASE(a_dialog_stands_before_all_but_help) {
  Page page = full_page();
  page.dialog = Dialog{"还在吗？", "30 秒后", {{"stay", "我还在"}, {"leave", "先不办了"}}};
  BOOST_TEST((ids(page) == std::vector<std::string>{"text:dialog", "stay", "leave"}));
  BOOST_TEST(can_choose(page, "stay"));
  BOOST_TEST(can_choose(page, "help"));
  BOOST_TEST(!can_choose(page, "next"));
  const auto speech = arrival_speech(page);
  BOOST_REQUIRE(speech.size() == 4U);
  BOOST_TEST(speech[0].spoken == "还在吗？");
  BOOST_TEST(speech[3].spoken == "先不办了");
}

BOOST_AUTO_TEST_CASE(arrival_tells_title_lead_and_texts_but_not_the_choices) {
  std::string said;
  for (const auto& text : arrival_speech(full_page())) said += text.spoken + "|";
  BOOST_TEST(said.starts_with("题目|说明|"));
  BOOST_TEST(said.find("姓名，某某") != std::string::npos);
  BOOST_TEST(said.find("一，小字") == std::string::npos);
  BOOST_TEST(said.find("改一改") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(who_uses_keys_hears_on_arrival_what_is_happening_and_how_to_go_on) {
  Page page = full_page();
  page.keys = true;
  page.keys_hint = "往下听";
  page.blocks.emplace_back(Callout{CalloutKind::Warning, Icon::Warning, {}, "卡忘拿了"});
  std::string said;
  for (const auto& text : arrival_speech(page)) said += text.spoken + "|";
  BOOST_TEST(said == "题目|说明|太短了|请稍等|卡忘拿了|往下听|");
  page.dialog = Dialog{"还在吗？", "30 秒后", {{"stay", "我还在"}}};
  BOOST_TEST(arrival_speech(page).back().spoken == "往下听");
  BOOST_TEST((ids(page) == std::vector<std::string>{"stay"}));  // the question itself was heard
}

BOOST_AUTO_TEST_CASE(a_short_beginning_is_told_to_whom_uses_keys) {
  Page page{.id = "photo", .language = i18n::kChinese};
  page.title = "拍一张";
  page.keys = true;
  page.blocks = {Callout{CalloutKind::Info, Icon::Info, {}, "相机坏了"}, Facts{{{"要付", "八百元", {}, {}}}},
                 Buttons{{{"skip", "不拍"}}}, Paragraph{"选了两项"}};
  const auto all = [&] {
    std::string said;
    for (const auto& text : arrival_speech(page)) said += text.spoken + "|";
    for (const auto& stop : focus_stops(page)) said += stop.text.spoken + "/";
    return said;
  };
  // What stands behind a control may change while the page stands: it is heard by going there.
  BOOST_TEST(all() == "拍一张|相机坏了|要付，八百元|不拍/选了两项/");
  page.blocks.insert(page.blocks.begin(), Paragraph{"第三句"});
  BOOST_TEST(all() == "拍一张|第三句/相机坏了/要付，八百元/不拍/选了两项/");
  // A value that is put together by pressing must be heard again.
  page.blocks = {Picker{"日期", "十一月二十日", {}, {{"日", "20", "less", "more", "前一天", "后一天"}}}};
  BOOST_TEST(all() == "拍一张|日期，十一月二十日/前一天/后一天/");
}

BOOST_AUTO_TEST_CASE(who_uses_keys_hears_every_text_once) {
  Page page = full_page();
  const auto by_touch = focus_stops(page);
  page.keys = true;
  std::multiset<std::string> heard;
  for (const auto& text : arrival_speech(page)) heard.insert(text.spoken);
  for (const auto& stop : focus_stops(page)) heard.insert(stop.text.spoken);
  for (const auto& stop : by_touch) BOOST_TEST(heard.count(stop.text.spoken) == 1U, stop.text.spoken);
  // Turning from keys to touch moves no focus to another thing.
  for (const auto& stop : focus_stops(page))
    BOOST_TEST((std::find(by_touch.begin(), by_touch.end(), stop) != by_touch.end()), stop.id);
}

BOOST_AUTO_TEST_CASE(a_page_s_own_things_come_first_and_are_counted_apart) {
  Page page = full_page();
  for (const bool keys : {false, true}) {
    page.keys = keys;
    const auto all = ids(page);
    BOOST_REQUIRE(own_stops(page) + 4 == all.size());  // help, back, home, a tool
    BOOST_TEST(all[own_stops(page) - 1] == "next");
  }
  page.dialog = Dialog{"还在吗？", "30 秒后", {{"stay", "我还在"}}};
  BOOST_TEST(own_stops(page) == 1U);
  page.keys = false;
  BOOST_TEST(own_stops(page) == 2U);
}

BOOST_AUTO_TEST_CASE(english_pauses_are_english) {
  Page page = full_page();
  page.language = i18n::kEnglish;
  BOOST_TEST(focus_stops(page).front().text.spoken == "甲, 快");
}

BOOST_AUTO_TEST_CASE(the_transcript_shows_controls_in_brackets) {
  const std::string text = to_plain_text(full_page());
  for (const char* line : {"题目\n", "[甲，快]\n", "(乙，缺纸)\n", "[下一步]\n", "一段话\n"})
    BOOST_TEST(text.find(line) != std::string::npos, line);
}

BOOST_AUTO_TEST_CASE(every_action_is_listed) {
  Page page = full_page();
  page.dialog = Dialog{"问", "话", {{"stay", "在"}}};
  std::set<std::string> all;
  for (const auto* action : all_actions(page)) all.insert(action->id);
  BOOST_TEST((all == std::set<std::string>{"tool:elder", "all", "back", "home", "help", "next", "stay"}));
}

BOOST_AUTO_TEST_CASE(icons_and_hues_have_names_of_their_own) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(Icon::Minus); ++i) {
    const auto icon = static_cast<Icon>(i);
    BOOST_TEST(!to_string(icon).empty());
    BOOST_TEST(names.insert(to_string(icon)).second, to_string(icon));
    BOOST_TEST((icon_from(to_string(icon)) == icon));
  }
  for (int i = 0; i <= static_cast<int>(Hue::Slate); ++i)
    BOOST_TEST((hue_from(to_string(static_cast<Hue>(i))) == static_cast<Hue>(i)));
  BOOST_TEST(!icon_from("unicorn").has_value());
  BOOST_TEST(!hue_from("").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
