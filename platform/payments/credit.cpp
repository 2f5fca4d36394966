#include "platform/payments/credit.hpp"

#include <algorithm>
#include <array>

namespace bianmin::platform {
namespace {

using base::Instant;
using base::Milliseconds;
using Kind = MeterRequest::Kind;
using namespace std::chrono_literals;

constexpr std::array<std::string_view, 5> kNames{"waiting", "crediting", "uncertain", "credited", "refused"};

// After the first questions 2 s, 4 s, … one minute; for ever.
Milliseconds backoff(int silent) { return std::min<Milliseconds>(1s * (1 << std::min(silent, 6)), 1min); }

class Turn {
 public:
  Turn(Credit& credit, Instant now, const CreditTimes& times) : c_(credit), now_(now), times_(times) {}

  void operator()(const MoneyCame&) {
    if (c_.state != CreditState::Waiting) return;
    c_.state = CreditState::Crediting;
    c_.since = now_;
    c_.next = now_;
  }

  void operator()(const CreditDue&) {
    if (!c_.next) return;
    // A clock that was set back must not hold the money up.
    if (*c_.next > now_ && *c_.next <= now_ + times_.silence + 1min) return;
    if (c_.state == CreditState::Refused) return give_back();
    if (c_.state != CreditState::Crediting && c_.state != CreditState::Uncertain) {
      c_.next.reset();
      return;
    }
    if (c_.asked) {
      ++c_.silent;
      c_.state = CreditState::Uncertain;
    }
    c_.since = std::min(c_.since, now_);
    c_.asked = true;
    c_.next = now_ + std::max(times_.silence, c_.silent > 1 ? backoff(c_.silent) : 0ms);
    effects_.ask = now_ - c_.since >= times_.patience ? Kind::Withdraw : Kind::Credit;
  }

  void operator()(const CompanySaid& event) {
    // An answer to a question from before the money came can't be; one after the end is a double.
    if (c_.state != CreditState::Crediting && c_.state != CreditState::Uncertain) return;
    c_.asked = false;
    c_.silent = 0;
    if (event.reply.state == MeterState::Credited) {
      c_.state = CreditState::Credited;
      c_.balance = event.reply.balance;
      c_.next.reset();
      return;
    }
    c_.state = CreditState::Refused;
    give_back();
  }

  void operator()(const MoneyGoesBack&) {
    if (c_.state == CreditState::Refused) c_.next.reset();
  }

  CreditEffects effects() const { return effects_; }

 private:
  void give_back() {
    effects_.give_back = true;
    c_.next = now_ + times_.silence;
  }

  Credit& c_;
  Instant now_;
  const CreditTimes& times_;
  CreditEffects effects_;
};

}  // namespace

std::string_view to_string(CreditState state) { return kNames[static_cast<std::size_t>(state)]; }

std::optional<CreditState> credit_state_from(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<CreditState>(found - kNames.begin());
}

CreditEffects advance(Credit& credit, const CreditEvent& event, Instant now, const CreditTimes& times) {
  Turn turn(credit, now, times);
  std::visit(turn, event);
  return turn.effects();
}

}  // namespace bianmin::platform
