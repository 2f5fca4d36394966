#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/failure.hpp"
#include "base/secret.hpp"

namespace bianmin::platform {

/// A request as handlers see it. Its body may hold a resident's data and is wiped on destruction.
struct Request {
  std::string method;
  std::string path;                                          ///< decoded, starts with '/'
  std::vector<std::pair<std::string, std::string>> query;    ///< decoded, in the order given
  std::map<std::string, std::string, std::less<>> headers;   ///< names in lower case
  std::map<std::string, std::string, std::less<>> captures;  ///< what {name} in the route matched
  std::string body;
  std::string terminal;             ///< common name of the client certificate, empty without one
  std::string serial;               ///< its serial
  bool administrator = false;       ///< came through the admin socket
  std::optional<unsigned> user_id;  ///< the Unix user at the admin socket's other end, by the kernel's word

  Request() = default;
  Request(Request&&) = default;
  Request& operator=(Request&&) = default;
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
  ~Request() { base::wipe(body); }

  std::string_view header(std::string_view lower_case_name) const;
  /// The first value of the query parameter, empty when absent.
  std::string_view parameter(std::string_view name) const;
  std::string_view capture(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;

  static Response json(int status, std::string body) { return {status, "application/json", std::move(body), {}}; }
  static Response empty(int status) { return {status, "", "", {}}; }
};

/// application/problem+json (RFC 9457) with the failure's code; `status` 0 takes the code's usual status.
/// NotEligible by a rule that terminals have words for ("booking-too-late").
Response refused_by_rule(std::string_view rule, std::string_view detail);
Response problem(const base::Failure& failure, int status = 0);
/// The reason phrase, "Not Found".
std::string_view status_text(int status);

/// The way back to the client: answered once, from any thread. Dropped without an answer it answers 500.
class Responder {
 public:
  /// Called once with the response.
  class Sink {
   public:
    virtual ~Sink() = default;
    virtual void answer(Response response) = 0;
  };
  explicit Responder(std::unique_ptr<Sink> sink) : sink_(std::move(sink)) {}
  Responder(Responder&&) = default;
  Responder& operator=(Responder&&) = default;
  ~Responder();

  void operator()(Response response);

 private:
  std::unique_ptr<Sink> sink_;
};

/// Decodes %XX (and + as a space in queries); InputInvalid for a broken escape or a NUL.
base::Result<std::string> decode_percent(std::string_view text, bool plus_is_space);
/// Splits a request target "/a/b?x=1" into path and query. InputInvalid names the reason.
base::Result<void> parse_target(std::string_view target, Request& into);

}  // namespace bianmin::platform
