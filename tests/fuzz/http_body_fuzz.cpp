// What else arrives in requests and packages: the target, a Range, a manifest, a notice's envelope, a resident's file,
// base64. The first byte chooses; what was accepted must hold what its reader promises. Links bianmin_platform_parsers.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/base64.hpp"
#include "base/id_number.hpp"
#include "base/json.hpp"
#include "platform/content/byte_range.hpp"
#include "platform/content/manifest.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/http/message.hpp"
#include "platform/notices/notice.hpp"
#include "platform/records/reference.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;

void require(bool condition) {
  if (!condition) std::abort();
}

void try_target(std::string_view text) {
  Request request;
  if (!parse_target(text, request)) return;
  require(!request.path.empty() && request.path.front() == '/' && request.path.find('\0') == std::string::npos);
  require(request.query.size() <= 32);
}

void try_range(std::string_view text) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{1000}}) {
    const ByteRange range = parse_byte_range(text, size);
    if (range.kind == ByteRange::Kind::Part) require(range.first <= range.last && range.last < size);
  }
}

void try_manifest(std::string_view text) {
  const auto manifest = parse_manifest(text);
  if (!manifest) return require(!manifest.error().detail.empty());
  for (const ContentFile& file : manifest->files) {
    require(is_content_path(file.path) && file.path.find("..") != 0 && file.path.find("/..") == std::string::npos);
    require(is_sha256(file.sha256));
  }
  const auto again = parse_manifest(write_manifest(*manifest));
  require(again.has_value() && again->files == manifest->files);
}

void try_notice(std::string_view text) {
  const auto notice = parse_notice(text);
  if (!notice) return require(!notice.error().detail.empty());
  require(notice->until > notice->from && !notice->terminals.empty());
  require(parse_notice(write_notice(*notice)).has_value());
}

void try_resident(std::string_view text) {
  const auto value = base::parse_json(text);
  if (!value) return;
  const auto resident = parse_resident(*value, "resident");
  if (resident) require(base::IdNumber::parse(resident->id_number).has_value());
}

void try_base64(std::string_view text) {
  const auto bytes = base::decode_base64(text);
  if (bytes) require(base::encode_base64(*bytes) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 6) {
    case 0: try_target(text); break;
    case 1: try_range(text); break;
    case 2: try_manifest(text); break;
    case 3: try_notice(text); break;
    case 4: try_resident(text); break;
    default: try_base64(text); break;
  }
  return 0;
}
