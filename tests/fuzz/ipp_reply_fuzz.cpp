// What answers at a printer's address: the first byte chooses the question, the rest is the answer, as the body of an
// HTTP reply or as everything that comes.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "devices/printer/ipp_client.hpp"
#include "devices/printer/printer_reasons.hpp"

namespace {

using namespace bianmin;

// A printer that gives everybody the same answer, whatever was asked.
class HostilePrinter {
 public:
  HostilePrinter() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, generic, length) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, generic, &length) != 0)
      std::abort();
    uri_ = "ipp://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/ipp/print";
    std::thread([this] { serve(); }).detach();
  }
  const std::string& uri() const { return uri_; }
  void answer_with(std::string bytes) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(bytes);
  }

 private:
  void serve() {
    for (;;) {
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) continue;
      std::string answer;
      {
        const std::lock_guard lock(mutex_);
        answer = answer_;
      }
      // The request's end is its length; here it is enough that its head has come.
      char bytes[4096];
      std::string request;
      for (ssize_t got = 1; got > 0 && request.find("\r\n\r\n") == std::string::npos;)
        if (got = ::recv(client, bytes, sizeof bytes, 0); got > 0) request.append(bytes, static_cast<std::size_t>(got));
      for (std::size_t sent = 0; sent < answer.size();) {
        const ssize_t wrote = ::send(client, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (wrote <= 0) break;
        sent += static_cast<std::size_t>(wrote);
      }
      ::shutdown(client, SHUT_WR);
      while (::recv(client, bytes, sizeof bytes, 0) > 0) continue;
      ::close(client);
    }
  }

  const int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string uri_;
  std::mutex mutex_;
  std::string answer_;
};

template <class Outcome>
void must_tell(const Outcome& outcome) {
  if (!outcome && outcome.error().detail.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static auto* const printer = new HostilePrinter;  // its thread goes on to the end
  if (size == 0 || size > 16384) return 0;
  std::string answer(reinterpret_cast<const char*>(data) + 1, size - 1);
  if ((data[0] & 8U) == 0)
    answer = "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nConnection: close\r\nContent-Length: " +
             std::to_string(answer.size()) + "\r\n\r\n" + answer;
  printer->answer_with(std::move(answer));
  static const std::atomic<bool> stopping{false};
  devices::ipp::Client client(printer->uri(), base::Milliseconds(500), base::Milliseconds(500), stopping);
  switch (data[0] % 4) {
    case 0: {
      const auto state = client.printer_state();
      must_tell(state);
      if (!state) break;
      if (state->state == 0 || state->reasons.size() > 256 || state->media.size() > 256) std::abort();
      (void)devices::printer_status(state->state, state->accepting, state->reasons, {"media-empty-report"});
      break;
    }
    case 1: {
      const auto job = client.job(7);
      must_tell(job);
      if (job && *job && ((*job)->id <= 0 || (*job)->name.size() > 255 || (*job)->reasons.size() > 256)) std::abort();
      break;
    }
    case 2: must_tell(client.find_job("-7")); break;
    default: {
      const auto submitted = client.submit("bianmin-7", "%PDF-1.7 made up", "iso_a4_210x297mm");
      if (!submitted && submitted.error().why.detail.empty()) std::abort();
      break;
    }
  }
  return 0;
}
