#include <algorithm>
#include <filesystem>

#include <boost/json.hpp>

#include "devices/camera/v4l2_stream.hpp"
#include "devices/card/pcsc_card_reader.hpp"
#include "devices/presence/presence_source.hpp"
#include "devices/recorder/sound_source.hpp"
#include "devices/tool/commands.hpp"

namespace bianmin::tool {
namespace {

// Names in a folder of the kernel's, sorted; "" when there is none.
std::vector<std::string> entries(const std::filesystem::path& folder, std::string_view part) {
  std::vector<std::string> found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().find(part) != std::string::npos) found.push_back(entry->path().string());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

int list(const Output& output) {
  boost::json::object all;
  std::string text;
  const auto add = [&](const char* kind, const std::vector<std::string>& names, const std::string& none) {
    std::string key(kind);
    std::replace(key.begin(), key.end(), ' ', '_');
    all[key] = boost::json::value_from(names);
    text += std::string(text.empty() ? "" : "\n") + kind + ":";
    for (const auto& name : names) text += "\n  " + name;
    if (names.empty()) text += " " + none;
  };
  const auto readers = devices::PcscCardReader::list_readers();
  add("card readers", readers.value_or(std::vector<std::string>{}),
      readers ? "none" : "none: " + readers.error().detail);
  add("cameras", devices::V4l2Stream::list(), "none");
  auto serial = entries("/dev/serial/by-id", "");
  add("serial lines", serial, "none");
  add("keypads", entries("/dev/input/by-id", "event-kbd"), "none");
  add("presence sensors", devices::list_iio_presence(), "none");
  add("microphones", devices::list_microphones(), "none");
  output.say(text, all);
  return kOk;
}

}  // namespace bianmin::tool
