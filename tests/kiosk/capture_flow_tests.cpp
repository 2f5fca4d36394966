#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
using base::FailureCode;

namespace {

constexpr const char* kStrokes = "10,10 20,20 30,10;40,40 50,50";

std::shared_ptr<const ui::Bitmap> small_picture() {
  return std::make_shared<const ui::Bitmap>(ui::Bitmap{2, 1, base::Secret("rgbrgb")});
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

void to_items(Player& p) {
  p.press("service:birth");
  p.press("next");
  p.card();
}

// To the date of birth, household registration ticked.
void to_birthday(Player& p) {
  to_items(p);
  p.press("tick:hukou");
  p.press("next");
  p.press("phrase:child:0");
  p.press("next");
  p.press("choose:girl");
}

void to_papers(Player& p) {
  to_birthday(p);
  p.press("next");
  p.press("choose:mother");
  p.press("choose:counter");
  p.press("skip");
}

void to_sign(Player& p) {
  to_papers(p);
  p.press("skip");
  p.press("next");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(capture_flow_tests)

BOOST_AUTO_TEST_CASE(several_are_ticked_and_said) {
  Player p;
  to_items(p);
  p.press("next");
  BOOST_TEST(p.id() == "birth/items");
  BOOST_TEST(has(p.spoken(), "请至少选"));
  p.press("tick:medical");
  p.press("tick:hukou");
  BOOST_TEST(p.state.session->values.text("items") == "hukou,medical");  // in the options' order
  for (const auto& stop : ui::focus_stops(p.page())) {
    if (stop.id == "tick:hukou") BOOST_TEST(has(stop.text.spoken, "已选中"));
    if (stop.id == "tick:vaccine") BOOST_TEST(!has(stop.text.spoken, "已选中"));
  }
  p.press("tick:medical");
  BOOST_TEST(p.state.session->values.text("items") == "hukou");
  p.press("tick:hukou");
  BOOST_TEST(p.state.session->values.find("items") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_tick_that_was_dropped_forgets_what_only_it_needed) {
  Player p;
  to_papers(p);
  p.press("skip");
  BOOST_TEST(has(p.plain(), "随妈妈"));
  p.press("edit:items");
  p.press("tick:hukou");
  p.press("tick:vaccine");
  p.press("next");
  BOOST_TEST(p.id() == "birth/review");
  BOOST_TEST(!has(p.plain(), "随妈妈"));
  BOOST_TEST(p.state.session->values.find("follow") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_date_keeps_to_its_bounds_and_to_the_calendar) {
  Player p;  // 20 November 2026
  to_birthday(p);
  BOOST_TEST(has(p.plain(), "2026年11月20日"));
  p.press("date:birthday:day:+1");  // nobody is born tomorrow
  BOOST_TEST(has(p.spoken(), "不能再晚了"));
  p.press("date:birthday:month:-1");
  p.press("date:birthday:month:-1");
  p.press("date:birthday:day:-1");
  BOOST_TEST(has(p.plain(), "2026年9月19日"));
  for (int i = 0; i < 12; ++i) p.press("date:birthday:day:+1");
  BOOST_TEST(has(p.plain(), "2026年10月1日"));
  p.press("date:birthday:day:-1");
  p.press("date:birthday:month:-1");  // the 30th
  p.press("date:birthday:day:+1");
  BOOST_TEST(has(p.plain(), "2026年8月31日"));
  for (int i = 0; i < 6; ++i) p.press("date:birthday:month:-1");
  BOOST_TEST(has(p.plain(), "2026年2月28日"));  // the 31st of February is its last day
  p.press("date:birthday:year:-1");
  p.press("date:birthday:year:-1");
  BOOST_TEST(has(p.plain(), "2024年2月28日"));
  p.press("date:birthday:day:+1");
  BOOST_TEST(has(p.plain(), "2024年2月29日"));  // a leap year
  p.press("date:birthday:year:+1");
  BOOST_TEST(has(p.plain(), "2025年2月28日"));
  for (int i = 0; i < 5; ++i) p.press_blindly("date:birthday:year:-1");
  BOOST_TEST(has(p.plain(), "2023年11月20日"));  // three years back, and no further
  BOOST_TEST(has(p.spoken(), "不能再早了"));
  for (const char* nonsense : {"date:birthday:day:+2", "date:birthday:year:", "date:birthday:week:+1",
                               "date:other:day:+1", "date:birthday:day:+99999999999"})
    p.press_blindly(nonsense);
  BOOST_TEST(has(p.plain(), "2023年11月20日"));
  p.press("next");
  BOOST_TEST(p.state.session->values.text("birthday") == "2023-11-20");
}

BOOST_AUTO_TEST_CASE(photographs_are_taken_judged_kept_and_sent) {
  Player p;
  p.send(CameraChanged{true});
  to_papers(p);
  BOOST_TEST(p.id() == "birth/papers");
  BOOST_TEST(p.effects<OpenCamera>(p.last).size() == 1U);
  p.press("photo:take");
  BOOST_TEST(p.effects<TakePhoto>(p.last).size() == 1U);
  BOOST_TEST(!p.offers("photo:take"));  // until it is there
  p.send(PhotoTaken{base::Secret("one"), small_picture()});
  BOOST_TEST(p.id() == "birth/papers/look");
  p.press("photo:again");
  p.press("photo:take");
  p.send(PhotoFailed{{FailureCode::ImageInvalid, {}}});
  BOOST_TEST(has(p.spoken(), "没拍成"));
  p.press("photo:take");
  p.send(PhotoTaken{base::Secret("two"), small_picture()});
  p.press("photo:keep");
  BOOST_TEST(p.effects<CloseCamera>(p.last).size() == 1U);
  p.send(PhotoTaken{base::Secret("late"), small_picture()});
  BOOST_TEST(p.state.session->photos.at("papers").size() == 1U);
  for (const char* jpeg : {"three", "four"}) {
    p.press("photo:more");
    p.press("photo:take");
    p.send(PhotoTaken{base::Secret(jpeg), small_picture()});
    p.press("photo:keep");
  }
  BOOST_TEST(!p.offers("photo:more"));  // three are enough
  p.press("photo:drop:1");
  p.press("next");
  BOOST_TEST(has(p.plain(), "2 张"));
  p.press("next");
  p.press("sign:key");
  const auto payload = json(std::string(p.effects<FileCase>(p.last).at(0).payload.reveal()).c_str()).as_object();
  BOOST_REQUIRE(payload.at("photos").as_array().size() == 2U);
  BOOST_TEST(payload.at("photos").at(0).at("type").as_string() == "image/jpeg");
  BOOST_TEST(payload.at("photos").at(0).at("data").as_string() == "dHdv");      // "two"
  BOOST_TEST(payload.at("photos").at(1).at("data").as_string() == "Zm91cg==");  // "four"
  BOOST_TEST(payload.at("items").as_array().size() == 1U);
  BOOST_TEST(payload.at("answers").at("consent").as_string() == "consented");
  BOOST_TEST(!payload.contains("signature"));
}

BOOST_AUTO_TEST_CASE(without_a_camera_the_step_is_passed_over_kindly) {
  Player p;
  to_papers(p);
  BOOST_TEST(p.id() == "birth/papers/none");
  BOOST_TEST(has(p.spoken(), "不拍照也能办"));
  p.send(CameraChanged{true});  // plugged in meanwhile
  BOOST_TEST(p.id() == "birth/papers");
  p.send(CameraChanged{false});
  BOOST_TEST(p.id() == "birth/papers/none");
  p.press("skip");
  BOOST_TEST(p.id() == "birth/review");
}

BOOST_AUTO_TEST_CASE(the_camera_is_off_when_the_resident_goes) {
  for (const bool home : {true, false}) {
    Player p;
    p.send(CameraChanged{true});
    to_papers(p);
    p.all.clear();
    if (home) {
      p.press("home");
      p.press("leave");
    } else {
      p.wait(200);
    }
    BOOST_TEST(!p.state.session.has_value());
    BOOST_TEST(p.effects<CloseCamera>().size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(a_signature_goes_into_the_case_and_onto_the_slip) {
  Player p;
  to_sign(p);
  BOOST_TEST(p.id() == "birth/sign");
  p.press("next");
  BOOST_TEST(has(p.spoken(), "还没有签名"));
  for (const char* nonsense : {"x", "1,2 3", "12345,1 2,2", "1,1;;2,2", ","}) p.write("consent", nonsense);
  BOOST_TEST(p.state.session->strokes.empty());
  p.write("consent", "5,5 6,6");  // a touch by mistake
  p.press("next");
  BOOST_TEST(p.id() == "birth/sign");
  p.write("consent", kStrokes);
  p.press("next");
  const auto payload = json(std::string(p.effects<FileCase>(p.last).at(0).payload.reveal()).c_str()).as_object();
  BOOST_TEST(payload.at("signature").as_string() == kStrokes);
  BOOST_TEST(payload.at("answers").at("consent").as_string() == "signed");
  p.filed();
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1U);
  BOOST_TEST(prints[0].document->signature == kStrokes);
  BOOST_TEST(prints[0].document->signature_label.text == "本人签名");
}

BOOST_AUTO_TEST_CASE(what_was_signed_is_what_is_sent) {
  Player p;
  to_sign(p);
  p.write("consent", kStrokes);
  p.press("back");
  p.press("edit:child");
  p.press("phrase:child:0");
  p.press("next");
  p.press("next");
  BOOST_TEST(p.id() == "birth/sign");
  BOOST_TEST(p.state.session->strokes.empty());
}

BOOST_AUTO_TEST_CASE(who_listens_confirms_by_key) {
  Player p;
  p.headphones(true);
  to_sign(p);
  BOOST_REQUIRE(p.page().primary.has_value());
  BOOST_TEST(p.page().primary->id == "sign:key");
  p.press("sign:key");
  BOOST_TEST(p.id() == "birth/submit");
}

// Who can't see where the button went presses the same key again.
BOOST_AUTO_TEST_CASE(by_keys_the_same_key_ends_a_memo) {
  Player p;
  const auto key = [&](devices::Key pressed) { p.send(devices::KeypadEvent(devices::KeyPressed{pressed})); };
  p.send(RecorderChanged{true});
  p.press("service:snap");
  p.press("choose:roads");
  p.press("skip");
  p.press("choose:dongguan");
  for (int i = 0; i < 30 && p.state.focus != "memo:start"; ++i) key(devices::Key::Down);
  BOOST_REQUIRE(p.state.focus == "memo:start");
  key(devices::Key::Select);
  BOOST_TEST(p.effects<StartMemo>(p.last).size() == 1U);
  BOOST_TEST(p.state.focus == "memo:stop");
  key(devices::Key::Select);
  BOOST_TEST(p.effects<StopMemo>(p.last).size() == 1U);
  p.send(MemoRecorded{base::Secret("ogg"), base::Milliseconds(3400)});
  for (int i = 0; i < 30 && p.state.focus != "memo:play"; ++i) key(devices::Key::Down);
  key(devices::Key::Select);
  BOOST_TEST(p.effects<PlayMemo>(p.last).size() == 1U);
  BOOST_TEST(p.state.focus == "memo:hush");
  p.send(MemoPlayed{});
  BOOST_TEST(p.state.focus == "memo:play");
}

BOOST_AUTO_TEST_CASE(a_memo_is_spoken_heard_erased_and_sent) {
  Player p;
  p.send(RecorderChanged{true});
  p.press("service:snap");
  p.press("choose:roads");
  p.press("skip");
  p.press("choose:dongguan");
  p.press("memo:start");
  BOOST_TEST(p.effects<StartMemo>(p.last).size() == 1U);
  p.send(MemoLevel{40, base::Milliseconds(2300)});
  BOOST_TEST(p.state.session->memo_seconds == 2);
  BOOST_TEST(!p.offers("next"));
  for (int ten = 1; ten <= 7; ++ten) {  // longer than the time-out: who speaks is there
    p.wait(10);
    p.send(MemoLevel{40, base::Milliseconds(10'000 * ten)});
  }
  BOOST_TEST(!p.state.question.has_value());
  p.press("memo:stop");
  BOOST_TEST(p.effects<StopMemo>(p.last).size() == 1U);
  p.send(MemoRecorded{base::Secret("ogg"), base::Milliseconds(3400)});
  BOOST_TEST(has(p.plain(), "录好了，3 秒"));
  p.press("memo:play");
  BOOST_TEST(p.effects<PlayMemo>(p.last).size() == 1U);
  p.send(MemoPlayed{});
  p.press("memo:erase");
  BOOST_TEST(p.effects<EraseMemo>(p.last).size() == 1U);
  BOOST_TEST(p.state.session->memos.empty());
  p.press("next");
  BOOST_TEST(p.id() == "snap/text");  // neither written nor spoken
  p.press("memo:start");
  p.send(MemoFailed{{FailureCode::SoundFailed, {}}});
  BOOST_TEST(has(p.spoken(), "没录上"));
  p.press("memo:start");
  p.press("memo:stop");
  p.send(MemoRecorded{base::Secret("ogg"), base::Milliseconds(3400)});
  p.press("next");
  p.press("skip");
  p.press("next");
  const auto payload = json(std::string(p.effects<FileCase>(p.last).at(0).payload.reveal()).c_str()).as_object();
  BOOST_TEST(payload.at("voice").at("type").as_string() == "audio/ogg");
  BOOST_TEST(payload.at("voice").at("data").as_string() == "b2dn");
  BOOST_TEST(!payload.contains("text"));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_said) {
  Player p;
  p.press("service:snap");
  p.press("choose:roads");
  p.press("skip");
  p.press("choose:dongguan");
  p.write("text", "路上有个坑");
  p.write("text", std::string(400, 'x'));
  BOOST_TEST(p.state.session->values.text("text") == "路上有个坑");
  BOOST_TEST(has(p.spoken(), "写满了"));
  BOOST_TEST(p.effects<Announce>(p.last).size() == 1U);
  p.write("text", "路上有个大坑");
  BOOST_TEST(!has(p.spoken(), "写满了"));
}

BOOST_AUTO_TEST_SUITE_END()
