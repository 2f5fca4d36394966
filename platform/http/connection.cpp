#include "platform/http/connection.hpp"

#include <ctime>

#include <sys/socket.h>

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace bianmin::platform {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::awaitable;
using base::FailureCode;
using Wants = TlsConnection::Wants;

constexpr std::size_t kReadAtOnce = 8192;
constexpr std::size_t kMostDrained = 4 << 20;
constexpr std::size_t kMostOfAnyBody = 8 << 20;     // a route's own limit is held once its name is known
constexpr std::uint64_t kSlowestUpload = 32 << 10;  // bytes a second, beyond what any body may take

// What a body that is larger than most may take longer.
base::Milliseconds time_for(std::uint64_t bytes) {
  constexpr std::uint64_t kUsual = 256 << 10;
  return bytes <= kUsual ? base::Milliseconds{0} : base::Milliseconds{(bytes - kUsual) * 1000 / kSlowestUpload};
}

// Brings the answer, from whichever thread, back to the connection's own.
template <class Completion>
class PostingSink final : public Responder::Sink {
 public:
  PostingSink(asio::io_context::executor_type executor, Completion completion)
      : executor_(std::move(executor)), completion_(std::move(completion)) {}
  void answer(Response response) override {
    asio::post(executor_, [completion = std::move(completion_), response = std::move(response)]() mutable {
      completion(std::move(response));
    });
  }

 private:
  asio::io_context::executor_type executor_;
  Completion completion_;
};

std::string http_date() {
  thread_local std::time_t told = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != told) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    char line[64];
    const std::size_t size = std::strftime(line, sizeof line, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    text.assign(line, size);
    told = now;
  }
  return text;
}

std::string serialize(const Response& response, bool keep_alive) {
  std::string text;
  text.reserve(256 + response.body.size());
  text.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ").append(status_text(response.status));
  text.append("\r\nDate: ").append(http_date()).append("\r\nCache-Control: no-store");
  text.append("\r\nX-Content-Type-Options: nosniff");
  if (!response.content_type.empty()) text.append("\r\nContent-Type: ").append(response.content_type);
  if (response.status != 204) text.append("\r\nContent-Length: ").append(std::to_string(response.body.size()));
  for (const auto& [name, value] : response.headers) text.append("\r\n").append(name).append(": ").append(value);
  if (!keep_alive) text.append("\r\nConnection: close");
  text.append("\r\n\r\n").append(response.body);
  return text;
}

// Who connected to a Unix socket (SO_PEERCRED, unix(7)).
std::optional<unsigned> peer_user(int socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.pid == 0) return std::nullopt;
  return peer.uid;
}

Response refusal_for(const boost::system::error_code& error) {
  if (error == http::error::body_limit)
    return problem({FailureCode::RequestRefused, "the body is larger than this path takes"}, 413);
  if (error == http::error::header_limit)
    return problem({FailureCode::RequestRefused, "the headers are too large"}, 431);
  return problem({FailureCode::RequestRefused, "not an HTTP/1.1 request: " + error.message()}, 400);
}

}  // namespace

Connection::Connection(Loop& loop, Socket socket, const TlsContext* tls, const Router& router,
                       const ServerOptions& options)
    : loop_(loop), socket_(std::move(socket)), router_(router), options_(options), administrator_(tls == nullptr) {
  if (tls != nullptr)
    tls_.emplace(*tls, socket_.native_handle(), true);
  else
    user_id_ = peer_user(socket_.native_handle());
  loop_.connections.insert(this);
  ++loop_.count;
}

Connection::~Connection() {
  loop_.connections.erase(this);
  --loop_.count;
}

void Connection::allow(base::Milliseconds time) {
  deadline_ = std::chrono::steady_clock::now() + time;
  expired_ = false;
}

void Connection::sweep(std::chrono::steady_clock::time_point now) {
  if (now < deadline_) return;
  deadline_ = std::chrono::steady_clock::time_point::max();
  expired_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Connection::hang_up_if_idle() {
  if (idle_) hang_up();
}

void Connection::hang_up() {
  keep_alive_ = false;
  boost::system::error_code ignored;
  socket_.shutdown(asio::socket_base::shutdown_both, ignored);
  socket_.cancel(ignored);
}

awaitable<bool> Connection::wait(Wants wants) {
  if (wants == Wants::Closed || expired_) co_return false;
  boost::system::error_code error;
  co_await socket_.async_wait(wants == Wants::Write ? asio::socket_base::wait_write : asio::socket_base::wait_read,
                              asio::redirect_error(asio::use_awaitable, error));
  co_return !error && !expired_;
}

awaitable<bool> Connection::shake_hands() {
  allow(options_.handshake);
  for (;;) {
    const Wants wants = tls_->handshake();
    if (wants == Wants::Nothing) break;
    const bool ready = co_await wait(wants);
    if (!ready) co_return false;
  }
  peer_ = tls_->peer();
  co_return true;
}

// Reads through a buffer that all connections of a thread share, so that an idle one owns none.
Wants Connection::read_some(std::size_t& done) {
  thread_local std::array<char, kReadAtOnce> shared;
  Wants wants = Wants::Read;
  if (tls_) {
    wants = tls_->read(shared.data(), shared.size(), done);
  } else {
    boost::system::error_code error;
    done = socket_.read_some(asio::buffer(shared), error);
    wants = !error ? Wants::Nothing : error == asio::error::would_block ? Wants::Read : Wants::Closed;
  }
  if (wants == Wants::Nothing) buffer_.append(shared.data(), done);
  return wants;
}

// Appends to the buffer; 0 at the end, on an error and when time ran out.
awaitable<std::size_t> Connection::read_more() {
  for (;;) {
    std::size_t done = 0;
    const Wants wants = read_some(done);
    if (wants == Wants::Nothing && done > 0) co_return done;
    const bool ready = co_await wait(wants);
    if (!ready) co_return 0;
  }
}

awaitable<bool> Connection::write(std::string text) {
  allow(options_.write);
  for (std::size_t sent = 0; sent < text.size();) {
    std::size_t done = 0;
    Wants wants = Wants::Write;
    if (tls_) {
      wants = tls_->write(text.data() + sent, text.size() - sent, done);
    } else {
      boost::system::error_code error;
      done = socket_.write_some(asio::buffer(text.data() + sent, text.size() - sent), error);
      wants = !error ? Wants::Nothing : error == asio::error::would_block ? Wants::Write : Wants::Closed;
    }
    sent += done;
    if (wants == Wants::Nothing) continue;
    const bool ready = co_await wait(wants);
    if (!ready) co_return false;
  }
  co_return true;
}

// Only an enrolled terminal may bring more than usual.
std::size_t Connection::most_body(std::string_view method, std::string_view target) const {
  if (administrator_) return options_.admin_body_bytes;
  const std::size_t own = router_.admits(peer_.name, peer_.serial) ? router_.most_body(method, target) : 0;
  return own > 0 ? own : options_.body_bytes;
}

awaitable<Connection::Reading> Connection::read_request(Request& request, Response& refusal) {
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  parser.header_limit(static_cast<std::uint32_t>(options_.header_bytes));
  parser.body_limit(administrator_ ? options_.admin_body_bytes : std::max(options_.body_bytes, kMostOfAnyBody));
  bool header_seen = false;
  idle_ = buffer_.empty();
  allow(idle_ ? options_.idle : options_.header);
  while (!parser.is_done()) {
    if (!buffer_.empty()) {
      boost::system::error_code error;
      const std::size_t used = parser.put(asio::buffer(buffer_.data(), buffer_.size()), error);
      buffer_.erase(0, used);
      if (error && error != http::error::need_more) {
        refusal = refusal_for(error);
        co_return Reading::Refused;
      }
      if (parser.is_header_done() && !header_seen) {
        header_seen = true;
        const std::size_t most = most_body(parser.get().method_string(), parser.get().target());
        if (parser.content_length().value_or(0) > most) {
          refusal = refusal_for(http::error::body_limit);
          co_return Reading::Refused;
        }
        if (parser.chunked()) parser.body_limit(most);
        allow(options_.body + time_for(parser.content_length().value_or(0)));
        if (parser.get().target().size() > options_.target_bytes) {
          refusal = problem({FailureCode::RequestRefused, "the target is too long"}, 414);
          co_return Reading::Refused;
        }
        if (!parser.is_done() && parser.get()[http::field::expect] == "100-continue") {
          const bool sent = co_await write("HTTP/1.1 100 Continue\r\n\r\n");
          if (!sent) co_return Reading::Closed;
          allow(options_.body + time_for(parser.content_length().value_or(0)));
        }
      }
      if (parser.is_done()) break;
      if (used > 0 && !buffer_.empty()) continue;
    }
    const std::size_t got = co_await read_more();
    if (got == 0) {
      if (!expired_ || idle_) co_return Reading::Closed;
      refusal = problem({FailureCode::RequestRefused, "the request took too long to arrive"}, 408);
      co_return Reading::Refused;
    }
    if (idle_) {
      idle_ = false;
      allow(options_.header);
    }
  }
  idle_ = false;
  auto message = parser.release();
  keep_alive_ = keep_alive_ && message.keep_alive();
  request.method = message.method_string();
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    request.headers.emplace(std::move(name), field.value());
  }
  request.body = std::move(message.body());
  request.terminal = peer_.name;
  request.serial = peer_.serial;
  request.administrator = administrator_;
  request.user_id = user_id_;
  if (const auto target = parse_target(message.target(), request); !target) {
    refusal = problem(target.error(), 400);
    co_return Reading::Refused;
  }
  co_return Reading::Ready;
}

awaitable<Response> Connection::answer(Request request) {
  deadline_ = std::chrono::steady_clock::time_point::max();
  if (buffer_.empty()) std::string().swap(buffer_);
  const auto start = [this, &request](auto completion) {
    using Completion = decltype(completion);
    router_.dispatch(
        request, Responder(std::make_unique<PostingSink<Completion>>(loop_.io.get_executor(), std::move(completion))));
    Request done = std::move(request);  // frees the request's memory while an answer is awaited
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(start, asio::use_awaitable);
}

// Reads what the client is still sending, so that it gets to read the refusal instead of a reset.
awaitable<void> Connection::drain() {
  if (tls_) tls_->shut_down();
  boost::system::error_code ignored;
  socket_.shutdown(asio::socket_base::shutdown_send, ignored);
  allow(std::chrono::seconds{2});
  for (std::size_t total = 0; total < kMostDrained;) {
    std::array<char, 2048> unread;
    boost::system::error_code error;
    const std::size_t done = socket_.read_some(asio::buffer(unread), error);
    total += done;
    if (!error) continue;
    if (error != asio::error::would_block) break;
    const bool ready = co_await wait(Wants::Read);
    if (!ready) break;
  }
}

awaitable<void> Connection::run() {
  boost::system::error_code error;
  socket_.native_non_blocking(true, error);
  socket_.non_blocking(true, error);
  if (tls_) {
    const bool done = co_await shake_hands();
    if (!done) co_return;
  }
  while (keep_alive_) {
    Request request;
    Response response;
    const Reading reading = co_await read_request(request, response);
    if (reading == Reading::Closed) break;
    if (reading == Reading::Refused) {
      const bool written = co_await write(serialize(response, false));
      if (written) co_await drain();
      break;
    }
    response = co_await answer(std::move(request));
    keep_alive_ = keep_alive_ && !loop_.stopping;
    std::string text = serialize(response, keep_alive_);
    base::wipe(response.body);
    const bool written = co_await write(std::move(text));
    if (!written) break;
  }
  if (tls_ && !expired_) tls_->shut_down();
}

}  // namespace bianmin::platform
