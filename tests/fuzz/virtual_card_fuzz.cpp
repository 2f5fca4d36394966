// Commands to the virtual card, as whoever reaches its port sends them: a byte of length, then so many. What it answers
// ends in two status bytes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "devices/card/virtual_card.hpp"

namespace {

// Made up: this person and number belong to nobody.
constexpr const char* kCard = R"({"kind": "social-security", "name": "王秀兰", "id_number": "371524194803120067",
  "card_number": "A10000048", "region": "371524", "version": "3.00", "issued": "2021-06-01", "expires": "2041-05-31"})";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices;
  static const auto file = parse_card_file(kCard, "card.json");
  if (!file) std::abort();
  auto card = VirtualCard::create(*file);
  if (!card) std::abort();
  for (std::size_t at = 0; at < size;) {
    const std::size_t length = std::min<std::size_t>(data[at], size - at - 1);
    const ByteView command(data + at + 1, length);
    at += 1 + length;
    if (length == 1) {
      card->reset();
      continue;
    }
    const auto answer = card->answer(command);
    if (answer && answer->size() < 2) std::abort();
  }
  return 0;
}
