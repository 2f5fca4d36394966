#pragma once

#include <string>
#include <vector>

#include "ui/screen/gallery/page_sheet.hpp"

namespace bianmin::tests {

/// What the eye meets, measured from a page's pixels.
struct Seen {
  std::vector<std::string> weak;  // texts below the contrast asked for, with what was measured
  double least = 21;
};

/// The contrast of every text: its ground is the commonest colour behind it, its ink what differs most from that.
Seen contrast_of_texts(const ui::Raster& picture, const ui::Layout& layout, const ui::TextEngine& text, double asked);

/// The weakest side of a focus ring: the contrast of ring and page, 1 … 21, as `with` shows it and `without` does not.
double contrast_of_ring(const ui::Raster& with, const ui::Raster& without, const ui::Spot& spot, double width);

}  // namespace bianmin::tests
