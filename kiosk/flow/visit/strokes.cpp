#include "kiosk/flow/visit/strokes.hpp"

#include "ui/model/block.hpp"

namespace bianmin::kiosk {

bool is_strokes(std::string_view text) {
  if (text.size() > ui::kMostSignatureCharacters) return false;
  enum { X, Y } expect = X;
  std::size_t digits = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      if (++digits > 4) return false;
    } else if (c == ',' && expect == X && digits > 0) {
      expect = Y;
      digits = 0;
    } else if ((c == ' ' || c == ';') && expect == Y && digits > 0) {
      expect = X;
      digits = 0;
    } else {
      return false;
    }
  }
  return text.empty() || (expect == Y && digits > 0);
}

}  // namespace bianmin::kiosk
