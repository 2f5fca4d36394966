#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "kiosk/session/value.hpp"

namespace bianmin::kiosk {

/// How a visit stood before its resident did something: enough to put it back without losing anything.
struct Undoable {
  std::size_t step = 0;
  std::vector<std::size_t> trail;
  std::map<std::string, Value, std::less<>> answers;
  std::set<std::size_t> answered;
  std::optional<std::size_t> correcting;
  bool left = false;  // what was done led away from the step
};

}  // namespace bianmin::kiosk
