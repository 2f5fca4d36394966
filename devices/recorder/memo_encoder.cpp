#include "devices/recorder/memo_encoder.hpp"

#include <array>
#include <cstring>

#include <ogg/ogg.h>
#include <opus/opus.h>

#include "devices/private_vector.hpp"

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;

constexpr opus_int32 kBitRate = 24'000;
constexpr unsigned kGranuleRate = 48'000;  // RFC 7845 counts in this rate always
constexpr unsigned kGranules = kGranuleRate / kMemoRate;
constexpr std::size_t kMaxPacket = 1275;
constexpr std::size_t kPageRoom = 27 + 255 + 2 * kMaxPacket;  // a page's header, and packets that are not out yet

template <class Number>
void put(std::string& bytes, Number value) {
  for (std::size_t i = 0; i < sizeof value; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
}

}  // namespace

struct MemoEncoder::State {
  PrivateVector<unsigned char> opus;  // the encoder itself lives here, so that it is wiped
  ogg_stream_state stream{};
  PrivateVector<char> file;
  std::size_t pending = 0;  // bytes given to the stream that are in no page yet
  std::int64_t samples = 0, packets = 0;
  unsigned skip = 0;  // samples that the encoder is late

  State() { ogg_stream_init(&stream, 1); }
  ~State() {
    if (stream.body_data != nullptr) ::explicit_bzero(stream.body_data, static_cast<std::size_t>(stream.body_storage));
    ogg_stream_clear(&stream);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  OpusEncoder* encoder() { return reinterpret_cast<OpusEncoder*>(opus.data()); }

  void page_out(bool all) {
    ogg_page page{};
    while ((all ? ogg_stream_flush(&stream, &page) : ogg_stream_pageout(&stream, &page)) != 0) {
      const auto add = [&](const unsigned char* bytes, long count) { file.insert(file.end(), bytes, bytes + count); };
      add(page.header, page.header_len);
      add(page.body, page.body_len);
      pending = 0;
    }
  }

  void packet(const unsigned char* bytes, std::size_t size, std::int64_t granule, bool first, bool last) {
    ogg_packet packet{};
    packet.packet = const_cast<unsigned char*>(bytes);  // libogg copies it
    packet.bytes = static_cast<long>(size);
    packet.b_o_s = first ? 1 : 0;
    packet.e_o_s = last ? 1 : 0;
    packet.granulepos = granule;
    packet.packetno = packets++;
    ogg_stream_packetin(&stream, &packet);
    pending += size;
  }

  void headers() {
    std::string head = "OpusHead";
    put(head, std::uint8_t{1});  // version
    put(head, std::uint8_t{1});  // channels
    put(head, static_cast<std::uint16_t>(skip * kGranules));
    put(head, std::uint32_t{kMemoRate});
    put(head, std::uint16_t{0});  // gain
    put(head, std::uint8_t{0});   // mapping
    packet(reinterpret_cast<const unsigned char*>(head.data()), head.size(), 0, true, false);
    page_out(true);
    constexpr std::string_view kVendor = "libopus";
    std::string tags = "OpusTags";
    put(tags, static_cast<std::uint32_t>(kVendor.size()));
    tags += kVendor;
    put(tags, std::uint32_t{0});  // no comments
    packet(reinterpret_cast<const unsigned char*>(tags.data()), tags.size(), 0, false, false);
    page_out(true);
  }

  base::Result<void> encode(const std::int16_t* frame, std::int64_t granule, bool last) {
    std::array<unsigned char, kMaxPacket> bytes;
    const int size = opus_encode(encoder(), frame, static_cast<int>(kMemoFrame), bytes.data(), kMaxPacket);
    if (size < 0) return fail(FailureCode::SoundFailed, std::string("opus: ") + opus_strerror(size));
    packet(bytes.data(), static_cast<std::size_t>(size), granule, false, last);
    ::explicit_bzero(bytes.data(), bytes.size());
    page_out(last);
    return {};
  }
};

MemoEncoder::MemoEncoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
MemoEncoder::MemoEncoder(MemoEncoder&&) noexcept = default;
MemoEncoder& MemoEncoder::operator=(MemoEncoder&&) noexcept = default;
MemoEncoder::~MemoEncoder() = default;

base::Result<MemoEncoder> MemoEncoder::begin() {
  auto state = std::make_unique<State>();
  state->opus.resize(static_cast<std::size_t>(opus_encoder_get_size(1)));
  int error = opus_encoder_init(state->encoder(), opus_int32{kMemoRate}, 1, OPUS_APPLICATION_VOIP);
  opus_int32 late = 0;
  if (error == OPUS_OK) error = opus_encoder_ctl(state->encoder(), OPUS_SET_BITRATE(kBitRate));
  if (error == OPUS_OK) error = opus_encoder_ctl(state->encoder(), OPUS_GET_LOOKAHEAD(&late));
  if (error != OPUS_OK) return fail(FailureCode::SoundFailed, std::string("opus: ") + opus_strerror(error));
  state->skip = static_cast<unsigned>(late);
  state->headers();
  return MemoEncoder(std::move(state));
}

base::Result<void> MemoEncoder::add(std::span<const std::int16_t, kMemoFrame> frame) {
  state_->samples += static_cast<std::int64_t>(kMemoFrame);
  return state_->encode(frame.data(), state_->samples * kGranules, false);
}

std::size_t MemoEncoder::bytes() const { return state_->file.size() + state_->pending + kPageRoom; }

base::Result<base::Secret> MemoEncoder::finish(std::span<const std::int16_t> last) {
  // What the encoder still holds comes out with the silence after it; the last page says where the sound ends.
  std::int64_t covered = state_->samples;
  const std::int64_t end = state_->samples + static_cast<std::int64_t>(last.size());
  const std::int64_t needed = end + state_->skip;
  PrivateVector<std::int16_t> frame(kMemoFrame);
  std::copy(last.begin(), last.end(), frame.begin());
  while (covered < needed) {
    covered += static_cast<std::int64_t>(kMemoFrame);
    const bool ends = covered >= needed;
    const std::int64_t granule = (ends ? needed : covered) * kGranules;
    if (auto encoded = state_->encode(frame.data(), granule, ends); !encoded) return tl::unexpected(encoded.error());
    std::fill(frame.begin(), frame.end(), std::int16_t{0});
  }
  return base::Secret({state_->file.data(), state_->file.size()});
}

}  // namespace bianmin::devices
