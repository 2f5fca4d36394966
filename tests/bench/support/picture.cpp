#include "tests/bench/support/picture.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace bianmin::tests {
namespace {

constexpr int kLongestSide = 16'384;

// The next number of a PPM header; 0 when there is none.
int number(std::string_view bytes, std::size_t& at) {
  while (at < bytes.size() && (bytes[at] == ' ' || bytes[at] == '\n')) ++at;
  int value = 0;
  const auto [end, error] = std::from_chars(bytes.data() + at, bytes.data() + bytes.size(), value);
  at = static_cast<std::size_t>(end - bytes.data());
  return error == std::errc() ? value : 0;
}

Area inside(const Picture& picture, Area area) {
  const int right = std::min(area.x + area.width, picture.width),
            bottom = std::min(area.y + area.height, picture.height);
  area.x = std::clamp(area.x, 0, picture.width);
  area.y = std::clamp(area.y, 0, picture.height);
  return {area.x, area.y, std::max(0, right - area.x), std::max(0, bottom - area.y)};
}

}  // namespace

std::optional<Picture> parse_ppm(std::string_view bytes) {
  if (!bytes.starts_with("P6")) return std::nullopt;
  std::size_t at = 2;
  Picture picture;
  picture.width = number(bytes, at);
  picture.height = number(bytes, at);
  const int levels = number(bytes, at);
  if (picture.width < 1 || picture.height < 1 || picture.width > kLongestSide || picture.height > kLongestSide ||
      levels != 255)
    return std::nullopt;
  ++at;
  const std::size_t count = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  if (bytes.size() < at + 3 * count) return std::nullopt;
  picture.pixels.reserve(count);
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data() + at);
  for (std::size_t i = 0; i < count; ++i, data += 3)
    picture.pixels.push_back(static_cast<std::uint32_t>(data[0]) << 16 | static_cast<std::uint32_t>(data[1]) << 8 |
                             data[2]);
  return picture;
}

double difference(const Picture& a, const Picture& b) {
  if (a.width != b.width || a.height != b.height || a.pixels.empty()) return 1;
  std::size_t differ = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) differ += a.pixels[i] != b.pixels[i];
  return static_cast<double>(differ) / static_cast<double>(a.pixels.size());
}

bool same_in(const Picture& a, const Picture& b, const Area& wanted) {
  if (a.width != b.width || a.height != b.height) return false;
  const Area area = inside(a, wanted);
  for (int y = area.y; y < area.y + area.height; ++y)
    for (int x = area.x; x < area.x + area.width; ++x)
      if (a.at(x, y) != b.at(x, y)) return false;
  return true;
}

double ink(const Picture& picture, const Area& wanted) {
  const Area area = inside(picture, wanted);
  const double all = static_cast<double>(area.width) * area.height;
  if (all == 0) return 0;
  std::map<std::uint32_t, std::size_t> colours;
  for (int y = area.y; y < area.y + area.height; ++y)
    for (int x = area.x; x < area.x + area.width; ++x) ++colours[picture.at(x, y)];
  std::size_t most = 0;
  for (const auto& [colour, count] : colours) most = std::max(most, count);
  return 1 - static_cast<double>(most) / all;
}

}  // namespace bianmin::tests
