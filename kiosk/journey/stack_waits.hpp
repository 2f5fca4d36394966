#pragma once

#include <chrono>
#include <thread>

namespace bianmin::kiosk {

// How the programs of a stack are waited for. Private to it.

inline constexpr auto kLongestStart = std::chrono::seconds(20);

/// Whether the condition comes true within kLongestStart.
template <class Condition>
bool eventually(Condition condition) {
  for (const auto until = std::chrono::steady_clock::now() + kLongestStart; !condition();) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

/// Whether a program could listen there.
bool port_is_free(int port);

}  // namespace bianmin::kiosk
