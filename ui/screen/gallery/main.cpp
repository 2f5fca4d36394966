#include <CLI/CLI.hpp>
#include <iostream>

#include "ui/screen/canvas.hpp"
#include "ui/screen/gallery/control_sheets.hpp"
#include "ui/screen/gallery/page_sheet.hpp"

namespace {

using namespace bianmin;

std::optional<ui::View> view_from(const std::string& name) {
  ui::View view;
  view.high_contrast = name.ends_with("high-contrast");
  view.style = name.starts_with("elder") ? ui::ViewStyle::Elder : ui::ViewStyle::Standard;
  for (const std::string_view known : {"standard", "elder", "high-contrast", "elder-high-contrast"})
    if (name == known) return view;
  return std::nullopt;
}

std::optional<ui::Size> size_from(const std::string& text) {
  const auto x = text.find('x');
  if (x == std::string::npos) return std::nullopt;
  const double width = std::atof(text.c_str()), height = std::atof(text.c_str() + x + 1);
  if (width < 320 || height < 320 || width > 8192 || height > 8192) return std::nullopt;
  return ui::Size{width, height};
}

// One sheet a page: every view, language, size of screen and of text.
bool draw_page_sheets(const std::string& out, const std::vector<std::string>& pages, int shrink) {
  const ui::TextEngine engine;
  const ui::SheetScale scale{shrink, shrink + (shrink + 1) / 2};
  for (const auto& name : pages) {
    ui::PageSheet sheet(name, scale, engine);
    for (const auto& cell : sheet.cells()) {
      const ui::Sample sample = ui::make_sample(name, cell.form.language, cell.form.view);
      const auto layout = ui::lay_out(sample.page, cell.form.size, engine, ui::sample_words(), sample.local);
      sheet.put(cell, ui::shrunk(ui::draw(layout, engine), cell.shrink));
    }
    if (const auto saved = sheet.save_png(out + "/" + name + ".png"); !saved) {
      std::cerr << "bianmin-gallery: " << saved.error().detail << "\n";
      return false;
    }
  }
  return true;
}

}  // namespace

// Draws every kind of page as PNG files, without a display.
int main(int argc, char** argv) {
  CLI::App app{"Draws Bianmin's pages, with made-up data, as PNG files."};
  std::string out, size = "1080x1920", view = "standard", language = "zh-CN";
  std::vector<std::string> pages;
  int text = 100;
  std::size_t part = 1;
  int shrink = 0;
  bool controls = false, low = false, curtain = false, geometry = false;
  std::string focus;
  app.add_option("--out", out, "Folder for the pictures")->required();
  app.add_option("--size", size, "Window in pixels: 1080x1920, 1920x1080, 1280x1024 …");
  app.add_option("--view", view, "standard, elder, high-contrast or elder-high-contrast");
  app.add_option("--language", language, "zh-CN, en or ko");
  app.add_option("--text", text, "Size of the text in percent, 100 to 200")->check(CLI::Range(100, 200));
  app.add_option("--page", pages, "Only these pages: home, identify, …");
  app.add_option("--part", part, "Which part of a page too long for the screen, from 1");
  app.add_option("--focus", focus, "Shows the focus ring on this action");
  app.add_option("--sheets", shrink, "One sheet a page with all its forms, shrunk this many times, instead of pages")
      ->check(CLI::Range(1, 16));
  app.add_flag("--controls", controls, "Sheets of every control in every state and view, instead of pages");
  app.add_flag("--low-reach", low, "Controls in the lower part of an upright screen");
  app.add_flag("--curtain", curtain, "Hides what is personal");
  app.add_flag("--geometry", geometry, "Also writes the places of everything as JSON");
  CLI11_PARSE(app, argc, argv);

  const auto window = size_from(size);
  auto look = view_from(view);
  const auto tongue = i18n::Language::parse(language);
  if (!window || !look || !tongue) {
    std::cerr << "bianmin-gallery: "
              << (!window ? "no size: " + size
                  : !look ? "no view: " + view
                          : "no language: " + language)
              << "\n";
    return 2;
  }
  if (pages.empty()) pages = ui::sample_names();
  std::filesystem::create_directories(out);
  if (shrink > 0) return draw_page_sheets(out, pages, shrink) ? 0 : 1;
  if (controls) {
    const auto drawn = ui::draw_control_sheets(out, *tongue, *window, text);
    if (!drawn) std::cerr << "bianmin-gallery: " << drawn.error().detail << "\n";
    return drawn ? 0 : 1;
  }
  const ui::TextEngine engine;
  look->text_percent = text;
  look->low_reach = low;
  look->curtain = curtain;
  for (const auto& name : pages) {
    ui::Sample sample = ui::make_sample(name, *tongue, *look);
    sample.local.body_page = part - 1;
    ui::Canvas canvas(engine);
    ui::Layout layout = ui::lay_out(sample.page, *window, engine, ui::sample_words(), sample.local);
    const std::string stem = out + "/" + name + (part > 1 ? "-" + std::to_string(part) : "");
    if (geometry) {
      std::FILE* file = std::fopen((stem + ".json").c_str(), "w");
      const std::string places = ui::to_json(layout, name);
      if (!file || std::fwrite(places.data(), 1, places.size(), file) != places.size()) {
        std::cerr << "bianmin-gallery: can't write " << stem << ".json\n";
        return 1;
      }
      std::fclose(file);
    }
    canvas.update(std::move(layout), ui::Overlay{"", focus, 0.4});
    if (const auto saved = canvas.save_png(stem + ".png"); !saved) {
      std::cerr << "bianmin-gallery: " << saved.error().detail << "\n";
      return 1;
    }
  }
  return 0;
}
