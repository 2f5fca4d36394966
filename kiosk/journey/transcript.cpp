#include "kiosk/journey/transcript.hpp"

#include <array>
#include <regex>
#include <sstream>

#include "base/file.hpp"
#include "base/overloaded.hpp"
#include "devices/keypad/keypad_map.hpp"
#include "i18n/phrase.hpp"

namespace bianmin::kiosk {
namespace {

constexpr std::size_t kColumn = 14;
constexpr std::size_t kMostBytes = 1U << 20;

// The platform's clock is the world's, and it draws case numbers and codes: none of that is the same tomorrow.
std::string steady(std::string text) {
  // In Chinese words: 2026 and its years said digit by digit with month, day and hour, a month and day with its
  // weekday, the case number behind "L C". (These are grammar for a parser, not words for residents.)
  static const std::string kDigits = "(\u96f6|\u4e00|\u4e8c|\u4e09|\u56db|\u4e94|\u516d|\u4e03|\u516b|\u4e5d|\u5341)+";
  static const std::string kMonths =
      "(January|February|March|April|May|June|July|August|September|October|November|December)";
  static const std::array kChanging{
      std::regex("\u4e8c\u96f6\u4e8c" + kDigits + "\u5e74" + kDigits + "\u6708(" + kDigits + "\u65e5)?(，" + kDigits +
                 "\u70b9(\u6574|" + kDigits + "\u5206))?"),
      std::regex(kDigits + "\u6708" + kDigits +
                 "\u65e5(，\u661f\u671f(\u65e5|\u4e00|\u4e8c|\u4e09|\u56db|\u4e94|\u516d))?"),
      std::regex(kDigits + "\u70b9(\u6574|" + kDigits + "\u5206)"),
      std::regex("[A-Z] [A-Z]( " + kDigits + ")?(，" + kDigits + ")+"),
      std::regex(kDigits + "，([A-Z]|" + kDigits + ")( ([A-Z]|" + kDigits + "))+"),
      std::regex("((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day )?[0-9]{1,2} " + kMonths +
                 "( 202[0-9])?(, [0-9]+( o'clock| oh [0-9]+| [0-9]+))?"),
      // In Korean: year, month, day, hour and minute in figures.
      std::regex("(202[0-9]\ub144 )?[0-9]{1,2}\uc6d4 [0-9]{1,2}\uc77c(, [0-9]{1,2}\uc2dc( [0-9]{1,2}\ubd84)?)?"),
      std::regex("[A-Z] [A-Z]( [0-9])*(,( [0-9])+)+"),
      std::regex("[0-9] [0-9] [0-9] [0-9] [0-9] [0-9],( [A-Z0-9])+"),
  };
  for (const auto& changing : kChanging) text = std::regex_replace(text, changing, "…");
  for (std::size_t at; (at = text.find(i18n::kNameMark)) != std::string::npos;) text.erase(at, i18n::kNameMark.size());
  for (char& c : text)
    if (c == '\n') c = ' ';
  return text;
}

std::size_t columns(std::string_view text) {
  std::size_t wide = 0;
  for (const char c : text) wide += (c & 0xC0) != 0x80;
  return wide;
}

}  // namespace

void Transcript::take(const std::vector<std::string>& spoken) {
  for (; heard_ < spoken.size(); ++heard_) turns_.back().heard.push_back(steady(spoken[heard_]));
}

void Transcript::act(std::string what, const std::vector<std::string>& spoken) {
  take(spoken);
  if (!what.empty()) turns_.push_back({std::move(what), {}});
}

std::string Transcript::text(const Journey& journey) const {
  std::string out = journey.title + "\n";
  if (!journey.about.empty()) out += journey.about + "\n";
  out += "\n";
  for (const Turn& turn : turns_) {
    std::string left = turn.act;
    const auto line = [&](std::string_view heard) {
      out += left;
      if (!heard.empty()) out.append(kColumn - std::min(columns(left), kColumn - 2), ' ').append(heard);
      out += "\n";
      left.clear();
    };
    for (const auto& heard : turn.heard) line(heard);
    if (turn.heard.empty() && !turn.act.empty()) line({});
  }
  return out;
}

std::string act_of(const JourneyAction& action) {
  return std::visit(base::Overloaded{
                        [](const Press&) { return std::string(); },  // is played key by key
                        [](const Expect&) { return std::string(); },
                        [](const Arrive&) { return std::string("[arrives]"); },
                        [](const Write&) { return std::string("[writes]"); },
                        [](const PutCard&) { return std::string("[card]"); },
                        [](const TakeCard&) { return std::string("[takes card]"); },
                        [](const ShowCode&) { return std::string("[shows code]"); },
                        [](const ShowText&) { return std::string("[shows code]"); },
                        [](const ShowSlip&) { return std::string("[shows slip]"); },
                        [](const SetPrinter& a) { return "[" + a.printer + " " + a.state + "]"; },
                        [](const SetNetwork& a) { return std::string(a.up ? "[network]" : "[no network]"); },
                        [](const PassTime& a) { return "[" + std::to_string(a.by.count() / 1000) + " s]"; },
                        [](const PressKey& a) { return std::string(devices::to_string(a.key)); },
                        [](const PlugHeadphones& a) { return std::string(a.in ? "[headphones]" : "[unplugs]"); },
                        [](const auto& a) { return "[" + std::string(kind_of(JourneyAction(a))) + "]"; },
                    },
                    action);
}

base::Result<void> compare_transcript(const std::filesystem::path& golden, const std::string& text, bool renew) {
  if (renew) {
    std::error_code error;
    std::filesystem::create_directories(golden.parent_path(), error);
    return base::write_file_durably(golden, text, 0644);
  }
  const auto wanted = base::read_file(golden, kMostBytes);
  const std::string place = golden.filename().string();
  if (!wanted)
    return base::fail(base::FailureCode::InputInvalid,
                      place + " is not there: see \"Transcripts\" in tests/journeys/README.md");
  if (*wanted == text) return {};
  std::istringstream before(*wanted), now(text);
  std::string old_line, new_line;
  for (int number = 1;; ++number) {
    const bool more_old = static_cast<bool>(std::getline(before, old_line)),
               more_new = static_cast<bool>(std::getline(now, new_line));
    if (!more_old) old_line = "(end)";
    if (!more_new) new_line = "(end)";
    if (old_line != new_line || !more_old || !more_new)
      return base::fail(base::FailureCode::InputInvalid, place + ":" + std::to_string(number) + " was\n      " +
                                                             old_line + "\n      and is now\n      " + new_line);
  }
}

}  // namespace bianmin::kiosk
