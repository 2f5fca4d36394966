#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>

#include "offline/parked_visits.hpp"

namespace bianmin::offline {

// clang-format off
struct VisitParked { std::uint64_t ticket{}; base::Result<ParkedVisits::Parked> parked; };
struct VisitFound { std::uint64_t ticket{}; base::Result<ParkedVisits::Found> found; };
struct VisitsParked { std::size_t waiting{}; };  // whenever the number changed
// clang-format on
using ParkedEvent = std::variant<VisitParked, VisitFound, VisitsParked>;

/// The parked visits on a thread of their own: deriving a key from a card's number takes longer than a page may.
/// Methods return at once, from any thread; tasks are done in order; what was asked before the end is done before it.
class ParkedKeeper {
 public:
  using Sink = std::function<void(ParkedEvent)>;

  /// `sink` is called on the keeper's thread. The ports must outlive this object.
  ParkedKeeper(ParkedConfig config, const base::Clock& clock, base::Random& random, Sink sink);
  ~ParkedKeeper();
  ParkedKeeper(const ParkedKeeper&) = delete;
  ParkedKeeper& operator=(const ParkedKeeper&) = delete;

  void park(std::uint64_t ticket, base::Secret visit, base::Secret id_number, std::string replaces = {});
  void find(std::uint64_t ticket, base::Secret code, base::Secret id_number);
  void drop(std::string id);

 private:
  using Task = std::function<void(ParkedVisits&)>;
  void post(Task task);
  void run(const std::stop_token& stop);
  void count(ParkedVisits& visits);

  const base::Clock& clock_;
  ParkedVisits visits_;
  Sink sink_;
  bool open_ = false;     // the keeper's thread
  std::size_t told_ = 0;  // the keeper's thread
  std::mutex mutex_;      // guards tasks_
  std::condition_variable_any changed_;
  std::deque<Task> tasks_;
  std::jthread thread_;
};

}  // namespace bianmin::offline
