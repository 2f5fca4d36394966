#pragma once

#include <mutex>
#include <string_view>

#include "devices/scanner/code_scanner.hpp"

namespace bianmin::devices {

/// A scanner without hardware. It has no thread: events are sent on the thread that calls, before the call returns.
/// Any thread. The sink must not call back into the scanner (the product's sinks post).
class SimulatedScanner final : public CodeScanner {
 public:
  void start(Sink sink) override;
  void arm() override;
  void disarm() override;

  /// Holds a code up for a moment; false when the scanner is off and nobody noticed. Bytes that are no UTF-8 are
  /// taken for GB18030, as everywhere.
  bool scan(std::string_view payload);
  void plug_in();
  void unplug();
  bool armed() const;

 private:
  mutable std::mutex mutex_;
  Sink sink_;
  bool armed_ = false;
  bool plugged_in_ = true;
};

}  // namespace bianmin::devices
