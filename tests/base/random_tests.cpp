#include "base/random.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

using namespace bianmin::base;

namespace {

// Hands out the given numbers, then fours.
class Scripted final : public Random {
 public:
  explicit Scripted(std::vector<std::uint32_t> numbers) : numbers_(std::move(numbers)) {}
  void fill(std::span<std::uint8_t> out) override {
    const std::uint32_t value = next_ < numbers_.size() ? numbers_[next_++] : 4U;
    std::memcpy(out.data(), &value, std::min(out.size(), sizeof value));
  }
  std::size_t used() const { return next_; }

 private:
  std::vector<std::uint32_t> numbers_;
  std::size_t next_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(random_tests)

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_numbers) {
  SeededRandom a(SeededRandom::Seed{1}), b(SeededRandom::Seed{1}), c(SeededRandom::Seed{2});
  std::array<std::uint8_t, 64> x{}, y{}, z{};
  a.fill(x);
  b.fill(y);
  c.fill(z);
  BOOST_TEST((x == y));
  BOOST_TEST((x != z));
  a.fill(y);
  BOOST_TEST((x != y), "it goes on, it does not repeat");
}

BOOST_AUTO_TEST_CASE(several_threads_never_get_the_same_number) {
  SeededRandom random(SeededRandom::Seed{9});
  std::vector<std::array<std::uint8_t, 16>> got[4];
  std::vector<std::thread> threads;
  for (auto& own : got)
    threads.emplace_back([&random, &own] {
      for (int i = 0; i < 5000; ++i) random.fill(own.emplace_back());
    });
  for (auto& thread : threads) thread.join();
  std::set<std::array<std::uint8_t, 16>> all;
  for (const auto& own : got) all.insert(own.begin(), own.end());
  BOOST_TEST(all.size() == 20000U);
}

BOOST_AUTO_TEST_CASE(numbers_stay_below_the_bound_and_reach_all_of_it) {
  SeededRandom random(SeededRandom::Seed{});
  for (const std::uint32_t bound : {1U, 2U, 3U, 10U, 200U}) {
    std::vector<int> hits(bound);
    for (int i = 0; i < 5000; ++i) {
      const std::uint32_t value = random.below(bound);
      BOOST_REQUIRE(value < bound);
      ++hits[value];
    }
    BOOST_TEST(std::count(hits.begin(), hits.end(), 0) == 0, bound);
  }
}

BOOST_AUTO_TEST_CASE(the_uneven_tail_is_thrown_away) {
  // 2^32 mod 3 is 1, so the number 0 would make 0 likelier.
  Scripted random({0U, 5U});
  BOOST_TEST(random.below(3) == 2U);
  BOOST_TEST(random.used() == 2U);
}

BOOST_AUTO_TEST_CASE(the_system_gives_other_numbers_each_time) {
  SystemRandom random;
  std::array<std::uint8_t, 32> x{}, y{};
  random.fill(x);
  random.fill(y);
  BOOST_TEST((x != y));
  random.fill({});
}

BOOST_AUTO_TEST_SUITE_END()
