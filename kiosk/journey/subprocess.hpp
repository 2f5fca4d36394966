#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace bianmin::kiosk {

struct Captured {
  int status = -1;  // the exit status; -1 when it could not be started or died by a signal
  std::string out;
};

/// Runs a command to its end and returns what it wrote to standard output (at most 16 MiB).
Captured capture(const std::vector<std::string>& command);

/// The command so that it gets SIGTERM when the thread that starts it ends, however that comes.
std::vector<std::string> tied(std::vector<std::string> command);

/// A program that runs as long as this object lives; then it gets SIGTERM, and SIGKILL after two seconds.
class Subprocess {
 public:
  Subprocess() = default;
  /// Standard output and error go to `log`, or nowhere.
  explicit Subprocess(const std::vector<std::string>& command, const std::filesystem::path& log = {});
  Subprocess(Subprocess&& other) noexcept;
  Subprocess& operator=(Subprocess&& other) noexcept;
  ~Subprocess();

  bool running();
  /// How it ended, for people: "it ended with 3", "it died of signal 11", "it is running", "it was never started".
  std::string ending() const;
  pid_t pid() const { return pid_; }
  void stop();

 private:
  pid_t pid_ = -1;
  std::optional<int> status_;  // as waitpid gives it, once it ended
};

}  // namespace bianmin::kiosk
