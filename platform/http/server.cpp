#include "platform/http/server.hpp"

#include <thread>

#include <sys/stat.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"
#include "platform/http/connection.hpp"

namespace bianmin::platform {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;
using base::FailureCode;

constexpr auto kSweep = std::chrono::milliseconds{100};

awaitable<void> converse(Loop& loop, Connection::Socket socket, const TlsContext* tls, const Router& router,
                         const ServerOptions& options) {
  Connection connection(loop, std::move(socket), tls, router, options);
  co_await connection.run();
}

// Enforces the time-outs; ends when the loop is stopping and nobody is connected.
awaitable<void> sweep(Loop& loop) {
  asio::steady_timer timer(loop.io);
  while (!(loop.stopping && loop.connections.empty())) {
    timer.expires_after(kSweep);
    boost::system::error_code error;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
    const auto now = std::chrono::steady_clock::now();
    for (Connection* connection : loop.connections) {
      if (loop.stopping) connection->hang_up_if_idle();
      connection->sweep(now);
    }
  }
}

class AsioServer final : public Server {
 public:
  AsioServer(const ServerOptions& options, const TlsContext& tls, const Router& router)
      : options_(options), tls_(tls), router_(router) {
    for (unsigned i = 0; i < std::max(1U, options.threads); ++i) loops_.push_back(std::make_unique<Loop>());
    acceptor_.emplace(loops_.front()->io);
    local_.emplace(loops_.front()->io);
  }

  ~AsioServer() override { stop(base::Milliseconds{0}); }

  base::Result<void> open() {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options_.host == "localhost" ? "127.0.0.1" : options_.host, error);
    if (error) return base::fail(FailureCode::ConfigInvalid, "listen: not an IP address: " + options_.host);
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(4096, error);
    if (error)
      return base::fail(FailureCode::ConfigInvalid,
                        "listen: " + options_.host + ":" + std::to_string(options_.port) + ": " + error.message());
    port_ = acceptor_->local_endpoint(error).port();
    for (const auto& loop : loops_) {
      asio::co_spawn(loop->io, sweep(*loop), asio::detached);
      threads_.emplace_back([&io = loop->io] { io.run(); });
    }
    asio::co_spawn(loops_.front()->io, accept(), asio::detached);
    return {};
  }

  unsigned short port() const override { return port_; }

  base::Result<void> listen_locally(const std::filesystem::path& socket) override {
    std::error_code ignored;
    std::filesystem::remove(socket, ignored);
    boost::system::error_code error;
    const mode_t mask = ::umask(0177);
    try {
      const asio::local::stream_protocol::endpoint endpoint(socket.string());
      local_->open(endpoint.protocol(), error);
      if (!error) local_->bind(endpoint, error);
      if (!error) local_->listen(16, error);
    } catch (const boost::system::system_error& failure) {  // the path is longer than a socket's name may be
      error = failure.code();
    }
    ::umask(mask);
    if (error) return base::fail(FailureCode::ConfigInvalid, socket.string() + ": " + error.message());
    asio::co_spawn(loops_.front()->io, accept_locally(), asio::detached);
    return {};
  }

  std::size_t connections() const override {
    std::size_t sum = 0;
    for (const auto& loop : loops_) sum += loop->count;
    return sum;
  }

  void stop(base::Milliseconds grace) override {
    if (threads_.empty()) return;
    asio::post(loops_.front()->io, [this] {
      boost::system::error_code ignored;
      acceptor_->close(ignored);
      local_->close(ignored);
    });
    for (const auto& loop : loops_)
      asio::post(loop->io, [&loop = *loop] {
        loop.stopping = true;
        for (Connection* connection : loop.connections) connection->hang_up_if_idle();
      });
    const auto until = std::chrono::steady_clock::now() + grace;
    while (connections() > 0 && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    for (const auto& loop : loops_) asio::post(loop->io, [&loop = *loop] { loop.io.stop(); });
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  awaitable<void> accept() {
    std::size_t next = 0;
    for (;;) {
      Loop& loop = *loops_[next++ % loops_.size()];
      boost::system::error_code error;
      tcp::socket accepted = co_await acceptor_->async_accept(asio::any_io_executor(loop.io.get_executor()),
                                                              asio::redirect_error(asio::use_awaitable, error));
      if (!acceptor_->is_open()) co_return;
      if (error) {
        base::log(base::LogLevel::Warning, "accept-failed", {.part = "http", .detail = error.message()});
        co_await pause();
        continue;
      }
      if (connections() >= options_.most_connections) continue;  // closed at once: terminals come back with jitter
      accepted.set_option(tcp::no_delay(true), error);
      start(loop, Connection::Socket(std::move(accepted)), &tls_);
    }
  }

  awaitable<void> accept_locally() {
    Loop& loop = *loops_.front();
    for (;;) {
      boost::system::error_code error;
      asio::local::stream_protocol::socket accepted =
          co_await local_->async_accept(asio::redirect_error(asio::use_awaitable, error));
      if (!local_->is_open()) co_return;
      if (error) {
        co_await pause();
        continue;
      }
      start(loop, Connection::Socket(std::move(accepted)), nullptr);
    }
  }

  // Out of file descriptors: leave those in use some time to end.
  awaitable<void> pause() {
    asio::steady_timer timer(loops_.front()->io, std::chrono::milliseconds{50});
    boost::system::error_code error;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
  }

  void start(Loop& loop, Connection::Socket socket, const TlsContext* tls) {
    asio::post(loop.io, [this, &loop, tls, socket = std::move(socket)]() mutable {
      if (loop.stopping) return;
      asio::co_spawn(loop.io, converse(loop, std::move(socket), tls, router_, options_), asio::detached);
    });
  }

  const ServerOptions options_;
  const TlsContext tls_;
  const Router& router_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::optional<tcp::acceptor> acceptor_;
  std::optional<asio::local::stream_protocol::acceptor> local_;
  std::vector<std::thread> threads_;
  unsigned short port_ = 0;
};

}  // namespace

base::Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, const TlsContext& tls,
                                                    const Router& router) {
  auto server = std::make_unique<AsioServer>(options, tls, router);
  if (auto opened = server->open(); !opened) return tl::unexpected(opened.error());
  return server;
}

}  // namespace bianmin::platform
