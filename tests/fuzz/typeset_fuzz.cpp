#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "kiosk/documents/typeset_protocol.hpp"

// Both ends of the socket to bianmin-typeset: the document as it comes in there, the answer as it comes back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::kiosk::documents;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto document = unpack(bytes)) {
    // What is taken is a document like any other, and stays the same.
    const auto packed = pack(*document);
    if (packed && !unpack(packed->reveal())) std::abort();
  }
  TypesetReply reply;
  TypesetRequest request;
  if (size < sizeof reply) return 0;
  std::memcpy(&reply, data, sizeof reply);
  std::memcpy(&request, data, sizeof request);
  if (valid(request) && request.length > kMostRequest) std::abort();
  if (valid(reply) && reply.length > kMostPdf) std::abort();
  const auto pdf = read_reply(reply, std::string(bytes.substr(sizeof reply)));
  if (pdf && !pdf->starts_with("%PDF-1.")) std::abort();
  return 0;
}
