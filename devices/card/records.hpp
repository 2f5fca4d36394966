#pragma once

#include <cstdint>
#include <map>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"
#include "devices/card/apdu.hpp"

namespace bianmin::devices {

/// Items of a card by the tag the card returned.
using CardItems = std::map<std::uint8_t, base::Secret>;

/// Adds the items of one record: tag, length, value, one after another. Padding (00, FF) after an item ends the
/// record; a later item with the same tag wins. CardDataInvalid names the offset when a length points outside.
base::Result<void> parse_items(ByteView record, CardItems& items);

/// Text in GB18030 without its padding (spaces, 00, FF), as UTF-8. CardDataInvalid when the bytes are no GB18030,
/// longer than 120 bytes, or hold control characters.
base::Result<base::Secret> decode_card_text(ByteView bytes);
/// The same for any length up to `max_bytes` and with line ends allowed: payloads of codes. InputInvalid.
base::Result<base::Secret> utf8_from_gb18030(ByteView bytes, std::size_t max_bytes);
/// UTF-8 to GB18030; InputInvalid when it isn't UTF-8 or longer than 4,096 bytes.
base::Result<base::Secret> gb18030_from_utf8(std::string_view text);
/// True when the bytes are well-formed UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

/// Four BCD bytes YYYYMMDD as a number; 0 when the item is blank (all 00, 20 or FF). CardDataInvalid when it is no
/// date.
base::Result<int> decode_card_date(ByteView bytes);

}  // namespace bianmin::devices
