#include <boost/json.hpp>

#include "devices/presence/polled_presence_sensor.hpp"
#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"

namespace bianmin::tool {
namespace {

std::unique_ptr<devices::PresenceSource> source_of(const Presence& options) {
  const std::string& sensor = options.sensor;
  if (sensor == "iio") return devices::iio_source({});
  if (sensor.starts_with("iio:")) return devices::iio_source(sensor.substr(4));
  if (sensor.starts_with("file:")) return devices::iio_source(sensor.substr(5));
  if (sensor.starts_with("switch:"))
    return devices::switch_source(sensor.substr(7), static_cast<std::uint16_t>(options.key));
  return nullptr;
}

}  // namespace

int presence(const Presence& options, const Output& output) {
  auto source = source_of(options);
  if (!source)
    return output.fail({base::FailureCode::ConfigInvalid, options.sensor + ": must be iio, iio:…, switch:… or file:…"});
  const base::SystemClock clock;
  EventQueue<devices::PresenceEvent> events;
  devices::PolledPresenceSensor sensor(
      std::move(source),
      {.thresholds = {options.near, options.away}, .hold = base::Milliseconds(static_cast<long>(options.hold * 1000))},
      clock);
  sensor.start(events.sink());
  const auto deadline = seconds_from_now(options.timeout);
  bool told = false;
  while (auto event = events.next(deadline)) {
    if (const auto* lost = std::get_if<devices::PresenceLost>(&*event)) {
      const int code = output.fail(lost->why);
      return lost->why.code == base::FailureCode::PresenceMissing ? static_cast<int>(kDeviceMissing) : code;
    }
    const bool there = std::get<devices::PresenceChanged>(*event).there;
    output.say(there ? "somebody" : "nobody", {{"there", there}});
    told = true;
  }
  return told ? kOk : output.time_out("The sensor said nothing in time.");
}

}  // namespace bianmin::tool
