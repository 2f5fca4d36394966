#pragma once

#include "ui/screen/gallery/page_sheet.hpp"

namespace bianmin::tests {

/// How far the pages of the golden sheets are shrunk.
inline constexpr ui::SheetScale kScale{9, 16};

/// How two pictures differ: the worst place of 4 × 4 pixels. What a golden picture's few colours and other smoothing
/// change of a pixel, a twelfth of its range, counts for nothing; the rest is averaged over the place, 0 … 235.
struct Likeness {
  double worst = 0;
  int x = 0, y = 0;  // its upper left corner
};

/// Compares `golden`, from (left, top) on, with the whole of `now`. What lies outside of the golden picture is black.
Likeness compare(const ui::Raster& golden, int left, int top, const ui::Raster& now);

/// More than this is a change. Measured on all forms of a page: another word gives 6.7 and more, a button moved by
/// twelve pixels of the screen 40; other smoothing a sixth of a pixel further 3.2 at most.
inline constexpr double kMostDifference = 5;

/// Writes a picture to be compared with later, in as few colours as keep it far from a change. The same picture gives
/// the same file. False when the file can't be written.
bool write_golden(const ui::Raster& picture, const std::filesystem::path& file);

/// Where they differ as a picture: `now` pale, what differs in red.
ui::Raster difference(const ui::Raster& golden, int left, int top, const ui::Raster& now);

/// Part of a picture.
ui::Raster cut(const ui::Raster& picture, int left, int top, int width, int height);

}  // namespace bianmin::tests
