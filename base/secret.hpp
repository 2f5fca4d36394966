#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace bianmin::base {

/// A resident's data: UTF-8 text or bytes whose memory is wiped on destruction, on assignment and on growth.
/// Has no stream operator and no formatter, so that it can't reach a log by accident. Not thread-safe.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text);
  Secret(const Secret& other);
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  /// Borrowed; valid until this object is changed or destroyed.
  std::string_view reveal() const { return {data_, size_}; }
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  void wipe() noexcept;

  friend bool operator==(const Secret& a, const Secret& b) { return a.reveal() == b.reveal(); }
  friend std::strong_ordering operator<=>(const Secret& a, const Secret& b) { return a.reveal() <=> b.reveal(); }

 private:
  char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Wipes a plain string that had to hold a resident's data on its way to a library.
void wipe(std::string& text) noexcept;

}  // namespace bianmin::base
