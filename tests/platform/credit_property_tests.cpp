// Whatever a meter company says, whatever gets lost, whenever the platform dies: money that came is on the meter once,
// or goes back, and never both.
#include <boost/test/unit_test.hpp>

#include <map>

#include "base/random.hpp"
#include "platform/payments/credit.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;
using namespace std::chrono_literals;
using Kind = MeterRequest::Kind;

// What the company's promise allows (platform/payments/meter_company.hpp), and as unkind as that.
struct Ledger {
  enum class State { New, Credited, Refused, Withdrawn } state = State::New;
  int credits = 0;
};

class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed_of(seed)) {
    advance(credit_, MoneyCame{}, now_, times_);  // in the transaction that settles the order
    BOOST_TEST(credit_.next.has_value());
  }

  void live(int steps) {
    for (int i = 0; i < steps; ++i) {
      now_ += base::Milliseconds{random_.below(one_in(15) ? 30'000 : 900)};
      if (one_in(60)) now_ -= 3600s;  // a clock that is set back
      switch (random_.below(8)) {
        case 0:
        case 1: take_request(); break;
        case 2:
        case 3: take_answer(); break;
        case 4:
          if (one_in(6)) crash();
          break;
        case 5:
          if (one_in(4)) happen(MoneyCame{});  // told twice
          break;
        default: tick();
      }
      check();
    }
  }

  void come_to_rest() {
    honest_ = true;
    for (int i = 0; i < 2000 && (credit_.next || !requests_.empty() || !answers_.empty()); ++i) {
      now_ += 700ms;
      while (!requests_.empty()) take_request();
      while (!answers_.empty()) take_answer();
      tick();
      check();
    }
    BOOST_TEST_REQUIRE(!credit_.next.has_value(), to_string(credit_.state) << " and not at rest");
    const bool credited = credit_.state == CreditState::Credited;
    BOOST_TEST((credited || credit_.state == CreditState::Refused));
    BOOST_TEST(ledger_.credits == (credited ? 1 : 0));
    BOOST_TEST(refunded_ == !credited);
    ++ends[std::string(to_string(credit_.state))];
    if (withdrawn_) ++ends["withdrawn"];
    if (uncertain_) ++ends["uncertain"];
  }

  static inline std::map<std::string, int> ends;  // what the tests have met

 private:
  static base::SeededRandom::Seed seed_of(std::uint64_t number) {
    base::SeededRandom::Seed seed{};
    for (std::size_t i = 0; i < 8; ++i) seed[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return seed;
  }
  bool one_in(std::uint32_t count) { return random_.below(count) == 0; }

  void happen(const CreditEvent& event) {
    Credit changed = credit_;
    // The order has left Paid once the refund is under way: TopUps tells that instead.
    const bool gone = changed.state == CreditState::Refused && refunded_;
    const CreditEffects effects = advance(changed, gone ? CreditEvent(MoneyGoesBack{}) : event, now_, times_);
    if (credit_.state == CreditState::Credited || credit_.state == CreditState::Refused)
      BOOST_TEST_REQUIRE((changed.state == credit_.state), "an end is no end");
    if (!honest_ && one_in(40)) return crash();  // before the commit: nothing of it has happened
    credit_ = changed;
    uncertain_ = uncertain_ || credit_.state == CreditState::Uncertain;
    if (!honest_ && one_in(40)) return crash();  // after the commit, before anything went out
    if (effects.give_back) {
      BOOST_TEST_REQUIRE((credit_.state == CreditState::Refused));
      if (honest_ || !one_in(4)) refunded_ = true;
    }
    if (!effects.ask) return;
    requests_.push_back(*effects.ask);
    if (!honest_ && one_in(8)) requests_.push_back(*effects.ask);  // the network sends it twice
  }

  void tick() {
    if (credit_.next) happen(CreditDue{});
  }

  void crash() {
    answers_.clear();  // they were for a process that is gone; what it had sent still arrives
    if (credit_.next) {
      credit_.asked = false;
      credit_.silent = 0;
      credit_.next = now_;
    }
    ++ends["crashes"];
  }

  void take_request() {
    if (requests_.empty()) return;
    const std::size_t which = random_.below(static_cast<std::uint32_t>(requests_.size()));
    const Kind kind = requests_[which];
    requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(which));
    if (!honest_ && one_in(3)) return;  // lost on its way
    if (ledger_.state == Ledger::State::New) {
      if (kind == Kind::Withdraw) {
        ledger_.state = Ledger::State::Withdrawn;
        withdrawn_ = true;
      } else if (one_in(3)) {
        ledger_.state = Ledger::State::Refused;
      } else {
        ledger_.state = Ledger::State::Credited;
        BOOST_TEST_REQUIRE(++ledger_.credits == 1);
      }
    }
    if (!honest_ && one_in(3)) return;  // the answer is lost
    const MeterState said = ledger_.state == Ledger::State::Credited    ? MeterState::Credited
                            : ledger_.state == Ledger::State::Withdrawn ? MeterState::Withdrawn
                                                                        : MeterState::Refused;
    answers_.push_back({said, said == MeterState::Credited ? 12300 : 0});
    if (!honest_ && one_in(8)) answers_.push_back(answers_.back());
  }

  void take_answer() {
    if (answers_.empty()) return;
    const std::size_t which = random_.below(static_cast<std::uint32_t>(answers_.size()));
    const MeterReply reply = answers_[which];
    answers_.erase(answers_.begin() + static_cast<std::ptrdiff_t>(which));
    happen(CompanySaid{reply});
  }

  void check() {
    // Money that is there is never left alone, and never goes back while the meter may have it.
    if (credit_.state == CreditState::Crediting || credit_.state == CreditState::Uncertain)
      BOOST_TEST_REQUIRE(credit_.next.has_value(), "money is forgotten");
    if (credit_.state == CreditState::Refused && !refunded_) BOOST_TEST_REQUIRE(credit_.next.has_value());
    if (refunded_) BOOST_TEST_REQUIRE(ledger_.credits == 0, "it went back and is on the meter");
    if (credit_.state == CreditState::Credited) BOOST_TEST_REQUIRE(ledger_.credits == 1);
  }

  base::SeededRandom random_;
  base::Instant now_ = base::parse_utc("2026-11-20T02:00:00Z").value();
  const CreditTimes times_{};
  Credit credit_;
  Ledger ledger_;
  std::vector<Kind> requests_;
  std::vector<MeterReply> answers_;
  bool refunded_ = false, withdrawn_ = false, uncertain_ = false, honest_ = false;
};

BOOST_AUTO_TEST_SUITE(credit_property_tests)

BOOST_AUTO_TEST_CASE(money_is_on_the_meter_once_or_goes_back) {
  World::ends.clear();
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    BOOST_TEST_CONTEXT("world " << seed) {
      World world(seed);
      world.live(static_cast<int>(seed % 120));
      world.come_to_rest();
    }
  }
  // The worlds were as eventful as they are meant to be.
  for (const char* met : {"credited", "refused", "uncertain", "crashes"})
    BOOST_TEST(World::ends[met] > 300, met << " " << World::ends[met]);
  BOOST_TEST(World::ends["withdrawn"] > 20, World::ends["withdrawn"]);
}

BOOST_AUTO_TEST_CASE(a_company_that_says_nothing_is_asked_to_give_up) {
  const CreditTimes times{};
  base::Instant now = base::parse_utc("2026-11-20T02:00:00Z").value();
  Credit credit;
  advance(credit, MoneyCame{}, now, times);
  std::vector<Kind> asked;
  for (int second = 0; second < 80; ++second, now += 1s)
    if (credit.next && *credit.next <= now)
      if (const auto effects = advance(credit, CreditDue{}, now, times); effects.ask) asked.push_back(*effects.ask);
  BOOST_TEST((credit.state == CreditState::Uncertain));
  BOOST_TEST((asked.front() == Kind::Credit));
  BOOST_TEST((asked.back() == Kind::Withdraw));
  // It had credited all the same: then that stands.
  Credit had = credit;
  advance(had, CompanySaid{{MeterState::Credited, 5000}}, now, times);
  BOOST_TEST((had.state == CreditState::Credited));
  BOOST_TEST(had.balance == 5000);
  BOOST_TEST(advance(credit, CompanySaid{{MeterState::Withdrawn, 0}}, now, times).give_back);
  BOOST_TEST((credit.state == CreditState::Refused));
  BOOST_TEST(!advance(credit, CompanySaid{{MeterState::Credited, 5000}}, now, times).give_back);
  BOOST_TEST((credit.state == CreditState::Refused));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
