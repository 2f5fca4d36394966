#include "devices/pictures/decoder/jpeg.hpp"

#include <memory>

#include <turbojpeg.h>

#include "base/secret.hpp"
#include "devices/pictures/decode_protocol.hpp"

namespace bianmin::devices::decode {
namespace {

using base::fail;
using base::FailureCode;

using Handle = std::unique_ptr<void, int (*)(void*)>;

tl::unexpected<base::Failure> refused(const Handle& handle) {
  return fail(FailureCode::ImageInvalid, std::string("JPEG: ") + tjGetErrorStr2(handle.get()));
}

const unsigned char* bytes_of(std::string_view file) { return reinterpret_cast<const unsigned char*>(file.data()); }

struct Size {
  int width = 0, height = 0;
};

base::Result<Size> read_size(const Handle& decoder, std::string_view file) {
  Size size;
  int subsampling = 0, colours = 0;
  if (tjDecompressHeader3(decoder.get(), bytes_of(file), file.size(), &size.width, &size.height, &subsampling,
                          &colours) != 0)
    return refused(decoder);
  if (size.width < 1 || size.height < 1 ||
      !frame_size_ok(static_cast<std::uint32_t>(size.width), static_cast<std::uint32_t>(size.height)))
    return fail(FailureCode::ImageInvalid,
                "JPEG: " + std::to_string(size.width) + " × " + std::to_string(size.height) + " is out of limits");
  return size;
}

template <class Frame>
base::Result<Frame> decompress(const Handle& decoder, std::string_view file, Size size, int format) {
  Frame frame{static_cast<unsigned>(size.width), static_cast<unsigned>(size.height), {}};
  frame.pixels.resize(std::size_t{frame.width} * frame.height * static_cast<std::size_t>(tjPixelSize[format]));
  // A picture cut short is a warning to libjpeg; what came is still worth a look.
  if (tjDecompress2(decoder.get(), bytes_of(file), file.size(), frame.pixels.data(), size.width, 0, size.height, format,
                    TJFLAG_LIMITSCANS) != 0 &&
      tjGetErrorCode(decoder.get()) == TJERR_FATAL)
    return refused(decoder);
  return frame;
}

// The smallest size in eighths that is not smaller than what is wanted.
Size scaled(Size size, unsigned side) {
  for (int eighths = 1; eighths < 8; ++eighths) {
    const tjscalingfactor factor{eighths, 8};
    const Size smaller{TJSCALED(size.width, factor), TJSCALED(size.height, factor)};
    if (static_cast<unsigned>(std::max(smaller.width, smaller.height)) >= side) return smaller;
  }
  return size;
}

}  // namespace

base::Result<GreyFrame> load_jpeg(std::string_view file) {
  const Handle decoder(tjInitDecompress(), tjDestroy);
  const auto size = read_size(decoder, file);
  if (!size) return tl::unexpected(size.error());
  return decompress<GreyFrame>(decoder, file, *size, TJPF_GRAY);
}

base::Result<ColourFrame> load_jpeg_colour(std::string_view file, unsigned side) {
  const Handle decoder(tjInitDecompress(), tjDestroy);
  const auto size = read_size(decoder, file);
  if (!size) return tl::unexpected(size.error());
  return decompress<ColourFrame>(decoder, file, scaled(*size, side), TJPF_RGB);
}

base::Result<std::string> write_jpeg(const ColourFrame& frame, std::size_t max_bytes) {
  if (!frame_size_ok(frame.width, frame.height) || frame.pixels.size() != std::size_t{frame.width} * frame.height * 3)
    return fail(FailureCode::ImageInvalid, "JPEG: the picture does not have its size");
  const Handle encoder(tjInitCompress(), tjDestroy);
  const int width = static_cast<int>(frame.width), height = static_cast<int>(frame.height);
  std::string file(tjBufSize(width, height, TJSAMP_420), '\0');
  for (int quality = 85; quality >= 25; quality -= 10) {
    auto* out = reinterpret_cast<unsigned char*>(file.data());
    unsigned long length = file.size();
    if (tjCompress2(encoder.get(), frame.pixels.data(), width, 0, height, TJPF_RGB, &out, &length, TJSAMP_420, quality,
                    TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT) != 0) {
      base::wipe(file);
      return refused(encoder);
    }
    if (length > max_bytes) continue;
    std::string fitting(file, 0, length);
    base::wipe(file);
    return fitting;
  }
  base::wipe(file);
  return fail(FailureCode::ImageInvalid, "JPEG: larger than " + std::to_string(max_bytes) + " bytes at any quality");
}

}  // namespace bianmin::devices::decode
