#pragma once

struct _snd_pcm;

namespace bianmin::devices {

/// How an ALSA device was set up.
struct AlsaFormat {
  int error = 0;             // 0, or ALSA's negative code
  unsigned channels = 1;     // 2 where the device has no single one
  unsigned long period = 0;  // frames
};

/// Sets an open PCM (snd_pcm_t) to signed 16-bit samples at `rate` per second, one channel if it can. A rate more than
/// 2 % off is refused with -EINVAL: it would be another pitch. Times in microseconds are wishes.
AlsaFormat set_alsa_format(_snd_pcm* pcm, unsigned rate, unsigned buffer_microseconds, unsigned period_microseconds);

}  // namespace bianmin::devices
