#include "platform/http/local_client.hpp"

#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace http = boost::beast::http;

struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

base::Result<void> send_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t sent = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return base::fail(FailureCode::NetworkDown, std::string("admin socket: ") + std::strerror(errno));
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

}  // namespace

base::Result<Response> call_locally(const std::filesystem::path& socket, std::string_view method,
                                    std::string_view target, std::string_view body) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket.string();
  if (path.size() >= sizeof address.sun_path) return base::fail(FailureCode::NetworkDown, path + ": too long a name");
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const Descriptor connection{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  const timeval limit{30, 0};
  ::setsockopt(connection.fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(connection.fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (::connect(connection.fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return base::fail(FailureCode::NetworkDown, path + ": " + std::strerror(errno));

  std::string request;
  request.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
  request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  if (auto sent = send_all(connection.fd, request); !sent) return tl::unexpected(sent.error());

  http::response_parser<http::string_body> parser;
  parser.eager(true);
  parser.body_limit(64 << 20);
  std::string pending;
  while (!parser.is_done()) {
    char buffer[16384];
    const ssize_t got = ::recv(connection.fd, buffer, sizeof buffer, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return base::fail(FailureCode::ReplyInvalid, "admin socket: the answer is cut short");
    pending.append(buffer, static_cast<std::size_t>(got));
    boost::system::error_code error;
    while (!pending.empty() && !parser.is_done()) {
      const std::size_t used = parser.put(boost::asio::buffer(pending.data(), pending.size()), error);
      pending.erase(0, used);
      if (error == http::error::need_more || used == 0) break;
      if (error) return base::fail(FailureCode::ReplyInvalid, "admin socket: " + error.message());
    }
  }
  auto message = parser.release();
  Response response;
  response.status = static_cast<int>(message.result_int());
  response.content_type = std::string(message[http::field::content_type]);
  response.body = std::move(message.body());
  return response;
}

}  // namespace bianmin::platform
