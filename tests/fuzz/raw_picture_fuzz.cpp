// A picture as a camera's driver hands it over: layout, width, height and stride need not fit the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "devices/pictures/raw_picture.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices;
  if (size < 7) return 0;
  RawPicture raw;
  raw.layout = static_cast<PixelLayout>(data[0] % 5);
  raw.width = static_cast<unsigned>(data[1] | data[2] << 8);
  raw.height = static_cast<unsigned>(data[3] | data[4] << 8);
  raw.stride = static_cast<std::size_t>(data[5] | data[6] << 8);
  raw.bytes = {data + 7, size - 7};
  const auto grey = luma_of(raw);
  if (!grey && grey.error().detail.empty()) std::abort();
  if (grey && grey->pixels.size() != std::size_t{grey->width} * grey->height) std::abort();
  auto colour = colour_of(raw);
  if (!colour && colour.error().detail.empty()) std::abort();
  if (!colour) return 0;
  if (colour->pixels.size() != std::size_t{colour->width} * colour->height * 3) std::abort();
  const unsigned side = 1 + data[0] / 5U;
  const auto small = shrunk(std::move(*colour), side);
  if (small.width == 0 || small.height == 0 || small.width > side || small.height > side) std::abort();
  if (small.pixels.size() != std::size_t{small.width} * small.height * 3) std::abort();
  return 0;
}
