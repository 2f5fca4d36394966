#pragma once

#include <map>
#include <optional>

#include "devices/card/apdu.hpp"
#include "devices/card/card_file.hpp"

namespace bianmin::devices {

/// Plays a card file as a processor card answers: ISO/IEC 7816-4 commands over the files of a social security card
/// (devices.md §2). Used by the simulated reader and by `bianmin-virtual-card`. One thread at a time.
class VirtualCard {
 public:
  /// InputInvalid when the card's text does not fit GB18030 or the card's kind has no protocol over APDUs.
  static base::Result<VirtualCard> create(const CardFile& card);

  ByteView atr() const { return atr_; }
  /// Power was applied or taken away: the selected file is forgotten.
  void reset();
  /// The answer with its status bytes; nothing when the card stays mute or has been pulled out (`pulled()` tells).
  std::optional<base::Secret> answer(ByteView command);
  bool pulled() const { return pulled_; }
  const CardFaults& faults() const { return faults_; }

 private:
  using Records = std::map<std::uint8_t, base::Secret>;
  VirtualCard() = default;
  base::Secret respond(ByteView command);
  base::Secret select(ByteView command);
  base::Secret read_record(ByteView command);
  base::Secret deliver(const base::Secret& data, std::uint8_t le);

  std::vector<std::uint8_t> atr_;
  CardFaults faults_;
  CardDialect dialect_;
  Records card_file_, holder_file_;
  bool application_ = false;
  enum class Selected { Nothing, CardFile, HolderFile } selected_ = Selected::Nothing;
  base::Secret pending_;  // waits for GET RESPONSE
  int commands_ = 0;
  bool pulled_ = false;
};

}  // namespace bianmin::devices
