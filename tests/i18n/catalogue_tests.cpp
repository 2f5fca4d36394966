#include "i18n/catalogue.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

#include <unistd.h>

using namespace bianmin;
using i18n::Catalogue;
using i18n::kChinese;
using i18n::kEnglish;
using i18n::Language;

namespace {

// A private directory of .po files.
class Directory {
 public:
  Directory() {
    std::string name = (std::filesystem::temp_directory_path() / "bianmin-po-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  Directory& add(const std::string& name, const std::string& text) {
    std::ofstream(path_ / name) << text;
    return *this;
  }
  Catalogue load() const {
    auto out = Catalogue::load(path_);
    BOOST_REQUIRE_MESSAGE(out, out.error().detail);
    return *out;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string entry(const std::string& key, const std::string& text) {
  return "msgid \"" + key + "\"\nmsgstr \"" + text + "\"\n";
}

const std::string kEnglishHeader = "msgid \"\"\nmsgstr \"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(catalogue_tests)

BOOST_AUTO_TEST_CASE(a_missing_text_falls_back_to_kin_then_chinese_then_the_key) {
  Directory files;
  files.add("zh_CN.po", entry("a", "甲") + entry("b", "乙") + "msgctxt \"spoken\"\n" + entry("b", "乙，说"))
      .add("en_GB.po", entry("a", "A"))
      .add("en.po", entry("c", "C"))
      .add("notes.txt", "not a catalogue");
  const Catalogue catalogue = files.load();
  BOOST_TEST(catalogue.phrase(kChinese, "a").shown == "甲");
  BOOST_TEST(catalogue.phrase(kEnglish, "a").shown == "A");
  BOOST_TEST(catalogue.phrase(kEnglish, "b").spoken == "乙，说");
  BOOST_TEST(catalogue.phrase(kEnglish, "c").shown == "C");
  BOOST_TEST(catalogue.phrase(kChinese, "nowhere").shown == "nowhere");
  BOOST_TEST(catalogue.languages().front().tag() == "zh-CN");
  BOOST_TEST(catalogue.languages().size() == 3U);
  BOOST_TEST((catalogue.keys() == std::vector<std::string>{"a", "b", "c"}));
  BOOST_TEST(catalogue.has(kChinese, "a"));
  BOOST_TEST(!catalogue.has(kEnglish, "a"));
}

BOOST_AUTO_TEST_CASE(plural_forms_fill_n) {
  Directory files;
  files.add("zh_CN.po", entry("n", "{n} 项"))
      .add("en.po",
           kEnglishHeader + "msgid \"n\"\nmsgid_plural \"n\"\nmsgstr[0] \"{n} item\"\nmsgstr[1] \"{n} items\"\n");
  const Catalogue catalogue = files.load();
  BOOST_TEST(catalogue.plural(kEnglish, "n", 1).shown == "1 item");
  BOOST_TEST(catalogue.plural(kEnglish, "n", 2).shown == "2 items");
  BOOST_TEST(catalogue.plural(kChinese, "n", 2).shown == "2 项");
  BOOST_TEST(catalogue.plural(kChinese, "n", 2, {{"n", i18n::Phrase("2", "两")}}).spoken == "两项");
  BOOST_TEST(catalogue.plural(kChinese, "none", 2).shown == "none");
  BOOST_TEST(catalogue.forms(kEnglish, "n") == 2U);
}

BOOST_AUTO_TEST_CASE(pushed_texts_lie_over_ours) {
  Directory ours;
  Directory pushed;
  ours.add("zh_CN.po", entry("a", "甲{x}") + entry("b", "乙")).add("en.po", entry("b", "B"));
  pushed.add("zh_CN.po", entry("a", "新{x}") + entry("c", "丙{y}")).add("ko.po", entry("b", "을"));
  const auto merged = ours.load().with(pushed.load());
  BOOST_REQUIRE(merged);
  BOOST_TEST(merged->phrase(kChinese, "a", {{"x", "1"}}).shown == "新1");
  BOOST_TEST(merged->phrase(kChinese, "b").shown == "乙");
  BOOST_TEST(merged->phrase(kChinese, "c", {{"y", "2"}}).shown == "丙2");
  BOOST_TEST(merged->phrase(i18n::kKorean, "b").shown == "을");
  BOOST_TEST(ours.load().phrase(kChinese, "a", {{"x", "1"}}).shown == "甲1");
}

BOOST_AUTO_TEST_CASE(a_pushed_place_that_nobody_fills_is_refused) {
  Directory ours;
  Directory pushed;
  ours.add("zh_CN.po", entry("a", "甲{x}"));
  pushed.add("zh_CN.po", entry("a", "新{name}"));
  const auto merged = ours.load().with(pushed.load());
  BOOST_REQUIRE(!merged);
  BOOST_TEST((merged.error().code == base::FailureCode::CatalogueInvalid));
  BOOST_TEST(merged.error().detail.find("\"a\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_loaded_says_why) {
  Directory files;
  BOOST_TEST((Catalogue::load(files.path() / "nowhere").error().code == base::FailureCode::ContentMissing));
  BOOST_TEST((Catalogue::load(files.path()).error().code == base::FailureCode::ContentMissing));
  files.add("zh_CN.po", "nonsense\n");
  BOOST_TEST(Catalogue::load(files.path()).error().detail.find("zh_CN.po:1:") == 0U);
  files.add("zh_CN.po", entry("a", "b")).add("klingonese.po", entry("a", "b"));
  BOOST_TEST(Catalogue::load(files.path()).error().detail.find("klingonese") == 0U);
}

BOOST_AUTO_TEST_CASE(fifteen_hundred_keys_are_read_within_five_milliseconds) {
  Directory files;
  std::string text;
  for (int i = 0; i < 1500; ++i)
    text += entry("section.key." + std::to_string(i), "请把身份证放在读卡区，先不要拿开。") + "\n";
  files.add("zh_CN.po", text);
  auto best = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < 15; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const Catalogue catalogue = files.load();
    best = std::min(best, std::chrono::steady_clock::now() - start);
    BOOST_TEST(catalogue.keys().size() == 1500U);
  }
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  const auto limit = std::chrono::milliseconds(50);
#else
  const auto limit = std::chrono::milliseconds(5);
#endif
  BOOST_TEST((best <= limit), std::chrono::duration_cast<std::chrono::microseconds>(best).count() << " µs");
}

BOOST_AUTO_TEST_SUITE_END()
