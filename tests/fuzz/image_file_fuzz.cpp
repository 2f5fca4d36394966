#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "devices/scanner/decode_protocol.hpp"
#include "devices/scanner/decoder/image_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices;
  const auto frame = decode::load_image({reinterpret_cast<const char*>(data), size});
  if (!frame) return 0;
  if (!decode::frame_size_ok(frame->width, frame->height)) std::abort();
  if (frame->pixels.size() != std::size_t{frame->width} * frame->height) std::abort();
  return 0;
}
