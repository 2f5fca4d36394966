#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.hpp"
#include "platform/http/router.hpp"
#include "platform/tls/context.hpp"

namespace bianmin::platform {

/// Bounds of every conversation; each phase has its own time-out.
struct ServerOptions {
  std::string host = "127.0.0.1";
  unsigned short port = 8443;  ///< 0 picks a free one
  unsigned threads = 2;
  std::size_t most_connections = 20000;
  std::size_t header_bytes = 16 << 10;
  std::size_t target_bytes = 2048;
  std::size_t body_bytes = 256 << 10;
  std::size_t admin_body_bytes = 64 << 20;
  base::Milliseconds handshake{10'000};
  base::Milliseconds header{10'000};  ///< from a request's first byte to its last header
  base::Milliseconds body{20'000};
  base::Milliseconds idle{75'000};  ///< between requests
  base::Milliseconds write{30'000};
};

/// HTTP/1.1 over TLS (and over the admin socket), `threads` event loops of one thread each. Handlers run on those
/// threads and must not block for long.
class Server {
 public:
  /// Binds and starts. `router` must outlive the server. ConfigInvalid when the address can't be bound.
  static base::Result<std::unique_ptr<Server>> start(const ServerOptions& options, const TlsContext& tls,
                                                     const Router& router);
  virtual ~Server() = default;

  virtual unsigned short port() const = 0;
  /// Serves administrators at a Unix socket of mode 0600; removes a stale one.
  virtual base::Result<void> listen_locally(const std::filesystem::path& socket) = 0;
  virtual std::size_t connections() const = 0;
  /// Lets requests under way finish for up to `grace`, then hangs up. Who still holds Responders must be destroyed
  /// before the server is.
  virtual void stop(base::Milliseconds grace) = 0;
};

}  // namespace bianmin::platform
