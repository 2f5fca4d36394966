#include "devices/voice/stretch.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bianmin::devices {
namespace {

constexpr double kHalfWindow = 0.015;  // seconds
constexpr double kSearch = 0.008;      // half a period of the lowest voices, to either side

// How alike the samples from `at` are to those that would have gone on from the last window.
double likeness(std::span<const Sample> samples, std::size_t at, std::size_t natural, std::size_t length) {
  double product = 0, energy = 1;
  for (std::size_t i = 0; i < length; ++i) {
    const double x = samples[at + i], y = samples[natural + i];
    product += x * y;
    energy += x * x;
  }
  return product / std::sqrt(energy);
}

}  // namespace

std::vector<Sample> stretch(std::span<const Sample> samples, double rate, unsigned hertz) {
  rate = std::clamp(rate, 0.5, 2.0);
  const auto half = static_cast<std::size_t>(kHalfWindow * hertz);
  const auto reach = static_cast<std::size_t>(kSearch * hertz);
  if (std::abs(rate - 1) < 0.01 || samples.size() < 4 * half) return {samples.begin(), samples.end()};

  std::vector<double> rising(half);
  for (std::size_t i = 0; i < half; ++i)
    rising[i] = 0.5 - 0.5 * std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(half));

  const auto length = static_cast<std::size_t>(static_cast<double>(samples.size()) / rate);
  std::vector<Sample> out;
  out.reserve(length + half);
  out.insert(out.end(), samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(half));
  std::size_t natural = half;  // where the window laid last goes on
  while (out.size() + half <= length) {
    const auto wanted = static_cast<std::size_t>(static_cast<double>(out.size()) * rate);
    const std::size_t last = samples.size() - 2 * half;
    if (natural > last) break;
    const std::size_t first = std::min(last, wanted > reach ? wanted - reach : 0);
    std::size_t best = first;
    double most = -1e300;
    for (std::size_t at = first; at <= std::min(last, wanted + reach); ++at)
      if (const double like = likeness(samples, at, natural, half); like > most) {
        most = like;
        best = at;
      }
    for (std::size_t i = 0; i < half; ++i) {
      const double mixed = samples[natural + i] * (1 - rising[i]) + samples[best + i] * rising[i];
      out.push_back(static_cast<Sample>(std::clamp(std::lround(mixed), -32768L, 32767L)));
    }
    natural = best + half;
  }
  const std::size_t rest = std::min({half, samples.size() - natural, length > out.size() ? length - out.size() : 0});
  for (std::size_t i = 0; i < rest; ++i)  // the end fades out where the last window did not reach it
    out.push_back(static_cast<Sample>(samples[natural + i] * (1 - rising[std::min(i, half - 1)])));
  return out;
}

}  // namespace bianmin::devices
