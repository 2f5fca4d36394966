#include "ui/screen/gallery/control_sheets.hpp"

#include <cairo.h>

#include <cmath>

#include "ui/screen/canvas.hpp"

namespace bianmin::ui {
namespace {

constexpr double kColumn = 440, kMargin = 28, kLabel = 40;  // pixels of the sheet

struct Look {
  const char* name;
  ViewStyle style;
  bool high_contrast;
};
constexpr Look kLooks[] = {{"standard", ViewStyle::Standard, false},
                           {"elder", ViewStyle::Elder, false},
                           {"high contrast", ViewStyle::Standard, true},
                           {"elder, high contrast", ViewStyle::Elder, true}};

struct Cell {
  Layout layout;
  Rect place;
  ActionId focus;
  std::string pressed;
};
struct Row {
  std::string state;
  std::vector<Cell> cells;
  double height = 0;
};

void write(cairo_t* cairo, const TextEngine& text, const Rect& at, const std::string& words, bool bold) {
  text.draw(cairo, at, TextItem{words, {20, bold, 1.3, Align::Left}, Colour::hex(0x10223A)});
}

}  // namespace

base::Result<void> draw_control_sheets(const std::filesystem::path& folder, const i18n::Language& language, Size size,
                                       int text_percent) {
  const TextEngine text;
  const double scale = kColumn / size.width;
  std::vector<std::string> order;
  std::map<std::string, std::vector<Row>> sheets;
  for (const Look& look : kLooks) {
    View view{look.style, text_percent};
    view.high_contrast = look.high_contrast;
    std::map<std::string, std::size_t> at;
    for (Specimen& specimen : specimens(language, view)) {
      Cell cell{lay_out(specimen.sample.page, size, text, sample_words(), specimen.sample.local),
                {},
                specimen.focus,
                specimen.pressed};
      cell.place = place_of(specimen, cell.layout);
      if (std::find(order.begin(), order.end(), specimen.control) == order.end()) order.push_back(specimen.control);
      auto& rows = sheets[specimen.control];
      const std::size_t row = at[specimen.control]++;
      if (rows.size() <= row) rows.push_back({specimen.state, {}});
      rows[row].height = std::max(rows[row].height, std::ceil(cell.place.height * scale));
      rows[row].cells.push_back(std::move(cell));
    }
  }
  for (const auto& control : order) {
    const auto& rows = sheets[control];
    double height = kMargin + kLabel;
    for (const auto& row : rows) height += kLabel + row.height + kMargin;
    const double width = kMargin + std::size(kLooks) * (kColumn + kMargin);
    cairo_surface_t* sheet =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height));
    cairo_t* cairo = cairo_create(sheet);
    cairo_set_source_rgb(cairo, 0.87, 0.89, 0.92);
    cairo_paint(cairo);
    for (std::size_t i = 0; i < std::size(kLooks); ++i)
      write(cairo, text, {kMargin + static_cast<double>(i) * (kColumn + kMargin), kMargin * 0.6, kColumn, 28},
            kLooks[i].name, true);
    double y = kMargin + kLabel;
    for (const auto& row : rows) {
      write(cairo, text, {kMargin, y, width - 2 * kMargin, 28}, row.state, false);
      y += kLabel;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Cell& cell = row.cells[i];
        cairo_save(cairo);
        cairo_translate(cairo, kMargin + static_cast<double>(i) * (kColumn + kMargin), y);
        cairo_scale(cairo, scale, scale);
        cairo_rectangle(cairo, 0, 0, cell.place.width, cell.place.height);
        cairo_clip(cairo);
        cairo_translate(cairo, -cell.place.x, -cell.place.y);
        Painter painter(cairo, text, cell.layout.palette);
        paint(painter, cell.layout, {cell.pressed, cell.focus, 0.4});
        cairo_restore(cairo);
      }
      y += row.height + kMargin;
    }
    const std::filesystem::path file = folder / (control + ".png");
    const cairo_status_t status = cairo_surface_write_to_png(sheet, file.c_str());
    cairo_destroy(cairo);
    cairo_surface_destroy(sheet);
    if (status != CAIRO_STATUS_SUCCESS)
      return base::fail(base::FailureCode::StoreUnavailable, file.string() + ": " + cairo_status_to_string(status));
  }
  return {};
}

}  // namespace bianmin::ui
