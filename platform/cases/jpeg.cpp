#include "platform/cases/jpeg.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace bianmin::platform {
namespace {

using base::FailureCode;
using Wrong = const char*;  // null: nothing is

constexpr std::size_t kMostPixels = 12000;
constexpr unsigned kStart = 0xD8, kEnd = 0xD9, kScan = 0xDA, kQuantization = 0xDB, kHuffman = 0xC4, kRestarts = 0xDD,
                   kLines = 0xDC, kFirstRestart = 0xD0;

bool is_restart(unsigned marker) { return marker >= kFirstRestart && marker < kStart; }
bool is_frame(unsigned marker) { return marker >= 0xC0 && marker <= 0xCF && marker != kHuffman && marker != 0xC8; }

struct Component {
  unsigned id = 0, quantization = 0;
};

class Walk {
 public:
  explicit Walk(std::string_view bytes) : bytes_(bytes) {}

  base::Result<JpegFacts> run() {
    if (const Wrong wrong = all(); wrong != nullptr)
      return base::fail(FailureCode::InputInvalid, std::string("is no JPEG: ") + wrong);
    return facts_;
  }

 private:
  unsigned byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }
  std::size_t word(std::size_t at) const { return byte(at) << 8U | byte(at + 1); }

  Wrong all() {
    if (!bytes_.starts_with("\xFF\xD8")) return "it does not begin as one";
    std::size_t at = 2;
    for (;;) {
      if (at >= bytes_.size() || byte(at) != 0xFF)
        return at >= bytes_.size() ? "it is cut short" : "a marker is missing";
      while (at < bytes_.size() && byte(at) == 0xFF) ++at;  // fill bytes
      if (at >= bytes_.size()) return "it is cut short";
      const unsigned marker = byte(at++);
      if (marker == kEnd) {
        if (!scanned_) return "it has no picture";
        return at == bytes_.size() ? nullptr : "something follows its end";
      }
      if (marker < 0xC0 || marker == kStart || is_restart(marker)) return "a marker is out of place";
      if (bytes_.size() - at < 2) return "it is cut short";
      const std::size_t length = word(at);
      if (length < 2 || length > bytes_.size() - at) return "a segment is cut short";
      if (const Wrong wrong = segment(marker, at + 2, at + length); wrong != nullptr) return wrong;
      at += length;
      if (marker != kScan) continue;
      if (const Wrong wrong = entropy(at); wrong != nullptr) return wrong;
    }
  }

  Wrong segment(unsigned marker, std::size_t at, std::size_t end) {
    if (marker == kQuantization) return quantization(at, end);
    if (marker == kHuffman) return huffman(at, end);
    if (marker == kRestarts) {
      if (end - at != 2) return "its restart interval is no number";
      restarts_ = word(at) != 0;
      return nullptr;
    }
    if (marker == kScan) return scan(at, end);
    if (marker == kLines) return "it tells its height too late";
    return is_frame(marker) ? frame(marker, at, end) : nullptr;
  }

  Wrong quantization(std::size_t at, std::size_t end) {
    while (at < end) {
      const unsigned head = byte(at++);
      const std::size_t size = (head >> 4U) == 0 ? 64 : 128;
      if (head >> 4U > 1 || (head & 15U) > 3 || end - at < size) return "a quantization table is wrong";
      quantizations_[head & 15U] = true;
      at += size;
    }
    return nullptr;
  }

  // The counts of codes of 1 to 16 bits must leave room for themselves.
  Wrong huffman(std::size_t at, std::size_t end) {
    while (at < end) {
      const unsigned head = byte(at++);
      if (head >> 4U > 1 || (head & 15U) > 3 || end - at < 16) return "a Huffman table is wrong";
      std::size_t codes = 0;
      std::int64_t room = 1;
      for (std::size_t bits = 0; bits < 16; ++bits) {
        codes += byte(at + bits);
        room = 2 * room - byte(at + bits);
        if (room < 0) return "a Huffman table has too many codes";
      }
      at += 16;
      if (codes > 256 || end - at < codes) return "a Huffman table is wrong";
      (head >> 4U == 0 ? dc_ : ac_)[head & 15U] = true;
      at += codes;
    }
    return nullptr;
  }

  Wrong frame(unsigned marker, std::size_t at, std::size_t end) {
    if (marker > 0xC2) return "it is of a kind that cameras don't make";
    if (!components_.empty()) return "it has two frames";
    if (end - at < 6) return "the frame is too short";
    const std::size_t height = word(at + 1), width = word(at + 3), count = byte(at + 5);
    if (byte(at) != 8) return "it has not 8 bits a colour";
    if (height == 0 || width == 0 || height > kMostPixels || width > kMostPixels) return "its size is not possible";
    if ((count != 1 && count != 3 && count != 4) || end - at != 6 + 3 * count) return "its colours are not possible";
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t place = at + 6 + 3 * i;
      const unsigned across = byte(place + 1) >> 4U, down = byte(place + 1) & 15U;
      if (across < 1 || across > 4 || down < 1 || down > 4 || byte(place + 2) > 3)
        return "its colours are not possible";
      if (find(byte(place)) != nullptr) return "a colour is there twice";
      components_.push_back({byte(place), byte(place + 2)});
    }
    facts_ = {static_cast<unsigned>(width), static_cast<unsigned>(height), marker == 0xC2};
    return nullptr;
  }

  const Component* find(unsigned id) const {
    const auto found =
        std::find_if(components_.begin(), components_.end(), [&](const Component& c) { return c.id == id; });
    return found == components_.end() ? nullptr : &*found;
  }

  Wrong scan(std::size_t at, std::size_t end) {
    if (components_.empty()) return "it has no frame";
    const std::size_t count = end > at ? byte(at) : 0;
    if (count < 1 || count > components_.size() || end - at != 4 + 2 * count) return "a scan's head is wrong";
    const unsigned first = byte(end - 3), last = byte(end - 2);
    if (first > last || last > 63) return "a scan's head is wrong";
    for (std::size_t i = 0; i < count; ++i) {
      const Component* component = find(byte(at + 1 + 2 * i));
      const unsigned tables = byte(at + 2 + 2 * i), dc = tables >> 4U, ac = tables & 15U;
      if (component == nullptr || dc > 3 || ac > 3) return "a scan is of a colour that isn't there";
      if (!quantizations_[component->quantization]) return "a quantization table is missing";
      const bool needs_dc = first == 0 && !(facts_.progressive && byte(end - 1) >> 4U != 0);
      if ((needs_dc && !dc_[dc]) || (last > 0 && !ac_[ac])) return "a Huffman table is missing";
    }
    return nullptr;
  }

  // Up to the next marker that is neither a stuffed byte nor a restart; restarts count from 0 to 7 and on.
  Wrong entropy(std::size_t& at) {
    const std::size_t begin = at;
    unsigned next = 0;
    for (; at + 1 < bytes_.size(); ++at) {
      if (byte(at) != 0xFF) continue;
      const unsigned after = byte(at + 1);
      if (after == 0 || after == 0xFF) {
        at += after == 0;
        continue;
      }
      if (!is_restart(after)) {
        scanned_ = true;
        return at == begin ? "a scan is empty" : nullptr;
      }
      if (!restarts_ || after != kFirstRestart + next) return "a restart is out of order";
      next = (next + 1) & 7U;
      ++at;
    }
    return "it is cut short";
  }

  std::string_view bytes_;
  JpegFacts facts_;
  std::vector<Component> components_;
  std::array<bool, 4> quantizations_{}, dc_{}, ac_{};
  bool restarts_ = false;
  bool scanned_ = false;
};

}  // namespace

base::Result<JpegFacts> inspect_jpeg(std::string_view bytes) { return Walk(bytes).run(); }

}  // namespace bianmin::platform
