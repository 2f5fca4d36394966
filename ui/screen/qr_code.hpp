#pragma once

#include <string>
#include <vector>

namespace bianmin::ui {

struct QrCode {
  std::size_t side = 0;  // modules; 0: the payload is empty or too long for a code
  std::vector<bool> dark;
};

/// Bytes mode with medium error correction.
QrCode make_qr_code(const std::string& payload);

}  // namespace bianmin::ui
