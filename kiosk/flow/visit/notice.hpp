#pragma once

#include <string>

#include "base/clock.hpp"
#include "i18n/localized_text.hpp"

namespace bianmin::kiosk {

enum class NoticeLevel { Info, Warning, Emergency };

/// Something an administrator tells everybody; an emergency takes over the screen and is spoken.
struct Notice {
  std::string id;
  NoticeLevel level = NoticeLevel::Info;
  i18n::LocalizedText title;
  i18n::LocalizedText text;
  base::Instant from{};
  base::Instant until{};
};

}  // namespace bianmin::kiosk
