#include "ui/screen/gallery/samples.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace bianmin;
using namespace bianmin::ui;

namespace {

std::set<std::string> lines_of(const std::string& name, const i18n::Language& language, ViewStyle style) {
  std::set<std::string> lines;
  std::istringstream in(to_plain_text(make_sample(name, language, {style}).page));
  for (std::string line; std::getline(in, line);) lines.insert(line);
  return lines;
}

// Two letters beside each other: words, not a sign or a letter to press.
bool has_latin_words(const std::string& line) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    if (std::isalpha(static_cast<unsigned char>(line[i])) && std::isalpha(static_cast<unsigned char>(line[i + 1])))
      return true;
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(samples_tests)

BOOST_AUTO_TEST_CASE(every_page_is_said_in_korean) {
  // What is the same in every language: what a resident wrote, the samples' name, numbers of cases.
  const auto is_nobodys = [](const std::string& line) {
    for (const std::string_view same :
         {"Sample Visitor", "The lamp at the gate is out", "invalid/", "LC-2611", "BM-2611", "PRINT-02", " / EN"})
      if (line.find(same) != std::string::npos) return true;
    return line.starts_with("==") || line.starts_with("#");
  };
  for (const auto& name : sample_names())
    for (const ViewStyle style : {ViewStyle::Standard, ViewStyle::Elder}) {
      const auto english = lines_of(name, i18n::kEnglish, style);
      std::size_t korean = 0;
      for (const auto& line : lines_of(name, i18n::kKorean, style)) {
        korean += english.contains(line) ? 0 : 1;
        BOOST_TEST((!english.contains(line) || !has_latin_words(line) || is_nobodys(line)),
                   name << ": not in Korean: " << line);
      }
      BOOST_TEST(korean > 3U, name << " is nowhere Korean");
    }
}

// Block and page kinds, pictures and marks: each has a page on which it is seen.
BOOST_AUTO_TEST_CASE(every_kind_of_page_block_and_picture_has_a_sample) {
  std::set<PageKind> kinds;
  std::set<std::size_t> blocks;
  std::set<Picture> pictures;
  std::set<MarkKind> marks;
  std::set<CalloutKind> callouts;
  std::set<FieldKind> fields;
  std::set<Memo::State> memos;
  for (const auto& name : sample_names()) {
    const Page page = make_sample(name, i18n::kChinese, {}).page;
    kinds.insert(page.kind);
    for (const auto& block : page.blocks) {
      blocks.insert(block.index());
      if (const auto* picture = std::get_if<Illustration>(&block)) pictures.insert(picture->picture);
      if (const auto* mark = std::get_if<Mark>(&block)) marks.insert(mark->kind);
      if (const auto* callout = std::get_if<Callout>(&block)) callouts.insert(callout->kind);
      if (const auto* field = std::get_if<ui::Field>(&block)) {
        fields.insert(field->kind);
        if (field->memo) memos.insert(field->memo->state);
      }
    }
  }
  BOOST_TEST(kinds.size() == static_cast<std::size_t>(PageKind::Capture) + 1);
  BOOST_TEST(blocks.size() == std::variant_size_v<Block>);
  BOOST_TEST(pictures.size() == static_cast<std::size_t>(Picture::TwoPeople) + 1);
  BOOST_TEST(marks.size() == static_cast<std::size_t>(MarkKind::Error) + 1);
  BOOST_TEST(callouts.size() >= 3U);
  BOOST_TEST(fields.size() >= static_cast<std::size_t>(FieldKind::English));  // a sum has a block of its own
  BOOST_TEST(memos.size() == static_cast<std::size_t>(Memo::State::Playing) + 1);
}

BOOST_AUTO_TEST_SUITE_END()
