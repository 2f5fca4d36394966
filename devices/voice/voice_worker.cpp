#include "devices/voice/voice_worker.hpp"

#include <cmath>

#include "base/log.hpp"
#include "base/secret.hpp"
#include "devices/voice/recording.hpp"
#include "devices/voice/stretch.hpp"

namespace bianmin::devices {
namespace {

using base::Failure;
using base::FailureCode;
using base::Milliseconds;

constexpr Milliseconds kPiece{20};

void wipe(std::vector<Sample>& samples) {
  volatile Sample* data = samples.data();
  for (std::size_t i = 0; i < samples.size(); ++i) data[i] = 0;
  samples.clear();
}

void wipe(Utterance& utterance) {
  for (SpeechSegment& segment : utterance.segments) base::wipe(segment.text);
}

}  // namespace

EspeakVoice::Worker::Worker(Options options) : options_(std::move(options)), cache_(options_.cache_bytes) {}

EspeakVoice::Worker::~Worker() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    ++generation_;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (next_) wipe(*next_);
}

void EspeakVoice::Worker::start(Sink sink) {
  if (thread_.joinable()) return;
  sink_ = std::move(sink);
  thread_ = std::thread([this] { run(); });
}

void EspeakVoice::Worker::say(Utterance utterance) {
  {
    const std::lock_guard lock(mutex_);
    if (next_) wipe(*next_);
    next_ = std::move(utterance);
    paused_ = false;
    ++generation_;
  }
  woken_.notify_all();
}

void EspeakVoice::Worker::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (next_) wipe(*next_);
    next_.reset();
    paused_ = false;
    ++generation_;
  }
  woken_.notify_all();
}

void EspeakVoice::Worker::pause(bool paused) {
  {
    const std::lock_guard lock(mutex_);
    paused_ = paused;
  }
  woken_.notify_all();
}

void EspeakVoice::Worker::set(const VoiceSettings& settings) {
  const std::lock_guard lock(mutex_);
  settings_ = settings;
}

void EspeakVoice::Worker::run() {
  for (;;) {
    const bool able = prepare();
    std::optional<Utterance> utterance;
    {
      std::unique_lock lock(mutex_);
      const auto wanted = [this] { return ending_ || next_.has_value(); };
      if (able)
        woken_.wait(lock, wanted);
      else
        woken_.wait_for(lock, options_.retry, wanted);
      if (ending_) return;
      if (!next_) continue;
      utterance = std::exchange(next_, std::nullopt);
      current_ = generation_;
    }
    if (prepare()) speak(*utterance);
    if (utterance->personal) synthesizer_.forget();
    wipe(*utterance);
    wipe(recent_);
  }
}

/// Everything that speaking needs; true when it is there. What is there already costs nothing.
bool EspeakVoice::Worker::prepare() {
  if (synthesizer_.rate() == 0) {
    if (auto opened = synthesizer_.open(); !opened) {
      lost(opened.error());
      return false;
    }
    loudness_.emplace(synthesizer_.rate());
    synthesizer_.set_speed(options_.words_a_minute);
    synthesizer_.forget();  // the first synthesis of a process takes ten times as long: let it be this one
  }
  return open_sinks();
}

bool EspeakVoice::Worker::open_sinks() {
  bool headphones = false;
  {
    const std::lock_guard lock(mutex_);
    headphones = settings_.headphones && !options_.headphones_device.empty();
  }
  if (headphones != on_headphones_) alsa_.reset();
  on_headphones_ = headphones;
  const std::string& device = headphones ? options_.headphones_device : options_.device;
  const unsigned rate = synthesizer_.rate();
  if (!options_.wav_file.empty()) {
    if (!wav_) wav_ = wav_sink(options_.wav_file, rate, options_.wav_gap_ms);
    if (!wav_->is_open())
      if (auto opened = wav_->open(); !opened) lost(opened.error());
  }
  if (!device.empty()) {
    if (!alsa_) alsa_ = alsa_sink(device, rate);
    if (!alsa_->is_open()) {
      if (auto opened = alsa_->open(); !opened) lost(opened.error());
    }
    if (alsa_->is_open()) lost_told_ = false;
    return alsa_->is_open() || (wav_ && wav_->is_open());
  }
  return wav_ && wav_->is_open();
}

void EspeakVoice::Worker::lost(const Failure& why) {
  if (std::exchange(lost_told_, true)) return;
  base::log_failure("voice-lost", why, "voice");
  sink_(VoiceLost{why});
}

void EspeakVoice::Worker::speak(Utterance& utterance) {
  speaking_id_ = utterance.id;
  started_told_ = false;
  written_ = 0;
  loudness_->reset();
  Played recorded = Played::Unusable;
  if (!utterance.recording.empty()) recorded = play_recording(utterance.recording, utterance.personal);
  const bool whole = recorded != Played::Cut && (recorded == Played::Whole || speak_segments(utterance)) && finish();
  be_silent();
  if (whole) sink_(SpeechFinished{utterance.id});
}

bool EspeakVoice::Worker::speak_segments(const Utterance& utterance) {
  const auto& segments = utterance.segments;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    Played recorded = Played::Unusable;
    if (!segments[i].recording.empty()) recorded = play_recording(segments[i].recording, utterance.personal);
    if (recorded == Played::Cut) return false;
    if (recorded == Played::Whole)
      i = std::min(segments.size() - 1, i + std::max<std::size_t>(1, segments[i].recorded) - 1);
    else if (!speak_segment(segments[i], utterance.personal))
      return false;
    if (!feed_silence(segments[i].pause_after)) return false;
  }
  return true;
}

double EspeakVoice::Worker::rate() {
  const std::lock_guard lock(mutex_);
  return std::clamp(settings_.rate, 0.5, 2.0);
}

bool EspeakVoice::Worker::speak_segment(const SpeechSegment& segment, bool personal) {
  if (segment.text.empty()) return true;
  const int speed = static_cast<int>(options_.words_a_minute * rate() + 0.5);
  std::string key;
  if (!personal) {
    key = segment.language + (segment.pinyin ? "|p|" : "|t|") + std::to_string(speed) + '|' + segment.text;
    if (const auto* cached = cache_.find(key)) return feed(*cached);
  }
  std::vector<Sample> whole;
  bool going = true;
  synthesizer_.set_speed(speed);
  const auto spoken = synthesizer_.speak(segment, [&](std::span<const Sample> piece) {
    if (!personal) whole.insert(whole.end(), piece.begin(), piece.end());
    return going = feed(piece);
  });
  if (!spoken) base::log_failure("voice-segment-skipped", spoken.error(), "voice");
  if (spoken && going && !personal) cache_.put(key, std::move(whole));
  return going;
}

EspeakVoice::Worker::Played EspeakVoice::Worker::play_recording(const std::string& file, bool personal) {
  std::error_code error;
  const auto changed = std::filesystem::last_write_time(file, error);
  const double speed = rate();
  const std::string key = "file|" + file + '|' + std::to_string(changed.time_since_epoch().count()) + '|' +
                          std::to_string(std::lround(100 * speed));
  if (const auto* cached = personal ? nullptr : cache_.find(key)) return feed(*cached) ? Played::Whole : Played::Cut;
  auto samples = read_recording(file, synthesizer_.rate());
  if (!samples) {
    base::log_failure("voice-recording", samples.error(), "voice");
    return Played::Unusable;
  }
  std::vector<Sample> paced = stretch(*samples, speed, synthesizer_.rate());
  wipe(*samples);
  const bool whole = feed(paced);
  if (personal)
    wipe(paced);
  else
    cache_.put(key, std::move(paced));
  return whole ? Played::Whole : Played::Cut;
}

bool EspeakVoice::Worker::feed(std::span<const Sample> samples) {
  const std::size_t piece = samples_in(kPiece);
  while (!samples.empty()) {
    const std::size_t count = std::min(piece, samples.size());
    std::vector<Sample> part(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(count));
    {
      const std::lock_guard lock(mutex_);
      loudness_->set_gain_db(options_.gain_db + std::clamp(settings_.volume_db, -18, 18));
    }
    loudness_->apply(part);
    if (!play(std::move(part))) return false;
    samples = samples.subspan(count);
  }
  return true;
}

bool EspeakVoice::Worker::feed_silence(Milliseconds length) {
  return length.count() <= 0 ||
         feed(std::vector<Sample>(samples_in(std::min(length, Milliseconds(10'000))), Sample{0}));
}

/// Hands over samples whose loudness is final. False when the utterance was cut or the sound is gone.
bool EspeakVoice::Worker::play(std::vector<Sample> samples) {
  std::size_t at = 0;
  while (at < samples.size()) {
    bool paused = false;
    {
      const std::lock_guard lock(mutex_);
      if (interrupted_locked()) return false;
      paused = paused_;
    }
    if (paused) {
      const std::vector<Sample> again = take_back();
      samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(at));
      samples.insert(samples.begin(), again.begin(), again.end());
      at = 0;
      if (!wait_while_paused()) return false;
      continue;
    }
    std::size_t room = samples.size() - at;
    if (options_.pace == Pace::RealTime) {
      const std::size_t most = samples_in(options_.lead), now = ahead();
      room = now >= most ? 0 : std::min(room, most - now);
    }
    const auto took = room == 0 ? std::size_t{0} : write(std::span(samples).subspan(at, room));
    if (!took) return false;
    at += *took;
    if (*took == 0) rest(Milliseconds(5));
  }
  wipe(samples);
  return true;
}

base::Result<std::size_t> EspeakVoice::Worker::write(std::span<const Sample> samples) {
  std::size_t count = samples.size();
  if (alsa_ && alsa_->is_open()) {
    const auto took = alsa_->write(samples);
    if (!took) {
      lost(took.error());
      if (!wav_ || !wav_->is_open()) return took;
    } else {
      count = *took;
    }
  }
  if (wav_ && wav_->is_open() && count > 0)
    if (const auto took = wav_->write(samples.first(count)); !took) lost(took.error());
  if (count == 0) return count;
  if (written_ == 0) begin_ = Steady::now();
  if (ahead() == 0 && written_ > 0)  // starved: the listener's clock goes on from here
    begin_ = Steady::now() - std::chrono::duration_cast<Steady::duration>(
                                 std::chrono::duration<double>(static_cast<double>(written_) / synthesizer_.rate()));
  written_ += count;
  recent_.insert(recent_.end(), samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(count));
  if (const std::size_t kept = 4 * samples_in(options_.lead); recent_.size() > 2 * kept)
    recent_.erase(recent_.begin(), recent_.end() - static_cast<std::ptrdiff_t>(kept));
  if (!std::exchange(started_told_, true)) sink_(SpeechStarted{speaking_id_});
  return count;
}

/// Samples handed over that the listener has not heard yet.
std::size_t EspeakVoice::Worker::ahead() const {
  if (options_.pace == Pace::AsFast || written_ == 0) return 0;
  const double heard = std::chrono::duration<double>(Steady::now() - begin_).count() * synthesizer_.rate();
  return static_cast<double>(written_) > heard ? written_ - static_cast<std::size_t>(heard) : 0;
}

/// Silences the sinks; what had not been heard.
std::vector<Sample> EspeakVoice::Worker::take_back() {
  const std::size_t unheard = std::min(ahead(), recent_.size());
  std::vector<Sample> tail(recent_.end() - static_cast<std::ptrdiff_t>(unheard), recent_.end());
  recent_.clear();
  written_ = 0;
  if (alsa_) alsa_->drop(unheard);
  if (wav_) wav_->drop(unheard);
  return tail;
}

bool EspeakVoice::Worker::wait_while_paused() {
  std::unique_lock lock(mutex_);
  woken_.wait(lock, [this] { return !paused_ || interrupted_locked(); });
  return !interrupted_locked();
}

/// Waits until the last sample has sounded.
bool EspeakVoice::Worker::finish() {
  if (alsa_) alsa_->push();
  const auto give_up = Steady::now() + options_.lead + std::chrono::seconds(1);
  for (;;) {
    bool paused = false;
    {
      const std::lock_guard lock(mutex_);
      if (interrupted_locked()) return false;
      paused = paused_;
    }
    if (paused) {
      std::vector<Sample> again = take_back();
      if (!wait_while_paused()) return false;
      return play(std::move(again)) && finish();
    }
    const std::size_t left = std::max(ahead(), alsa_ && alsa_->is_open() ? alsa_->pending() : 0);
    if (left == 0 || Steady::now() > give_up) break;
    rest(std::max(Milliseconds(1), std::min(Milliseconds(20), Milliseconds(1000 * left / synthesizer_.rate()))));
  }
  if (wav_) wav_->flush();
  written_ = 0;
  recent_.clear();
  return true;
}

void EspeakVoice::Worker::be_silent() {
  std::vector<Sample> tail = take_back();
  const bool cut = !tail.empty();
  wipe(tail);
  if (cut && wav_) wav_->flush();
}

void EspeakVoice::Worker::rest(Milliseconds at_most) {
  std::unique_lock lock(mutex_);
  woken_.wait_for(lock, at_most, [this] { return interrupted_locked() || paused_; });
}

std::size_t EspeakVoice::Worker::samples_in(Milliseconds time) const {
  return static_cast<std::size_t>(time.count()) * synthesizer_.rate() / 1000;
}

}  // namespace bianmin::devices
