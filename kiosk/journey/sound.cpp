#include "kiosk/journey/sound.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "devices/recorder/memo_encoder.hpp"
#include "kiosk/journey/subprocess.hpp"

namespace bianmin::kiosk {
namespace {

namespace fs = std::filesystem;
using base::fail;
using base::FailureCode;

constexpr unsigned kRate = devices::kMemoRate;
constexpr auto kPiece = std::chrono::milliseconds(20);
constexpr std::size_t kPieceSamples = kRate / 50;
constexpr std::size_t kPipeBytes = 4096;  // 128 ms: what was not heard in time is not heard later
constexpr unsigned kSpeakerRate = 22'050;
constexpr const char* kMachinesOwn = "/usr/share/alsa/alsa.conf";
constexpr std::size_t kWavHeader = 44;
// Made up: "The street light at our gate has been broken for three days."
constexpr const char* kSentence = "xiao3 qu1 men2 kou3 de5 lu4 deng1 huai4 le5 san1 tian1";

// eSpeak NG's voice at its own rate, brought to the microphone's by the nearest two samples.
std::vector<std::int16_t> said_by_espeak() {
  const auto wav = capture({"espeak-ng", "-v", "cmn-latn-pinyin", "--stdout", kSentence});
  if (wav.status != 0 || wav.out.size() <= kWavHeader) return {};
  std::uint32_t rate = 0;
  std::memcpy(&rate, wav.out.data() + 24, sizeof rate);
  std::vector<std::int16_t> heard((wav.out.size() - kWavHeader) / 2);
  std::memcpy(heard.data(), wav.out.data() + kWavHeader, heard.size() * 2);
  if (rate < 8000 || heard.size() < 2) return {};
  std::vector<std::int16_t> made(heard.size() * kRate / rate);
  for (std::size_t i = 0; i < made.size(); ++i) {
    const double at = double(i) * rate / kRate;
    const std::size_t left = std::min(std::size_t(at), heard.size() - 2);
    const double part = at - double(left);
    made[i] = static_cast<std::int16_t>(heard[left] * (1 - part) + heard[left + 1] * part);
  }
  return made;
}

}  // namespace

base::Result<std::unique_ptr<SoundCard>> SoundCard::start(const fs::path& folder) {
  std::unique_ptr<SoundCard> self(new SoundCard(folder));
  const fs::path pipe = folder / "microphone.pipe", heard = folder / "loudspeaker.raw";
  ::unlink(pipe.c_str());
  if (::mkfifo(pipe.c_str(), 0600) != 0)
    return fail(FailureCode::Internal, pipe.string() + ": " + std::strerror(errno));
  // Both ends: the terminal may open and close its own as it likes.
  self->pipe_ = ::open(pipe.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (self->pipe_ < 0) return fail(FailureCode::Internal, pipe.string() + ": " + std::strerror(errno));
  ::fcntl(self->pipe_, F_SETPIPE_SZ, int(kPipeBytes));
  std::ofstream conf(self->configuration());
  if (fs::exists(kMachinesOwn)) conf << "<" << kMachinesOwn << ">\n";
  conf << "pcm." << kSpeaker << " { type file slave.pcm { type null } file \"" << heard.string()
       << "\" format \"raw\" }\n"
       << "pcm." << kMicrophone << " { type file slave.pcm { type null } file \"/dev/null\" infile \"" << pipe.string()
       << "\" format \"raw\" }\n";
  if (!conf.flush()) return fail(FailureCode::Internal, self->configuration().string() + " can't be written");
  self->thread_ = std::jthread([raw = self.get()](const std::stop_token& stop) { raw->hum(stop); });
  return self;
}

SoundCard::~SoundCard() {
  thread_ = {};
  if (pipe_ >= 0) ::close(pipe_);
}

void SoundCard::hum(const std::stop_token& stop) {
  for (auto next = std::chrono::steady_clock::now(); !stop.stop_requested(); next += kPiece) {
    std::this_thread::sleep_until(next);
    std::array<std::int16_t, kPieceSamples> piece{};
    {
      const std::scoped_lock lock(mutex_);
      for (std::size_t i = 0; i < piece.size() && spoken_ < wanted_; ++i, ++spoken_)
        piece[i] = sentence_[spoken_ % sentence_.size()];
    }
    // A full pipe: nobody listens.
    [[maybe_unused]] const auto ignored = ::write(pipe_, piece.data(), sizeof piece);
  }
}

base::Result<void> SoundCard::speak(base::Milliseconds length) {
  if (sentence_.empty()) {
    auto sentence = said_by_espeak();
    if (sentence.empty()) return fail(FailureCode::Internal, "eSpeak NG did not speak into the microphone");
    const std::scoped_lock lock(mutex_);
    sentence_ = std::move(sentence);
  }
  {
    const std::scoped_lock lock(mutex_);
    spoken_ = 0;
    wanted_ = std::size_t(length.count()) * kRate / 1000;
  }
  for (;;) {
    std::this_thread::sleep_for(kPiece);
    const std::scoped_lock lock(mutex_);
    if (spoken_ >= wanted_) return {};
  }
}

base::Milliseconds SoundCard::sounded() const {
  std::error_code error;
  const auto bytes = fs::file_size(folder_ / "loudspeaker.raw", error);
  return base::Milliseconds(error ? 0 : static_cast<long long>(bytes / 2 * 1000 / kSpeakerRate));
}

}  // namespace bianmin::kiosk
