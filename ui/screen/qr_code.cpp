#include "ui/screen/qr_code.hpp"

#include <qrencode.h>

#include <memory>

namespace bianmin::ui {

QrCode make_qr_code(const std::string& payload) {
  if (payload.empty()) return {};
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(payload.size()), reinterpret_cast<const unsigned char*>(payload.data()), 0,
                        QR_ECLEVEL_M),
      &QRcode_free);
  if (!code) return {};
  QrCode out;
  out.side = static_cast<std::size_t>(code->width);
  out.dark.resize(out.side * out.side);
  for (std::size_t i = 0; i < out.dark.size(); ++i) out.dark[i] = (code->data[i] & 1U) != 0;
  return out;
}

}  // namespace bianmin::ui
