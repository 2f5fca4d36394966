#include "offline/outbox_queue.hpp"

#include <boost/test/unit_test.hpp>

#include "offline/backoff.hpp"

using namespace bianmin;
using namespace bianmin::offline;
using base::FailureCode;
using base::Milliseconds;

BOOST_AUTO_TEST_SUITE(outbox_queue_tests)

namespace {

constexpr RetryTimes kTimes{Milliseconds{2000}, Milliseconds{900000}, Milliseconds{3600000}};

std::vector<OutboxItem> items(int count) {
  std::vector<OutboxItem> made;
  for (int i = 1; i <= count; ++i) made.push_back({.sequence = i, .kind = "case"});
  return made;
}

PlatformReply refusal(FailureCode code, int status) { return {0, base::fail(code), status, std::nullopt}; }

}  // namespace

BOOST_AUTO_TEST_CASE(full_jitter_is_even_between_nothing_and_the_span) {
  base::SeededRandom random({1, 2, 3});
  for (unsigned failures = 0; failures < 14; ++failures) {
    const long long span = std::min(2000LL << failures, 900000LL);
    std::array<int, 10> tenths{};
    long long sum = 0;
    constexpr int kDraws = 20000;
    for (int i = 0; i < kDraws; ++i) {
      const long long wait = full_jitter(random, kTimes.base, kTimes.cap, failures).count();
      BOOST_REQUIRE(wait >= 0);
      BOOST_REQUIRE(wait <= span);
      ++tenths.at(static_cast<std::size_t>(std::min(wait * 10 / (span + 1), 9LL)));
      sum += wait;
    }
    double chi = 0;  // 9 degrees of freedom: over 33.7 once in 10,000; the seed is fixed
    for (const int tenth : tenths) chi += (tenth - kDraws / 10.0) * (tenth - kDraws / 10.0) / (kDraws / 10.0);
    BOOST_TEST_CONTEXT("failures " << failures) {
      BOOST_TEST(chi < 33.7);
      BOOST_TEST(std::abs(double(sum) / kDraws - double(span) / 2) < double(span) * 0.02);
    }
  }
  BOOST_TEST(full_jitter(random, kTimes.base, kTimes.cap, 4000000000U).count() <= 900000);
}

BOOST_AUTO_TEST_CASE(in_order_one_at_a_time) {
  base::SeededRandom random({});
  OutboxQueue queue(kTimes, random);
  queue.assign(items(3));
  for (int i = 1; i <= 3; ++i) {
    const auto* item = queue.next(Milliseconds{0});
    BOOST_REQUIRE(item != nullptr);
    BOOST_TEST(item->sequence == i);
    BOOST_TEST(queue.next(Milliseconds{0}) == nullptr);
    queue.settle();
  }
  BOOST_TEST(queue.size() == 0U);
  BOOST_TEST(!queue.next_due().has_value());
}

BOOST_AUTO_TEST_CASE(link_failure_keeps_the_order_and_grows_the_wait) {
  base::SeededRandom random({7});
  OutboxQueue queue(kTimes, random);
  queue.assign(items(2));
  Milliseconds now{0};
  long long longest = 0;
  for (int round = 0; round < 200; ++round) {
    const auto* item = queue.next(now);
    BOOST_REQUIRE(item != nullptr);
    BOOST_TEST(item->sequence == 1);
    queue.link_failed(now, std::nullopt);
    const auto due = queue.next_due();
    BOOST_REQUIRE(due.has_value());
    const long long wait = (*due - now).count();
    BOOST_TEST(wait <= std::min(2000LL << std::min(round, 20), 900000LL));
    longest = std::max(longest, wait);
    if (wait > 0) BOOST_TEST(queue.next(*due - Milliseconds{1}) == nullptr);
    now = *due;
  }
  BOOST_TEST(longest > 800000);
  BOOST_TEST(longest <= 900000);
}

BOOST_AUTO_TEST_CASE(a_part_that_arrived_makes_the_next_wait_a_first_one) {
  base::SeededRandom random({});
  OutboxQueue queue(kTimes, random);
  queue.assign(items(1));
  Milliseconds now{0};
  for (int i = 0; i < 50; ++i) {
    BOOST_REQUIRE(queue.next(now) != nullptr);
    queue.progressed();
    queue.link_failed(now, std::nullopt);
    BOOST_REQUIRE(queue.next_due().has_value());
    BOOST_TEST((*queue.next_due() - now <= kTimes.base));
    now = *queue.next_due();
  }
}

BOOST_AUTO_TEST_CASE(link_up_ends_the_wait_but_not_one_the_platform_asked_for) {
  base::SeededRandom random({7});
  OutboxQueue queue(kTimes, random);
  queue.assign(items(1));
  Milliseconds now{0};
  for (int i = 0; i < 12; ++i) {
    now = queue.next_due().value_or(now);
    queue.next(now);
    queue.link_failed(now, std::nullopt);
  }
  queue.link_up(now);
  BOOST_TEST(queue.next(now) != nullptr);

  queue.link_failed(now, Milliseconds{60000});
  queue.link_up(now);
  BOOST_TEST(queue.next(now + Milliseconds{59999}) == nullptr);
  BOOST_REQUIRE(queue.next_due().has_value());
  BOOST_TEST(queue.next_due()->count() >= (now + Milliseconds{60000}).count());
  BOOST_TEST(queue.next_due()->count() <= (now + Milliseconds{62000}).count());

  queue.next(*queue.next_due());
  queue.link_failed(now, Milliseconds{1'000'000'000});  // a platform that says "in eleven days" isn't believed
  BOOST_TEST(queue.next_due()->count() <= (now + Milliseconds{3602000}).count());
}

BOOST_AUTO_TEST_CASE(one_indigestible_item_doesnt_hold_up_the_others) {
  base::SeededRandom random({9});
  OutboxQueue queue(kTimes, random);
  queue.assign(items(50));
  Milliseconds now{0};
  std::vector<std::int64_t> delivered;
  int tries_of_first = 0;
  while (queue.size() > 1 || tries_of_first < 10) {
    const auto due = queue.next_due();
    BOOST_REQUIRE(due.has_value());
    now = std::max(now, *due);
    const auto* item = queue.next(now);
    BOOST_REQUIRE(item != nullptr);
    if (item->sequence == 1) {
      ++tries_of_first;
      queue.item_failed(now);
    } else {
      delivered.push_back(item->sequence);
      queue.settle();
    }
  }
  BOOST_TEST(delivered.size() == 49U);
  BOOST_TEST(std::is_sorted(delivered.begin(), delivered.end()));
  OutboxItem late{.sequence = 51, .kind = "case"};
  queue.add(late);
  const auto* item = queue.next(now);
  BOOST_REQUIRE(item != nullptr);
  BOOST_TEST(item->sequence == 51);
}

BOOST_AUTO_TEST_CASE(verdicts) {
  BOOST_TEST((judge({0, boost::json::value(nullptr), 201, {}}) == Verdict::Delivered));
  BOOST_TEST((judge(refusal(FailureCode::RequestRefused, 400)) == Verdict::Refused));
  BOOST_TEST((judge(refusal(FailureCode::InputInvalid, 409)) == Verdict::Refused));
  BOOST_TEST((judge(refusal(FailureCode::NotEligible, 401)) == Verdict::LinkFailed));
  BOOST_TEST((judge(refusal(FailureCode::RequestRefused, 408)) == Verdict::LinkFailed));
  BOOST_TEST((judge(refusal(FailureCode::PlatformBusy, 429)) == Verdict::LinkFailed));
  BOOST_TEST((judge(refusal(FailureCode::NetworkDown, 0)) == Verdict::LinkFailed));
  BOOST_TEST((judge(refusal(FailureCode::PlatformError, 500)) == Verdict::ItemFailed));
  BOOST_TEST((judge(refusal(FailureCode::ReplyInvalid, 404)) == Verdict::ItemFailed));
  BOOST_TEST((judge(refusal(FailureCode::StoreFull, 507)) == Verdict::ItemFailed));
}

BOOST_AUTO_TEST_SUITE_END()
