#include "devices/pictures/decoder/zbar_decoder.hpp"

#include <array>

#include <iconv.h>
#include <zbar.h>

namespace bianmin::devices::decode {

using namespace zbar;  // the C library puts its names there for C++

struct ZbarDecoder::State {
  zbar_image_scanner_t* scanner = zbar_image_scanner_create();
  // ZBar opens these converters for each code, whatever its configuration. Held open here, the C library keeps their
  // modules, which it could not load any more inside the sandbox.
  std::array<iconv_t, 3> kept{iconv_open("UTF-8", "ISO8859-1"), iconv_open("UTF-8", "SJIS"),
                              iconv_open("UTF-8", "BIG-5")};
};

ZbarDecoder::ZbarDecoder() : state_(std::make_unique<State>()) {
  zbar_image_scanner_set_config(state_->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  for (const auto symbology : {ZBAR_QRCODE, ZBAR_CODE128, ZBAR_EAN13, ZBAR_EAN8})
    zbar_image_scanner_set_config(state_->scanner, symbology, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config(state_->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
}

ZbarDecoder::~ZbarDecoder() {
  zbar_image_scanner_destroy(state_->scanner);
  for (const iconv_t converter : state_->kept)
    if (converter != reinterpret_cast<iconv_t>(-1)) iconv_close(converter);
}

std::vector<RawCode> ZbarDecoder::decode(const GreyFrame& frame) {
  zbar_image_t* image = zbar_image_create();
  zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
  zbar_image_set_size(image, frame.width, frame.height);
  zbar_image_set_data(image, frame.pixels.data(), frame.pixels.size(), nullptr);
  std::vector<RawCode> codes;
  if (zbar_scan_image(state_->scanner, image) > 0) {
    for (const zbar_symbol_t* symbol = zbar_image_first_symbol(image); symbol != nullptr && codes.size() < kMaxCodes;
         symbol = zbar_symbol_next(symbol)) {
      const unsigned length = zbar_symbol_get_data_length(symbol);
      if (length == 0 || length > kMaxPayload) continue;
      codes.push_back(
          {zbar_get_symbol_name(zbar_symbol_get_type(symbol)), std::string(zbar_symbol_get_data(symbol), length)});
    }
  }
  zbar_image_destroy(image);
  return codes;
}

}  // namespace bianmin::devices::decode
