// The property of payment_order_property_tests once more, with the real store, routes and restarts: whatever a provider
// does with questions and answers, its book and ours agree in the end.
#include <boost/test/unit_test.hpp>

#include <deque>
#include <mutex>
#include <set>

#include <boost/json.hpp>

#include "base/random.hpp"
#include "tests/platform/in_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
using namespace bianmin::platform;
namespace json = boost::json;

struct Entry {
  ProviderState state = ProviderState::Unknown;
  Fen amount = 0;
  int charges = 0, refunds = 0;
  base::Instant paid_at;
};

// Keeps its promise (platform/payments/provider.hpp) and is as unkind as that allows. Outlives the platform's restarts.
class UnkindProvider final : public PaymentProvider {
 public:
  explicit UnkindProvider(const base::SeededRandom::Seed& seed) : random_(seed) {}

  void ask(const ProviderRequest& request, Reply reply) override {
    std::unique_lock lock(mutex_);
    if (honest_) {
      Entry& entry = take(request);
      const ProviderReply answer = reply_of(request.order, entry);
      lock.unlock();
      return reply(answer);
    }
    switch (random_.below(5)) {
      case 0: return;                                        // lost on the way there
      case 1: take(request); return;                         // lost on the way back
      case 2: waiting_.push_back({request, reply}); return;  // arrives later, maybe after what is sent later
      default: break;
    }
    const ProviderReply answer = reply_of(request.order, take(request));
    late_.push_back({answer, std::move(reply)});
  }
  std::string code(const std::string& order) const override { return "chaos:" + order; }
  std::string order_of(std::string_view code) const override { return std::string(code.substr(6)); }
  void listen(std::function<void(const std::string&)>) override {}

  // Some of what is under way arrives.
  void deliver() {
    std::vector<std::pair<ProviderReply, Reply>> now;
    {
      std::lock_guard lock(mutex_);
      if (!waiting_.empty() && random_.below(2) == 0) {
        const auto which = waiting_.begin() + random_.below(static_cast<std::uint32_t>(waiting_.size()));
        late_.push_back({reply_of(which->first.order, take(which->first)), which->second});
        waiting_.erase(which);
      }
      for (int i = 0; i < 3 && !late_.empty(); ++i) {
        const auto which = late_.begin() + random_.below(static_cast<std::uint32_t>(late_.size()));
        now.push_back(std::move(*which));
        late_.erase(which);
      }
    }
    for (const auto& [answer, reply] : now) {
      reply(answer);
      if (random_.below(4) == 0) reply(answer);  // told twice
    }
  }
  void telephone(const std::string& order) {
    std::lock_guard lock(mutex_);
    Entry& entry = book_[order];
    if (entry.state == ProviderState::Unpaid || entry.state == ProviderState::Refused) act(entry);
  }
  void resolve() {
    std::lock_guard lock(mutex_);
    for (auto& [order, entry] : book_)
      if (entry.state == ProviderState::Paying) pay(entry);
  }
  void become_honest() {
    std::lock_guard lock(mutex_);
    honest_ = true;
    for (auto& [request, reply] : waiting_) late_.push_back({reply_of(request.order, take(request)), reply});
    waiting_.clear();
  }
  bool quiet() {
    std::lock_guard lock(mutex_);
    return late_.empty();
  }
  Entry entry(const std::string& order) {
    std::lock_guard lock(mutex_);
    return book_[order];
  }
  void set_now(base::Instant now) {
    std::lock_guard lock(mutex_);
    now_ = now;
  }

 private:
  Entry& take(const ProviderRequest& request) {
    using Kind = ProviderRequest::Kind;
    Entry& entry = book_[request.order];
    entry.amount = request.amount;
    const bool open = entry.state == ProviderState::Unknown || entry.state == ProviderState::Unpaid;
    switch (request.kind) {
      case Kind::Create:
        if (entry.state == ProviderState::Unknown) entry.state = ProviderState::Unpaid;
        break;
      case Kind::Charge:
        if (open) act(entry);
        break;
      case Kind::Query: break;
      case Kind::Close:
        if (open || entry.state == ProviderState::Refused) entry.state = ProviderState::Closed;
        break;
      case Kind::Refund:
        if (entry.state == ProviderState::Paid) {
          entry.state = ProviderState::Refunded;
          ++entry.refunds;
        }
        break;
    }
    return entry;
  }
  void act(Entry& entry) {
    switch (random_.below(4)) {
      case 0: entry.state = ProviderState::Refused; break;
      case 1: entry.state = ProviderState::Paying; break;
      default: pay(entry);
    }
  }
  void pay(Entry& entry) {
    entry.state = ProviderState::Paid;
    entry.paid_at = now_;
    ++entry.charges;
  }
  static ProviderReply reply_of(const std::string& order, const Entry& entry) {
    if (entry.charges == 0) return {entry.state, 0, {}, {}};
    return {entry.state, entry.amount, "T" + order, entry.paid_at};
  }

  std::mutex mutex_;
  base::SeededRandom random_;
  std::map<std::string, Entry> book_;
  std::deque<std::pair<ProviderRequest, Reply>> waiting_;  // has not arrived there
  std::deque<std::pair<ProviderReply, Reply>> late_;       // has not arrived here
  base::Instant now_;
  bool honest_ = false;
};

struct Purse {
  const char* resident;
  const char* kind;
  std::vector<const char*> bills;
};
// Made up, from platform/demo/residents.
const std::vector<Purse> kPurses{
    {"371524196708059260",
     "medical-insurance",
     {"YB-2027-3715240001821", "YB-2027-3715240001822", "YB-2027-3715240001823"}},
    {"371524198506199176", "utilities", {"W-0821604-2610", "E-37150112905-2610", "G-66158021-2610"}}};

base::SeededRandom::Seed seed_of(unsigned number) {
  base::SeededRandom::Seed seed{};
  seed[0] = static_cast<std::uint8_t>(number);
  return seed;
}

class Day {
 public:
  explicit Day(unsigned number)
      : random_(seed_of(number)),
        provider_(std::make_shared<UnkindProvider>(seed_of(number + 100))),
        platform_("2026-11-20T02:00:00Z", options()) {}

  void live(int steps) {
    for (int i = 0; i < steps; ++i) {
      switch (random_.below(10)) {
        case 0:
        case 1: begin(); break;
        case 2:
          if (const auto* order = any()) post(*order, "scan", R"({"auth_code":"134567890123456780"})");
          break;
        case 3:
          if (const auto* order = any(); order && random_.below(2) == 0) post(*order, "cancel", "{}");
          break;
        case 4:
          if (const auto* order = any()) provider_->telephone(*order);
          break;
        case 5:
          if (const auto* order = any(); order && random_.below(3) == 0)
            platform_.administer("POST", "/admin/payments/" + *order + "/refund");
          break;
        case 6:
          if (random_.below(8) == 0) platform_.restart();
          break;
        case 7:
          if (random_.below(3) == 0) provider_->resolve();
          break;
        default: provider_->deliver();
      }
      advance(base::Milliseconds{random_.below(random_.below(10) == 0 ? 90'000 : 2'500)});
    }
  }

  void rest_and_check() {
    provider_->become_honest();
    const auto unfinished = [&] {
      return json_of(platform_.administer("GET", "/admin/payments?open=1")).at("payments").as_array().size();
    };
    for (int i = 0; i < 600 && (unfinished() > 0 || !provider_->quiet()); ++i) {
      provider_->resolve();
      provider_->deliver();
      advance(base::Milliseconds{5'000});
    }
    BOOST_TEST_REQUIRE(unfinished() == 0U);
    std::set<std::string> paid_bills;
    for (const std::string& order : orders_) {
      const auto shown = json_of(platform_.administer("GET", "/admin/payments/" + order));
      const std::string state = text_at(shown, "/state");
      const Entry entry = provider_->entry(order);
      BOOST_TEST(entry.charges <= 1);
      BOOST_TEST(entry.charges - entry.refunds == (state == "paid" ? 1 : 0), order << " is " << state);
      if (state == "paid")
        for (const auto& bill : shown.at("bills").as_array())
          BOOST_TEST(paid_bills.insert(std::string(bill.as_string())).second, "a bill is paid by two orders");
      ++ends[state];
    }
    std::set<std::string> settled;
    for (const Purse& purse : kPurses) {
      const json::value record = told(purse);
      for (const auto& row : record.at("rows").as_array())
        if (text_at(row, "/state") == "paid") settled.insert(text_at(row, "/id"));
    }
    BOOST_TEST(settled == paid_bills, boost::test_tools::per_element());
  }

  static inline std::map<std::string, int> ends;

 private:
  PlatformOptions options() {
    PlatformOptions options;
    options.provider = provider_;
    return options;
  }
  void advance(base::Milliseconds by) {
    platform_.advance(by);
    provider_->set_now(platform_.core().clock.now());
  }
  const std::string* any() {
    return orders_.empty() ? nullptr : &orders_[random_.below(static_cast<std::uint32_t>(orders_.size()))];
  }
  void post(const std::string& order, const char* what, const char* body) {
    BOOST_TEST(platform_.call("POST", "/v1/payments/" + order + "/" + what, body).status == 200);
  }
  json::value told(const Purse& purse) {
    return json_of(platform_.call("POST", std::string("/v1/operations/record.") + purse.kind,
                                  R"({"resident":{"id_number":")" + std::string(purse.resident) + R"("},"input":{}})"));
  }
  void begin() {
    const Purse& purse = kPurses[random_.below(static_cast<std::uint32_t>(kPurses.size()))];
    json::array bills;
    for (const char* bill : purse.bills)
      if (random_.below(2) == 0) bills.emplace_back(bill);
    if (bills.empty()) return;
    const auto answer = platform_.call(
        "POST", "/v1/payments",
        json::serialize(json::object{
            {"resident", json::object{{"id_number", purse.resident}}}, {"kind", purse.kind}, {"bills", bills}}),
        complaint_uuid(++keys_));
    BOOST_TEST((answer.status == 200 || answer.status == 201 || answer.status == 422), answer.body);
    if (answer.status == 201) orders_.push_back(text_at(json_of(answer), "/order"));
  }

  base::SeededRandom random_;
  std::shared_ptr<UnkindProvider> provider_;
  InProcess platform_;
  std::vector<std::string> orders_;
  int keys_ = 0;
};

BOOST_AUTO_TEST_SUITE(payment_chaos_tests)

BOOST_AUTO_TEST_CASE(the_books_agree_in_the_end) {
  Day::ends.clear();
  for (unsigned number = 1; number <= 4; ++number) BOOST_TEST_CONTEXT("day " << number) {
      Day day(number);
      day.live(250);
      day.rest_and_check();
    }
  for (const char* state : {"paid", "refunded", "cancelled"})
    BOOST_TEST(Day::ends[state] > 3, state << " " << Day::ends[state]);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
