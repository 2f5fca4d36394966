#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/failure.hpp"
#include "platform/tls/authority.hpp"

struct ssl_ctx_st;
struct ssl_st;

namespace bianmin::platform {

/// OpenSSL's settings for many connections: TLS 1.2 and newer, buffers released while idle.
class TlsContext {
 public:
  /// Asks for a client certificate of this authority and refuses others; a client without one is let in nameless.
  static base::Result<TlsContext> server(const std::string& authority_certificate, const Credentials& credentials);
  /// A client that trusts this authority and bears `credentials`; for tests and measurements.
  static base::Result<TlsContext> client(const std::string& authority_certificate, const Credentials& credentials);

  ssl_ctx_st* get() const { return context_.get(); }

 private:
  explicit TlsContext(ssl_ctx_st* context);
  static base::Result<TlsContext> make(bool is_server, const std::string& authority, const Credentials& credentials);

  std::shared_ptr<ssl_ctx_st> context_;
};

/// Who is at the other end: common name and serial of the verified certificate, empty when there is none.
struct Peer {
  std::string name;
  std::string serial;
};
Peer peer_of(const ssl_st* connection);

/// One TLS connection over a non-blocking socket whose readiness the caller waits for.
class TlsConnection {
 public:
  enum class Wants { Nothing, Read, Write, Closed };

  /// `socket` stays the caller's.
  TlsConnection(const TlsContext& context, int socket, bool as_server);

  Wants handshake();
  /// `done` is how many bytes went through when Nothing is wanted; Closed on an orderly or broken end.
  Wants read(char* data, std::size_t size, std::size_t& done);
  Wants write(const char* data, std::size_t size, std::size_t& done);
  /// Says goodbye once, without waiting for an answer.
  void shut_down();
  Peer peer() const;

 private:
  Wants outcome(int result);
  void drop_peer_chain();

  struct Free {
    void operator()(ssl_st* connection) const;
  };
  std::unique_ptr<ssl_st, Free> connection_;
};

}  // namespace bianmin::platform
