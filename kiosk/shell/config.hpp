#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/failure.hpp"
#include "kiosk/flow/state.hpp"

namespace bianmin::kiosk {

/// The terminal's configuration file (TOML). installer/kiosk.toml shows every setting with its default.
struct Config {
  std::filesystem::path identity = "/etc/bianmin/identity";  // the enrolment directory
  std::filesystem::path data = "/var/lib/bianmin";
  std::filesystem::path share;  // empty: beside the program
  std::string proxy;

  std::string window;           // "1080x1920", or empty for the whole screen
  std::string card = "pcsc";    // "pcsc", "none"
  std::string card_reader;      // part of the reader's name; empty: any
  std::string scanner = "none"; // "v4l2:/dev/video0", "serial:/dev/ttyUSB0", "folder:/path", "none"
  std::map<std::string, std::string> printers;  // "a4", "slip" → ipp://…
  std::string sound = "default";  // ALSA device; "none"
  std::filesystem::path sound_file;  // everything spoken also goes into this WAV; sample data only
  std::string keypad;           // "/dev/input/by-id/…", a pipe, or empty
  std::filesystem::path keypad_map;

  Rules rules;
};

/// ConfigInvalid names the file, the line and what is wrong; an unknown setting is wrong too.
base::Result<Config> load_config(const std::filesystem::path& file);

}  // namespace bianmin::kiosk
