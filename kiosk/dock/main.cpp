// bianmin-demo: a whole terminal to look at: plays a visit by itself, or opens a window to play with it by hand.
#include <cstdlib>
#include <iostream>

#include <CLI/CLI.hpp>

#include "base/log.hpp"
#include "kiosk/dock/dock.hpp"
#include "kiosk/dock/stop_signal.hpp"
#include "kiosk/dock/visit.hpp"
#include "kiosk/shell/share.hpp"

namespace {

using namespace bianmin;

bool has_display() { return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr; }

std::string check_size(const std::string& size) {
  int width = 0, height = 0;
  char rest = 0;
  if (std::sscanf(size.c_str(), "%dx%d%c", &width, &height, &rest) == 2 && width >= 320 && height >= 320 &&
      width <= 7680 && height <= 7680)
    return {};
  return "must be like 1080x1920";
}

}  // namespace

int main(int argc, char** argv) {
  dock::Options options;
  std::string size, out;
  options.programs = kiosk::program_folder();
  options.share = kiosk::default_share();
  options.journey = options.share / "journeys" / "demo.json";
  CLI::App app{
      "A whole terminal with its surroundings, all made up: residents, cards, platform, printers.\n"
      "With a display: the terminal's window and, beside it, a dock to insert cards, show codes and pull plugs.\n"
      "With --headless: plays a visit by itself and leaves pictures, papers, speech and a summary in DIR.\n"
      "Exit status: 0 well, 1 the visit did not go as expected, 2 it could not be started, 130 stopped"};
  app.add_flag("--headless", options.headless, "play a visit without a display");
  app.add_option("--out", out, "with --headless: where everything goes (default demo-out)");
  app.add_option("--size", size, "the terminal's screen: 1080x1920 (default), 1920x1080, 1280x1024, …")
      ->check(check_size);
  app.add_option("--language", options.language, "zh-CN or en")
      ->check(CLI::IsMember({"zh-CN", "en"}))
      ->capture_default_str();
  app.add_flag("--elder", options.elder, "the view for old people: larger, fewer things");
  app.add_option("--journey", options.journey, "another visit to play (tests/journeys/README.md)")
      ->check(CLI::ExistingFile);
  app.add_option("--resident", options.residents, "a further resident's record for the platform")
      ->check(CLI::ExistingFile);
  app.add_option("--service", options.services, "a further service document, published by the platform")
      ->check(CLI::ExistingFile);
  app.add_option("--listen", options.listen, "with --headless: let the voice speak up to so many seconds on a page")
      ->check(CLI::Range(0, 45))
      ->capture_default_str();
  app.add_option("--sound", options.sound, "an ALSA device to speak through besides speech.wav, such as \"default\"");
  CLI11_PARSE(app, argc, argv);
  base::set_log_level(base::LogLevel::Error);
  if (!size.empty()) std::sscanf(size.c_str(), "%dx%d", &options.width, &options.height);
  options.out = std::filesystem::absolute(out.empty() ? "demo-out" : out);
  dock::catch_stop_signals();
  if (options.headless) return dock::play_visit(options);
  if (!has_display()) {
    std::cerr << "bianmin-demo: there is no display here; use --headless --out DIR\n";
    return 2;
  }
  return dock::run_dock(std::move(options), !size.empty());
}
