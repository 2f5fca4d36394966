#include <boost/json.hpp>

#include "base/file.hpp"
#include "devices/keypad/evdev_keypad.hpp"
#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"

namespace bianmin::tool {

int keys(const Keys& options, const Output& output) {
  devices::EvdevKeypad::Options keypad_options{.device = options.device};
  if (!options.map.empty()) {
    const auto text = base::read_file(options.map, 64 << 10);
    if (!text) return output.fail(text.error());
    auto map = devices::parse_keypad_map(*text, options.map);
    if (!map) return output.fail(map.error());
    keypad_options.map = std::move(*map);
  }
  EventQueue<devices::KeypadEvent> events;
  devices::EvdevKeypad keypad(std::move(keypad_options));
  keypad.start(events.sink());
  const auto deadline = seconds_from_now(options.timeout);
  bool pressed = false;
  while (auto event = events.next(deadline)) {
    if (const auto* lost = std::get_if<devices::KeypadLost>(&*event)) return output.fail(lost->why);
    if (const auto* key = std::get_if<devices::KeyPressed>(&*event)) {
      const std::string name(devices::to_string(key->key));
      output.say(name, {{"key", name}});
      pressed = true;
    }
    if (const auto* jack = std::get_if<devices::HeadphonesChanged>(&*event))
      output.say(jack->plugged_in ? "headphones in" : "headphones out", {{"headphones", jack->plugged_in}});
  }
  return pressed ? kOk : output.time_out("No key was pressed in time.");
}

}  // namespace bianmin::tool
