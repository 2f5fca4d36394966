#pragma once

#include <functional>
#include <string>

#include "platform/payments/money.hpp"

namespace bianmin::platform {

/// What a meter company says of the credit for one order.
enum class MeterState {
  Credited,   ///< the money is on the meter
  Refused,    ///< it is not, and never will be for this order: the meter is closed, unknown, full
  Withdrawn,  ///< the same, because it was asked for
};

struct MeterReply {
  MeterState state{};
  Fen balance = 0;  ///< on the meter, after a credit
};

struct MeterRequest {
  enum class Kind {
    Credit,    ///< put the money on the meter
    Withdraw,  ///< do not, if it is not there yet
  };
  Kind kind{};
  std::string order;  ///< of the payment: the company's idempotency key
  std::string meter;  ///< its id
  Fen amount = 0;
};

/// Whoever runs prepaid meters: a power company, a waterworks, the sandbox. What it must promise (a back end makes it
/// so where the service itself does not):
/// - One order is credited once at most, however often it is asked for.
/// - After Refused or Withdrawn was answered for an order nothing is credited for it, even when an earlier request
///   arrives afterwards.
/// - Withdraw on an order that was credited does nothing and says Credited.
class MeterCompany {
 public:
  using Reply = std::function<void(const base::Result<MeterReply>&)>;

  /// Ends its threads; no reply comes afterwards.
  virtual ~MeterCompany() = default;
  /// Any thread; does not block for long. `reply` is called once at most, on any thread, at once or much later; never
  /// means no answer. A failure counts as none.
  virtual void ask(const MeterRequest& request, Reply reply) = 0;
};

}  // namespace bianmin::platform
