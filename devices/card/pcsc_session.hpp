#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "devices/card/card_reader.hpp"

namespace bianmin::devices {

/// One reading of one presented card, on a thread of its own (see PcscCardReader for why). The thread shares nothing
/// with its maker but this object, so it may outlive it.
class PcscRead {
 public:
  /// Woken when the read ends; shared with the thread.
  struct Signal {
    std::mutex mutex;
    std::condition_variable changed;
  };

  PcscRead(std::string reader, std::vector<std::uint8_t> atr, base::Instant now, std::shared_ptr<Signal> signal);
  ~PcscRead();
  PcscRead(const PcscRead&) = delete;
  PcscRead& operator=(const PcscRead&) = delete;

  /// With the signal's mutex held.
  bool finished() const { return state_->result.has_value(); }
  std::chrono::steady_clock::time_point last_answer() const { return state_->last_answer; }
  /// Once, after `finished`.
  base::Result<CardHolder> take_result() { return std::move(*state_->result); }
  /// No further command is sent to the card; the result is dropped. With the signal's mutex held.
  void give_up() { state_->given_up = true; }

 private:
  struct State {
    std::shared_ptr<Signal> signal;
    std::optional<base::Result<CardHolder>> result;
    std::chrono::steady_clock::time_point last_answer;
    bool given_up = false;
  };
  class Channel;
  static void run(const std::shared_ptr<State>& state, const std::string& reader, const std::vector<std::uint8_t>& atr,
                  base::Instant now);
  static base::Result<CardHolder> read(State& state, const std::string& reader, const std::vector<std::uint8_t>& atr,
                                       base::Instant now);

  std::shared_ptr<State> state_;  // shared: the thread may have to be left behind with it
  std::thread thread_;
};

}  // namespace bianmin::devices
