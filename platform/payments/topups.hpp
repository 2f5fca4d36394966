#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "platform/payments/meter.hpp"
#include "platform/payments/meter_company.hpp"
#include "platform/payments/payments.hpp"
#include "platform/payments/topup_store.hpp"

namespace bianmin::platform {

/// Puts the money of paid top-ups on their meters: every step is one job of the writer, and the company is asked after
/// it is on disk. What it refuses goes back to who paid. Members are safe to use from any thread.
class TopUps : public std::enable_shared_from_this<TopUps> {
 public:
  /// Without a company no meter can be topped up. `payments` is asked to give money back.
  static std::shared_ptr<TopUps> make(PaymentGround ground, std::shared_ptr<Payments> payments,
                                      std::shared_ptr<MeterCompany> company, CreditTimes times);

  /// Has everything that is unfinished asked again at once; call before serving.
  base::Result<void> resume();
  /// Does what is due; call a few times a second.
  void tick();
  /// Ends the conversation with the company.
  void close();
  bool open() const { return company() != nullptr; }

 private:
  TopUps(PaymentGround ground, std::shared_ptr<Payments> payments, std::shared_ptr<MeterCompany> company,
         CreditTimes times)
      : ground_(ground), times_(times), payments_(std::move(payments)), company_(std::move(company)) {}

  struct Asked;
  void happen(const std::string& number, CreditEvent event, std::function<void()> done);
  void carry_out(const Asked& asked);
  std::shared_ptr<MeterCompany> company() const;

  const PaymentGround ground_;
  const CreditTimes times_;
  const std::shared_ptr<Payments> payments_;
  mutable std::mutex mutex_;
  std::mutex asking_;  // held while the company is asked
  std::shared_ptr<MeterCompany> company_;
  std::atomic<int> under_way_{0};  // due credits whose job is not done
};

}  // namespace bianmin::platform
