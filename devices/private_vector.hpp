#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <vector>

namespace bianmin::devices {

/// Overwrites what it gives back, also when a vector grows. For bulk data of a resident: pictures and sound, for which
/// base::Secret (text) would mean one copy more.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) {}  // NOLINT: allocators convert
  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* data, std::size_t count) {
    ::explicit_bzero(data, count * sizeof(T));
    std::allocator<T>().deallocate(data, count);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

/// A vector of plain numbers whose memory is wiped when it is given back. Has no stream operator.
template <class T>
using PrivateVector = std::vector<T, WipingAllocator<T>>;

}  // namespace bianmin::devices
