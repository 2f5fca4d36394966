#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "base/secret.hpp"
#include "kiosk/documents/document.hpp"

/// What the shell and `bianmin-typeset` say to each other over a socket pair on one machine: a fixed header in host
/// byte order, then `length` bytes. One document, one answer. Neither side trusts the other's numbers.
namespace bianmin::kiosk::documents {

constexpr std::uint32_t kTypesetMagic = 0x31544D42;  // "BMT1"
constexpr std::uint32_t kMostRequest = 512U << 10;   // bytes of a packed document
constexpr std::uint32_t kMostPdf = 8U << 20;         // bytes; a certificate of 40 pages has some 400,000
constexpr std::uint32_t kMostReason = 200;           // bytes of why not

struct TypesetRequest {
  std::uint32_t magic = kTypesetMagic;
  std::uint32_t length = 0;
};
enum class TypesetOutcome : std::uint32_t { Pdf = 0, Invalid = 1 };  // Invalid: the reply's bytes are the reason
struct TypesetReply {
  std::uint32_t magic = kTypesetMagic;
  TypesetOutcome outcome{};
  std::uint32_t length = 0;
};
static_assert(sizeof(TypesetRequest) == 8 && sizeof(TypesetReply) == 12);

bool valid(const TypesetRequest& request);
bool valid(const TypesetReply& reply);

/// The document as bytes. DocumentInvalid: see `check`, or more than kMostRequest in all.
base::Result<base::Secret> pack(const Document& document);
/// The other way. DocumentInvalid for bytes that are no document, with where they stop being one; and see `check`.
base::Result<Document> unpack(std::string_view bytes);

/// A reply's bytes: the PDF, or why there is none. TypesetterCrashed when they are neither: a PDF that does not begin
/// and end as one, a reason that is none of ours (it goes into a log, so it may hold no text of a document).
base::Result<std::string> read_reply(const TypesetReply& reply, std::string&& bytes);

}  // namespace bianmin::kiosk::documents
