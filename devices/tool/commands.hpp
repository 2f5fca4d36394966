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
  std::string wav;       // a file instead of the loudspeaker
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

}  // namespace bianmin::tool
