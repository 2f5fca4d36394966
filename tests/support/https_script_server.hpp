#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bianmin::tests {

/// Makes certificates (EC P-256, PEM) for one test: an authority and what it signs.
class TestAuthority {
 public:
  TestAuthority();
  ~TestAuthority();
  void write_ca(const std::filesystem::path& certificate) const;
  /// For a server at 127.0.0.1 and localhost, and for clients.
  void issue(const std::string& common_name, const std::filesystem::path& certificate,
             const std::filesystem::path& key) const;

 private:
  struct Keys;
  std::unique_ptr<Keys> keys_;
};

/// What the server got; header names in lower case.
struct ScriptRequest {
  std::string method, target, body;
  std::map<std::string, std::string> headers;
  int connection = 0;  // counts from 1
};

/// What the server does with a request.
struct ScriptReply {
  int status = 200;
  std::string body;
  std::string content_type = "application/json";
  std::vector<std::string> headers{};         // whole lines
  std::string raw{};                          // sent instead of all the above, then the connection is closed
  std::size_t cut_after = std::string::npos;  // the connection is closed after so many bytes of the body
  bool hold = false;                          // nothing is sent until the server ends
};

/// An HTTPS/1.1 server on 127.0.0.1 that does as its script says: slow, wrong, cut off. A thread per connection.
class HttpsScriptServer {
 public:
  using Script = std::function<ScriptReply(const ScriptRequest&)>;
  /// `client_ca`: certificates of clients are demanded and checked against it. `port` 0: any free one.
  HttpsScriptServer(const std::filesystem::path& certificate, const std::filesystem::path& key,
                    const std::filesystem::path& client_ca, Script script, std::uint16_t port = 0);
  ~HttpsScriptServer();
  std::uint16_t port() const;
  std::string address() const { return "https://127.0.0.1:" + std::to_string(port()); }
  int connections() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bianmin::tests
