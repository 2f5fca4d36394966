#include "base/executor.hpp"

#include <boost/test/unit_test.hpp>

#include <thread>
#include <vector>

using namespace bianmin::base;

BOOST_AUTO_TEST_SUITE(executor_tests)

BOOST_AUTO_TEST_CASE(tasks_run_in_the_order_posted) {
  QueueExecutor executor;
  std::vector<int> order;
  for (int i = 0; i < 5; ++i) executor.post([&, i] { order.push_back(i); });
  BOOST_TEST(order.empty());
  BOOST_TEST(executor.run_pending() == 5U);
  BOOST_TEST(order == (std::vector<int>{0, 1, 2, 3, 4}), boost::test_tools::per_element());
  BOOST_TEST(executor.run_pending() == 0U);
}

BOOST_AUTO_TEST_CASE(a_task_may_post) {
  QueueExecutor executor;
  std::vector<int> order;
  executor.post([&] {
    order.push_back(1);
    executor.post([&] { order.push_back(3); });
  });
  executor.post([&] { order.push_back(2); });
  BOOST_TEST(executor.run_pending() == 3U);
  BOOST_TEST(order == (std::vector<int>{1, 2, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(waiting_ends_when_another_thread_posts) {
  QueueExecutor executor;
  int ran = 0;
  std::jthread other([&] { executor.post([&] { ++ran; }); });
  BOOST_TEST(executor.run_for(Milliseconds{60'000}) == 1U);
  BOOST_TEST(ran == 1);
  BOOST_TEST(executor.run_for(Milliseconds{0}) == 0U);
}

BOOST_AUTO_TEST_CASE(many_threads_lose_no_task_and_keep_their_own_order) {
  constexpr int kThreads = 4, kTasks = 500;
  QueueExecutor executor;
  std::vector<std::vector<int>> seen(kThreads);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < kTasks; ++i) executor.post([&, t, i] { seen[static_cast<std::size_t>(t)].push_back(i); });
      });
    std::size_t ran = 0;
    while (ran < std::size_t{kThreads * kTasks}) {
      const std::size_t some = executor.run_for(Milliseconds{60'000});
      BOOST_REQUIRE(some > 0U);
      ran += some;
    }
  }
  for (const auto& order : seen) {
    BOOST_TEST(order.size() == std::size_t{kTasks});
    BOOST_TEST(std::is_sorted(order.begin(), order.end()));
  }
}

BOOST_AUTO_TEST_SUITE_END()
