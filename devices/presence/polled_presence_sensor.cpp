#include "devices/presence/polled_presence_sensor.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.hpp"

namespace bianmin::devices {
namespace {

constexpr int kFailuresRunning = 5;  // an ultrasonic sensor misses an echo now and then

}  // namespace

PolledPresenceSensor::PolledPresenceSensor(std::unique_ptr<PresenceSource> source, Options options,
                                           const base::Clock& clock)
    : source_(std::move(source)), options_(options), clock_(clock), wake_(::eventfd(0, EFD_CLOEXEC)) {}

PolledPresenceSensor::~PolledPresenceSensor() {
  thread_ = {};
  ::close(wake_);
}

void PolledPresenceSensor::start(Sink sink) {
  sink_ = std::move(sink);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void PolledPresenceSensor::wait(base::Milliseconds time) const {
  pollfd waiting{wake_, POLLIN, 0};
  ::poll(&waiting, 1, static_cast<int>(time.count()));
}

void PolledPresenceSensor::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { ::eventfd_write(wake_, 1); });
  bool told = false;
  while (!stop.stop_requested()) {
    const auto opened = source_->open();
    base::Failure why = opened ? watch(stop, told) : opened.error();
    if (stop.stop_requested()) return;
    if (!std::exchange(told, true)) {
      base::log_failure("presence-lost", why, "presence");
      sink_(PresenceLost{std::move(why)});
    }
    wait(options_.retry);
  }
}

// Returns why the sensor is lost; on stop the result does not matter.
base::Failure PolledPresenceSensor::watch(const std::stop_token& stop, bool& told) {
  const auto thresholds = options_.thresholds.given() ? options_.thresholds : source_->thresholds();
  if (!thresholds.given())
    return {base::FailureCode::ConfigInvalid, "presence.near and presence.away: the sensor has none of its own"};
  PresenceJudge judge(thresholds, options_.hold);
  for (int failures = 0; !stop.stop_requested();) {
    const auto reading = source_->read();
    if (!reading) {
      if (reading.error().code == base::FailureCode::ContentMissing || ++failures >= kFailuresRunning)
        return {base::FailureCode::PresenceMissing, reading.error().detail};
    } else {
      failures = 0;
      told = false;
      if (const auto there = judge.feed(*reading, clock_.elapsed())) sink_(PresenceChanged{*there});
    }
    wait(options_.interval);
  }
  return {};
}

}  // namespace bianmin::devices
