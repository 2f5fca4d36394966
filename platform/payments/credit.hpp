#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "base/clock.hpp"
#include "platform/payments/meter_company.hpp"

// What becomes of a top-up's money after it came, as a pure function beside order.hpp's: no clock, no thread, no store.
namespace bianmin::platform {

enum class CreditState {
  Waiting,    ///< for the resident's money
  Crediting,  ///< the company is asked to put it on the meter
  Uncertain,  ///< it does not answer: nobody knows whether the meter has it
  Credited,
  Refused,  ///< the meter does not have it and never will: the money goes back
};
std::string_view to_string(CreditState state);
std::optional<CreditState> credit_state_from(std::string_view name);

struct CreditTimes {
  base::Milliseconds silence{4'000};    ///< the company may take so long for an answer
  base::Milliseconds patience{60'000};  ///< then the credit is withdrawn, so that nobody's money hangs in the air
};

/// A credit as it is stored. `next` is when something is to be done about it, nothing for never.
struct Credit {
  CreditState state = CreditState::Waiting;
  base::Instant since{};  ///< when the money came
  bool asked = false;     ///< a question is out; `next` is when it counts as unanswered
  int silent = 0;         ///< questions in a row that got no answer
  Fen balance = 0;        ///< on the meter, once credited
  std::optional<base::Instant> next;

  friend bool operator==(const Credit&, const Credit&) = default;
};

struct MoneyCame {};  ///< the order was settled
struct CreditDue {};  ///< `next` has come
struct CompanySaid {
  MeterReply reply;
};
struct MoneyGoesBack {};  ///< the order has left Paid: there is nothing more to do here
using CreditEvent = std::variant<MoneyCame, CreditDue, CompanySaid, MoneyGoesBack>;

/// What has to be done besides storing the credit, after it is on disk.
struct CreditEffects {
  std::optional<MeterRequest::Kind> ask;
  bool give_back = false;  ///< the order is to be refunded; asked for again until MoneyGoesBack is told
};

/// An event that means nothing in this state changes nothing (a doubled answer, one that comes after the end).
CreditEffects advance(Credit& credit, const CreditEvent& event, base::Instant now, const CreditTimes& times);

}  // namespace bianmin::platform
