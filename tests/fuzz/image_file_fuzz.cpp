#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "devices/pictures/decode_protocol.hpp"
#include "devices/pictures/decoder/image_file.hpp"
#include "devices/pictures/decoder/jpeg.hpp"
#include "devices/pictures/raw_picture.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices;
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  if (const auto frame = decode::load_image(file)) {
    if (!decode::frame_size_ok(frame->width, frame->height)) std::abort();
    if (frame->pixels.size() != std::size_t{frame->width} * frame->height) std::abort();
  }
  // As for a preview, but smaller, so that the search is fast.
  constexpr unsigned kSide = 120;
  const auto colour = decode::load_colour(file, kSide);
  if (!colour) return 0;
  if (!decode::frame_size_ok(colour->width, colour->height)) std::abort();
  if (colour->pixels.size() != std::size_t{colour->width} * colour->height * 3) std::abort();
  const auto small = shrunk(*colour, kSide);
  if (small.width == 0 || small.height == 0 || small.width > kSide || small.height > kSide) std::abort();
  const auto again = decode::write_jpeg(small, decode::kMaxPhotoBytes);
  if (!again || again->size() > decode::kMaxPhotoBytes) std::abort();
  return 0;
}
