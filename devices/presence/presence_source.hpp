#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/failure.hpp"
#include "devices/presence/presence_judge.hpp"

namespace bianmin::devices {

/// Where a polled sensor's readings come from. One thread.
class PresenceSource {
 public:
  virtual ~PresenceSource() = default;
  /// Finds the device, closing what was open before. base::FailureCode::PresenceMissing.
  virtual base::Result<void> open() = 0;
  /// The reading of this moment. A failure may pass; ContentMissing means that the device is gone.
  virtual base::Result<double> read() = 0;
  /// The device's own thresholds, after `open`; not `given()` when it has none.
  virtual PresenceThresholds thresholds() const = 0;
};

/// The kernel's industrial-I/O sensors. `path` is a device's folder (iio:device0), one file with a number, or empty for
/// the first suitable device below `root`. Distances are read in metres; proximities in the sensor's own numbers.
std::unique_ptr<PresenceSource> iio_source(std::filesystem::path path,
                                           std::filesystem::path root = "/sys/bus/iio/devices");

/// A switch or mat behind the kernel's input layer, or a named pipe with the same records: 1 somebody, 0 nobody. `key`
/// is the code of a key that is down while somebody is there; 0: the switch SW_FRONT_PROXIMITY. A real device is
/// grabbed.
std::unique_ptr<PresenceSource> switch_source(std::string device, std::uint16_t key = 0);

/// The suitable devices below `root`, "iio:device0: name (in_distance_raw)".
std::vector<std::string> list_iio_presence(const std::filesystem::path& root = "/sys/bus/iio/devices");

}  // namespace bianmin::devices
