#include <cstddef>
#include <cstdint>

#include "devices/card/virtual_card.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices;
  const auto file = parse_card_file({reinterpret_cast<const char*>(data), size}, "card.json");
  if (!file) return 0;
  auto card = VirtualCard::create(*file);
  if (!card) return 0;
  for (const std::uint8_t command : {std::uint8_t{0xA4}, std::uint8_t{0xB2}, std::uint8_t{0xC0}}) {
    const CommandApdu apdu{0x00, command, 0x09, 0x00, 0x00};
    (void)card->answer(apdu);
    (void)card->answer(ByteView(apdu).first(static_cast<std::size_t>(command & 3)));
  }
  return 0;
}
