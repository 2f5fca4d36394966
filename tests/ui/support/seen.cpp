#include "tests/ui/support/seen.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace bianmin::tests {
namespace {

using namespace ui;

// Relative luminance of WCAG 2.2, 0 … 1.
double luminance(std::uint32_t pixel) {
  static const std::array<double, 256> linear = [] {
    std::array<double, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
      const double c = static_cast<double>(i) / 255;
      table[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return table;
  }();
  return 0.2126 * linear[pixel >> 16 & 0xFFU] + 0.7152 * linear[pixel >> 8 & 0xFFU] + 0.0722 * linear[pixel & 0xFFU];
}

double ratio(double a, double b) { return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05); }

}  // namespace

Seen contrast_of_texts(const Raster& picture, const Layout& layout, const TextEngine& text, double asked) {
  Seen seen;
  const bool dialog =
      std::any_of(layout.items.begin(), layout.items.end(), [](const Item& item) { return item.layer > 0; });
  for (const auto& item : layout.items) {
    const auto* words = std::get_if<TextItem>(&item.what);
    if (!words || words->text.empty() || (dialog && item.layer == 0)) continue;
    const Size size = text.measure(words->text, words->style, item.rect.width, words->bold_bytes);
    const double left = words->style.align == Align::Left    ? item.rect.x
                        : words->style.align == Align::Right ? item.rect.right() - size.width
                                                             : item.rect.centre().x - size.width / 2;
    const int x0 = std::max(0, static_cast<int>(left)), y0 = std::max(0, static_cast<int>(item.rect.y));
    const int x1 = std::min(picture.width, static_cast<int>(left + size.width));
    const int y1 = std::min(picture.height, static_cast<int>(item.rect.y + size.height));
    std::array<std::uint32_t, 1024> how_often{};
    double darkest = 1, lightest = 0;
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) {
        const double l = luminance(picture.at(x, y));
        darkest = std::min(darkest, l);
        lightest = std::max(lightest, l);
        ++how_often[static_cast<std::size_t>(l * 1023)];
      }
    if (x1 <= x0 || y1 <= y0) continue;
    const double ground =
        static_cast<double>(std::max_element(how_often.begin(), how_often.end()) - how_often.begin()) / 1023;
    const double found = std::max(ratio(ground, darkest), ratio(ground, lightest));
    seen.least = std::min(seen.least, found);
    if (found < asked) seen.weak.push_back(words->text + " is seen " + std::to_string(found) + " to 1");
  }
  return seen;
}

double contrast_of_ring(const Raster& with, const Raster& without, const Spot& spot, double width) {
  const Point middle = spot.rect.centre();
  const auto side = [&](double x, double y, double step_x, double step_y) {
    double best = 1;
    for (double far = -width; far <= 2 * width; far += 1) {
      const int px = static_cast<int>(x + step_x * far), py = static_cast<int>(y + step_y * far);
      if (px < 0 || py < 0 || px >= with.width || py >= with.height) continue;
      best = std::max(best, ratio(luminance(with.at(px, py)), luminance(without.at(px, py))));
    }
    return best;
  };
  return std::min({side(spot.rect.x, middle.y, -1, 0), side(spot.rect.right(), middle.y, 1, 0),
                   side(middle.x, spot.rect.y, 0, -1), side(middle.x, spot.rect.bottom(), 0, 1)});
}

}  // namespace bianmin::tests
