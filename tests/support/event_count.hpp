#pragma once

#include <cstdlib>

namespace bianmin::tests {

/// How many random events a property test plays for each seed: BIANMIN_EVENTS for sanitizers, which are slow, else
/// `usual`. With fewer than usual a test promises nothing about where the events went.
inline int event_count(int usual) {
  const char* given = std::getenv("BIANMIN_EVENTS");
  const long count = given == nullptr ? 0 : std::strtol(given, nullptr, 10);
  return count > 0 && count < usual ? static_cast<int>(count) : usual;
}

}  // namespace bianmin::tests
