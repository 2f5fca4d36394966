#include <alsa/asoundlib.h>

#include "devices/alsa_format.hpp"
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
    const AlsaFormat format = set_alsa_format(pcm_, rate_, kBufferMicroseconds, kPeriodMicroseconds);
    if (format.error < 0) return format.error;
    channels_ = format.channels;
    snd_pcm_sw_params_t* software = nullptr;
    snd_pcm_sw_params_malloc(&software);
    const std::unique_ptr<snd_pcm_sw_params_t, decltype(&snd_pcm_sw_params_free)> hold(software,
                                                                                       &snd_pcm_sw_params_free);
    int error = snd_pcm_sw_params_current(pcm_, software);
    if (error >= 0) error = snd_pcm_sw_params_set_start_threshold(pcm_, software, format.period);
    if (error >= 0) error = snd_pcm_sw_params_set_avail_min(pcm_, software, format.period);
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
