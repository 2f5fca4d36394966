#pragma once

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "devices/card/card_reader.hpp"

namespace bianmin::devices {

/// Card readers behind pcscd (PC/SC-lite). One thread waits for cards in SCardGetStatusChange, a second wakes it
/// through SCardCancel when it is armed, disarmed or stopped, and each read runs on a short-lived thread of its own,
/// because PC/SC can't break off a command to a card that has gone silent: such a thread is left behind and ends when
/// the card is taken away. When pcscd dies the driver says `ReaderLost` once and reconnects.
///
/// Armed, it reads every card presented, once each, until `disarm`; `arm` again reads the card that is there again.
class PcscCardReader final : public CardReader {
 public:
  struct Options {
    std::string reader;                   // part of the reader's name; empty takes whichever has a card
    base::Milliseconds card_limit{4000};  // longest silence of a card between two answers before it counts as mute
    base::Milliseconds retry{500};        // between attempts to reach pcscd
  };

  /// `clock` tells the date for expiry and must outlive the reader.
  PcscCardReader(Options options, const base::Clock& clock);
  ~PcscCardReader() override;

  void start(Sink sink) override;
  void arm() override;
  void disarm() override;

  /// The names of the readers pcscd knows now; ReaderMissing when it does not answer. Blocks for some milliseconds.
  static base::Result<std::vector<std::string>> list_readers();

 private:
  class Driver;
  std::unique_ptr<Driver> driver_;
};

}  // namespace bianmin::devices
