#pragma once

#include "kiosk/session/value.hpp"

namespace bianmin::kiosk {

/// 代办: a helper does an elder's business beside them. First the elder's card, then the helper's, then the elder's
/// consent to what is read back to them.
struct Companion {
  enum class Stage { Elder, Helper, Consent };
  Stage stage = Stage::Elder;
  Record elder;            // id_number, name, method
  Record helper;           // id_number, name
  bool same_card = false;  // the same card came twice: the page says so
};

}  // namespace bianmin::kiosk
