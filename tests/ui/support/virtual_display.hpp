#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace bianmin::tests {

/// An X server without a screen (Xvfb) that lives as long as this object. Picks a free display by itself.
class VirtualDisplay {
 public:
  VirtualDisplay(int width, int height);
  ~VirtualDisplay();
  VirtualDisplay(const VirtualDisplay&) = delete;
  VirtualDisplay& operator=(const VirtualDisplay&) = delete;
  /// False when Xvfb is not installed or did not start within ten seconds.
  bool running() const { return !name_.empty(); }
  const std::string& name() const { return name_; }  // ":42"

 private:
  pid_t process_ = -1;
  std::string name_;
};

/// A program with its standard output in a pipe; ended with this object.
class Program {
 public:
  Program(const std::string& file, const std::vector<std::string>& arguments, const std::string& display);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  /// Waits for a line that starts with `beginning`, at most ten seconds; "" when it never came.
  std::string wait_for_line(const std::string& beginning);
  /// Waits for the end; the exit status, or -1 after ten seconds.
  int wait_for_end();

 private:
  pid_t process_ = -1;
  int output_ = -1;
  std::string pending_;
};

}  // namespace bianmin::tests
