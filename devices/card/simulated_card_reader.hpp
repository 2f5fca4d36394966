#pragma once

#include <mutex>
#include <optional>

#include "base/clock.hpp"
#include "devices/card/card_file.hpp"
#include "devices/card/card_reader.hpp"

namespace bianmin::devices {

/// A reader without hardware for the demo, training, journeys and tests. Social security cards go through the same
/// protocol code as real ones; other kinds are reported as their reader would. It has no thread and takes no time:
/// events are sent on the thread that calls `insert`, `remove`, `arm`, …, before the call returns, and a mute card
/// fails at once. Any thread. The sink must not call back into the reader (the product's sinks post).
class SimulatedCardReader final : public CardReader {
 public:
  explicit SimulatedCardReader(const base::Clock& clock) : clock_(clock) {}

  void start(Sink sink) override;
  void arm() override;
  void disarm() override;

  /// Puts a card on the reader; one that lay there is taken away first.
  void insert(CardFile card);
  void remove();
  bool card_present() const;
  /// The reader's cable: unplugging takes the card with it.
  void plug_in();
  void unplug();

 private:
  void say(CardEvent event);
  void read();
  void take_away();

  const base::Clock& clock_;
  mutable std::recursive_mutex mutex_;
  Sink sink_;
  bool plugged_in_ = true;
  bool armed_ = false;
  std::optional<CardFile> card_;
};

}  // namespace bianmin::devices
