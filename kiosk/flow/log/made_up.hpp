#pragma once

#include <string>

namespace bianmin::kiosk {

/// The code of a slip that nobody has, another one for each of 1 … kMaxPeople. Private to the event log.
std::string made_up_slip(int person);

}  // namespace bianmin::kiosk
