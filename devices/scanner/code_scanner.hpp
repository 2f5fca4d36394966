#pragma once

#include <functional>
#include <variant>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::devices {

// clang-format off
struct ScannerReady {};
struct ScannerLost { base::Failure why; };
/// A code's payload as UTF-8 (bytes that are no UTF-8 are taken for GB18030). The same code held still is said once.
struct CodeScanned { base::Secret payload; };
// clang-format on
using ScanEvent = std::variant<ScannerReady, ScannerLost, CodeScanned>;

/// Reads QR codes and bar codes held up to the terminal.
class CodeScanner {
 public:
  using Sink = std::function<void(ScanEvent)>;
  virtual ~CodeScanner() = default;  // stops
  /// Starts; `sink` is called on the driver's thread. Once.
  virtual void start(Sink sink) = 0;
  /// Lamp and camera on; codes are reported until `disarm`. Any thread; cheap.
  virtual void arm() = 0;
  virtual void disarm() = 0;
};

}  // namespace bianmin::devices
