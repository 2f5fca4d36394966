#include "devices/pictures/decoder/image_file.hpp"

#include <memory>

#include <png.h>
#include "devices/pictures/decode_protocol.hpp"
#include "devices/pictures/decoder/jpeg.hpp"

namespace bianmin::devices::decode {
namespace {

using base::fail;
using base::FailureCode;

tl::unexpected<base::Failure> bad_size(const char* format, unsigned long width, unsigned long height) {
  return fail(FailureCode::ImageInvalid, std::string(format) + ": " + std::to_string(width) + " × " +
                                             std::to_string(height) + " is out of limits");
}

bool size_ok(long width, long height) {
  return width > 0 && height > 0 && width <= long{kMaxSide} && height <= long{kMaxSide} &&
         frame_size_ok(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height));
}

// `Frame` has the pixels of this libpng format.
template <class Frame>
base::Result<Frame> load_png(std::string_view file, png_uint_32 format) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, void (*)(png_image*)> guard(&image, png_image_free);
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0)
    return fail(FailureCode::ImageInvalid, std::string("PNG: ") + image.message);
  if (!size_ok(image.width, image.height)) return bad_size("PNG", image.width, image.height);
  image.format = format;
  Frame frame{image.width, image.height, {}};
  frame.pixels.resize(PNG_IMAGE_SIZE(image));
  const png_color white{255, 255, 255};  // what is transparent is paper
  if (png_image_finish_read(&image, &white, frame.pixels.data(), 0, nullptr) == 0)
    return fail(FailureCode::ImageInvalid, std::string("PNG: ") + image.message);
  return frame;
}

// A decimal number of the header, after white space and comments; −1 when there is none below a million.
long header_number(std::string_view file, std::size_t& at) {
  while (at < file.size()) {
    if (file[at] == '#')
      while (at < file.size() && file[at] != '\n') ++at;
    else if (file[at] == ' ' || file[at] == '\t' || file[at] == '\r' || file[at] == '\n')
      ++at;
    else
      break;
  }
  long value = -1;
  while (at < file.size() && file[at] >= '0' && file[at] <= '9' && value < 1'000'000)
    value = (value < 0 ? 0 : value) * 10 + (file[at++] - '0');
  return value < 1'000'000 ? value : -1;
}

base::Result<GreyFrame> load_pgm(std::string_view file) {
  std::size_t at = 2;
  const long width = header_number(file, at), height = header_number(file, at), white = header_number(file, at);
  if (width < 0 || height < 0 || white != 255) return fail(FailureCode::ImageInvalid, "PGM: the header is not 8-bit");
  if (!size_ok(width, height))
    return bad_size("PGM", static_cast<unsigned long>(width), static_cast<unsigned long>(height));
  ++at;  // one white space, then pixels
  const auto size = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  if (at > file.size() || file.size() - at < size) return fail(FailureCode::ImageInvalid, "PGM: pixels are missing");
  const auto pixels = file.substr(at, size);
  return GreyFrame{static_cast<unsigned>(width), static_cast<unsigned>(height), {pixels.begin(), pixels.end()}};
}

ColourFrame coloured(const GreyFrame& grey) {
  ColourFrame frame{grey.width, grey.height, {}};
  frame.pixels.reserve(grey.pixels.size() * 3);
  for (const std::uint8_t light : grey.pixels) frame.pixels.insert(frame.pixels.end(), 3, light);
  return frame;
}

constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n", kJpeg = "\xFF\xD8\xFF", kPgm = "P5";

tl::unexpected<base::Failure> none_of_them() {
  return fail(FailureCode::ImageInvalid, "neither PNG, JPEG nor binary PGM");
}

}  // namespace

base::Result<GreyFrame> load_image(std::string_view file) {
  if (file.size() > kMaxImageBytes) return fail(FailureCode::ImageInvalid, "larger than 20 MiB");
  if (file.starts_with(kPng)) return load_png<GreyFrame>(file, PNG_FORMAT_GRAY);
  if (file.starts_with(kJpeg)) return load_jpeg(file);
  if (file.starts_with(kPgm)) return load_pgm(file);
  return none_of_them();
}

base::Result<ColourFrame> load_colour(std::string_view file, unsigned side) {
  if (file.size() > kMaxImageBytes) return fail(FailureCode::ImageInvalid, "larger than 20 MiB");
  if (file.starts_with(kPng)) return load_png<ColourFrame>(file, PNG_FORMAT_RGB);
  if (file.starts_with(kJpeg)) return load_jpeg_colour(file, side);
  if (!file.starts_with(kPgm)) return none_of_them();
  const auto grey = load_pgm(file);
  if (!grey) return tl::unexpected(grey.error());
  return coloured(*grey);
}

}  // namespace bianmin::devices::decode
