#include "tests/ui/support/png_picture.hpp"

#include <cairo.h>

#include <cstring>

namespace bianmin::tests {

PngPicture read_png(const std::filesystem::path& file) {
  PngPicture picture;
  cairo_surface_t* image = cairo_image_surface_create_from_png(file.c_str());
  if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS) {
    picture.width = cairo_image_surface_get_width(image);
    picture.height = cairo_image_surface_get_height(image);
    for (int y = 0; y < picture.height; ++y) {
      const unsigned char* row = cairo_image_surface_get_data(image) + y * cairo_image_surface_get_stride(image);
      for (int x = 0; x < picture.width; ++x) {
        std::uint32_t value = 0;
        std::memcpy(&value, row + x * 4, 4);
        picture.pixels.push_back(ui::Colour::hex(value & 0xFFFFFFU));
      }
    }
  }
  cairo_surface_destroy(image);
  return picture;
}

}  // namespace bianmin::tests
