#include <algorithm>
#include <array>

#include "base/file.hpp"
#include "devices/presence/presence_sensor.hpp"
#include "devices/presence/presence_source.hpp"
#include "devices/presence/sysfs_number.hpp"

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;
namespace fs = std::filesystem;

constexpr std::size_t kMaxFile = 4096;  // sysfs gives at most a page
constexpr PresenceThresholds kMetres{0.8, 1.2};
constexpr double kAwayOfNear = 0.8;  // of the near level at which the kernel's own hint ends

// Documentation/ABI/testing/sysfs-bus-iio. A distance is in metres once scaled; a proximity has no unit, and more is
// nearer.
struct Channel {
  const char* prefix;
  bool metres;
};
constexpr std::array kChannels{Channel{"in_distance", true}, Channel{"in_distance0", true},
                               Channel{"in_proximity", false}, Channel{"in_proximity0", false}};

base::Result<double> number(const fs::path& file) {
  const auto text = base::read_file(file, kMaxFile);
  if (!text) return tl::unexpected(text.error());
  if (const auto value = parse_sysfs_number(*text)) return *value;
  return fail(FailureCode::InputInvalid, file.string() + ": holds no number");
}

struct Found {
  fs::path file;  // the reading
  double scale = 1, offset = 0;
  PresenceThresholds thresholds;
};

std::optional<Found> channel_of(const fs::path& device) {
  std::error_code error;
  for (const Channel& channel : kChannels) {
    const std::string prefix = (device / channel.prefix).string();
    Found found;
    if (channel.metres) found.thresholds = kMetres;
    if (fs::exists(found.file = prefix + "_input", error)) return found;
    if (!fs::exists(found.file = prefix + "_raw", error)) continue;
    if (channel.metres) {
      found.scale = number(prefix + "_scale").value_or(1);
      found.offset = number(prefix + "_offset").value_or(0);
    } else if (const auto level = number(prefix + "_nearlevel"); level && *level > 0) {
      found.thresholds = {*level, *level * kAwayOfNear};
    }
    return found;
  }
  return std::nullopt;
}

std::vector<fs::path> devices_below(const fs::path& root) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(root, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().filename().string().starts_with("iio:device") && channel_of(entry->path()))
      found.push_back(entry->path());
  std::sort(found.begin(), found.end());
  return found;
}

class IioSource final : public PresenceSource {
 public:
  IioSource(fs::path path, fs::path root) : path_(std::move(path)), root_(std::move(root)) {}

  base::Result<void> open() override {
    std::error_code error;
    if (fs::is_regular_file(path_, error)) {
      found_ = {path_, 1, 0, {1, 0}};
      return {};
    }
    fs::path device = path_;
    if (device.empty()) {
      const auto all = devices_below(root_);
      if (all.empty())
        return fail(base::FailureCode::PresenceMissing, root_.string() + ": no device has in_distance or in_proximity");
      device = all.front();
    }
    auto found = channel_of(device);
    if (!found)
      return fail(base::FailureCode::PresenceMissing, device.string() + ": has neither in_distance nor in_proximity");
    found_ = std::move(*found);
    return {};
  }

  base::Result<double> read() override {
    const auto raw = number(found_.file);
    std::error_code error;
    if (!raw && fs::exists(found_.file, error))  // no echo, a busy bus: the next reading may do
      return fail(FailureCode::InputInvalid, raw.error().detail);
    if (!raw) return raw;
    return (*raw + found_.offset) * found_.scale;
  }

  PresenceThresholds thresholds() const override { return found_.thresholds; }

 private:
  fs::path path_, root_;
  Found found_;
};

}  // namespace

std::unique_ptr<PresenceSource> iio_source(fs::path path, fs::path root) {
  return std::make_unique<IioSource>(std::move(path), std::move(root));
}

std::vector<std::string> list_iio_presence(const fs::path& root) {
  std::vector<std::string> lines;
  for (const auto& device : devices_below(root)) {
    std::string name = base::read_file(device / "name", kMaxFile).value_or("?");
    name.erase(std::remove(name.begin(), name.end(), '\n'), name.end());
    lines.push_back(device.filename().string() + ": " + name + " (" + channel_of(device)->file.filename().string() +
                    ")");
  }
  return lines;
}

}  // namespace bianmin::devices
