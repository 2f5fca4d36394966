#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "base/random.hpp"
#include "offline/outbox_store.hpp"
#include "offline/platform_client.hpp"

namespace bianmin::offline {

/// What an answer of the platform means for the item that was sent.
enum class Verdict {
  Delivered,
  Refused,     // for good: a 4xx with a problem document, other than 401, 408 and 429
  LinkFailed,  // nothing to do with the item: no answer, busy, certificate
  ItemFailed,  // this item got no usable answer: 5xx, a reply that isn't the platform's
};
Verdict judge(const PlatformReply& reply);

struct RetryTimes {
  base::Milliseconds base, cap, retry_after_cap;
};

/// Which item is sent next and when. Values only: times are `Clock::elapsed`. Items go in the order they came; one
/// that the platform can't digest waits on its own while the others pass.
class OutboxQueue {
 public:
  OutboxQueue(RetryTimes times, base::Random& random) : times_(times), random_(random) {}

  void assign(std::vector<OutboxItem> items);
  void add(OutboxItem item);
  /// The item to send now, or none. It stays in flight until one of the calls below.
  const OutboxItem* next(base::Milliseconds now);
  /// When `next` may give something, if nothing is in flight and something waits.
  std::optional<base::Milliseconds> next_due() const;

  void settle();  // delivered or refused: the item in flight leaves
  /// A part of the item arrived: the link works, however short, and the next wait is a first one again.
  void progressed() { failures_ = 0; }
  void link_failed(base::Milliseconds now, std::optional<base::Milliseconds> retry_after);
  void item_failed(base::Milliseconds now);
  /// The link came up: the wait ends, unless the platform itself asked for it.
  void link_up(base::Milliseconds now);

  bool in_flight() const { return flying_.has_value(); }
  const OutboxItem* flying() const { return flying_ ? &flying_->item : nullptr; }
  std::size_t size() const { return fresh_.size() + delayed_.size() + (flying_ ? 1 : 0); }

 private:
  struct Entry {
    OutboxItem item;
    unsigned failures = 0;
  };
  const RetryTimes times_;
  base::Random& random_;
  std::deque<Entry> fresh_;
  std::multimap<base::Milliseconds, Entry> delayed_;
  std::optional<Entry> flying_;
  base::Milliseconds gate_{0};  // nothing is sent before
  unsigned failures_ = 0;
  enum class Gate { Open, Link, Item, Asked } gate_kind_ = Gate::Open;
};

}  // namespace bianmin::offline
