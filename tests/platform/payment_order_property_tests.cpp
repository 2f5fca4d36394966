// Whatever the provider says, whatever gets lost, whenever the platform dies: nobody is charged twice, no money that
// came is forgotten, and no bill is settled without money.
#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

#include "base/random.hpp"
#include "platform/payments/order.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;
using namespace std::chrono_literals;
using Kind = ProviderRequest::Kind;

constexpr int kBills = 4;
constexpr Fen kBillAmount = 40000;

// What the provider's promise allows (platform/payments/provider.hpp), and as unkind as that.
struct Account {
  ProviderState state = ProviderState::Unknown;
  Fen amount = 0;
  int charges = 0;
  Fen back = 0;             // of the money, so much has gone back
  bool on_its_own = false;  // the provider gave something back that nobody here asked for
  std::optional<base::Instant> paid_at;
};

struct StoredLike {
  Order order;
  std::set<int> bills;
};

struct Request {
  int order = 0;
  Kind kind{};
  Fen amount = 0;
};

struct Answer {
  int order = 0;
  ProviderReply reply;
};

class World {
 public:
  explicit World(std::uint64_t seed) : random_(seed_of(seed)) {}

  void live(int steps) {
    for (int i = 0; i < steps; ++i) {
      step();
      check_always();
    }
  }

  // The provider answers from now on, and nobody does anything any more.
  void come_to_rest() {
    honest_ = true;
    for (int i = 0; i < 5000 && !at_rest(); ++i) {
      now_ += 700ms;
      while (!requests_.empty()) take_request(0);
      for (auto& [number, account] : accounts_)
        if (account.state == ProviderState::Paying) resolve(account);
      while (!answers_.empty()) take_answer(0);
      tick();
      check_always();
    }
  }

  void check_at_rest() {
    for (const auto& [number, stored] : orders_) {
      const Order& order = stored.order;
      const Account& account = accounts_[number];
      BOOST_TEST_REQUIRE(!order.next.has_value(),
                         "order " << number << " is " << to_string(order.state) << " and not at rest");
      BOOST_TEST(!order.closing);
      BOOST_TEST(!is_open(order.state));
      BOOST_TEST((order.state != OrderState::Refunding));
      const Fen net = account.charges * account.amount - account.back;
      // What is known here is what is there, unless the provider has not been asked since it acted by itself.
      if (order.state == OrderState::Paid && !account.on_its_own)
        BOOST_TEST(net == order.amount - order.refunded,
                   "order " << number << " is " << to_string(order.state) << " with money " << net);
      if (order.state != OrderState::Paid)
        BOOST_TEST(net == 0, "order " << number << " is " << to_string(order.state) << " with money " << net);
      if (order.state == OrderState::Refunded) BOOST_TEST(account.back == account.amount);
      BOOST_TEST((order.refunded <= order.refund && order.refund <= order.amount));
      if (order.state == OrderState::Paid && order.refunded > 0) ++ends["partly refunded"];
    }
    ++ends[std::string("worlds")];
    for (const auto& [number, stored] : orders_) ++ends[std::string(to_string(stored.order.state))];
  }

  static inline std::map<std::string, int> ends;  // what the tests have met, so that they can say so

 private:
  static base::SeededRandom::Seed seed_of(std::uint64_t number) {
    base::SeededRandom::Seed seed{};
    for (std::size_t i = 0; i < 8; ++i) seed[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return seed;
  }
  bool one_in(std::uint32_t count) { return random_.below(count) == 0; }
  template <class List>
  std::size_t any(const List& list) {
    return random_.below(static_cast<std::uint32_t>(list.size()));
  }
  int any_order() { return static_cast<int>(random_.below(static_cast<std::uint32_t>(orders_.size()))); }

  bool at_rest() const {
    return requests_.empty() && answers_.empty() && std::none_of(orders_.begin(), orders_.end(), [](const auto& entry) {
             return entry.second.order.next.has_value();
           });
  }

  void step() {
    now_ += base::Milliseconds{random_.below(one_in(20) ? 60'000 : 900)};
    switch (random_.below(14)) {
      case 0: return begin();
      case 1: return happen_to_any(Scanned{});
      case 2:
        if (one_in(3)) happen_to_any(CancelAsked{});
        return;
      case 3:
        if (one_in(4)) happen_to_any(RefundAsked{one_in(2) ? 0 : static_cast<Fen>(random_.below(50'000))});
        if (!orders_.empty() && one_in(12)) give_back_unasked(accounts_[any_order()]);
        return;
      case 4:
        if (one_in(2)) happen_to_any(Hinted{});
        return;
      case 5:
        if (!orders_.empty()) pay_by_telephone(accounts_[any_order()]);
        return;
      case 6:
        for (auto& [number, account] : accounts_)
          if (account.state == ProviderState::Paying && one_in(3)) resolve(account);
        return;
      case 7:
      case 8:
        if (!requests_.empty()) take_request(any(requests_));
        return;
      case 9:
      case 10:
        if (!answers_.empty()) take_answer(any(answers_));
        return;
      case 11:
        if (one_in(6)) crash();
        return;
      default: return tick();
    }
  }

  // Nothing stops a second order for a bill that another one may still pay: the machine has to live with it.
  void begin() {
    if (orders_.size() >= 12) return;
    StoredLike made;
    for (int bill = 0; bill < kBills; ++bill)
      if (one_in(3) && !settled_.contains(bill)) made.bills.insert(bill);
    if (made.bills.empty()) return;
    made.order = new_order(kBillAmount * static_cast<Fen>(made.bills.size()), now_, times_);
    const int number = static_cast<int>(orders_.size());
    orders_.emplace(number, made);
    accounts_[number].amount = made.order.amount;
    happen(number, Due{});
  }

  void happen_to_any(const OrderEvent& event) {
    if (!orders_.empty()) happen(any_order(), event);
  }

  void tick() {
    for (auto& [number, stored] : orders_)
      if (stored.order.next && *stored.order.next <= now_) happen(number, Due{});
  }

  void happen(int number, OrderEvent event) {
    StoredLike& stored = orders_.at(number);
    Order changed = stored.order;
    if (auto* replied = std::get_if<Replied>(&event))
      replied->bills_free =
          std::none_of(stored.bills.begin(), stored.bills.end(), [&](int bill) { return settled_.contains(bill); });
    const OrderEffects effects = advance(changed, event, now_, times_);
    if (stored.order.state == OrderState::Refunded) BOOST_TEST_REQUIRE((changed.state == OrderState::Refunded));
    if (stored.order.state == OrderState::Cancelled) BOOST_TEST_REQUIRE((changed.state != OrderState::Paid));
    if (!honest_ && one_in(60)) return crash();  // before the commit: nothing of it has happened
    stored.order = changed;
    if (effects.settle)
      for (const int bill : stored.bills)
        BOOST_TEST_REQUIRE(settled_.emplace(bill, number).second, "a bill is settled twice");
    if (effects.unsettle) std::erase_if(settled_, [&](const auto& entry) { return entry.second == number; });
    if (!honest_ && one_in(60)) return crash();  // after the commit, before the question went out
    if (effects.returned) {
      BOOST_TEST(accounts_[number].on_its_own, "nobody gave this back");
      ++ends["returned"];
    }
    if (!effects.ask) return;
    if (*effects.ask == Kind::Refund)
      BOOST_TEST((changed.state == OrderState::Refunding ||
                  (changed.state == OrderState::Paid && changed.refunded < changed.refund)));
    if (*effects.ask == Kind::Charge) BOOST_TEST(++charge_questions_[number] == 1, "a payment code is used twice");
    requests_.push_back({number, *effects.ask, *effects.ask == Kind::Refund ? changed.refund : changed.amount});
    if (!honest_ && one_in(12)) requests_.push_back(requests_.back());  // the network sends it twice
  }

  void crash() {
    answers_.clear();  // they were for a process that is gone; what it had sent still arrives
    for (auto& [number, stored] : orders_)
      if (stored.order.next) {
        stored.order.asked = false;
        stored.order.silent = 0;
        stored.order.next = now_;
      }
    ++ends["crashes"];
  }

  void take_request(std::size_t which) {
    const Request request = requests_[which];
    requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(which));
    if (!honest_ && one_in(6)) return;  // lost on its way
    Account& account = accounts_[request.order];
    const bool unpaid = account.state == ProviderState::Unpaid || account.state == ProviderState::Refused ||
                        account.state == ProviderState::Insufficient || account.state == ProviderState::Unknown;
    switch (request.kind) {
      case Kind::Create:
        if (account.state == ProviderState::Unknown) account.state = ProviderState::Unpaid;
        break;
      case Kind::Charge:
        if (account.state == ProviderState::Unknown || account.state == ProviderState::Unpaid) act(account);
        break;
      case Kind::Query: break;
      case Kind::Close:
        if (unpaid) account.state = ProviderState::Closed;
        break;
      case Kind::Refund:
        if (account.state == ProviderState::Paid && request.amount >= account.amount)
          account.state = ProviderState::Refunding;
        else if (account.state == ProviderState::Paid && (honest_ || one_in(2)))
          account.back = std::max(account.back, request.amount);
        if (account.state == ProviderState::Refunding && (honest_ || one_in(2))) {
          account.state = ProviderState::Refunded;
          account.back = account.amount;
        }
        break;
    }
    if (!honest_ && one_in(5)) return;  // the answer is lost
    ProviderReply reply{account.state, 0, {}, {}};
    if (account.charges > 0)
      reply = {account.state, account.amount, "T" + std::to_string(request.order), account.paid_at, account.back};
    answers_.push_back({request.order, reply});
    if (!honest_ && one_in(12)) answers_.push_back(answers_.back());
  }

  void take_answer(std::size_t which) {
    const Answer answer = answers_[which];
    answers_.erase(answers_.begin() + static_cast<std::ptrdiff_t>(which));
    happen(answer.order, Replied{answer.reply, false});
  }

  void act(Account& account) {
    switch (random_.below(6)) {
      case 0: account.state = ProviderState::Refused; break;
      case 1: account.state = ProviderState::Insufficient; break;
      case 2: account.state = ProviderState::Paying; break;
      default: take_money(account);
    }
  }
  void resolve(Account& account) {
    if (one_in(3))
      account.state = one_in(2) ? ProviderState::Refused : ProviderState::Unpaid;
    else
      take_money(account);
  }
  void take_money(Account& account) {
    account.state = ProviderState::Paid;
    account.paid_at = now_;
    BOOST_TEST_REQUIRE(++account.charges == 1);
  }
  // As when a resident complains to the provider and not to us.
  void give_back_unasked(Account& account) {
    if (account.state != ProviderState::Paid) return;
    account.on_its_own = true;
    account.back = one_in(2) ? account.amount : std::max(account.back, account.amount / 4);
    if (account.back == account.amount) account.state = ProviderState::Refunded;
  }
  // A telephone may try again after it was refused.
  void pay_by_telephone(Account& account) {
    if (account.state == ProviderState::Unpaid || account.state == ProviderState::Refused ||
        account.state == ProviderState::Insufficient)
      act(account);
  }

  void check_always() {
    for (const auto& [bill, number] : settled_) {
      const StoredLike& stored = orders_.at(number);
      BOOST_TEST_REQUIRE((stored.order.state == OrderState::Paid), "a settled bill belongs to a paid order");
      const Account& account = accounts_[number];
      BOOST_TEST_REQUIRE((account.charges == 1 && (account.back < account.amount || account.on_its_own)),
                         "a bill is settled without money");
    }
    for (const auto& [number, stored] : orders_) {
      if (stored.order.state == OrderState::Paid)
        for (const int bill : stored.bills)
          BOOST_TEST_REQUIRE(settled_.contains(bill), "paid, and a bill is not settled");
      // Money that is there, or may come, is never left alone.
      const Account& account = accounts_[number];
      const bool may_have_money =
          (account.charges > 0 && account.back < account.amount) || account.state == ProviderState::Paying;
      if (may_have_money && stored.order.state != OrderState::Paid)
        BOOST_TEST_REQUIRE(stored.order.next.has_value(),
                           "money of a " << to_string(stored.order.state) << " order is forgotten");
    }
  }

  base::SeededRandom random_;
  base::Instant now_ = base::parse_utc("2026-11-20T02:00:00Z").value();
  const PaymentTimes times_{};
  std::map<int, StoredLike> orders_;
  std::map<int, int> settled_;  // bill → order
  std::map<int, Account> accounts_;
  std::map<int, int> charge_questions_;
  std::vector<Request> requests_;
  std::vector<Answer> answers_;
  bool honest_ = false;
};

BOOST_AUTO_TEST_SUITE(payment_order_property_tests)

BOOST_AUTO_TEST_CASE(money_is_settled_or_given_back_once) {
  World::ends.clear();
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    BOOST_TEST_CONTEXT("world " << seed) {
      World world(seed);
      world.live(400);
      world.come_to_rest();
      world.check_at_rest();
    }
  }
  // The worlds were as eventful as they are meant to be.
  for (const char* state : {"paid", "failed", "expired", "cancelled", "refunded"})
    BOOST_TEST(World::ends[state] > 500, state << " " << World::ends[state]);
  BOOST_TEST(World::ends["crashes"] > 3000);
  BOOST_TEST(World::ends["partly refunded"] > 100, World::ends["partly refunded"]);
  BOOST_TEST(World::ends["returned"] > 100, World::ends["returned"]);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
