#pragma once

#include <string>
#include <vector>

#include "devices/tool/output.hpp"

namespace bianmin::tool {

/// Each command blocks until it is done and returns the exit code.

int list(const Output& output);

struct ReadCard {
  double timeout = 30;  // seconds
  bool full = false;    // shows the holder's name and numbers unmasked
  std::string reader;   // part of the reader's name
};
int read_card(const ReadCard& options, const Output& output);

int decode(const std::vector<std::string>& files, const Output& output);

struct Scan {
  std::string camera = "/dev/video0";  // or a folder of pictures
  double timeout = 30;
};
int scan(const Scan& options, const Output& output);

struct Print {
  std::string file;
  std::string uri;
  bool wait = false;
  double timeout = 120;
};
int print(const Print& options, const Output& output);

int status(const std::string& uri, double timeout, const Output& output);

struct Say {
  std::string text;
  std::string language = "zh-CN";
  std::string wav;  // a file instead of the loudspeaker
  std::string device = "default";
  bool explain = false;  // shows how each word is read, and why
};
int say(const Say& options, const Output& output);

struct Keys {
  std::string device;
  std::string map;
  double timeout = 30;
};
int keys(const Keys& options, const Output& output);

struct Presence {
  std::string sensor = "iio";  // as [presence] driver of kiosk.toml
  double near = 0, away = 0;   // both 0: the sensor's own
  double hold = 2;             // seconds
  unsigned key = 0;
  double timeout = 30;
};
int presence(const Presence& options, const Output& output);

struct Photo {
  std::string camera = "/dev/video0";  // or a folder of pictures
  std::string file;                    // where the JPEG goes
  double delay = 1;                    // seconds of previews first, so that the camera finds its exposure
  double timeout = 15;
};
int photo(const Photo& options, const Output& output);

struct Record {
  std::string device = "default";
  std::string file;     // where the Ogg Opus goes
  double seconds = 10;  // at most 60
};
int record(const Record& options, const Output& output);

}  // namespace bianmin::tool
