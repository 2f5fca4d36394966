#pragma once

#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/secret.hpp"

namespace bianmin::kiosk {

/// An order at the platform while a pay step is asked, as the terminal last heard of it. One that is paid is over: the
/// service goes on.
struct Payment {
  enum class State {
    Starting,  // the order is being made
    Waiting,   // the code is shown and a payment code may be scanned
    Paying,    // scanned, or the resident enters a password
    Failed,    // no money moved
    Expired,
    Cancelled,
    Uncertain,  // the provider does not answer: the money may be gone
    Refunding,
    Refunded,
  };
  enum class Request { None, Create, Scan, State, Cancel };
  enum class Slip { None, Printing, Printed, Failed };

  State state = State::Starting;
  std::string order;    // empty until the platform has given one
  base::Secret amount;  // yuan, "380.00"
  base::Secret code;    // what the QR shows
  std::optional<base::Instant> expires_at;
  std::string reason;               // Failed: "insufficient", "refused"
  Request request = Request::None;  // under way
  base::Instant asked_at{};
  base::Instant ask_next{};  // when the platform is asked again
  int unheard = 0;           // questions in a row that had no answer
  bool charged = false;      // a payment code was sent or a telephone is paying: money may move from now on
  bool leaving = false;      // back was pressed: the order is being cancelled
  bool wrong_code = false;   // what was held to the scanner last is no payment code
  Slip slip = Slip::None;    // the paper about a payment nobody knows the end of

  bool may_take_money() const { return state == State::Waiting || state == State::Paying; }
  /// The end, as far as this order goes: no question is asked any more.
  bool over() const { return state == State::Failed || state == State::Refunded; }
  /// Nothing is under way and no money moved: it can be tried again at another time.
  bool may_be_left() const {
    return request == Request::None && slip != Slip::Printing && !lost() && !leaving &&
           (state == State::Failed || state == State::Expired || state == State::Cancelled || state == State::Refunded);
  }
  /// The platform can't be heard: what the state is by now nobody here knows.
  bool lost() const { return unheard >= 2; }
};

}  // namespace bianmin::kiosk
