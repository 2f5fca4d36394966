#pragma once

#include <string>
#include <string_view>

#include "devices/camera/camera.hpp"

namespace bianmin::test {

/// A QR code of these bytes, `scale` pixels a module, with its quiet zone, made by libqrencode.
devices::GreyFrame qr_picture(std::string_view bytes, unsigned scale = 4);
/// Turned clockwise about the middle on a white ground.
devices::GreyFrame rotated(const devices::GreyFrame& picture, double degrees);
/// As a PGM file.
std::string pgm(const devices::GreyFrame& picture);

}  // namespace bianmin::test
