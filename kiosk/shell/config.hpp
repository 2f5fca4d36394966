#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {

/// The terminal's configuration file (TOML). installer/kiosk.toml shows every setting with its default.
struct Config {
  std::filesystem::path identity = "/etc/bianmin/identity";  // the enrolment directory
  std::filesystem::path data = "/var/lib/bianmin";
  std::filesystem::path share;  // empty: beside the program
  std::string proxy;

  std::string window;                           // "1080x1920", or empty for the whole screen
  std::string card = "pcsc";                    // "pcsc", "none"
  std::string card_reader;                      // part of the reader's name; empty: any
  std::string scanner = "none";                 // "v4l2:/dev/video0", "serial:/dev/ttyUSB0", "folder:/path", "none"
  std::map<std::string, std::string> printers;  // "a4", "slip" → ipp://…
  std::int64_t slip_width = 80;                 // mm of the slip printer's roll: 80 or 58
  std::string sound = "default";                // ALSA device; "none"
  std::filesystem::path sound_file;             // everything spoken also goes into this WAV; sample data only
  std::string keypad;                           // "/dev/input/by-id/…", a pipe, or empty
  std::filesystem::path keypad_map;
  /// "iio" (the first there is), "iio:/sys/bus/iio/devices/iio:device0", "switch:/dev/input/by-id/…", "file:/path",
  /// "none".
  std::string presence = "none";
  double presence_near = 0, presence_away = 0;  // readings that mean somebody, nobody; both 0: the sensor's own
  std::int64_t presence_key = 0;                // of a "switch:", the key that is down; 0: its SW_FRONT_PROXIMITY
  base::Milliseconds presence_hold{2000};       // nobody must be there for so long before it counts
  std::string photo = "none";                   // "v4l2:/dev/video2", "folder:/path", "none"
  std::string recorder = "none";                // ALSA device of the microphone; "none"

  base::Milliseconds keep_parked{8 * 3'600'000};  // visits that were put away; never longer than the day

  Rules rules;
};

/// ConfigInvalid names the file, the line and what is wrong; an unknown setting is wrong too.
base::Result<Config> load_config(const std::filesystem::path& file);
/// The same from memory; `name` is the file's in what is refused.
base::Result<Config> parse_config(std::string_view text, const std::string& name);

}  // namespace bianmin::kiosk
