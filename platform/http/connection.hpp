#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <unordered_set>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

#include "platform/http/server.hpp"

namespace bianmin::platform {

class Connection;

/// One event loop and the conversations it holds; touched by its thread only, but for `count`.
struct Loop {
  std::unordered_set<Connection*> connections;
  std::atomic<std::size_t> count{0};
  bool stopping = false;
  boost::asio::io_context io{1};  // last: destroying it ends the conversations left, which take leave of the above
};

/// One conversation, from the handshake to the end. Lives in its own coroutine's frame.
class Connection {
 public:
  using Socket = boost::asio::generic::stream_protocol::socket;

  /// `tls` null: the admin socket.
  Connection(Loop& loop, Socket socket, const TlsContext* tls, const Router& router, const ServerOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  boost::asio::awaitable<void> run();
  /// Cuts off what took too long.
  void sweep(std::chrono::steady_clock::time_point now);
  /// Ends it when it only waits for the next request.
  void hang_up_if_idle();
  void hang_up();

 private:
  enum class Reading { Ready, Closed, Refused };

  boost::asio::awaitable<bool> wait(TlsConnection::Wants wants);
  boost::asio::awaitable<bool> shake_hands();
  TlsConnection::Wants read_some(std::size_t& done);
  boost::asio::awaitable<std::size_t> read_more();
  boost::asio::awaitable<bool> write(std::string text);
  boost::asio::awaitable<Reading> read_request(Request& request, Response& refusal);
  boost::asio::awaitable<Response> answer(Request request);
  boost::asio::awaitable<void> drain();
  void allow(base::Milliseconds time);
  std::size_t most_body(std::string_view method, std::string_view target) const;

  Loop& loop_;
  Socket socket_;
  const Router& router_;
  const ServerOptions& options_;
  std::optional<TlsConnection> tls_;
  bool administrator_;
  std::optional<unsigned> user_id_;
  bool idle_ = false;
  bool expired_ = false;
  bool keep_alive_ = true;
  Peer peer_;
  std::string buffer_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
};

}  // namespace bianmin::platform
