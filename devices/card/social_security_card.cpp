#include "devices/card/social_security_card.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "devices/card/records.hpp"

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;

// "sx1.sh.社会保障" in GB2312.
constexpr std::array<std::uint8_t, 15> kApplication{0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, 0xC9,
                                                    0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF};

enum Tag : std::uint8_t {
  kCardIdentifier = 0x01,
  kVersion = 0x03,
  kIssued = 0x05,
  kExpires = 0x06,
  kCardNumber = 0x07,
  kIdNumber = 0x08,
  kName = 0x09,
  kNameExtension = 0x4E,
};

struct Item {
  std::uint8_t tag;
  std::uint8_t length;
};
struct File {
  std::array<std::uint8_t, 2> id;
  std::uint8_t p2;  // SFI << 3 | 4: read by record number
  std::uint8_t records;
};
constexpr File kHolderFile{{0xEF, 0x06}, 0x34, 8};
constexpr File kCardFile{{0xEF, 0x05}, 0x2C, 8};

std::string hex(unsigned value) {
  char text[8];
  std::snprintf(text, sizeof text, "%04X", value & 0xFFFFU);
  return text;
}

bool absent(std::uint16_t status) {
  // Not found, no such record, wrong P1-P2, unknown instruction, unknown class.
  return status == 0x6A81 || status == 0x6A82 || status == 0x6A83 || status == 0x6A86 || status == 0x6A88 ||
         status == 0x6B00 || status == 0x6D00 || status == 0x6E00 || status == 0x6999;
}

class Conversation {
 public:
  explicit Conversation(ApduChannel& channel) : channel_(channel) {}

  base::Result<void> select_application() {
    auto answer = send_command(channel_, select_command(0x04, kApplication));
    if (!answer) return tl::unexpected(answer.error());
    if (answer->ok()) return {};
    if (absent(answer->status)) return fail(FailureCode::CardWrongKind, "SELECT application: " + hex(answer->status));
    return fail(FailureCode::CardReadFailed, "SELECT application: " + hex(answer->status));
  }

  base::Result<void> read_file(const File& file, std::span<const Item> wanted) {
    auto answer = send_command(channel_, select_command(0x02, file.id));
    if (answer && absent(answer->status)) answer = send_command(channel_, select_command(0x00, file.id));
    if (!answer) return tl::unexpected(answer.error());
    if (!answer->ok()) return refused(file, "SELECT", answer->status);
    bool all = true;
    for (const Item& item : wanted) {
      auto found = read_record(file, item.tag, 0x00, static_cast<std::uint8_t>(item.length + 2));
      if (!found) return tl::unexpected(found.error());
      if (!*found || !items_.contains(item.tag)) {
        all = false;
        break;  // a card that refuses one tag is read by record instead
      }
    }
    if (!all) {
      for (std::uint8_t record = 1; record <= file.records; ++record) {
        auto found = read_record(file, record, file.p2, 0x00);
        if (!found) return tl::unexpected(found.error());
        if (!*found) break;
      }
    }
    return {};
  }

  /// Reads an item of the selected file that not every card has.
  base::Result<bool> read_optional(const File& file, std::uint8_t tag) { return read_record(file, tag, 0x00, 0x00); }

  bool has(std::uint8_t tag) const { return items_.contains(tag); }
  ByteView item(std::uint8_t tag) const {
    const auto found = items_.find(tag);
    return found == items_.end() ? ByteView{} : bytes_of(found->second);
  }

 private:
  base::Result<bool> read_record(const File& file, std::uint8_t p1, std::uint8_t p2, std::uint8_t le) {
    auto answer = send_command(channel_, read_record_command(p1, p2, le));
    if (!answer) return tl::unexpected(answer.error());
    if (absent(answer->status)) return false;
    // 6982, 6985: this card wants a security module or a PIN first; the item stays blank.
    if (answer->status == 0x6982 || answer->status == 0x6985) return false;
    if (!answer->ok()) return refused(file, "READ RECORD", answer->status);
    if (auto parsed = parse_items(bytes_of(answer->data), items_); !parsed)
      return fail(parsed.error().code, name_of(file) + " " + hex(p1) + ": " + parsed.error().detail);
    return true;
  }

  static std::string name_of(const File& file) { return file.id[1] == 0x05 ? "EF05" : "EF06"; }
  static tl::unexpected<base::Failure> refused(const File& file, const char* what, std::uint16_t status) {
    return fail(FailureCode::CardReadFailed, name_of(file) + ": " + what + ": " + hex(status));
  }

  ApduChannel& channel_;
  CardItems items_;
};

// Digits, letters, points and hyphens; anything else is treated as "the card has none".
std::string plain_ascii(ByteView bytes, std::size_t max) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    const auto c = static_cast<char>(byte);
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '-';
    if (plain && text.size() < max) text += c;
    if (!plain && byte != 0x20 && byte != 0x00 && byte != 0xFF) return {};
  }
  return text;
}

base::Result<base::Secret> name_from(const Conversation& card) {
  std::string bytes;
  for (const auto tag : {kName, kNameExtension}) {
    const auto item = card.item(tag);
    bytes.append(reinterpret_cast<const char*>(item.data()), item.size());
    // A name that goes on in the extension fills its item; shorter ones end in padding.
    if (item.empty() || item.back() == 0x20 || item.back() == 0x00) break;
  }
  const base::Secret joined(bytes);
  base::wipe(bytes);
  auto name = decode_card_text(bytes_of(joined));
  if (!name) return fail(FailureCode::CardDataInvalid, "EF06 09 (name): " + name.error().detail);
  return name;
}

std::string region_from(ByteView identifier) {
  std::string digits;
  for (std::size_t i = 0; i < 3 && i < identifier.size(); ++i) {
    const unsigned high = identifier[i] >> 4, low = identifier[i] & 15;
    if (high > 9 || low > 9) return {};
    digits += static_cast<char>('0' + high);
    digits += static_cast<char>('0' + low);
  }
  return digits;
}

bool storage_card(ByteView atr) {
  static constexpr std::array<std::uint8_t, 6> kPrefix{0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00};
  return std::search(atr.begin(), atr.end(), kPrefix.begin(), kPrefix.end()) != atr.end();
}

}  // namespace

base::Result<SocialSecurityCard> read_social_security_card(ApduChannel& channel, const base::Clock& clock) {
  Conversation card(channel);
  if (auto selected = card.select_application(); !selected) return tl::unexpected(selected.error());
  static constexpr std::array<Item, 2> kHolderItems{{{kIdNumber, 18}, {kName, 30}}};
  static constexpr std::array<Item, 5> kCardItems{
      {{kExpires, 4}, {kIssued, 4}, {kCardNumber, 9}, {kVersion, 4}, {kCardIdentifier, 16}}};
  if (auto read = card.read_file(kHolderFile, kHolderItems); !read) return tl::unexpected(read.error());
  const auto name_bytes = card.item(kName);
  if (name_bytes.size() >= 30 && name_bytes.back() != 0x20 && name_bytes.back() != 0x00 && !card.has(kNameExtension)) {
    auto more = card.read_optional(kHolderFile, kNameExtension);
    if (!more) return tl::unexpected(more.error());
  }
  auto name = name_from(card);
  if (!name) return tl::unexpected(name.error());
  auto number_text = decode_card_text(card.item(kIdNumber));
  if (!number_text) return fail(FailureCode::CardDataInvalid, "EF06 08 (number): " + number_text.error().detail);
  if (name->empty() || number_text->empty())
    return fail(FailureCode::CardNeedsModule, name->empty() ? "EF06 09 (name) is blank" : "EF06 08 (number) is blank");
  auto number = base::IdNumber::parse(number_text->reveal());
  if (!number) return fail(FailureCode::CardDataInvalid, "EF06 08 (number): " + number.error().detail);

  if (auto read = card.read_file(kCardFile, kCardItems); !read) return tl::unexpected(read.error());
  auto expires = decode_card_date(card.item(kExpires));
  if (!expires) return fail(FailureCode::CardDataInvalid, "EF05 06 (expiry): " + expires.error().detail);
  const auto today = base::to_china_time(clock.now());
  if (*expires != 0 && *expires < today.year * 10000 + today.month * 100 + today.day)
    return fail(FailureCode::CardExpired, "EF05 06 (expiry) is past");
  std::string card_number = plain_ascii(card.item(kCardNumber), 20);
  SocialSecurityCard result{.name = std::move(*name),
                            .id_number = std::move(*number),
                            .card_number = base::Secret(card_number),
                            .version = plain_ascii(card.item(kVersion), 8),
                            .region = region_from(card.item(kCardIdentifier)),
                            .issued = decode_card_date(card.item(kIssued)).value_or(0),
                            .expires = *expires};
  base::wipe(card_number);
  return result;
}

CardHolder holder_of(const SocialSecurityCard& card) {
  return {CardKind::SocialSecurity, card.name, card.id_number, card.card_number};
}

bool is_well_formed_atr(ByteView atr) {
  if (atr.size() < 2 || atr.size() > 33) return false;
  if (atr[0] != 0x3B && atr[0] != 0x3F) return false;
  std::size_t at = 1;
  const std::size_t historical = atr[1] & 0x0FU;
  bool check = false;
  std::uint8_t format = atr[at++];
  for (int level = 0; level < 8; ++level) {
    const unsigned present = format >> 4;
    at += (present & 1U) + (present >> 1 & 1U) + (present >> 2 & 1U);
    if ((present & 8U) == 0) return at + historical + (check ? 1U : 0U) == atr.size();
    if (at >= atr.size()) return false;
    format = atr[at++];
    if ((format & 0x0F) != 0) check = true;  // TCK is there unless only T=0 is offered
  }
  return false;
}

base::Result<CardHolder> read_card(ByteView atr, ApduChannel& channel, const base::Clock& clock) {
  if (!is_well_formed_atr(atr)) return fail(FailureCode::CardUnknown, "the answer to reset is malformed");
  if (storage_card(atr)) return fail(FailureCode::CardUnknown, "a memory card: the answer to reset names no processor");
  auto card = read_social_security_card(channel, clock);
  if (!card) return tl::unexpected(card.error());
  return holder_of(*card);
}

}  // namespace bianmin::devices
