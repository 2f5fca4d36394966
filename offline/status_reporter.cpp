#include "offline/status_reporter.hpp"

#include <mutex>
#include <thread>

#include <boost/json.hpp>

#include "base/log.hpp"
#include "offline/wakeable.hpp"

namespace bianmin::offline {
namespace json = boost::json;

class StatusReporter::Worker {
 public:
  Worker(StatusReporterConfig config, PlatformPort& platform, const base::Clock& clock)
      : config_(std::move(config)), platform_(platform), clock_(clock) {
    link_watch_ = platform_.watch_link([state = state_](LinkChanged link) {
      if (!link.up) return;
      {
        std::lock_guard lock(state->mutex);
        state->changed = true;  // what was reported while the link was down is lost
      }
      state->wakeable.wake();
    });
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }
  ~Worker() {
    link_watch_.reset();
    thread_.request_stop();
    thread_.join();
    if (call_ != 0) platform_.cancel_call(call_);
  }

  template <class Change>
  void change(Change&& apply) {
    {
      std::lock_guard lock(state_->mutex);
      if (apply(*state_)) state_->changed = true;
    }
    state_->wakeable.wake();
  }
  void tick() { state_->wakeable.wake(); }

  // Shared with the reply's handler, which may outlive the worker.
  struct State {
    std::mutex mutex;
    std::vector<DeviceStatus> devices;
    std::size_t outbox = 0;
    std::uint64_t content = 0;
    std::optional<ContentRefused> refused;
    bool changed = true;
    bool sending = false;
    Wakeable wakeable;
  };

 private:
  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const auto now = clock_.elapsed();
      base::Milliseconds due{};
      std::string body;
      {
        std::lock_guard lock(state_->mutex);
        due = !last_ ? now : *last_ + (state_->changed ? config_.least_gap : config_.interval);
        if (state_->sending) due = now + config_.interval;
        if (due <= now) {
          state_->changed = false;
          state_->sending = true;
          body = describe();
        }
      }
      if (!body.empty()) {
        last_ = now;
        send(std::move(body));
        continue;
      }
      constexpr base::Milliseconds kForever{60 * 60 * 1000};
      state_->wakeable.pause(stop, config_.self_timed ? due - now : kForever);
    }
  }

  std::string describe() const {
    json::array devices;
    for (const auto& device : state_->devices) {
      json::object entry{{"part", device.part}, {"state", device.state}};
      if (!device.code.empty()) entry["code"] = device.code;
      devices.push_back(std::move(entry));
    }
    json::value refused(nullptr);
    if (state_->refused)
      refused = {{"version", state_->refused->version},
                 {"code", std::string(base::to_string(state_->refused->why.code))},
                 {"detail", state_->refused->why.detail}};
    return json::serialize(json::object{{"software", config_.software},
                                        {"content", state_->content},
                                        {"refused", std::move(refused)},
                                        {"devices", std::move(devices)},
                                        {"outbox", state_->outbox}});
  }

  void send(std::string body) {
    PlatformRequest request;
    request.method = "POST";
    request.path = "/v1/status";
    request.body = base::Secret(body);
    call_ = platform_.call(std::move(request), [state = state_](PlatformReply reply) {
      {
        std::lock_guard lock(state->mutex);
        state->sending = false;
      }
      if (!reply.answer && reply.status != 0) base::log_failure("status-refused", reply.answer.error(), "platform");
      state->wakeable.wake();
    });
  }

  const StatusReporterConfig config_;
  PlatformPort& platform_;
  const base::Clock& clock_;
  const std::shared_ptr<State> state_ = std::make_shared<State>();
  std::optional<base::Milliseconds> last_;
  std::uint64_t call_ = 0;
  std::shared_ptr<void> link_watch_;
  std::jthread thread_;
};

StatusReporter::StatusReporter(StatusReporterConfig config, PlatformPort& platform, const base::Clock& clock)
    : worker_(std::make_unique<Worker>(std::move(config), platform, clock)) {}
StatusReporter::~StatusReporter() = default;

void StatusReporter::set_devices(std::vector<DeviceStatus> devices) {
  worker_->change([&](Worker::State& state) {
    if (state.devices == devices) return false;
    state.devices = std::move(devices);
    return true;
  });
}
void StatusReporter::set_outbox(std::size_t waiting) {
  worker_->change([&](Worker::State& state) { return std::exchange(state.outbox, waiting) != waiting; });
}
void StatusReporter::set_content(std::uint64_t version) {
  worker_->change([&](Worker::State& state) {
    state.refused.reset();
    return std::exchange(state.content, version) != version;
  });
}
void StatusReporter::set_refused(ContentRefused refused) {
  worker_->change([&](Worker::State& state) {
    state.refused = std::move(refused);
    return true;
  });
}
void StatusReporter::tick() { worker_->tick(); }

}  // namespace bianmin::offline
