#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "platform/http/message.hpp"

namespace bianmin::platform {

/// A notice as it is handed to terminals.
struct SignedNotice {
  std::string id;
  std::string envelope;   ///< base64
  std::string signature;  ///< base64
  base::Instant until;
};

/// Holds the terminals' long polls and answers them from memory when content or notices change, or with 204 when
/// their time is over. Any thread.
class PollBoard {
 public:
  explicit PollBoard(const base::Clock& clock);
  ~PollBoard();

  /// Answers at once when the newest content version or notice sequence differs from what the terminal has.
  void poll(long long content, long long notice, std::chrono::seconds wait, Responder responder);
  void set_content(long long version);
  void set_notices(long long sequence, std::vector<SignedNotice> notices);
  /// Answers all who wait; later polls are answered 204 at once.
  void close();

 private:
  using Time = std::chrono::steady_clock::time_point;
  using Waiting = std::multimap<Time, Responder>;

  void work();
  /// With the mutex held.
  std::string news() const;
  void wake_all(std::unique_lock<std::mutex> lock);

  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Waiting waiting_;
  long long content_ = 0;
  long long sequence_ = 0;
  std::vector<SignedNotice> notices_;
  bool closed_ = false;
  std::thread thread_;
};

}  // namespace bianmin::platform
