#include "kiosk/flow/service/template.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/clock.hpp"
#include "base/id_number.hpp"
#include "base/working_days.hpp"
#include "i18n/format.hpp"
#include "i18n/numerals.hpp"
#include "i18n/substitute.hpp"
#include "kiosk/flow/service/yuan.hpp"

namespace bianmin::kiosk {
namespace {

constexpr std::array<std::string_view, 10> kFormats{"masked",   "full",  "phone",   "date",   "weekday",
                                                    "datetime", "money", "capital", "number", "case"};

// Calls `plain(text)` and `place(name, format)` for the template's parts in order.
template <class Plain, class Place>
void scan(std::string_view text, Plain&& plain, Place&& place) {
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find('{', at);
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return plain(text.substr(at));
    plain(text.substr(at, open - at));
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const auto bar = inside.find('|');
    place(inside.substr(0, bar), bar == std::string_view::npos ? std::string_view{} : inside.substr(bar + 1));
    at = close + 1;
  }
}

// What ends a clause; the first four stay before something that is left out at the end, the others would dangle.
constexpr std::array<std::string_view, 8> kClauseEnds{"。", ". ", "！", "？", "，", "；", " · ", ", "};
constexpr std::size_t kFirstJoint = 4;

// Where the first clause of a template ends, behind its sign; a sign inside braces is none.
std::size_t end_of_clause(std::string_view text) {
  bool inside = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '{') inside = true;
    if (text[at] == '}') inside = false;
    if (inside) continue;
    for (const auto end : kClauseEnds)
      if (text.substr(at).starts_with(end)) return at + end.size();
  }
  return text.size();
}

void trim_joint(std::string& text) {
  for (std::size_t i = kFirstJoint; i < kClauseEnds.size(); ++i)
    if (text.ends_with(kClauseEnds[i])) text.resize(text.size() - kClauseEnds[i].size());
  while (text.ends_with(' ')) text.pop_back();
}

base::Result<base::LocalTime> day_of(std::string_view text) {
  const auto date = base::parse_civil_date(text);
  if (!date) return tl::unexpected(date.error());
  return base::to_china_time(base::Instant(std::chrono::sys_days(*date)));
}

}  // namespace

std::vector<TemplatePlace> template_places(std::string_view text) {
  std::vector<TemplatePlace> places;
  scan(
      text, [](std::string_view) {},
      [&](std::string_view name, std::string_view format) {
        places.push_back({std::string(name), std::string(format)});
      });
  return places;
}

bool is_value_format(std::string_view format) {
  return std::find(kFormats.begin(), kFormats.end(), format) != kFormats.end();
}

i18n::Phrase format_value(const Value& value, std::string_view format, const i18n::Language& language,
                          bool private_mode) {
  if (!value.label.empty()) return value.label.phrase(language);
  const std::string_view text = value.text.reveal();
  if (format == "masked" || format == "full") {
    if (const auto id = base::IdNumber::parse(text)) {
      if (format == "full") {
        i18n::Phrase phrase = i18n::id_number_full(language, *id);
        if (!private_mode) phrase.spoken = i18n::id_number_masked(language, *id).spoken;
        return phrase;
      }
      i18n::Phrase phrase = i18n::id_number_masked(language, *id);
      if (private_mode) phrase.spoken = i18n::id_number_full(language, *id).spoken;
      return phrase;
    }
    if (format == "masked") {
      i18n::Phrase phrase = i18n::phone_masked(language, text);
      if (private_mode) phrase.spoken = i18n::phone(language, text).spoken;
      return phrase;
    }
  }
  if (format == "phone") return i18n::phone(language, text);
  if (format == "case") return i18n::case_number(language, text);
  if (format == "date") {
    // A moment's date is the one it had in China, not in Greenwich.
    if (text.size() > 10)
      if (const auto instant = base::parse_utc(text)) return i18n::date(language, base::to_china_time(*instant));
    if (const auto day = day_of(text.substr(0, 10))) return i18n::date(language, *day);
    // A month alone, "1992-10".
    if (text.size() == 7)
      if (const auto day = day_of(std::string(text) + "-01")) return i18n::month(language, *day);
  }
  if (format == "weekday")
    if (const auto day = day_of(text.substr(0, 10))) return i18n::weekday_date(language, *day);
  if (format == "datetime")
    if (const auto instant = base::parse_utc(text)) return i18n::date_time(language, base::to_china_time(*instant));
  if (format == "capital")
    if (const auto fen = fen_from_yuan(text)) return {capital_from_fen(*fen), i18n::money(language, *fen).spoken};
  if (format == "money")
    if (const auto fen = fen_from_yuan(text)) return i18n::money(language, *fen);
  if (format == "money" || format == "number") {
    long long number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size())
      return format == "money" ? i18n::money(language, number) : i18n::number(language, number);
  }
  return i18n::Phrase(text);
}

namespace {

i18n::Phrase fill_one(std::string_view rest, const i18n::Language& language, const Values& values, bool private_mode,
                      const Record* row) {
  i18n::Phrase out;
  bool left_out = false;
  while (!rest.empty()) {
    const std::string_view clause = rest.substr(0, end_of_clause(rest));
    rest.remove_prefix(clause.size());
    i18n::Phrase part;
    std::size_t places = 0, filled = 0;
    bool number_before = false;
    scan(
        clause,
        [&](std::string_view plain) {
          if (number_before) i18n::say_two_as_counted(part.spoken, plain);
          number_before = false;
          part.shown.append(plain);
          part.spoken.append(plain);
        },
        [&](std::string_view name, std::string_view format) {
          ++places;
          const Value* value =
              row != nullptr && name.starts_with("row.") ? row->field(name.substr(4)) : values.find(name);
          if (value == nullptr || value->empty()) return;
          ++filled;
          // A person's name is read by the readings of surnames: 单 is shan4.
          const bool person = format.empty() && name.ends_with(".name") && value->label.empty();
          const i18n::Phrase phrase = person ? i18n::person_name(language, value->text.reveal())
                                             : format_value(*value, format, language, private_mode);
          part.shown.append(phrase.shown);
          part.spoken.append(phrase.spoken);
          number_before = format == "number";
        });
    left_out = places > 0 && filled == 0;
    if (left_out) continue;
    out.shown.append(part.shown);
    out.spoken.append(part.spoken);
  }
  if (left_out) {
    trim_joint(out.shown);
    trim_joint(out.spoken);
  }
  return out;
}

}  // namespace

i18n::Phrase fill(const i18n::LocalizedText& text, const i18n::Language& language, const Values& values,
                  bool private_mode, const Record* row) {
  const i18n::Phrase& words = text.phrase(language);
  i18n::Phrase out = fill_one(words.shown, language, values, private_mode, row);
  if (words.spoken != words.shown) out.spoken = fill_one(words.spoken, language, values, private_mode, row).spoken;
  i18n::close_blanks(out.spoken);
  return out;
}

}  // namespace bianmin::kiosk
