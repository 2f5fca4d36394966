#pragma once

#include <cstdint>
#include <filesystem>

#include "ui/screen/gallery/samples.hpp"
#include "ui/screen/painter.hpp"

namespace bianmin::ui {

/// A picture in memory, 0xRRGGBB a pixel, rows from the top.
struct Raster {
  int width = 0, height = 0;
  std::vector<std::uint32_t> pixels;
  std::uint32_t at(int x, int y) const {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

/// The layout as it stands on the screen.
Raster draw(const Layout& layout, const TextEngine& text, const Overlay& overlay = {"", "", 0.4});
/// Each pixel is the mean of `by` × `by`; what is left over at the right and below is dropped.
Raster shrunk(const Raster& picture, int by);

/// One of the forms in which every page is shown.
struct Form {
  i18n::Language language;
  View view;
  Size size;
  /// "elder, high contrast, ko, 1920x1080, text 200 %"
  std::string name() const;
};
/// Every view, language, size of screen and size of text.
std::vector<Form> all_forms();

/// Where a form stands on the sheet, pixels of the sheet.
struct SheetCell {
  Form form;
  int x = 0, y = 0, width = 0, height = 0;
  int shrink = 1;  // how much smaller than on the screen
};

/// How far the pages are shrunk: large text more than small text, which is read at the same ease then.
struct SheetScale {
  int plain = 10;  // pages with text of 100 %
  int large = 16;  // of 200 %
};

/// How far a page on this screen is shrunk: less on the small one, where letters are smaller too.
int shrink_for(Size screen, int shrink);

/// One sheet that shows a page in all its forms: a column for each view, a row for each language, in each field the
/// three screens; below it the same with large text.
class PageSheet {
 public:
  PageSheet(const std::string& page, const SheetScale& scale, const TextEngine& text);
  /// Puts a form's picture, already shrunk, into its place.
  void put(const SheetCell& cell, const Raster& picture);
  const std::vector<SheetCell>& cells() const { return cells_; }
  const Raster& picture() const { return picture_; }
  /// StoreUnavailable names the file.
  base::Result<void> save_png(const std::filesystem::path& file) const;

 private:
  std::vector<SheetCell> cells_;
  Raster picture_;
};

}  // namespace bianmin::ui
