#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace bianmin::test {

/// A child process that is killed with its owner, and with the test program should that die.
class Child {
 public:
  Child() = default;
  explicit Child(const std::vector<std::string>& command, const std::filesystem::path& log = "/dev/null");
  ~Child() { kill(); }
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;

  bool running();
  void kill();       // SIGKILL, waits
  void terminate();  // SIGTERM, waits
  int wait();        // its exit code

 private:
  void end(int signal);
  pid_t pid_ = -1;
};

/// The real pcscd with vsmartcard's virtual reader, for this test program alone: a mount namespace gives it a
/// /run/pcscd of its own, and PCSCLITE_CSOCK_NAME shows libpcsclite the way. Works as root and, where the kernel lets
/// users make namespaces, as a plain user. One a process.
class PrivatePcscd {
 public:
  PrivatePcscd();
  ~PrivatePcscd();
  PrivatePcscd(const PrivatePcscd&) = delete;
  PrivatePcscd& operator=(const PrivatePcscd&) = delete;

  /// Empty when pcscd runs; else why it can't run here.
  const std::string& unavailable() const { return unavailable_; }
  void start();
  void kill();
  std::uint16_t port() const { return port_; }
  /// Inserts a card file; the card stays as long as the child lives.
  Child insert(const std::filesystem::path& card_file) const;
  /// Writes a card file into the private folder and inserts it.
  Child insert_json(const std::string& json);

 private:
  std::filesystem::path folder_;
  std::uint16_t port_ = 0;
  int cards_ = 0;
  Child daemon_;
  std::string unavailable_;
};

/// A card file that ships with the product.
std::filesystem::path shipped_card(const std::string& name);

}  // namespace bianmin::test
