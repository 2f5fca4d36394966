#include "devices/scanner/decoder/image_file.hpp"

#include <memory>

#include <png.h>
#include <turbojpeg.h>

#include "devices/scanner/decode_protocol.hpp"

namespace bianmin::devices::decode {
namespace {

using base::fail;
using base::FailureCode;

tl::unexpected<base::Failure> bad_size(const char* format, unsigned long width, unsigned long height) {
  return fail(FailureCode::ImageInvalid,
              std::string(format) + ": " + std::to_string(width) + " × " + std::to_string(height) + " is out of limits");
}

bool size_ok(long width, long height) {
  return width > 0 && height > 0 && width <= long{kMaxSide} && height <= long{kMaxSide} &&
         frame_size_ok(static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height));
}

base::Result<GreyFrame> load_png(std::string_view file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, void (*)(png_image*)> guard(&image, png_image_free);
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0)
    return fail(FailureCode::ImageInvalid, std::string("PNG: ") + image.message);
  if (!size_ok(image.width, image.height)) return bad_size("PNG", image.width, image.height);
  image.format = PNG_FORMAT_GRAY;
  GreyFrame frame{image.width, image.height, std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))};
  const png_color white{255, 255, 255};  // what is transparent is paper
  if (png_image_finish_read(&image, &white, frame.pixels.data(), 0, nullptr) == 0)
    return fail(FailureCode::ImageInvalid, std::string("PNG: ") + image.message);
  return frame;
}

base::Result<GreyFrame> load_jpeg(std::string_view file) {
  const std::unique_ptr<void, int (*)(void*)> decoder(tjInitDecompress(), tjDestroy);
  const auto* bytes = reinterpret_cast<const unsigned char*>(file.data());
  int width = 0, height = 0, subsampling = 0, colours = 0;
  if (tjDecompressHeader3(decoder.get(), bytes, file.size(), &width, &height, &subsampling, &colours) != 0)
    return fail(FailureCode::ImageInvalid, std::string("JPEG: ") + tjGetErrorStr2(decoder.get()));
  if (!size_ok(width, height))
    return bad_size("JPEG", static_cast<unsigned long>(width), static_cast<unsigned long>(height));
  GreyFrame frame{static_cast<unsigned>(width), static_cast<unsigned>(height), {}};
  frame.pixels.resize(std::size_t{frame.width} * frame.height);
  // A picture cut short is a warning to libjpeg; what came is still worth a look for a code.
  if (tjDecompress2(decoder.get(), bytes, file.size(), frame.pixels.data(), width, 0, height, TJPF_GRAY,
                    TJFLAG_LIMITSCANS) != 0 &&
      tjGetErrorCode(decoder.get()) == TJERR_FATAL)
    return fail(FailureCode::ImageInvalid, std::string("JPEG: ") + tjGetErrorStr2(decoder.get()));
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

}  // namespace

base::Result<GreyFrame> load_image(std::string_view file) {
  if (file.size() > kMaxImageBytes) return fail(FailureCode::ImageInvalid, "larger than 20 MiB");
  if (file.starts_with("\x89PNG\r\n\x1A\n")) return load_png(file);
  if (file.starts_with("\xFF\xD8\xFF")) return load_jpeg(file);
  if (file.starts_with("P5")) return load_pgm(file);
  return fail(FailureCode::ImageInvalid, "neither PNG, JPEG nor binary PGM");
}

}  // namespace bianmin::devices::decode
