#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/platform/https_client.hpp"
#include "tests/support/temporary_directory.hpp"

namespace bianmin::tests {

namespace fs = std::filesystem;

struct Finished {
  int status = -1;
  std::string output;  ///< standard output and error
};
/// Runs the real bianmin-platform to its end.
Finished run_platform(const std::vector<std::string>& arguments);

/// The real program, serving a folder of its own on a free port, with a content key and the terminal LC07 enrolled.
class PlatformProcess {
 public:
  /// `options`: further options of serve.
  explicit PlatformProcess(std::vector<std::string> options = {});
  ~PlatformProcess();

  void start();
  void kill_hard();
  /// SIGTERM; the exit status, or -1 when it doesn't end within 10 s.
  int stop();

  HttpsClient client() const;                                  ///< as LC07
  HttpsClient anonymous() const;                               ///< without a certificate
  HttpsClient as(const fs::path& certificates) const;          ///< with other certificates
  Finished command(std::vector<std::string> arguments) const;  ///< adds --data
  unsigned short port() const { return port_; }
  std::string url() const { return "https://127.0.0.1:" + std::to_string(port_); }
  fs::path data() const { return folder_ / "data"; }
  fs::path enrolment() const { return folder_ / "LC07"; }
  fs::path content_key() const { return folder_ / "key" / "content.key"; }
  const TemporaryDirectory& folder() const { return folder_; }

 private:
  TemporaryDirectory folder_;
  std::vector<std::string> options_;
  int pid_ = -1;
  unsigned short port_ = 0;
};

}  // namespace bianmin::tests
