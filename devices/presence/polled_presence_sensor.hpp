#pragma once

#include <memory>
#include <thread>

#include "devices/presence/presence_sensor.hpp"
#include "devices/presence/presence_source.hpp"

namespace bianmin::devices {

/// A sensor that is asked several times a second. One thread; a sensor that is missing, or fails five times running, is
/// reported once and tried again.
class PolledPresenceSensor final : public PresenceSensor {
 public:
  struct Options {
    PresenceThresholds thresholds;  // not given(): the source's own
    base::Milliseconds hold{2000};  // nobody must be there for so long before it is said
    base::Milliseconds interval{200};
    base::Milliseconds retry{1000};
  };
  /// `clock` must outlive the sensor.
  PolledPresenceSensor(std::unique_ptr<PresenceSource> source, Options options, const base::Clock& clock);
  ~PolledPresenceSensor() override;

  void start(Sink sink) override;

 private:
  void run(const std::stop_token& stop);
  base::Failure watch(const std::stop_token& stop, bool& told);
  void wait(base::Milliseconds time) const;

  std::unique_ptr<PresenceSource> source_;
  Options options_;
  const base::Clock& clock_;
  Sink sink_;
  int wake_ = -1;  // eventfd, written once on stop
  std::jthread thread_;
};

}  // namespace bianmin::devices
