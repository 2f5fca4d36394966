#include "ui/screen/gallery/page_sheet.hpp"

#include <cairo.h>

#include <cstring>

namespace bianmin::ui {
namespace {

constexpr int kMargin = 20, kTitle = 56, kLabel = 26, kGap = 6, kBetween = 18;  // pixels of the sheet

struct Look {
  const char* name;
  ViewStyle style;
  bool high_contrast;
};
constexpr Look kLooks[] = {{"standard", ViewStyle::Standard, false},
                           {"elder", ViewStyle::Elder, false},
                           {"high contrast", ViewStyle::Standard, true},
                           {"elder, high contrast", ViewStyle::Elder, true}};
constexpr Size kScreens[] = {{1080, 1920}, {1920, 1080}, {1280, 1024}};

const std::vector<i18n::Language>& languages() {
  static const std::vector<i18n::Language> all{i18n::kChinese, i18n::kEnglish, i18n::kKorean};
  return all;
}

View view_of(const Look& look, int percent) {
  View view{look.style, percent};
  view.high_contrast = look.high_contrast;
  return view;
}

const char* name_of(const View& view) {
  for (const Look& look : kLooks)
    if (look.style == view.style && look.high_contrast == view.high_contrast) return look.name;
  return "";
}

// A field of the sheet: the upright screen, beside it the lying one above the square one.
struct ScreensPlace {
  int width, height;
  int x[3], y[3], w[3], h[3];
};
ScreensPlace field_of(int shrink) {
  ScreensPlace f{};
  for (int i = 0; i < 3; ++i) {
    const int by = shrink_for(kScreens[i], shrink);
    f.w[i] = static_cast<int>(kScreens[i].width) / by;
    f.h[i] = static_cast<int>(kScreens[i].height) / by;
  }
  f.x[1] = f.x[2] = f.w[0] + kGap;
  f.y[2] = f.h[1] + kGap;
  f.width = f.x[1] + f.w[1];
  f.height = std::max(f.h[0], f.y[2] + f.h[2]);
  return f;
}

struct Surface {
  cairo_surface_t* image;
  cairo_t* cairo;
  Surface(int width, int height)
      : image(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)), cairo(cairo_create(image)) {}
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
  ~Surface() {
    cairo_destroy(cairo);
    cairo_surface_destroy(image);
  }
  Raster raster() const {
    cairo_surface_flush(image);
    Raster out{cairo_image_surface_get_width(image), cairo_image_surface_get_height(image), {}};
    out.pixels.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
    const unsigned char* data = cairo_image_surface_get_data(image);
    for (int y = 0; y < out.height; ++y)
      std::memcpy(&out.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width)],
                  data + y * cairo_image_surface_get_stride(image), static_cast<std::size_t>(out.width) * 4);
    for (auto& pixel : out.pixels) pixel &= 0xFFFFFFU;
    return out;
  }
};

}  // namespace

int shrink_for(Size screen, int shrink) {
  return screen.width < 1400 && screen.height < 1400 ? std::max(1, shrink * 4 / 5) : shrink;
}

Raster draw(const Layout& layout, const TextEngine& text, const Overlay& overlay) {
  const Surface surface(static_cast<int>(layout.size.width), static_cast<int>(layout.size.height));
  Painter painter(surface.cairo, text, layout.palette);
  paint(painter, layout, overlay);
  return surface.raster();
}

Raster shrunk(const Raster& picture, int by) {
  Raster out{picture.width / by, picture.height / by, {}};
  out.pixels.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  const auto parts = static_cast<std::uint32_t>(by) * static_cast<std::uint32_t>(by);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      std::uint32_t red = parts / 2, green = parts / 2, blue = parts / 2;
      for (int j = 0; j < by; ++j) {
        const std::uint32_t* row =
            &picture.pixels[static_cast<std::size_t>(y * by + j) * static_cast<std::size_t>(picture.width) +
                            static_cast<std::size_t>(x * by)];
        for (int i = 0; i < by; ++i) {
          red += row[i] >> 16;
          green += (row[i] >> 8) & 0xFFU;
          blue += row[i] & 0xFFU;
        }
      }
      out.pixels.push_back((red / parts) << 16 | (green / parts) << 8 | blue / parts);
    }
  return out;
}

std::string Form::name() const {
  return std::string(name_of(view)) + ", " + language.tag() + ", " + std::to_string(static_cast<int>(size.width)) +
         "x" + std::to_string(static_cast<int>(size.height)) + ", text " + std::to_string(view.text_percent) + " %";
}

std::vector<Form> all_forms() {
  // High contrast last: it sets the same lines, which are still known then.
  std::vector<Form> all;
  for (const int percent : {100, 200})
    for (const auto& language : languages())
      for (const Size size : kScreens)
        for (const ViewStyle style : {ViewStyle::Standard, ViewStyle::Elder})
          for (const bool high_contrast : {false, true}) {
            all.push_back({language, {style, percent}, size});
            all.back().view.high_contrast = high_contrast;
          }
  return all;
}

PageSheet::PageSheet(const std::string& page, const SheetScale& scale, const TextEngine& text) {
  struct Label {
    Rect at;
    std::string words;
    double size;
  };
  std::vector<Label> labels{{{kMargin, kMargin - 6, 900, kTitle}, page, 28}};
  int y = kTitle, right = 0;
  for (const int percent : {100, 200}) {
    const ScreensPlace field = field_of(percent == 100 ? scale.plain : scale.large);
    const int side = 70;  // the languages' names
    for (std::size_t column = 0; column < std::size(kLooks); ++column) {
      const int x = kMargin + side + static_cast<int>(column) * (field.width + kBetween);
      labels.push_back({{double(x), double(y), double(field.width), kLabel}, kLooks[column].name, 18});
      right = std::max(right, x + field.width);
    }
    labels.push_back({{kMargin, double(y), side, kLabel}, std::to_string(percent) + " %", 18});
    y += kLabel;
    for (const auto& language : languages()) {
      labels.push_back({{kMargin, double(y), side - 4, kLabel}, language.tag(), 18});
      for (std::size_t column = 0; column < std::size(kLooks); ++column)
        for (std::size_t i = 0; i < std::size(kScreens); ++i) {
          const int x = kMargin + side + static_cast<int>(column) * (field.width + kBetween);
          cells_.push_back({{language, view_of(kLooks[column], percent), kScreens[i]},
                            x + field.x[i],
                            y + field.y[i],
                            field.w[i],
                            field.h[i],
                            shrink_for(kScreens[i], percent == 100 ? scale.plain : scale.large)});
        }
      y += field.height + kBetween;
    }
  }
  const Surface surface(right + kMargin, y + kMargin - kBetween);
  cairo_set_source_rgb(surface.cairo, 0.80, 0.83, 0.87);
  cairo_paint(surface.cairo);
  for (const auto& label : labels)
    text.draw(surface.cairo, label.at,
              TextItem{label.words, {label.size, true, 1.2, Align::Left}, Colour::hex(0x10223A)});
  picture_ = surface.raster();
}

void PageSheet::put(const SheetCell& cell, const Raster& picture) {
  const int width = std::min(cell.width, picture.width), height = std::min(cell.height, picture.height);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      picture_.pixels[static_cast<std::size_t>(cell.y + y) * static_cast<std::size_t>(picture_.width) +
                      static_cast<std::size_t>(cell.x + x)] = picture.at(x, y);
}

base::Result<void> PageSheet::save_png(const std::filesystem::path& file) const {
  std::vector<std::uint32_t> pixels = picture_.pixels;
  cairo_surface_t* image =
      cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(pixels.data()), CAIRO_FORMAT_RGB24,
                                          picture_.width, picture_.height, picture_.width * 4);
  const cairo_status_t status = cairo_surface_write_to_png(image, file.c_str());
  cairo_surface_destroy(image);
  if (status != CAIRO_STATUS_SUCCESS)
    return base::fail(base::FailureCode::StoreUnavailable, file.string() + ": " + cairo_status_to_string(status));
  return {};
}

}  // namespace bianmin::ui
