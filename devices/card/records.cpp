#include "devices/card/records.hpp"

#include <algorithm>
#include <chrono>

#include <iconv.h>

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;

constexpr std::size_t kMaxCardText = 120;
constexpr std::size_t kMaxEncoded = 4096;

base::Result<base::Secret> convert(const char* to, const char* from, std::string_view text) {
  const iconv_t converter = ::iconv_open(to, from);
  if (converter == reinterpret_cast<iconv_t>(-1))
    return fail(FailureCode::Internal, std::string("no conversion from ") + from);
  std::string out(text.size() * 4 + 4, '\0');
  char* in = const_cast<char*>(text.data());  // iconv's interface; the input isn't changed
  std::size_t in_left = text.size();
  char* next = out.data();
  std::size_t out_left = out.size();
  const bool converted = ::iconv(converter, &in, &in_left, &next, &out_left) == 0 && in_left == 0;
  ::iconv_close(converter);
  base::Secret result;
  if (converted) result = base::Secret(std::string_view(out.data(), out.size() - out_left));
  base::wipe(out);
  if (!converted) return fail(FailureCode::InputInvalid, std::string("the bytes are no ") + from);
  return result;
}

bool padding(std::uint8_t byte) { return byte == 0x00 || byte == 0x20 || byte == 0xFF; }

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

// C1 control characters, byte order marks and the replacement character can't be part of a name.
bool has_unwanted_sequences(std::string_view utf8) {
  for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
    const auto a = static_cast<unsigned char>(utf8[i]);
    const auto b = static_cast<unsigned char>(utf8[i + 1]);
    if (a == 0xC2 && b < 0xA0) return true;
    if (a == 0xEF && (utf8.substr(i, 3) == "\xEF\xBF\xBD" || utf8.substr(i, 3) == "\xEF\xBB\xBF")) return true;
  }
  return false;
}

}  // namespace

base::Result<void> parse_items(ByteView record, CardItems& items) {
  std::size_t at = 0;
  while (at < record.size()) {
    const std::uint8_t tag = record[at];
    if (tag == 0x00 || tag == 0xFF) return {};
    if (at + 2 > record.size())
      return fail(FailureCode::CardDataInvalid, "offset " + std::to_string(at) + ": a tag without a length");
    const std::size_t length = record[at + 1];
    if (length > record.size() - at - 2)
      return fail(FailureCode::CardDataInvalid,
                  "offset " + std::to_string(at) + ": a length of " + std::to_string(length) + " points outside");
    items[tag] = secret_of(record.subspan(at + 2, length));
    at += 2 + length;
  }
  return {};
}

base::Result<base::Secret> decode_card_text(ByteView bytes) {
  while (!bytes.empty() && padding(bytes.back())) bytes = bytes.first(bytes.size() - 1);
  while (!bytes.empty() && padding(bytes.front())) bytes = bytes.subspan(1);
  if (bytes.empty()) return base::Secret{};
  if (bytes.size() > kMaxCardText) return fail(FailureCode::CardDataInvalid, "text longer than 120 bytes");
  auto text = convert("UTF-8", "GB18030", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (!text) return fail(FailureCode::CardDataInvalid, text.error().detail);
  if (has_control_characters(text->reveal()) || has_unwanted_sequences(text->reveal()))
    return fail(FailureCode::CardDataInvalid, "text with control characters");
  return text;
}

base::Result<base::Secret> utf8_from_gb18030(ByteView bytes, std::size_t max_bytes) {
  if (bytes.size() > max_bytes) return fail(FailureCode::InputInvalid, "text longer than its limit");
  return convert("UTF-8", "GB18030", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

base::Result<base::Secret> gb18030_from_utf8(std::string_view text) {
  if (text.size() > kMaxEncoded) return fail(FailureCode::InputInvalid, "text longer than 4096 bytes");
  return convert("GB18030", "UTF-8", text);
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t more = lead < 0x80                   ? 0
                             : lead >= 0xC2 && lead < 0xE0 ? 1
                             : lead >= 0xE0 && lead < 0xF0 ? 2
                             : lead >= 0xF0 && lead < 0xF5 ? 3
                                                           : 4;
    if (more == 4 || more >= text.size() - i) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      const auto byte = static_cast<unsigned char>(text[i + k]);
      if ((byte & 0xC0U) != 0x80U) return false;
      if (k > 1) continue;
      // The second byte rules out over-long forms, surrogates and what lies beyond U+10FFFF.
      if ((lead == 0xE0 && byte < 0xA0) || (lead == 0xED && byte > 0x9F) || (lead == 0xF0 && byte < 0x90) ||
          (lead == 0xF4 && byte > 0x8F))
        return false;
    }
    i += 1 + more;
  }
  return true;
}

base::Result<int> decode_card_date(ByteView bytes) {
  if (std::all_of(bytes.begin(), bytes.end(), padding)) return 0;
  if (bytes.size() != 4) return fail(FailureCode::CardDataInvalid, "a date that has not four bytes");
  int value = 0;
  for (const std::uint8_t byte : bytes) {
    if ((byte >> 4) > 9 || (byte & 15) > 9) return fail(FailureCode::CardDataInvalid, "a date that is not BCD");
    value = value * 100 + (byte >> 4) * 10 + (byte & 15);
  }
  using namespace std::chrono;
  const year_month_day date{year{value / 10000}, month{static_cast<unsigned>(value / 100 % 100)},
                            day{static_cast<unsigned>(value % 100)}};
  if (!date.ok()) return fail(FailureCode::CardDataInvalid, "a date that does not exist");
  return value;
}

}  // namespace bianmin::devices
