#pragma once

#include <functional>
#include <variant>

#include "base/failure.hpp"

namespace bianmin::devices {

/// The keys of a tactile keypad, by meaning; a driver's map from codes to these is configuration.
enum class Key {
  Up,
  Down,
  Left,
  Right,
  Select,
  Back,
  Help,
  Home,
  Repeat,
  VolumeUp,
  VolumeDown,
  Faster,
  Slower,
  Pause,  // halts speech where it is; again: goes on there
  Where   // says which page this is, how far one has come and what can be done
};

// clang-format off
struct KeyPressed { Key key{}; };
struct HeadphonesChanged { bool plugged_in = false; };
struct KeypadLost { base::Failure why; };
// clang-format on
using KeypadEvent = std::variant<KeyPressed, HeadphonesChanged, KeypadLost>;

class Keypad {
 public:
  using Sink = std::function<void(KeypadEvent)>;
  virtual ~Keypad() = default;
  virtual void start(Sink sink) = 0;
};

}  // namespace bianmin::devices
