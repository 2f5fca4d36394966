#include "ui/screen/input/signature_strokes.hpp"

#include <charconv>
#include <cmath>

namespace bianmin::ui {

std::vector<Stroke> read_strokes(std::string_view text) {
  std::vector<Stroke> strokes;
  text = text.substr(0, kMostSignatureCharacters);
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = [&](double& value) {
    int read = 0;
    const auto [next, failed] = std::from_chars(at, end, read);
    if (failed != std::errc{}) return false;
    at = next;
    value = std::clamp(read, 0, 1000);
    return true;
  };
  bool fresh = true;
  while (at < end) {
    Point p;
    if (!number(p.x) || at == end || *at++ != ',' || !number(p.y)) break;
    if (fresh) strokes.emplace_back();
    fresh = false;
    strokes.back().push_back(p);
    if (at == end) break;
    const char between = *at++;
    if (between == ';')
      fresh = true;
    else if (between != ' ')
      break;
  }
  return strokes;
}

std::string write_strokes(const std::vector<Stroke>& strokes) {
  std::string text;
  text.reserve(kMostSignatureCharacters);  // never moved: a signature is a resident's data
  for (const auto& stroke : strokes) {
    bool first = true;
    for (const Point p : stroke) {
      const auto thousandths = [](double value) { return std::to_string(std::lround(std::clamp(value, 0.0, 1000.0))); };
      const std::string point = thousandths(p.x) + "," + thousandths(p.y);
      if (text.size() + point.size() + 1 > kMostSignatureCharacters) return text;
      if (!text.empty()) text += first ? ';' : ' ';
      text += point;
      first = false;
    }
  }
  return text;
}

}  // namespace bianmin::ui
