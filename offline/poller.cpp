#include "offline/poller.hpp"

#include <atomic>
#include <thread>

#include "base/log.hpp"
#include "offline/blocking_call.hpp"
#include "offline/poll_reply.hpp"
#include "offline/wakeable.hpp"

namespace bianmin::offline {

using base::Milliseconds;

class Poller::Worker {
 public:
  Worker(PollTimes times, std::uint64_t content, NoticeBoard board, PlatformPort& platform, const base::Clock& clock,
         base::Random& random, Sinks sinks)
      : schedule_(times, random),
        content_(content),
        board_(std::move(board)),
        platform_(platform),
        clock_(clock),
        sinks_(std::move(sinks)) {
    link_watch_ = platform_.watch_link([this](LinkChanged link) {
      if (!link.up) return;
      link_came_up_ = true;
      wakeable_.wake();
    });
    thread_ = std::jthread([this](std::stop_token stop) { run(stop); });
  }
  ~Worker() {
    link_watch_.reset();
    thread_.request_stop();
    thread_.join();
  }

 private:
  void run(const std::stop_token& stop) {
    if (auto loaded = board_.load(clock_.now()); !loaded)
      base::log_failure("notices-not-read", loaded.error(), "notices");
    show_notices();
    while (!stop.stop_requested()) {
      const auto pause = poll(stop);
      const auto until = clock_.elapsed() + pause;
      while (!stop.stop_requested() && clock_.elapsed() < until) {
        wakeable_.pause(stop, std::min(until - clock_.elapsed(), time_to_change()));
        show_notices();
        if (link_came_up_.exchange(false)) {
          schedule_.link_up();
          if (!asked_to_wait_) break;
        }
      }
    }
  }

  // A notice's beginning or end must not wait for a held poll to return.
  Milliseconds time_to_change() const {
    const auto now = clock_.now();
    const auto next = board_.next_change(now);
    constexpr Milliseconds kLongest{60000};
    return next ? std::clamp(Milliseconds(*next - now), Milliseconds{1}, kLongest) : kLongest;
  }

  // Returns the pause until the next poll.
  Milliseconds poll(const std::stop_token& stop) {
    const auto hold = std::chrono::ceil<std::chrono::seconds>(std::min(schedule_.wait(), time_to_change()));
    const auto begun = clock_.elapsed();
    const auto reply = wait_for_reply(platform_, stop, [&](PlatformPort::Handler handler) {
      PlatformRequest request;
      request.method = "GET";
      request.path = "/v1/poll?content=" + std::to_string(content_) + "&notice=" + std::to_string(notice_) +
                     "&wait=" + std::to_string(hold.count());
      request.timeout = hold + Milliseconds{15000};
      return platform_.call(std::move(request), std::move(handler));
    });
    if (stop.stop_requested()) return Milliseconds{0};
    const auto took = clock_.elapsed() - begun;
    asked_to_wait_ = reply.retry_after.has_value();
    if (!reply.answer) {
      show_notices();
      return schedule_.failed(reply.answer.error().code, took, reply.retry_after);
    }
    if (reply.answer->is_null()) {
      show_notices();
      // A hold cut short by a notice's time says nothing about proxies.
      return hold < schedule_.wait() && schedule_.wait() > Milliseconds{0} && !schedule_.plain()
                 ? Milliseconds{0}
                 : schedule_.answered(false, took);
    }
    const auto news = parse_poll_reply(*reply.answer);
    if (!news) {
      base::log_failure("poll-reply", news.error(), "notices");
      return schedule_.failed(news.error().code, took, std::nullopt);
    }
    static_cast<void>(board_.apply(news->notices, clock_.now()));  // refusals are in the log
    show_notices();
    const bool changed = news->content != content_ || news->notice != notice_;
    if (news->content != 0 && news->content != content_) sinks_.content(news->content);
    content_ = news->content;
    notice_ = news->notice;
    // A platform that answers 200 without news must not be asked in a tight loop.
    return changed ? schedule_.answered(true, took)
                   : schedule_.failed(base::FailureCode::ReplyInvalid, took, std::nullopt);
  }

  void show_notices() {
    auto notices = board_.active(clock_.now());
    if (shown_ && *shown_ == notices) return;
    shown_ = notices;
    sinks_.notices({std::move(notices)});
  }

  PollSchedule schedule_;
  std::uint64_t content_;     // the newest version the platform told of, or the one in use at the start
  std::uint64_t notice_ = 0;  // all notices come again after a start
  NoticeBoard board_;
  PlatformPort& platform_;
  const base::Clock& clock_;
  const Sinks sinks_;
  std::optional<std::vector<Notice>> shown_;
  bool asked_to_wait_ = false;
  std::atomic<bool> link_came_up_{false};
  Wakeable wakeable_;
  std::shared_ptr<void> link_watch_;
  std::jthread thread_;
};

Poller::Poller(PollTimes times, std::uint64_t content, NoticeBoard board, PlatformPort& platform,
               const base::Clock& clock, base::Random& random, Sinks sinks)
    : worker_(std::make_unique<Worker>(times, content, std::move(board), platform, clock, random, std::move(sinks))) {}
Poller::~Poller() = default;

}  // namespace bianmin::offline
