#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bianmin::dock {

struct Options {
  bool headless = false;
  std::filesystem::path out;        // headless: what the visit leaves goes here
  std::filesystem::path journey;    // the visit to play
  std::filesystem::path programs;   // where bianmin-kiosk and the others are
  std::filesystem::path share;      // the product's data
  int width = 1080, height = 1920;  // of the terminal's screen, pixels
  std::string language = "zh-CN";
  bool elder = false;
  int listen = 4;  // headless: for how many seconds the voice may speak at a page that is pictured
  std::vector<std::filesystem::path> residents, services;  // further ones, besides those that ship
  std::string sound = "none";                              // ALSA device besides the WAV file
};

}  // namespace bianmin::dock
