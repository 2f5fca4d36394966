#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace bianmin::tests {

struct Answer {
  int status = 0;  ///< 0: no answer at all, see error
  std::string error;
  std::string body;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::chrono::milliseconds took{};

  boost::json::value json() const;
  std::string code() const;  ///< of a problem
};

/// A client with or without a terminal's certificate, one kept-alive connection (libcurl).
class HttpsClient {
 public:
  /// `enrolment`: the folder `bianmin-platform enroll` wrote. `certificates`: another folder's terminal.crt and
  /// terminal.key; empty sends none.
  HttpsClient(std::string base_url, std::string authority, std::string certificates);
  ~HttpsClient();
  HttpsClient(const HttpsClient&) = delete;
  HttpsClient& operator=(const HttpsClient&) = delete;

  Answer call(std::string_view method, std::string_view target, std::string_view body = {},
              const std::vector<std::string>& headers = {}, std::chrono::milliseconds limit = std::chrono::seconds{40});
  Answer get(std::string_view target) { return call("GET", target); }
  /// How many connections were opened for the last call: 0 when one was kept alive.
  long connections_opened() const { return opened_; }

 private:
  std::string base_;
  void* curl_;
  long opened_ = 0;
};

}  // namespace bianmin::tests
