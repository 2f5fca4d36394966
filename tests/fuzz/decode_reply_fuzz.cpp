#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "devices/pictures/decode_protocol.hpp"

// What a decoder taken over by a hostile code could answer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bianmin::devices::decode;
  Reply reply;
  Request request;
  if (size >= sizeof reply) {
    std::memcpy(&reply, data, sizeof reply);
    std::memcpy(&request, data, sizeof request);
    for (const Task task : {Task::DecodeFrame, Task::DecodeImage, Task::LoadImage, Task::LoadColour, Task::WriteJpeg})
      if (valid(reply, task) && reply.length > kMaxPixels * (task == Task::LoadColour ? 3 : 1)) std::abort();
    if (valid(request) && request.length > kMaxPixels) std::abort();
  }
  if (const auto codes = unpack_codes({reinterpret_cast<const char*>(data), size}); codes && codes->size() > kMaxCodes)
    std::abort();
  return 0;
}
