#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {

/// Cuts what a serial scanner sends into codes: each ends with CR, LF, CRLF or a pause. A code longer than the limit
/// is dropped whole. One thread.
class ScanFramer {
 public:
  static constexpr std::size_t kMaxCode = 8192;  // bytes

  ~ScanFramer();
  /// The codes that ended with these bytes. Bytes of resident's data: the results are secrets.
  std::vector<base::Secret> feed(std::string_view bytes);
  /// The pause has passed: what was gathered is a code.
  std::vector<base::Secret> idle();
  bool pending() const { return !gathered_.empty() || overflow_; }
  void clear();

 private:
  void finish(std::vector<base::Secret>& codes);
  std::string gathered_;
  bool overflow_ = false;
};

}  // namespace bianmin::devices
