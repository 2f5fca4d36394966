#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "i18n/language.hpp"

namespace bianmin::tests {

/// What must hold of every page in every view, on every screen, with text of 100, 150 and 200 %.
enum class Rule {
  TextWhole,     // no text is narrower or lower than its letters
  TextInside,    // it stays on the screen and in its part of the page
  TextApart,     // no text over another, nor over a sign beside it
  TargetLarge,   // 48 dp, 60 dp in the elder view
  TargetInside,  // on the screen
  TargetApart,   // seven pixels to the next
  LetterLarge,   // as large as the view promises
  Reachable,     // everything that can be chosen stands on some part of the page
  KeysTogether,  // keys and what they write on one part
  FirstServes,   // where answers or services are chosen from, the first part has one
  LineShort,     // at most forty Chinese characters wide
  WordWhole,     // no Latin word broken
  PlacesKept,    // back, home, help and the tools stand at the same place on every page
  RingInside,    // the focus ring is on the screen whole
  RingApart,     // and covers no words but what it rings
};

/// What was found, by rule; `looked_at` counts pages in forms.
struct Findings {
  std::map<Rule, std::vector<std::string>> wrong;
  std::size_t looked_at = 0;
  std::size_t texts = 0;
};

/// All pages in one language, laid out once a program.
const Findings& geometry(const i18n::Language& language);

/// Boost.Test errors for what breaks the rule: the first ones, and how many there are.
void check_geometry(const i18n::Language& language, Rule rule);

}  // namespace bianmin::tests

// The same cases for each language: each language is a suite of its own, so that they run side by side.
#define BIANMIN_GEOMETRY_CASES(language)                                                                             \
  BOOST_AUTO_TEST_CASE(no_text_is_cut) { check_geometry(language, Rule::TextWhole); }                                \
  BOOST_AUTO_TEST_CASE(texts_stay_in_their_part_of_the_page) { check_geometry(language, Rule::TextInside); }         \
  BOOST_AUTO_TEST_CASE(no_text_lies_over_another_or_a_sign) { check_geometry(language, Rule::TextApart); }           \
  BOOST_AUTO_TEST_CASE(what_is_pressed_is_large) { check_geometry(language, Rule::TargetLarge); }                    \
  BOOST_AUTO_TEST_CASE(what_is_pressed_is_on_the_screen) { check_geometry(language, Rule::TargetInside); }           \
  BOOST_AUTO_TEST_CASE(what_is_pressed_stands_apart) { check_geometry(language, Rule::TargetApart); }                \
  BOOST_AUTO_TEST_CASE(letters_are_as_large_as_promised) { check_geometry(language, Rule::LetterLarge); }            \
  BOOST_AUTO_TEST_CASE(everything_to_choose_can_be_reached) { check_geometry(language, Rule::Reachable); }           \
  BOOST_AUTO_TEST_CASE(keys_and_what_they_write_stand_on_one_part) { check_geometry(language, Rule::KeysTogether); } \
  BOOST_AUTO_TEST_CASE(the_first_part_has_something_to_choose) { check_geometry(language, Rule::FirstServes); }      \
  BOOST_AUTO_TEST_CASE(lines_have_forty_characters_at_most) { check_geometry(language, Rule::LineShort); }           \
  BOOST_AUTO_TEST_CASE(no_latin_word_is_broken) { check_geometry(language, Rule::WordWhole); }                       \
  BOOST_AUTO_TEST_CASE(back_home_and_help_keep_their_places) { check_geometry(language, Rule::PlacesKept); }         \
  BOOST_AUTO_TEST_CASE(the_focus_ring_is_seen_whole) { check_geometry(language, Rule::RingInside); }                 \
  BOOST_AUTO_TEST_CASE(the_focus_ring_covers_no_other_words) { check_geometry(language, Rule::RingApart); }          \
  BOOST_AUTO_TEST_CASE(all_pages_and_forms_were_looked_at) {                                                         \
    BOOST_TEST(geometry(language).looked_at >= bianmin::ui::sample_names().size() * 4 * 4 * 3);                      \
    BOOST_TEST(geometry(language).texts > 100'000U);                                                                 \
  }
