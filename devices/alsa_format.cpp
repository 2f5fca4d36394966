#include "devices/alsa_format.hpp"

#include <memory>

#include <alsa/asoundlib.h>

namespace bianmin::devices {

AlsaFormat set_alsa_format(_snd_pcm* pcm, unsigned rate, unsigned buffer_microseconds, unsigned period_microseconds) {
  snd_pcm_hw_params_t* hardware = nullptr;
  snd_pcm_hw_params_malloc(&hardware);
  const std::unique_ptr<snd_pcm_hw_params_t, decltype(&snd_pcm_hw_params_free)> hold(hardware, &snd_pcm_hw_params_free);
  AlsaFormat format;
  unsigned got = rate;
  int error = snd_pcm_hw_params_any(pcm, hardware);
  if (error >= 0) error = snd_pcm_hw_params_set_access(pcm, hardware, SND_PCM_ACCESS_RW_INTERLEAVED);
  if (error >= 0) error = snd_pcm_hw_params_set_format(pcm, hardware, SND_PCM_FORMAT_S16_LE);
  if (error >= 0 && snd_pcm_hw_params_set_channels(pcm, hardware, 1) < 0)
    error = snd_pcm_hw_params_set_channels(pcm, hardware, format.channels = 2);
  if (error >= 0) error = snd_pcm_hw_params_set_rate_near(pcm, hardware, &got, nullptr);
  if (error >= 0 && (got > rate + rate / 50 || got < rate - rate / 50)) error = -EINVAL;
  if (error >= 0) error = snd_pcm_hw_params_set_buffer_time_near(pcm, hardware, &buffer_microseconds, nullptr);
  if (error >= 0) error = snd_pcm_hw_params_set_period_time_near(pcm, hardware, &period_microseconds, nullptr);
  if (error >= 0) error = snd_pcm_hw_params(pcm, hardware);
  if (error >= 0) snd_pcm_hw_params_get_period_size(hardware, &format.period, nullptr);
  format.error = error < 0 ? error : 0;
  return format;
}

}  // namespace bianmin::devices
