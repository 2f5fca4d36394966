#include "tests/devices/support/qr_picture.hpp"

#include <cmath>
#include <numbers>

#include <qrencode.h>

namespace bianmin::test {

devices::GreyFrame qr_picture(std::string_view bytes, unsigned scale) {
  QRcode* code = QRcode_encodeData(static_cast<int>(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
                                   0, QR_ECLEVEL_M);
  if (code == nullptr) return {};
  const auto modules = static_cast<unsigned>(code->width);
  const unsigned side = (modules + 8) * scale;
  devices::GreyFrame picture{side, side, std::vector<std::uint8_t>(std::size_t{side} * side, 255)};
  for (unsigned y = 0; y < modules * scale; ++y)
    for (unsigned x = 0; x < modules * scale; ++x)
      if ((code->data[(y / scale) * modules + x / scale] & 1) != 0)
        picture.pixels[std::size_t{y + 4 * scale} * side + x + 4 * scale] = 0;
  QRcode_free(code);
  return picture;
}

devices::GreyFrame rotated(const devices::GreyFrame& picture, double degrees) {
  const double angle = degrees * std::numbers::pi / 180;
  const auto side = static_cast<unsigned>(std::lround(picture.width * 1.5));
  devices::GreyFrame turned{side, side, std::vector<std::uint8_t>(std::size_t{side} * side, 255)};
  for (unsigned y = 0; y < side; ++y) {
    for (unsigned x = 0; x < side; ++x) {
      const double dx = x - side / 2.0, dy = y - side / 2.0;
      const double sx = std::cos(angle) * dx + std::sin(angle) * dy + picture.width / 2.0;
      const double sy = -std::sin(angle) * dx + std::cos(angle) * dy + picture.height / 2.0;
      if (sx < 0 || sy < 0 || sx >= picture.width || sy >= picture.height) continue;
      turned.pixels[std::size_t{y} * side + x] =
          picture.pixels[static_cast<std::size_t>(sy) * picture.width + static_cast<std::size_t>(sx)];
    }
  }
  return turned;
}

std::string pgm(const devices::GreyFrame& picture) {
  return "P5\n" + std::to_string(picture.width) + " " + std::to_string(picture.height) + "\n255\n" +
         std::string(picture.pixels.begin(), picture.pixels.end());
}

}  // namespace bianmin::test
