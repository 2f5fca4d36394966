// Whatever happens while people pay, in whatever order: nobody pays twice, nobody is shown a code that is over.
#include <boost/test/unit_test.hpp>

#include "tests/kiosk/flow_chaos.hpp"
#include "tests/support/event_count.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

constexpr std::array<std::uint64_t, 3> kSeeds{3, 20261122, 77};
constexpr int kEventsOfASeed = 400'000;

// A terminal that does nothing but take money: most of the time goes into what is looked at here.
std::shared_ptr<const Content> only_payments() {
  auto all = std::make_shared<Content>(*content());
  std::erase_if(all->services, [](const ServiceSpec& service) {
    return service.id != "medical-payment" && service.id != "utilities" && service.id != "top-up";
  });
  return all;
}

bool shows_code(const ui::Page& page) {
  return std::any_of(page.blocks.begin(), page.blocks.end(),
                     [](const ui::Block& block) { return std::holds_alternative<ui::CodeView>(block); });
}

// What the page may say of the money, against what is known of it.
std::string page_fault(const State& s, const ui::Page& page) {
  const bool asks = shows_code(page) && !s.helping;
  const Payment* payment = s.session && s.session->payment ? &*s.session->payment : nullptr;
  if (payment == nullptr) return asks ? "a code without an order" : "";
  if (asks && (payment->state != Payment::State::Waiting || payment->lost() || payment->leaving))
    return "a code is shown that nobody should pay now";
  const bool unknown = payment->state == Payment::State::Uncertain || payment->lost();
  if (unknown && (ui::can_choose(page, "retry") && page.id.find("/uncertain") == std::string::npos))
    return "it is offered to pay again while nobody knows whether they have";
  if (unknown && !s.question && ui::can_choose(page, "back") && !s.helping)
    return "there is a way back from an unknown end";
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pay_property_tests)

BOOST_AUTO_TEST_CASE(nobody_pays_twice) {
  const auto payments_only = only_payments();
  const int events = tests::event_count(kEventsOfASeed);
  std::map<std::string, int> pages;
  int created = 0, paid = 0, cancelled = 0;
  for (const auto seed : kSeeds) {
    Chaos chaos(seed);
    Player world(rules(), payments_only);
    State s = std::move(world.state);
    base::Instant now = world.now;
    PaymentWatch watch;
    ui::Page page = build_page(s);
    for (int i = 0; i < events; ++i) {
      now += chaos.pause();
      Event event = chaos.next(s, page);
      if (std::holds_alternative<ContentChanged>(event)) event = ContentChanged{payments_only};
      const std::uint64_t ticket = s.session ? s.session->ticket : 0;
      const std::optional<Payment> payment_before = s.session ? s.session->payment : std::nullopt;
      const auto where = [&] {
        return "seed " + std::to_string(seed) + ", event " + std::to_string(i) + " (" + std::string(name_of(event)) +
               ") on " + page.id;
      };
      const Effects effects = advance(s, event, now);
      page = build_page(s);
      ++pages[page.id];
      if (const auto fault = watch.see(s, event, effects, ticket, payment_before); !fault.empty())
        BOOST_FAIL(where() << ": " << fault);
      if (const auto fault = ChaosAmounts::fault(s, effects); !fault.empty()) BOOST_FAIL(where() << ": " << fault);
      if (const auto fault = page_fault(s, page); !fault.empty()) BOOST_FAIL(where() << ": " << fault);
      for (const auto& effect : effects) {
        const auto* ask = std::get_if<Ask>(&effect);
        if (ask == nullptr) continue;
        cancelled += ask->operation == "payment.cancel" ? 1 : 0;
        if (!s.session && has_marker(ask->body.reveal()))
          BOOST_FAIL(where() << ": something of the last resident is asked");
      }
    }
    created += watch.created;
    paid += watch.paid;
  }
  BOOST_TEST_MESSAGE(created << " orders, " << paid << " paid, " << cancelled << " cancelled");
  if (events < kEventsOfASeed) return;
  BOOST_TEST(created > 1500);
  BOOST_TEST(paid > 150);
  BOOST_TEST(cancelled > 200);
  for (const char* end : {"", "/starting", "/paying", "/uncertain", "/failed", "/expired", "/cancelling", "/cancelled",
                          "/refunding", "/refunded", "/stuck"})
    BOOST_TEST(pages[std::string("medical-payment/pay") + end] > 0, end << " was never reached");
  for (const char* id : {"top-up/amount", "top-up/slip", "top-up/done", "utilities/choose", "utilities/review",
                         "utilities/slip", "utilities/done", "medical-payment/record/nothing"})
    BOOST_TEST(pages[id] > 0, id << " was never reached");
}

BOOST_AUTO_TEST_SUITE_END()
