#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "base/clock.hpp"
#include "platform/store/writer.hpp"

namespace bianmin::platform {

/// Deletes what is not kept any longer: attachments of cases that are over, bodies in pieces that were given up. Once
/// an hour, in small jobs of the writer.
class Housekeeping {
 public:
  /// `keep_days` 0: attachments are kept for ever. `clock` and `writer` must outlive it.
  Housekeeping(const base::Clock& clock, Writer& writer, int keep_days)
      : clock_(clock), writer_(writer), keep_days_(keep_days) {}
  /// One thread, as often as it likes.
  void tick();

 private:
  const base::Clock& clock_;
  Writer& writer_;
  const int keep_days_;
  std::optional<base::Instant> last_;
};

}  // namespace bianmin::platform
