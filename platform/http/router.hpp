#pragma once

#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include "platform/http/message.hpp"

namespace bianmin::platform {

/// Who may use a route.
enum class Access {
  Public,         ///< anybody
  Terminal,       ///< a terminal with a valid client certificate (the administrator's socket too)
  Administrator,  ///< the admin socket only
};

using Handler = std::function<void(Request&, Responder)>;

/// Finds the handler for a method and a path. Filled once before serving, then read from any thread.
class Router {
 public:
  struct Route {
    std::string method;
    std::string pattern;  ///< "/v1/cases/{number}"
    Access access{};
    Handler handler;
    std::size_t most_body = 0;  ///< bytes; 0: what the server takes everywhere
  };

  /// Literal routes go before those with captures of the same shape.
  void add(std::string method, std::string pattern, Access access, Handler handler, std::size_t most_body = 0);
  /// The same for a function `handler(shared..., Request&, Responder)`; what is shared must outlive the router.
  template <class Function, class... Shared>
  void add(std::string method, std::string pattern, Access access, Function* handler, Shared&... shared) {
    static_assert(std::is_invocable_v<Function*, Shared&..., Request&, Responder>);
    add(std::move(method), std::move(pattern), access, Handler(std::bind_front(handler, std::ref(shared)...)));
  }
  /// The body a target may bring that takes more than others: 0 for every other one. Before the body was read.
  std::size_t most_body(std::string_view method, std::string_view target) const;
  /// Tells whether this certificate is (still) an enrolled terminal's. Without it none is.
  void set_gate(std::function<bool(const std::string& terminal, const std::string& serial)> gate) {
    gate_ = std::move(gate);
  }

  /// Whether this certificate is an enrolled terminal's.
  bool admits(const std::string& terminal, const std::string& serial) const {
    return !terminal.empty() && gate_ && gate_(terminal, serial);
  }

  /// Answers 404, 405 with Allow, or 403 itself.
  void dispatch(Request& request, Responder responder) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::function<bool(const std::string&, const std::string&)> gate_;
};

}  // namespace bianmin::platform
