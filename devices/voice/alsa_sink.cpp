#include <alsa/asoundlib.h>

#include "devices/voice/sound_sink.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;

constexpr unsigned kPeriodMicroseconds = 10'000;
constexpr unsigned kBufferMicroseconds = 120'000;

void silent(const char*, int, const char*, int, const char*, ...) {}  // ALSA would print to standard error

class AlsaSink final : public SoundSink {
 public:
  AlsaSink(std::string device, unsigned rate) : device_(std::move(device)), rate_(rate) {}
  ~AlsaSink() override { close(); }
  AlsaSink(const AlsaSink&) = delete;
  AlsaSink& operator=(const AlsaSink&) = delete;

  bool is_open() const override { return pcm_ != nullptr; }

  base::Result<void> open() override {
    snd_lib_error_set_handler(&silent);
    snd_config_update_free_global();  // a card that was plugged in since, or a changed asoundrc
    if (const int error = snd_pcm_open(&pcm_, device_.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK); error < 0) {
      pcm_ = nullptr;
      return base::fail(FailureCode::VoiceMissing, device_ + ": " + snd_strerror(error));
    }
    if (const int error = configure(); error < 0) {
      close();
      return base::fail(FailureCode::VoiceMissing, device_ + ": format refused: " + snd_strerror(error));
    }
    return {};
  }

  base::Result<std::size_t> write(std::span<const Sample> samples) override {
    if (samples.empty()) return std::size_t{0};
    const void* data = samples.data();
    if (channels_ == 2) {
      stereo_.clear();
      for (const Sample sample : samples) stereo_.insert(stereo_.end(), {sample, sample});
      data = stereo_.data();
    }
    snd_pcm_sframes_t took = snd_pcm_writei(pcm_, data, samples.size());
    if (took == -EAGAIN) return std::size_t{0};
    if (took < 0 && snd_pcm_recover(pcm_, static_cast<int>(took), 1) == 0) return std::size_t{0};
    if (took < 0) {
      close();
      return base::fail(FailureCode::SoundFailed, device_ + ": " + snd_strerror(static_cast<int>(took)));
    }
    return static_cast<std::size_t>(took);
  }

  void push() override {
    if (pcm_ && snd_pcm_state(pcm_) == SND_PCM_STATE_PREPARED) snd_pcm_start(pcm_);
  }

  std::size_t pending() override {
    snd_pcm_sframes_t delay = 0;
    if (!pcm_ || snd_pcm_state(pcm_) != SND_PCM_STATE_RUNNING || snd_pcm_delay(pcm_, &delay) < 0 || delay < 0) return 0;
    return static_cast<std::size_t>(delay);
  }

  void drop(std::size_t) override {
    if (!pcm_) return;
    snd_pcm_drop(pcm_);
    snd_pcm_prepare(pcm_);
  }

  void flush() override { drop(0); }  // what has sounded is not repeated; the next utterance starts clean

 private:
  int configure() {
    snd_pcm_hw_params_t* hardware = nullptr;
    snd_pcm_hw_params_malloc(&hardware);
    const std::unique_ptr<snd_pcm_hw_params_t, decltype(&snd_pcm_hw_params_free)> hold(hardware,
                                                                                      &snd_pcm_hw_params_free);
    unsigned rate = rate_, period = kPeriodMicroseconds, buffer = kBufferMicroseconds;
    int error = snd_pcm_hw_params_any(pcm_, hardware);
    if (error >= 0) error = snd_pcm_hw_params_set_access(pcm_, hardware, SND_PCM_ACCESS_RW_INTERLEAVED);
    if (error >= 0) error = snd_pcm_hw_params_set_format(pcm_, hardware, SND_PCM_FORMAT_S16_LE);
    channels_ = 1;
    if (error >= 0 && snd_pcm_hw_params_set_channels(pcm_, hardware, 1) < 0)
      error = snd_pcm_hw_params_set_channels(pcm_, hardware, channels_ = 2);
    if (error >= 0) error = snd_pcm_hw_params_set_rate_near(pcm_, hardware, &rate, nullptr);
    if (error >= 0 && (rate > rate_ + rate_ / 50 || rate < rate_ - rate_ / 50)) error = -EINVAL;  // wrong pitch
    if (error >= 0) error = snd_pcm_hw_params_set_buffer_time_near(pcm_, hardware, &buffer, nullptr);
    if (error >= 0) error = snd_pcm_hw_params_set_period_time_near(pcm_, hardware, &period, nullptr);
    if (error >= 0) error = snd_pcm_hw_params(pcm_, hardware);
    if (error < 0) return error;
    snd_pcm_uframes_t period_frames = 0;
    snd_pcm_hw_params_get_period_size(hardware, &period_frames, nullptr);
    snd_pcm_sw_params_t* software = nullptr;
    snd_pcm_sw_params_malloc(&software);
    const std::unique_ptr<snd_pcm_sw_params_t, decltype(&snd_pcm_sw_params_free)> hold_too(software,
                                                                                          &snd_pcm_sw_params_free);
    error = snd_pcm_sw_params_current(pcm_, software);
    if (error >= 0) error = snd_pcm_sw_params_set_start_threshold(pcm_, software, period_frames);
    if (error >= 0) error = snd_pcm_sw_params_set_avail_min(pcm_, software, period_frames);
    return error < 0 ? error : snd_pcm_sw_params(pcm_, software);
  }

  void close() {
    if (pcm_) snd_pcm_close(std::exchange(pcm_, nullptr));
  }

  std::string device_;
  unsigned rate_;
  unsigned channels_ = 1;
  snd_pcm_t* pcm_ = nullptr;
  std::vector<Sample> stereo_;
};

}  // namespace

std::unique_ptr<SoundSink> alsa_sink(std::string device, unsigned rate) {
  return std::make_unique<AlsaSink>(std::move(device), rate);
}

}  // namespace bianmin::devices
