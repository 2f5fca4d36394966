#include "devices/recorder/source_voice_recorder.hpp"

#include <algorithm>
#include <cmath>

#include "base/log.hpp"
#include "devices/private_vector.hpp"
#include "devices/recorder/memo_encoder.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;

constexpr base::Milliseconds kReadWait{50};  // at most so long until an order is obeyed
constexpr std::size_t kLevelSamples = kMemoRate / 10;
constexpr std::size_t kMaxSamples = std::size_t{kMemoRate} / 1000 * static_cast<std::size_t>(kMemoLength.count());
static_assert(kLevelSamples % kMemoFrame == 0 && kMaxSamples % kMemoFrame == 0);

base::Milliseconds length_of(std::size_t samples) { return base::Milliseconds(samples * 1000 / kMemoRate); }

}  // namespace

unsigned level_percent(std::span<const std::int16_t> samples) {
  int peak = 0;
  for (const std::int16_t sample : samples) peak = std::max(peak, std::abs(int{sample}));
  if (peak == 0) return 0;
  const double decibels = 20 * std::log10(peak / 32768.0);
  return static_cast<unsigned>(std::lround(std::clamp((decibels + 60) / 60, 0.0, 1.0) * 100));
}

SourceVoiceRecorder::SourceVoiceRecorder(std::unique_ptr<SoundSource> source, Options options)
    : source_(std::move(source)), options_(options) {}

SourceVoiceRecorder::~SourceVoiceRecorder() { thread_ = {}; }

void SourceVoiceRecorder::start(Sink sink) {
  sink_ = std::move(sink);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void SourceVoiceRecorder::record() {
  const std::scoped_lock lock(mutex_);
  order_ = Order::Record;
  ++number_;
  changed_.notify_all();
}

void SourceVoiceRecorder::stop() {
  const std::scoped_lock lock(mutex_);
  if (order_ == Order::Record) order_ = Order::Stop;
}

void SourceVoiceRecorder::cancel() {
  const std::scoped_lock lock(mutex_);
  order_ = Order::Rest;
  ++number_;
}

void SourceVoiceRecorder::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    const bool wanted = order_ != Order::Rest;
    const unsigned number = number_;
    lock.unlock();
    const auto went = wanted ? memo(number, stop) : source_->look();
    source_->close();
    if (went) {
      ready();
    } else {
      if (wanted && finish(number)) sink_(RecordingFailed{went.error()});
      lost(went.error());
    }
    lock.lock();
    const auto ordered = [&] { return order_ != Order::Rest; };
    if (went)
      changed_.wait(lock, stop, ordered);
    else
      changed_.wait_for(lock, stop, options_.retry, ordered);
  }
}

// What is wanted of this memo; nothing when it was dropped.
std::optional<SourceVoiceRecorder::Order> SourceVoiceRecorder::order(unsigned number) {
  const std::scoped_lock lock(mutex_);
  if (number_ != number) return std::nullopt;
  return order_;
}

// The memo is over; false when it was dropped in the meantime and nobody is to hear of it.
bool SourceVoiceRecorder::finish(unsigned number) {
  const std::scoped_lock lock(mutex_);
  if (number_ != number) return false;
  order_ = Order::Rest;
  return true;
}

// Records until the order changes. A failure means that the microphone is gone.
base::Result<void> SourceVoiceRecorder::memo(unsigned number, const std::stop_token& stop) {
  if (auto opened = source_->open(); !opened) return opened;
  ready();
  auto encoder = MemoEncoder::begin();
  PrivateVector<std::int16_t> window(kLevelSamples);  // since the last level
  std::size_t filled = 0, total = 0;
  base::Milliseconds silent{};
  base::Result<void> encoded;
  const auto failed = [&](const base::Failure& why) {
    if (finish(number)) sink_(RecordingFailed{why});
  };
  if (!encoder) {
    failed(encoder.error());
    return {};
  }
  bool limit = false;
  while (!stop.stop_requested()) {
    const auto wanted = order(number);
    if (!wanted) return {};
    limit = total == kMaxSamples || encoder->bytes() + kMemoFrame * 4 > kMemoBytes;
    if (limit || *wanted == Order::Stop) break;
    const std::size_t room = kMemoFrame - filled % kMemoFrame;
    const auto got = source_->read(std::span(window).subspan(filled, room), kReadWait);
    if (!got) return tl::unexpected(got.error());
    silent = *got > 0 ? base::Milliseconds{} : silent + kReadWait;
    if (silent >= options_.silence) return base::fail(FailureCode::SoundFailed, "the microphone gives no sound");
    filled += *got;
    total += *got;
    if (*got < room) continue;
    encoded = encoder->add(std::span<const std::int16_t, kMemoFrame>(window.data() + filled - kMemoFrame, kMemoFrame));
    if (!encoded) {
      failed(encoded.error());
      return {};
    }
    if (filled < window.size()) continue;
    sink_(RecordingLevel{level_percent(window), length_of(total)});
    filled = 0;
  }
  if (stop.stop_requested()) return {};
  source_->close();
  if (total == 0) {
    failed({FailureCode::SoundFailed, "nothing was recorded"});
    return {};
  }
  const std::size_t rest = filled % kMemoFrame;
  auto opus = encoder->finish(std::span(window).subspan(filled - rest, rest));
  if (!opus)
    failed(opus.error());
  else if (finish(number))
    sink_(RecordingDone{std::move(*opus), length_of(total), limit});
  return {};
}

void SourceVoiceRecorder::ready() {
  if (present_ == true) return;
  present_ = true;
  sink_(RecorderReady{});
}

void SourceVoiceRecorder::lost(base::Failure why) {
  if (present_ == false) return;
  present_ = false;
  base::log_failure("recorder-lost", why, "recorder");
  sink_(RecorderLost{std::move(why)});
}

}  // namespace bianmin::devices
