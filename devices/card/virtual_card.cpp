#include "devices/card/virtual_card.hpp"

#include <algorithm>
#include <array>

#include "devices/card/records.hpp"

namespace bianmin::devices {
namespace {

using base::Secret;

constexpr std::array<std::uint8_t, 15> kApplication{0x73, 0x78, 0x31, 0x2E, 0x73, 0x68, 0x2E, 0xC9,
                                                    0xE7, 0xBB, 0xE1, 0xB1, 0xA3, 0xD5, 0xCF};
constexpr std::size_t kNameLength = 30;

Secret status(std::uint16_t sw) {
  const std::array<std::uint8_t, 2> bytes{static_cast<std::uint8_t>(sw >> 8), static_cast<std::uint8_t>(sw & 0xFF)};
  return secret_of(bytes);
}

std::string padded(std::string_view text, std::size_t length, bool compact) {
  std::string bytes(text.substr(0, length));
  if (!compact) bytes.resize(length, ' ');
  return bytes;
}

std::string bcd(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>((digits[i] - '0') << 4 | (digits[i + 1] - '0'));
  return bytes;
}

std::string bcd_date(int date) { return date == 0 ? std::string(4, '\0') : bcd(std::to_string(date)); }

// Cuts where a GB18030 character ends, so that a long name goes on cleanly in its extension.
std::size_t gb18030_cut(std::string_view text, std::size_t limit) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    std::size_t length = 1;
    if (lead >= 0x81 && at + 1 < text.size()) {
      const auto second = static_cast<unsigned char>(text[at + 1]);
      length = second >= 0x30 && second <= 0x39 ? 4 : 2;
    }
    if (at + length > limit) break;
    at += length;
  }
  return at;
}

}  // namespace

base::Result<VirtualCard> VirtualCard::create(const CardFile& file) {
  if (file.kind != CardKind::SocialSecurity)
    return base::fail(base::FailureCode::InputInvalid,
                      std::string(to_string(file.kind)) + ": only social security cards speak this protocol");
  auto name = gb18030_from_utf8(file.name.reveal());
  if (!name) return tl::unexpected(base::Failure{name.error().code, "name: " + name.error().detail});
  const std::size_t cut = gb18030_cut(name->reveal(), kNameLength);
  if (name->size() - cut > kNameLength || (name->size() > kNameLength && cut != kNameLength))
    return base::fail(base::FailureCode::InputInvalid, "name: does not fit 30 bytes and 30 more");

  VirtualCard card;
  card.faults_ = file.faults;
  card.dialect_ = file.dialect;
  if (file.faults.unknown_atr)  // PC/SC part 3: a MIFARE Classic 1K
    card.atr_ = {0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00,
                 0x03, 0x06, 0x03, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x6A};
  else  // T=0, nine historical bytes "BIANMIN-V"
    card.atr_ = {0x3B, 0x69, 0x00, 0x00, 'B', 'I', 'A', 'N', 'M', 'I', 'N', '-', 'V'};

  const bool compact = file.dialect.compact_records;
  const auto add = [](Records& records, std::uint8_t tag, std::string value) {
    std::string record{static_cast<char>(tag), static_cast<char>(value.size())};
    record += value;
    records.emplace(tag, Secret(record));
    base::wipe(record);
    base::wipe(value);
  };
  add(card.card_file_, 0x01, bcd(file.region) + std::string("\xD1\x56\x00\x00\x05", 5) + std::string("VIRTUAL1", 8));
  add(card.card_file_, 0x02, "3");
  add(card.card_file_, 0x03, padded(file.version, 4, compact));
  add(card.card_file_, 0x04, std::string(12, '\0'));
  add(card.card_file_, 0x05, bcd_date(file.issued));
  add(card.card_file_, 0x06, bcd_date(file.expires));
  add(card.card_file_, 0x07, padded(file.card_number.reveal(), 9, compact));
  const bool blank = file.faults.empty_name;
  const auto number = file.id_number.reveal();
  add(card.holder_file_, 0x08, padded(blank ? "" : number, 18, compact && !blank));
  add(card.holder_file_, 0x09, padded(blank ? "" : name->reveal(), kNameLength, compact && !blank));
  if (!blank && name->size() > kNameLength)
    add(card.holder_file_, 0x4E, padded(name->reveal().substr(kNameLength), kNameLength, compact));
  add(card.holder_file_, 0x0A, number.size() == 18 && (number[16] - '0') % 2 == 0 ? "2" : "1");
  add(card.holder_file_, 0x0B, "\x01");
  return card;
}

void VirtualCard::reset() {
  application_ = false;
  selected_ = Selected::Nothing;
  pending_.wipe();
}

std::optional<Secret> VirtualCard::answer(ByteView command) {
  if (pulled_ || faults_.mute) return std::nullopt;
  if (faults_.drop_after_apdus > 0 && ++commands_ > faults_.drop_after_apdus) {
    pulled_ = true;
    return std::nullopt;
  }
  return respond(command);
}

Secret VirtualCard::respond(ByteView command) {
  if (command.size() < 4) return status(0x6700);
  if (command[0] != 0x00) return status(0x6E00);
  switch (command[1]) {
    case 0xA4: return select(command);
    case 0xB2: return read_record(command);
    case 0xC0: {
      if (pending_.empty()) return status(0x6985);
      std::string whole(pending_.reveal());
      whole += "\x90";
      whole += '\0';
      Secret answer(whole);
      base::wipe(whole);
      pending_.wipe();
      return answer;
    }
    default: return status(0x6D00);
  }
}

Secret VirtualCard::select(ByteView command) {
  if (command.size() < 5 || command.size() < 5U + command[4]) return status(0x6700);
  const auto name = command.subspan(5, command[4]);
  if (command[2] == 0x04) {
    application_ =
        !faults_.wrong_kind && std::equal(name.begin(), name.end(), kApplication.begin(), kApplication.end());
    selected_ = Selected::Nothing;
    return status(application_ ? 0x9000 : 0x6A82);
  }
  if (command[2] != (dialect_.p1_zero ? 0x00 : 0x02)) return status(0x6A86);
  if (!application_ || name.size() != 2 || name[0] != 0xEF || (name[1] != 0x05 && name[1] != 0x06))
    return status(0x6A82);
  selected_ = name[1] == 0x05 ? Selected::CardFile : Selected::HolderFile;
  return status(0x9000);
}

Secret VirtualCard::read_record(ByteView command) {
  if (command.size() != 5) return status(0x6700);
  if (!application_) return status(0x6985);
  const bool card = command[3] == 0x2C || (command[3] != 0x34 && selected_ == Selected::CardFile);
  if (command[3] != 0x2C && command[3] != 0x34 && selected_ == Selected::Nothing) return status(0x6986);
  const Records* records = card ? &card_file_ : &holder_file_;
  if (command[3] == 0x00) {
    if (dialect_.by_record) return status(0x6A86);
    const auto found = records->find(command[2]);
    return found == records->end() ? status(0x6A83) : deliver(found->second, command[4]);
  }
  if (command[3] != 0x2C && command[3] != 0x34) return status(0x6A86);
  if (command[2] == 0 || command[2] > records->size()) return status(0x6A83);
  return deliver(std::next(records->begin(), command[2] - 1)->second, command[4]);
}

Secret VirtualCard::deliver(const Secret& data, std::uint8_t le) {
  const auto size = static_cast<std::uint8_t>(data.size());
  if (dialect_.get_response) {
    pending_ = data;
    return status(static_cast<std::uint16_t>(0x6100 | size));
  }
  // T=0: a wrong Le is answered with the right one, an open one (00) too.
  if (le != size) return status(static_cast<std::uint16_t>(0x6C00 | size));
  std::string whole(data.reveal());
  whole += "\x90";
  whole += '\0';
  Secret answer(whole);
  base::wipe(whole);
  return answer;
}

}  // namespace bianmin::devices
