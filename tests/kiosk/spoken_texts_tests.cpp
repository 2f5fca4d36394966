// Whoever listens may not see: nothing that is said speaks of colours, of touching, or of what stands where on the
// screen. Held over the texts of the shell, the services, and every word of the golden transcripts.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>

#include "base/file.hpp"
#include "base/json.hpp"
#include "i18n/catalogue.hpp"
#include "tests/kiosk/flow_player.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

struct Words {
  std::vector<std::string> refused;
  std::vector<std::string> harmless;  // have a refused word in them and mean something else
};

const Words& words_of(const std::string& primary) {
  static const Words chinese{
      {"点",   "触摸",   "触屏",     "手指",   "勾上",   "打勾",       "橙",        "绿色", "红色",
       "黄色", "蓝色",   "白色",     "灰色",   "黑色",   "黄牌",       "红牌",      "标红", "亮着",
       "亮灯", "看屏幕", "屏幕上写", "最上面", "最下面", "下面的按钮", "上面的按钮"},
      {"红色预警", "橙色预警", "黄色预警", "蓝色预警", "几点", "出了点", "小数点", "点点", "地点", "早点", "晚点",
       "一点",     "有点",     "快点",     "网点",     "钟点", "点钟",   "零点",   "试点", "要点", "特点"}};
  static const Words english{
      {" tap", " touch", " finger", " orange", " green", " red ", " yellow", " blue", " colour", " lit ", " tick",
       "look at the screen", "use the screen", "on the screen", "at the top", "button below"},
      {"tap water", "fingerprint"}};
  static const Words korean{
      {"터치", "손가락", "주황", "빨간", "노란", "초록", "파란", "불이 켜진", "화면을 보", "화면에 적힌"}, {}};
  return primary == "zh" ? chinese : primary == "ko" ? korean : english;
}

constexpr std::array<std::string_view, 10> kNumerals{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

// The word that should not be said, or "".
std::string refused_word(const std::string& primary, std::string text) {
  const Words& words = words_of(primary);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  text = " " + text + " ";
  const auto leave_out = [&](const std::string& word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) text.replace(at, word.size(), "·");
  };
  for (const auto& word : words.harmless) leave_out(word);
  for (char digit = '0'; digit <= '9'; ++digit)
    for (const char* between : {"", " "}) leave_out(std::string(1, digit) + between + "点");
  for (const auto numeral : kNumerals) leave_out(std::string(numeral) + "点");
  for (const auto& word : words.refused)
    if (text.find(word) != std::string::npos) return word;
  return {};
}

// A stroke of a character and a sign of a keyboard are called 点; these are seen or printed only.
bool never_misleads(const std::string& key) {
  for (const std::string_view begin : {"screen.", "paper.", "park.slip.", "pay.slip.", "slip."})
    if (key.starts_with(begin)) return true;
  return key.ends_with(".staff");
}

bool is_text(const json::object& object) { return object.contains("zh-CN"); }

void each_text(const json::value& value, const std::string& place, bool paper,
               const std::function<void(const std::string&, const json::object&)>& visit) {
  if (const auto* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i)
      each_text((*array)[i], place + "/" + std::to_string(i), paper, visit);
  } else if (const auto* object = value.if_object()) {
    if (is_text(*object)) return visit(place, *object);
    const auto* kind = object->if_contains("kind");
    const bool prints = paper || (kind != nullptr && kind->is_string() && kind->as_string() == "print");
    for (const auto& member : *object) {
      if (member.key() == "rehearsal") continue;
      const bool on_page =
          member.key() == "title" || member.key() == "lead" || member.key() == "offer" || member.key() == "offer_note";
      if (prints && !on_page) continue;
      each_text(member.value(), place + "/" + std::string(member.key()), prints, visit);
    }
  }
}

std::string spoken_of(const json::value& text) {
  const json::value& said = text.is_object() ? text.at("spoken") : text;
  return std::string(std::string_view(said.as_string()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(spoken_texts_tests)

BOOST_AUTO_TEST_CASE(the_words_are_found_and_the_harmless_are_not) {
  BOOST_TEST(refused_word("zh", "点一下就行") == "点");
  BOOST_TEST(refused_word("zh", "亮着橙色灯") == "橙");
  BOOST_TEST(refused_word("zh", "早 9 点到晚 8 点，地点在一楼，慢一点，三点来") == "");
  BOOST_TEST(refused_word("en", "Tap one") == " tap");
  BOOST_TEST(refused_word("en", "Tap water is fine, I am tired") == "");
  BOOST_TEST(refused_word("ko", "주황색 불") == "주황");
}

BOOST_AUTO_TEST_CASE(the_shell_s_texts) {
  const auto texts = must(i18n::Catalogue::load(kSource / "i18n/po"));
  for (const std::string& key : texts.keys()) {
    if (never_misleads(key)) continue;
    for (const auto& language : texts.languages())
      for (std::size_t form = 0; form < texts.forms(language, key); ++form) {
        const std::string said = texts.raw(language, key, form).spoken;
        const std::string word = refused_word(std::string(language.primary()), said);
        BOOST_TEST(word.empty(), language.tag() << " " << key << " says \"" << word << "\": " << said);
      }
  }
}

BOOST_AUTO_TEST_CASE(the_services_texts) {
  std::size_t count = 0;
  for (const auto& file : fs::directory_iterator(kSource / "kiosk/services")) {
    if (file.path().extension() != ".json") continue;
    const auto document = must(base::parse_json(must(base::read_file(file.path(), 1U << 20)), {1U << 20, 32}));
    each_text(document, file.path().filename().string(), false,
              [&](const std::string& place, const json::object& text) {
                for (const auto& [language, words] : text) {
                  ++count;
                  const std::string said = spoken_of(words);
                  const std::string word = refused_word(std::string(std::string_view(language).substr(0, 2)), said);
                  BOOST_TEST(word.empty(),
                             place << " says \"" << word << "\" (" << std::string_view(language) << "): " << said);
                }
              });
  }
  BOOST_TEST(count > 1000U);
}

BOOST_AUTO_TEST_CASE(what_blind_residents_heard) {
  std::size_t count = 0;
  for (const auto& file : fs::directory_iterator(kSource / "tests/journeys/transcripts")) {
    const std::string text = must(base::read_file(file.path(), 1U << 20));
    const std::size_t head = text.find("\n\n");
    BOOST_REQUIRE(head != std::string::npos);
    for (const std::string primary : {"zh", "ko"}) {
      const std::string word = refused_word(primary, text.substr(head));
      BOOST_TEST(word.empty(), file.path().filename() << ": \"" << word << "\"");
    }
    ++count;
  }
  BOOST_TEST(count > 50U);
}

BOOST_AUTO_TEST_SUITE_END()
