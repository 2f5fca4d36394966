#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.hpp"

namespace bianmin::base {

/// A program of ours that does what this process had better not do itself, on the other end of a socket pair: its
/// descriptor 0. Its descriptor 1 leads nowhere, 2 is ours. Nothing it sends is trusted here: who uses this checks.
/// One thread at a time.
class HelperProcess {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  HelperProcess() = default;
  ~HelperProcess() { end(); }
  HelperProcess(const HelperProcess&) = delete;
  HelperProcess& operator=(const HelperProcess&) = delete;

  /// Starts `program` with this environment ("NAME=value"). One that runs already is left alone. ConfigInvalid when
  /// it can't be started.
  Result<void> start(const std::filesystem::path& program, const std::vector<std::string>& environment = {});
  bool running() const { return pid_ > 0; }
  /// The process's id, −1 when none runs.
  pid_t pid() const { return pid_; }

  /// All of it, or false: the deadline is over, or the other side is gone.
  bool send(std::string_view bytes, Deadline deadline);
  bool receive(char* to, std::size_t length, Deadline deadline);

  /// Kills it and takes it away; with it goes whatever its memory held.
  void end();

 private:
  pid_t pid_ = -1;
  int socket_ = -1;
};

/// Where a program that is installed beside the running one, or in the product's libexec folder, is.
std::filesystem::path helper_program(std::string_view name);

}  // namespace bianmin::base
