#include "devices/card/apdu.hpp"

namespace bianmin::devices {
namespace {

constexpr int kMaxDetours = 8;
constexpr std::size_t kMaxData = 4096;
constexpr std::size_t kHeader = 4;

// Replaces Le (case 2 and 4) or adds it (case 1 and 3) in a short command.
CommandApdu with_le(ByteView command, std::uint8_t le) {
  CommandApdu again(command.begin(), command.end());
  const bool case1 = again.size() == kHeader;
  const bool case3 = again.size() > kHeader + 1 && again.size() == kHeader + 1 + again[kHeader];
  if (case1 || case3)
    again.push_back(le);
  else
    again.back() = le;
  return again;
}

}  // namespace

ByteView bytes_of(const base::Secret& secret) {
  const auto text = secret.reveal();
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

base::Secret secret_of(ByteView bytes) {
  return base::Secret({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

base::Result<ApduResponse> parse_response(ByteView answer) {
  if (answer.size() < 2) return base::fail(base::FailureCode::CardDataInvalid, "an answer without status bytes");
  if (answer.size() > 65'538) return base::fail(base::FailureCode::CardDataInvalid, "an answer longer than 64 KiB");
  const auto tail = answer.last(2);
  return ApduResponse{secret_of(answer.first(answer.size() - 2)), static_cast<std::uint16_t>(tail[0] << 8 | tail[1])};
}

base::Result<ApduResponse> send_command(ApduChannel& channel, ByteView command) {
  if (command.size() < kHeader) return base::fail(base::FailureCode::Internal, "a command shorter than its header");
  CommandApdu next(command.begin(), command.end());
  base::Secret gathered;
  for (int detour = 0; detour <= kMaxDetours; ++detour) {
    auto answer = channel.transmit(next);
    if (!answer) return tl::unexpected(answer.error());
    auto response = parse_response(bytes_of(*answer));
    if (!response) return response;
    const auto sw1 = static_cast<std::uint8_t>(response->status >> 8);
    const auto sw2 = static_cast<std::uint8_t>(response->status & 0xFF);
    if (sw1 == 0x6C) {
      next = with_le(next, sw2);
      continue;
    }
    if (gathered.size() + response->data.size() > kMaxData)
      return base::fail(base::FailureCode::CardDataInvalid, "an answer longer than 4096 bytes");
    if (!response->data.empty()) {
      std::string joined(gathered.reveal());
      joined += response->data.reveal();
      gathered = base::Secret(joined);
      base::wipe(joined);
    }
    if (sw1 == 0x61) {
      next = {0x00, 0xC0, 0x00, 0x00, sw2};
      continue;
    }
    return ApduResponse{std::move(gathered), response->status};
  }
  return base::fail(base::FailureCode::CardDataInvalid, "the card answers 61xx or 6Cxx without end");
}

CommandApdu select_command(std::uint8_t p1, ByteView name) {
  CommandApdu command{0x00, 0xA4, p1, 0x00, static_cast<std::uint8_t>(name.size())};
  command.insert(command.end(), name.begin(), name.end());
  return command;
}

CommandApdu read_record_command(std::uint8_t p1, std::uint8_t p2, std::uint8_t le) { return {0x00, 0xB2, p1, p2, le}; }

}  // namespace bianmin::devices
