#pragma once

#include <cstddef>
#include <string>

#include "base/clock.hpp"

namespace bianmin::kiosk {

/// What came with a case, as the platform has it.
struct CaseAttachment {
  std::string kind;  // "photo", "voice", "signature"
  std::size_t bytes = 0;
  base::Milliseconds length{};  // of a voice memo
};

}  // namespace bianmin::kiosk
