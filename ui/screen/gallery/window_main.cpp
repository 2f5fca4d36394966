#include <CLI/CLI.hpp>
#include <iostream>

#include "ui/screen/gallery/samples.hpp"
#include "ui/screen/wx_application.hpp"

// Shows the sample pages in a window; buttons walk from page to page. For looking, and for measuring: prints the time
// of every frame.
int main(int argc, char** argv) {
  using namespace bianmin;
  CLI::App app{"Shows Bianmin's pages, with made-up data, in a window."};
  ui::WindowOptions options;
  options.kiosk = false;
  std::string first = "home", view_name = "standard", language = "zh-CN";
  bool once = false, elder = false;
  int turns = 0;
  app.add_option("--width", options.width)->check(CLI::Range(320, 8192));
  app.add_option("--height", options.height)->check(CLI::Range(320, 8192));
  app.add_option("--page", first, "The first page");
  app.add_option("--language", language, "zh-CN, en or ko");
  app.add_option("--turns", turns, "Turns this many pages, prints the milliseconds each took, then ends");
  app.add_flag("--kiosk", options.kiosk, "The whole screen");
  app.add_flag("--elder", elder, "The elder view");
  app.add_flag("--once", once, "Ends after the first frame");
  CLI11_PARSE(app, argc, argv);
  const auto tongue = i18n::Language::parse(language);
  if (!tongue) return 2;

  static const base::SystemClock clock;
  struct Tour {
    std::unique_ptr<ui::ScreenWindow> window;
    std::vector<std::string> names = ui::sample_names();
    std::size_t at = 0;
    int left = 0;
    ui::View view;
    std::chrono::steady_clock::time_point asked;
  };
  return ui::run_application([&](ui::Application& application) {
    auto tour = std::make_shared<Tour>();
    tour->view.style = elder ? ui::ViewStyle::Elder : ui::ViewStyle::Standard;
    tour->left = turns;
    for (std::size_t i = 0; i < tour->names.size(); ++i)
      if (tour->names[i] == first) tour->at = i;
    tour->window = std::make_unique<ui::ScreenWindow>(options, ui::sample_words(), clock, application.executor());
    const auto show = [tour = tour.get(), language = *tongue] {
      tour->asked = std::chrono::steady_clock::now();
      tour->window->show(ui::make_sample(tour->names[tour->at], language, tour->view).page);
    };
    tour->window->listen([tour = tour.get(), show, &application](ui::ScreenEvent event) {
      const auto* pressed = std::get_if<ui::ActionPressed>(&event);
      if (!pressed) return;
      std::cout << "pressed " << pressed->id << std::endl;
      if (pressed->id == "view")
        tour->view.style = tour->view.style == ui::ViewStyle::Elder ? ui::ViewStyle::Standard : ui::ViewStyle::Elder;
      else if (pressed->id == "home")
        tour->at = 0;
      else if (pressed->id == "back")
        tour->at = (tour->at + tour->names.size() - 1) % tour->names.size();
      else if (pressed->id == "finish")
        application.quit();
      else
        tour->at = (tour->at + 1) % tour->names.size();
      show();
    });
    tour->window->on_first_frame([&application, once] {
      std::cout << "first-frame" << std::endl;
      if (once) application.quit();
    });
    tour->window->on_frame([tour = tour.get(), show, turns, &application](const std::string& id) {
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - tour->asked;
      std::cout << "frame " << id << " " << took.count() << std::endl;
      if (turns == 0) return;
      if (tour->left-- <= 0) {
        application.quit();
        return;
      }
      tour->at = (tour->at + 1) % tour->names.size();
      application.executor().post(show);
    });
    show();
    return std::static_pointer_cast<void>(tour);
  });
}
