#include "offline/outbox_queue.hpp"

#include "offline/backoff.hpp"

namespace bianmin::offline {

using base::FailureCode;

Verdict judge(const PlatformReply& reply) {
  if (reply.answer) return Verdict::Delivered;
  switch (reply.answer.error().code) {
    case FailureCode::NetworkDown:
    case FailureCode::NetworkTimeout:
    case FailureCode::CertificateRefused:
    case FailureCode::PlatformBusy:
    case FailureCode::Cancelled: return Verdict::LinkFailed;
    case FailureCode::PlatformError:
    case FailureCode::ReplyInvalid: return Verdict::ItemFailed;
    default: break;
  }
  if (reply.status == 401 || reply.status == 408) return Verdict::LinkFailed;
  return reply.status >= 400 && reply.status < 500 ? Verdict::Refused : Verdict::ItemFailed;
}

void OutboxQueue::assign(std::vector<OutboxItem> items) {
  fresh_.clear();
  delayed_.clear();
  flying_.reset();
  for (auto& item : items) fresh_.push_back({std::move(item)});
}

void OutboxQueue::add(OutboxItem item) {
  // Another item's trouble is no reason to let this one wait.
  if (gate_kind_ == Gate::Item) gate_kind_ = Gate::Open;
  fresh_.push_back({std::move(item)});
}

const OutboxItem* OutboxQueue::next(base::Milliseconds now) {
  if (flying_) return nullptr;
  if (gate_kind_ != Gate::Open && now < gate_) return nullptr;
  if (!fresh_.empty()) {
    flying_ = std::move(fresh_.front());
    fresh_.pop_front();
  } else if (!delayed_.empty() && delayed_.begin()->first <= now) {
    flying_ = std::move(delayed_.begin()->second);
    delayed_.erase(delayed_.begin());
  }
  return flying_ ? &flying_->item : nullptr;
}

std::optional<base::Milliseconds> OutboxQueue::next_due() const {
  if (flying_ || (fresh_.empty() && delayed_.empty())) return std::nullopt;
  const base::Milliseconds ready = fresh_.empty() ? delayed_.begin()->first : base::Milliseconds{0};
  return gate_kind_ == Gate::Open ? ready : std::max(ready, gate_);
}

void OutboxQueue::settle() {
  flying_.reset();
  failures_ = 0;
  gate_kind_ = Gate::Open;
}

void OutboxQueue::link_failed(base::Milliseconds now, std::optional<base::Milliseconds> retry_after) {
  if (!flying_) return;
  fresh_.push_front(std::move(*flying_));
  flying_.reset();
  gate_ = now + full_jitter(random_, times_.base, times_.cap, failures_++);
  gate_kind_ = Gate::Link;
  if (retry_after) {
    gate_ = now + std::min(*retry_after, times_.retry_after_cap) + full_jitter(random_, times_.base, times_.cap, 0);
    gate_kind_ = Gate::Asked;
  }
}

void OutboxQueue::item_failed(base::Milliseconds now) {
  if (!flying_) return;
  const auto own = full_jitter(random_, times_.base, times_.cap, flying_->failures++);
  delayed_.emplace(now + own, std::move(*flying_));
  flying_.reset();
  gate_ = now + full_jitter(random_, times_.base, times_.cap, failures_++);
  gate_kind_ = Gate::Item;
}

void OutboxQueue::link_up(base::Milliseconds now) {
  if (gate_kind_ == Gate::Asked && now < gate_) return;
  gate_kind_ = Gate::Open;
  failures_ = 0;
}

}  // namespace bianmin::offline
