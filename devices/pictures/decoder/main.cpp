#include <cerrno>
#include <cstdio>
#include <string>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "devices/pictures/decode_protocol.hpp"
#include "devices/pictures/decoder/image_file.hpp"
#include "devices/pictures/decoder/jpeg.hpp"
#include "devices/pictures/decoder/sandbox.hpp"
#include "devices/pictures/decoder/zbar_decoder.hpp"

// bianmin-decode: answers the requests of decode_protocol.hpp on descriptor 0, a socket, until it is closed. It can do
// nothing else (sandbox.hpp). Started by the terminal only. Exit codes: 0 closed, 1 no sandbox or a broken request,
// 2 not started by the terminal.

namespace {

using namespace bianmin::devices;

bool receive(void* to, std::size_t length) {
  auto* next = static_cast<char*>(to);
  while (length > 0) {
    const ssize_t got = ::read(0, next, length);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next += got;
    length -= static_cast<std::size_t>(got);
  }
  return true;
}

bool send(const void* from, std::size_t length) {
  const auto* next = static_cast<const char*>(from);
  while (length > 0) {
    const ssize_t wrote = ::write(0, next, length);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    next += wrote;
    length -= static_cast<std::size_t>(wrote);
  }
  return true;
}

bool answer(decode::Outcome outcome, std::string_view bytes, unsigned width = 0, unsigned height = 0) {
  const decode::Reply reply{decode::kMagic, outcome, width, height, static_cast<std::uint32_t>(bytes.size())};
  return send(&reply, sizeof reply) && send(bytes.data(), bytes.size());
}

template <class Frame>
bool answer_pixels(const Frame& frame) {
  return answer(decode::Outcome::Ok, {reinterpret_cast<const char*>(frame.pixels.data()), frame.pixels.size()},
                frame.width, frame.height);
}

bool answer_invalid(const bianmin::base::Failure& failure) {
  return answer(decode::Outcome::ImageInvalid, std::string_view(failure.detail).substr(0, decode::kMaxReplyText));
}

bool serve(const decode::Request& request, std::string& bytes, decode::ZbarDecoder& zbar) {
  if (request.task == decode::Task::LoadColour) {
    const auto picture = decode::load_colour(bytes, request.width);
    return picture ? answer_pixels(*picture) : answer_invalid(picture.error());
  }
  if (request.task == decode::Task::WriteJpeg) {
    const auto file =
        decode::write_jpeg({request.width, request.height, {bytes.begin(), bytes.end()}}, decode::kMaxPhotoBytes);
    return file ? answer(decode::Outcome::Ok, *file) : answer_invalid(file.error());
  }
  GreyFrame frame{request.width, request.height, {}};
  if (request.task == decode::Task::DecodeFrame) {
    frame.pixels.assign(bytes.begin(), bytes.end());
  } else {
    auto loaded = decode::load_image(bytes);
    if (!loaded) return answer_invalid(loaded.error());
    frame = std::move(*loaded);
  }
  if (request.task == decode::Task::LoadImage) return answer_pixels(frame);
  return answer(decode::Outcome::Ok, decode::pack_codes(zbar.decode(frame)));
}

}  // namespace

int main() {
  struct stat input {};
  if (::fstat(0, &input) != 0 || !S_ISSOCK(input.st_mode)) {
    std::fputs("bianmin-decode is started by the terminal; try: bianmin-device decode FILE\n", stderr);
    return 2;
  }
  decode::ZbarDecoder zbar;
  zbar.decode(GreyFrame{64, 64, std::vector<std::uint8_t>(64 * 64, 255)});
  if (const auto failure = decode::enter_sandbox(); !failure.empty()) {
    std::fprintf(stderr, "bianmin-decode: %s\n", failure.c_str());
    return 1;
  }
  for (;;) {
    decode::Request request;
    if (!receive(&request, sizeof request)) return 0;
    if (!decode::valid(request)) return 1;
    std::string bytes(request.length, '\0');
    if (!receive(bytes.data(), bytes.size()) || !serve(request, bytes, zbar)) return 0;
  }
}
