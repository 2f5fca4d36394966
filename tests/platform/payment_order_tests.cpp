#include <boost/test/unit_test.hpp>

#include "platform/payments/order.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;
using namespace std::chrono_literals;
using Kind = ProviderRequest::Kind;

// One order, its events and the last effects.
struct Life {
  PaymentTimes times{};
  base::Instant now = base::parse_utc("2026-11-20T02:00:00Z").value();
  Order order = new_order(38000, now, times);
  OrderEffects effects{};

  Life() { happen(Due{}); }
  Life& happen(const OrderEvent& event) {
    effects = advance(order, event, now, times);
    return *this;
  }
  Life& after(base::Milliseconds time) {
    now += time;
    return happen(Due{});
  }
  Life& replied(ProviderState state, bool bills_free = true, Fen amount = 38000) {
    ProviderReply reply{state, 0, {}, {}};
    if (state == ProviderState::Paid) reply = {state, amount, "T1", now};
    return happen(Replied{reply, bills_free});
  }
  std::string state() const { return std::string(to_string(order.state)); }
  bool asks(Kind kind) const { return effects.ask == kind; }
};

BOOST_AUTO_TEST_SUITE(payment_order_tests)

BOOST_AUTO_TEST_CASE(a_code_that_is_scanned_by_a_telephone) {
  Life life;
  BOOST_TEST(life.asks(Kind::Create));
  life.replied(ProviderState::Unpaid);
  BOOST_TEST(life.state() == "waiting");
  BOOST_TEST(life.after(2s).asks(Kind::Query));
  BOOST_TEST(life.replied(ProviderState::Paying).state() == "paying");
  BOOST_TEST(life.after(1s).asks(Kind::Query));
  life.replied(ProviderState::Paid);
  BOOST_TEST(life.state() == "paid");
  BOOST_TEST(life.effects.settle);
  BOOST_TEST(!life.order.next.has_value());
  BOOST_TEST(life.order.transaction == "T1");
  // What comes late changes nothing.
  for (const auto state : {ProviderState::Unpaid, ProviderState::Paying, ProviderState::Paid, ProviderState::Closed})
    BOOST_TEST((life.replied(state).state() == "paid" && !life.effects.settle && !life.effects.ask));
  BOOST_TEST(life.happen(CancelAsked{}).state() == "paid");
  BOOST_TEST(life.happen(Scanned{}).state() == "paid");
}

BOOST_AUTO_TEST_CASE(a_payment_code_is_used_once) {
  Life life;
  BOOST_TEST(life.happen(Scanned{}).asks(Kind::Charge));
  BOOST_TEST(life.state() == "paying");
  BOOST_TEST(!life.happen(Scanned{}).effects.ask.has_value());
  BOOST_TEST(life.replied(ProviderState::Insufficient).state() == "failed");
  BOOST_TEST(to_string(life.order.refusal) == "insufficient");
  BOOST_TEST(life.asks(Kind::Close));
  BOOST_TEST(!life.happen(Scanned{}).effects.ask.has_value());
  life.replied(ProviderState::Closed);
  BOOST_TEST((!life.order.closing && !life.order.next));
}

BOOST_AUTO_TEST_CASE(silence_is_uncertain_until_the_provider_speaks) {
  Life life;
  life.replied(ProviderState::Unpaid).happen(Scanned{});
  BOOST_TEST(life.after(3s).state() == "paying");
  BOOST_TEST(life.after(1s).state() == "uncertain");
  BOOST_TEST(life.asks(Kind::Query));
  int questions = 0;
  for (int second = 0; second < 3600; ++second) questions += life.after(1s).effects.ask.has_value();
  BOOST_TEST(life.state() == "uncertain");
  BOOST_TEST((questions > 50 && questions < 80), questions);  // backs off to one a minute
  BOOST_TEST(life.order.next.has_value());
  BOOST_TEST(life.replied(ProviderState::Paid).state() == "paid");
  BOOST_TEST(life.effects.settle);
}

BOOST_AUTO_TEST_CASE(one_lost_answer_does_not_frighten_who_has_not_paid) {
  Life life;
  BOOST_TEST(life.after(4s).state() == "waiting");
  BOOST_TEST(life.after(4s).state() == "uncertain");
  BOOST_TEST(life.replied(ProviderState::Unpaid).state() == "waiting");
}

BOOST_AUTO_TEST_CASE(a_charge_that_never_arrived_is_closed_first) {
  Life life;
  life.replied(ProviderState::Unpaid).happen(Scanned{});
  life.after(4s);
  BOOST_TEST(life.state() == "uncertain");
  life.replied(ProviderState::Unpaid);
  BOOST_TEST((!life.effects.ask && life.state() == "uncertain"));  // it may still be on its way
  life.now += 6s;
  BOOST_TEST(life.replied(ProviderState::Unpaid).asks(Kind::Close));
  BOOST_TEST(life.state() == "uncertain");
  life.replied(ProviderState::Closed);
  BOOST_TEST(life.state() == "failed");
  BOOST_TEST(to_string(life.order.refusal) == "refused");
  // A provider that breaks its word is paid back.
  BOOST_TEST(life.happen(Hinted{}).asks(Kind::Query));
  BOOST_TEST(life.replied(ProviderState::Paid).asks(Kind::Refund));
  BOOST_TEST(life.state() == "refunding");
  BOOST_TEST(life.replied(ProviderState::Refunded).state() == "refunded");
}

BOOST_AUTO_TEST_CASE(money_after_a_cancel_goes_back) {
  Life life;
  life.replied(ProviderState::Unpaid);
  BOOST_TEST(life.happen(CancelAsked{}).asks(Kind::Close));
  BOOST_TEST(life.state() == "cancelled");
  BOOST_TEST(life.replied(ProviderState::Paid).asks(Kind::Refund));
  BOOST_TEST(life.state() == "refunding");
  BOOST_TEST(life.after(4s).asks(Kind::Refund));
  life.replied(ProviderState::Refunding);
  BOOST_TEST(life.order.next.has_value());
  BOOST_TEST(life.replied(ProviderState::Refunded).state() == "refunded");
  BOOST_TEST(!life.order.next.has_value());
}

BOOST_AUTO_TEST_CASE(an_expired_order_keeps_what_came_in_time) {
  for (const bool in_time : {true, false}) {
    Life life;
    life.replied(ProviderState::Unpaid);
    const base::Instant paid_at = life.order.expires + (in_time ? -1s : 1s);
    BOOST_TEST(life.after(5min).state() == "expired");
    BOOST_TEST(life.asks(Kind::Close));
    life.happen(Replied{{ProviderState::Paid, 38000, "T1", paid_at}, true});
    BOOST_TEST(life.state() == (in_time ? "paid" : "refunding"));
  }
}

BOOST_AUTO_TEST_CASE(what_settles_nothing_goes_back) {
  Life settled_elsewhere;
  BOOST_TEST(settled_elsewhere.replied(ProviderState::Paid, false).asks(Kind::Refund));
  Life other_amount;
  BOOST_TEST(other_amount.replied(ProviderState::Paid, true, 37999).asks(Kind::Refund));
  BOOST_TEST(other_amount.state() == "refunding");
}

BOOST_AUTO_TEST_CASE(an_administrator_gives_back_what_was_paid) {
  Life life;
  BOOST_TEST(!life.happen(RefundAsked{}).effects.ask.has_value());
  life.replied(ProviderState::Paid);
  life.happen(RefundAsked{});
  BOOST_TEST((life.effects.unsettle && life.asks(Kind::Refund) && life.state() == "refunding"));
  life.happen(RefundAsked{});
  BOOST_TEST((!life.effects.unsettle && !life.effects.ask));
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_stops_no_question) {
  Life life;
  life.replied(ProviderState::Unpaid).happen(Scanned{});
  life.now -= 24h;
  BOOST_TEST(is_due(life.order, life.now));
  BOOST_TEST(life.happen(Due{}).asks(Kind::Query));
  BOOST_TEST(!is_due(life.order, life.now));
}

BOOST_AUTO_TEST_CASE(states_have_names) {
  for (int i = 0; i < 9; ++i) {
    const auto state = static_cast<OrderState>(i);
    BOOST_TEST((order_state_from(to_string(state)) == state));
  }
  BOOST_TEST(!order_state_from("lost").has_value());
}

BOOST_AUTO_TEST_CASE(a_part_goes_back_and_the_order_stays_paid) {
  Life life;
  life.replied(ProviderState::Paid);
  life.happen(RefundAsked{8000});
  BOOST_TEST((life.asks(Kind::Refund) && life.state() == "paid" && !life.effects.unsettle));
  BOOST_TEST(life.order.refund == 8000);
  BOOST_TEST(life.after(4s).asks(Kind::Refund));  // no answer: asked again, for the same
  const auto paid = [&](Fen refunded) {
    return life.happen(Replied{{ProviderState::Paid, 38000, "T1", life.now, refunded}, true});
  };
  paid(0);
  BOOST_TEST(life.order.next.has_value());
  paid(8000);
  BOOST_TEST((life.order.refunded == 8000 && !life.order.next && !life.effects.returned));
  life.happen(RefundAsked{30001});  // more than is left
  BOOST_TEST((!life.effects.ask && life.order.refund == 8000));
  life.happen(RefundAsked{-1});
  BOOST_TEST(!life.effects.ask);
  life.happen(RefundAsked{});  // the rest
  BOOST_TEST((life.asks(Kind::Refund) && life.effects.unsettle && life.state() == "refunding"));
  BOOST_TEST(life.order.refund == 38000);
  life.happen(Replied{{ProviderState::Refunded, 38000, "T1", life.now, 38000}, true});
  BOOST_TEST((life.state() == "refunded" && life.order.refunded == 38000 && !life.effects.returned));
}

BOOST_AUTO_TEST_CASE(money_that_went_back_without_us_is_noticed) {
  Life part, whole;
  for (Life* life : {&part, &whole}) {
    life->replied(ProviderState::Paid);
    BOOST_TEST(life->happen(Hinted{}).asks(Kind::Query));
  }
  part.happen(Replied{{ProviderState::Paid, 38000, "T1", part.now, 500}, true});
  BOOST_TEST((part.effects.returned && !part.effects.unsettle && part.state() == "paid" && !part.order.next));
  part.happen(Replied{{ProviderState::Paid, 38000, "T1", part.now, 500}, true});
  BOOST_TEST(!part.effects.returned);  // once
  part.happen(RefundAsked{});
  BOOST_TEST((part.order.refund == 38000 && part.effects.unsettle));
  whole.happen(Replied{{ProviderState::Refunded, 38000, "T1", whole.now, 38000}, true});
  BOOST_TEST((whole.effects.returned && whole.effects.unsettle && whole.state() == "refunded" && !whole.order.next));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
