#pragma once

#include "base/clock.hpp"
#include "devices/card/apdu.hpp"
#include "devices/card/card_reader.hpp"

namespace bianmin::devices {

/// What a social security card says without a PIN: EF05 (the card) and EF06 (its holder). Dates are YYYYMMDD, 0 when
/// the card leaves them blank.
struct SocialSecurityCard {
  base::Secret name;
  base::IdNumber id_number;
  base::Secret card_number;  // EF05 item 07, nine characters; empty when the card has none
  std::string version;       // EF05 item 03, "3.00"; empty when the card has none
  std::string region;        // the first three bytes of the card identifier as six digits: the issuing place
  int issued = 0;
  int expires = 0;
};

/// Selects the application "sx1.sh.社会保障" and reads EF06 and EF05, by tag and, where a card refuses that, by record
/// and SFI (devices.md §2). Items are told apart by the tag that comes back. Needs 6 to 9 exchanges.
/// CardWrongKind: no such application; CardNeedsModule: name or number is blank without a security module;
/// CardExpired: past its last day in China; CardDataInvalid: anything that makes no sense; else the channel's failure.
base::Result<SocialSecurityCard> read_social_security_card(ApduChannel& channel, const base::Clock& clock);

CardHolder holder_of(const SocialSecurityCard& card);

/// Decides by the answer to reset which protocol to speak and reads the holder. CardUnknown when the ATR is malformed
/// (ISO/IEC 7816-3 §8.2) or says that the card is a plain memory card (PC/SC part 3, §3.1.3.2.3).
base::Result<CardHolder> read_card(ByteView atr, ApduChannel& channel, const base::Clock& clock);

/// True for an answer to reset whose length agrees with its format bytes.
bool is_well_formed_atr(ByteView atr);

}  // namespace bianmin::devices
