#include "devices/card/simulated_card_reader.hpp"

#include "devices/card/social_security_card.hpp"
#include "devices/card/virtual_card.hpp"

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;

class VirtualChannel final : public ApduChannel {
 public:
  explicit VirtualChannel(VirtualCard& card) : card_(card) {}
  base::Result<base::Secret> transmit(ByteView command) override {
    auto answer = card_.answer(command);
    if (answer) return std::move(*answer);
    if (card_.pulled()) return fail(FailureCode::CardRemovedEarly, "the card was pulled out while it was read");
    return fail(FailureCode::CardMute, "no answer to a command");
  }

 private:
  VirtualCard& card_;
};

base::Result<CardHolder> read_other_kind(const CardFile& card, const base::Clock& clock) {
  if (card.faults.mute) return fail(FailureCode::CardMute, "no answer to a command");
  if (card.faults.unknown_atr) return fail(FailureCode::CardUnknown, "no known answer to reset");
  if (card.faults.wrong_kind) return fail(FailureCode::CardWrongKind, "no such application");
  if (card.faults.empty_name) return fail(FailureCode::CardNeedsModule, "the name is blank");
  if (card.faults.drop_after_apdus > 0) return fail(FailureCode::CardRemovedEarly, "pulled out while it was read");
  const auto today = base::to_china_time(clock.now());
  if (card.expires != 0 && card.expires < today.year * 10000 + today.month * 100 + today.day)
    return fail(FailureCode::CardExpired, "the expiry date is past");
  auto number = base::IdNumber::parse(card.id_number.reveal());
  if (!number) return fail(FailureCode::CardDataInvalid, number.error().detail);
  return CardHolder{card.kind, card.name, std::move(*number), card.card_number};
}

}  // namespace

void SimulatedCardReader::start(Sink sink) {
  const std::scoped_lock lock(mutex_);
  sink_ = std::move(sink);
  if (plugged_in_)
    say(ReaderReady{});
  else
    say(ReaderLost{{FailureCode::ReaderMissing, "the simulated reader is unplugged"}});
  if (plugged_in_ && card_) {
    say(CardPresented{});
    if (armed_) read();
  }
}

void SimulatedCardReader::arm() {
  const std::scoped_lock lock(mutex_);
  armed_ = true;
  if (card_ && plugged_in_) read();
}

void SimulatedCardReader::disarm() {
  const std::scoped_lock lock(mutex_);
  armed_ = false;
}

void SimulatedCardReader::insert(CardFile card) {
  const std::scoped_lock lock(mutex_);
  if (!plugged_in_) return;
  take_away();
  card_ = std::move(card);
  say(CardPresented{});
  if (armed_) read();
}

void SimulatedCardReader::remove() {
  const std::scoped_lock lock(mutex_);
  take_away();
}

bool SimulatedCardReader::card_present() const {
  const std::scoped_lock lock(mutex_);
  return card_.has_value();
}

void SimulatedCardReader::plug_in() {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(plugged_in_, true)) return;
  say(ReaderReady{});
}

void SimulatedCardReader::unplug() {
  const std::scoped_lock lock(mutex_);
  if (!std::exchange(plugged_in_, false)) return;
  take_away();
  say(ReaderLost{{FailureCode::ReaderMissing, "the simulated reader was unplugged"}});
}

void SimulatedCardReader::say(CardEvent event) {
  if (sink_) sink_(std::move(event));
}

void SimulatedCardReader::take_away() {
  if (!card_) return;
  card_.reset();
  say(CardRemoved{});
}

void SimulatedCardReader::read() {
  if (!sink_) return;
  base::Result<CardHolder> holder = fail(FailureCode::Internal);
  bool pulled = card_->faults.drop_after_apdus > 0;
  if (card_->kind == CardKind::SocialSecurity) {
    auto card = VirtualCard::create(*card_);
    if (!card) {
      say(CardFailed{{FailureCode::CardDataInvalid, card.error().detail}});
      return;
    }
    VirtualChannel channel(*card);
    holder = read_card(card->atr(), channel, clock_);
    pulled = card->pulled();
  } else {
    holder = read_other_kind(*card_, clock_);
  }
  if (holder)
    say(CardRead{std::move(*holder)});
  else
    say(CardFailed{std::move(holder.error())});
  if (pulled) take_away();
}

}  // namespace bianmin::devices
