#include "devices/pictures/decoder_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.hpp"
#include "devices/pictures/payload_text.hpp"
#include "devices/pictures/raw_picture.hpp"

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;
using SteadyTime = std::chrono::steady_clock::time_point;

// Waits until the socket can be read or written; false when the time is over or the other side is gone.
bool wait_for(int socket, short events, SteadyTime deadline) {
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{socket, events, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    return ready > 0;
  }
}

bool send_all(int socket, std::string_view bytes, SteadyTime deadline) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::send(socket, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (wrote > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    } else if (wrote < 0 && (errno == EAGAIN || errno == EINTR)) {
      if (!wait_for(socket, POLLOUT, deadline)) return false;
    } else {
      return false;
    }
  }
  return true;
}

bool receive_all(int socket, char* to, std::size_t length, SteadyTime deadline) {
  while (length > 0) {
    const ssize_t got = ::recv(socket, to, length, MSG_DONTWAIT);
    if (got > 0) {
      to += got;
      length -= static_cast<std::size_t>(got);
    } else if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
      if (!wait_for(socket, POLLIN, deadline)) return false;
    } else {
      return false;
    }
  }
  return true;
}

base::Result<std::vector<DecodedCode>> codes_of(std::string& bytes) {
  auto raw = decode::unpack_codes(bytes);
  base::wipe(bytes);
  if (!raw) return fail(FailureCode::DecoderCrashed, "the decoder's answer makes no sense");
  std::vector<DecodedCode> codes;
  for (auto& code : *raw) {
    auto text = payload_text(code.payload);
    base::wipe(code.payload);
    if (text) codes.push_back({std::move(code.symbology), std::move(*text)});
  }
  return codes;
}

}  // namespace

std::filesystem::path default_decoder_program() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    const auto beside = self.parent_path() / "bianmin-decode";
    if (std::filesystem::exists(beside, error)) return beside;
  }
  return "/usr/libexec/bianmin/bianmin-decode";
}

base::Result<void> DecoderProcess::start() {
  if (pid_ > 0 && tasks_ >= options_.recycle_after) stop();
  if (pid_ > 0) return {};
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    return fail(FailureCode::Internal, std::string("socketpair: ") + std::strerror(errno));
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pair[1], 0);
  ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  const std::string program = options_.program.string();
  char* const arguments[] = {const_cast<char*>(program.c_str()), nullptr};
  char* const environment[] = {nullptr};
  const int error = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments, environment);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pair[1]);
  if (error != 0) {
    pid_ = -1;
    ::close(pair[0]);
    return fail(FailureCode::ConfigInvalid, program + ": " + std::strerror(error));
  }
  socket_ = pair[0];
  tasks_ = 0;
  return {};
}

void DecoderProcess::stop() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

tl::unexpected<base::Failure> DecoderProcess::crashed(const char* why) {
  stop();
  ++crashes_;
  base::log(
      base::LogLevel::Warning, "decoder-crashed",
      {.part = "scanner", .code = base::to_string(FailureCode::DecoderCrashed), .detail = why, .count = crashes_});
  return fail(FailureCode::DecoderCrashed, why);
}

base::Result<DecoderProcess::Answer> DecoderProcess::ask(decode::Task task, unsigned width, unsigned height,
                                                         std::string_view bytes, base::Milliseconds limit) {
  const decode::Request request{decode::kMagic, task, width, height, static_cast<std::uint32_t>(bytes.size())};
  if (bytes.size() > decode::kMaxPixels || !decode::valid(request))
    return fail(task == decode::Task::DecodeFrame ? FailureCode::InputInvalid : FailureCode::ImageInvalid,
                "the picture is empty or larger than the decoder takes");
  if (auto started = start(); !started) return tl::unexpected(started.error());
  ++tasks_;
  const auto deadline = std::chrono::steady_clock::now() + limit;
  const auto late = [&] { return std::chrono::steady_clock::now() >= deadline; };
  const std::string_view header(reinterpret_cast<const char*>(&request), sizeof request);
  if (!send_all(socket_, header, deadline) || !send_all(socket_, bytes, deadline))
    return crashed(late() ? "the decoder took too long" : "the decoder died");
  Answer answer{};
  if (!receive_all(socket_, reinterpret_cast<char*>(&answer.reply), sizeof answer.reply, deadline))
    return crashed(late() ? "the decoder took too long" : "the decoder died");
  if (!decode::valid(answer.reply, task)) return crashed("the decoder's answer makes no sense");
  answer.bytes.resize(answer.reply.length);
  if (!receive_all(socket_, answer.bytes.data(), answer.bytes.size(), deadline))
    return crashed(late() ? "the decoder took too long" : "the decoder died");
  if (answer.reply.outcome == decode::Outcome::ImageInvalid) return fail(FailureCode::ImageInvalid, answer.bytes);
  return answer;
}

base::Result<std::vector<DecodedCode>> DecoderProcess::decode(const GreyFrame& frame) {
  const std::string_view pixels(reinterpret_cast<const char*>(frame.pixels.data()), frame.pixels.size());
  auto answer = ask(decode::Task::DecodeFrame, frame.width, frame.height, pixels, options_.frame_limit);
  if (!answer) return tl::unexpected(answer.error());
  return codes_of(answer->bytes);
}

base::Result<std::vector<DecodedCode>> DecoderProcess::decode_image(std::string_view file) {
  auto answer = ask(decode::Task::DecodeImage, 0, 0, file, options_.image_limit);
  if (!answer) return tl::unexpected(answer.error());
  return codes_of(answer->bytes);
}

base::Result<GreyFrame> DecoderProcess::load_image(std::string_view file) {
  auto answer = ask(decode::Task::LoadImage, 0, 0, file, options_.image_limit);
  if (!answer) return tl::unexpected(answer.error());
  return GreyFrame{answer->reply.width, answer->reply.height, {answer->bytes.begin(), answer->bytes.end()}};
}

base::Result<ColourFrame> DecoderProcess::load_colour(std::string_view file, unsigned side) {
  auto answer = ask(decode::Task::LoadColour, side, 0, file, options_.image_limit);
  if (!answer) return tl::unexpected(answer.error());
  ColourFrame frame{answer->reply.width, answer->reply.height, {answer->bytes.begin(), answer->bytes.end()}};
  base::wipe(answer->bytes);
  return shrunk(std::move(frame), side);
}

base::Result<base::Secret> DecoderProcess::write_jpeg(const ColourFrame& frame) {
  const std::string_view pixels(reinterpret_cast<const char*>(frame.pixels.data()), frame.pixels.size());
  auto answer = ask(decode::Task::WriteJpeg, frame.width, frame.height, pixels, options_.image_limit);
  if (!answer) return tl::unexpected(answer.error());
  base::Secret file(answer->bytes);
  base::wipe(answer->bytes);
  return file;
}

}  // namespace bianmin::devices
