#include "platform/notices/poll_board.hpp"

#include <boost/json.hpp>

namespace bianmin::platform {

PollBoard::PollBoard(const base::Clock& clock) : clock_(clock) {
  thread_ = std::thread([this] { work(); });
}

PollBoard::~PollBoard() {
  close();
  thread_.join();
}

std::string PollBoard::news() const {
  boost::json::array notices;
  const base::Instant now = clock_.now();
  for (const SignedNotice& notice : notices_)
    if (notice.until > now)
      notices.push_back(boost::json::object{{"envelope", notice.envelope}, {"signature", notice.signature}});
  return boost::json::serialize(
      boost::json::object{{"content", content_}, {"notice", sequence_}, {"notices", std::move(notices)}});
}

void PollBoard::poll(long long content, long long notice, std::chrono::seconds wait, Responder responder) {
  std::unique_lock lock(mutex_);
  if (content != content_ || notice != sequence_) {
    std::string body = news();
    lock.unlock();
    return responder(Response::json(200, std::move(body)));
  }
  if (wait.count() <= 0 || closed_) {
    lock.unlock();
    return responder(Response::empty(204));
  }
  const Time until = std::chrono::steady_clock::now() + wait;
  const bool first = waiting_.empty() || until < waiting_.begin()->first;
  waiting_.emplace(until, std::move(responder));
  lock.unlock();
  if (first) changed_.notify_one();
}

void PollBoard::set_content(long long version) {
  std::unique_lock lock(mutex_);
  if (version == content_) return;
  content_ = version;
  wake_all(std::move(lock));
}

void PollBoard::set_notices(long long sequence, std::vector<SignedNotice> notices) {
  std::unique_lock lock(mutex_);
  if (sequence == sequence_) return;
  sequence_ = sequence;
  notices_ = std::move(notices);
  wake_all(std::move(lock));
}

void PollBoard::wake_all(std::unique_lock<std::mutex> lock) {
  Waiting woken;
  woken.swap(waiting_);
  const std::string body = news();
  lock.unlock();
  for (auto& [until, responder] : woken) responder(Response::json(200, body));
}

void PollBoard::close() {
  Waiting woken;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    woken.swap(waiting_);
  }
  changed_.notify_one();
  for (auto& [until, responder] : woken) responder(Response::empty(204));
}

void PollBoard::work() {
  std::unique_lock lock(mutex_);
  while (!closed_) {
    if (waiting_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const Time next = waiting_.begin()->first;
    if (std::chrono::steady_clock::now() < next) {
      changed_.wait_until(lock, next);
      continue;
    }
    Waiting over;
    while (!waiting_.empty() && waiting_.begin()->first <= std::chrono::steady_clock::now())
      over.insert(waiting_.extract(waiting_.begin()));
    lock.unlock();
    for (auto& [until, responder] : over) responder(Response::empty(204));
    lock.lock();
  }
}

}  // namespace bianmin::platform
