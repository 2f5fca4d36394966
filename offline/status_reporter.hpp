#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/random.hpp"
#include "offline/events.hpp"
#include "offline/platform_client.hpp"

namespace bianmin::offline {

/// A device's health as the platform's console shows it.
struct DeviceStatus {
  std::string part;   // "printer.a4"
  std::string state;  // "ready", "low", "fault", "missing"
  std::string code;   // a failure code, or empty

  friend bool operator==(const DeviceStatus&, const DeviceStatus&) = default;
};

struct StatusReporterConfig {
  std::string software;
  base::Milliseconds interval{60000};
  /// A change is reported at once, but reports are at least this far apart.
  base::Milliseconds least_gap{2000};
  /// False: reports only in `tick`, for manual clocks.
  bool self_timed = true;
};

/// Tells the platform how the terminal is: every minute and on change. Any thread; ports must outlive it.
class StatusReporter {
 public:
  StatusReporter(StatusReporterConfig config, PlatformPort& platform, const base::Clock& clock);
  ~StatusReporter();
  StatusReporter(const StatusReporter&) = delete;
  StatusReporter& operator=(const StatusReporter&) = delete;

  void set_devices(std::vector<DeviceStatus> devices);
  void set_outbox(std::size_t waiting);
  /// A version that became current; forgets an earlier refusal.
  void set_content(std::uint64_t version);
  void set_refused(ContentRefused refused);
  /// Looks at the clock again. Needed with a manual clock only.
  void tick();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace bianmin::offline
