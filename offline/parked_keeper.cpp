#include "offline/parked_keeper.hpp"

#include "base/log.hpp"

namespace bianmin::offline {
namespace {

constexpr std::chrono::seconds kSweepEvery{30};

}  // namespace

ParkedKeeper::ParkedKeeper(ParkedConfig config, const base::Clock& clock, base::Random& random, Sink sink)
    : clock_(clock), visits_(std::move(config), random), sink_(std::move(sink)) {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ParkedKeeper::~ParkedKeeper() = default;

void ParkedKeeper::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  changed_.notify_one();
}

void ParkedKeeper::count(ParkedVisits& visits) {
  const std::size_t waiting = open_ ? visits.sweep(clock_.now()) : 0;
  if (waiting == told_) return;
  told_ = waiting;
  sink_(VisitsParked{waiting});
}

void ParkedKeeper::run(const std::stop_token& stop) {
  const auto opened = visits_.open(clock_.now());
  if (!opened) base::log_failure("parked-open", opened.error(), "parked");
  open_ = opened.has_value();
  count(visits_);
  for (;;) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, stop, kSweepEvery, [this] { return !tasks_.empty(); });
      if (tasks_.empty() && stop.stop_requested()) return;
      if (!tasks_.empty()) {
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
    }
    if (task) task(visits_);
    count(visits_);
  }
}

void ParkedKeeper::park(std::uint64_t ticket, base::Secret visit, base::Secret id_number, std::string replaces) {
  post([this, ticket, visit = std::move(visit), number = std::move(id_number),
        old = std::move(replaces)](ParkedVisits& visits) {
    sink_(VisitParked{ticket, visits.park(visit.reveal(), number.reveal(), clock_.now(), old)});
  });
}

void ParkedKeeper::find(std::uint64_t ticket, base::Secret code, base::Secret id_number) {
  post([this, ticket, code = std::move(code), number = std::move(id_number)](ParkedVisits& visits) {
    sink_(VisitFound{ticket, code.empty() ? visits.find_by_number(number.reveal(), clock_.now())
                                          : visits.find_by_code(code.reveal(), clock_.now())});
  });
}

void ParkedKeeper::drop(std::string id) {
  post([id = std::move(id)](ParkedVisits& visits) {
    if (auto dropped = visits.drop(id); !dropped) base::log_failure("parked-drop", dropped.error(), "parked");
  });
}

}  // namespace bianmin::offline
