#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "devices/card/records.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices;
  const ByteView bytes(data, size);
  CardItems items;
  (void)parse_items(bytes, items);
  (void)decode_card_date(bytes);
  if (const auto text = decode_card_text(bytes); text && !is_utf8(text->reveal())) std::abort();
  if (const auto text = utf8_from_gb18030(bytes, 1 << 16); text && !is_utf8(text->reveal())) std::abort();
  return 0;
}
