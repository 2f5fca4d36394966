#include "tests/support/virtual_card.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bianmin::test {
namespace {

constexpr auto kStartLimit = std::chrono::seconds(10);

// vpcd takes a port and the one after it, on all interfaces.
bool port_is_free(std::uint16_t port) {
  const int tried = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  const bool free = ::bind(tried, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(tried);
  return free;
}

std::uint16_t free_port_pair() {
  // Below the ephemeral range, so that outgoing connections of other tests don't take them; the process id spreads.
  const auto start = static_cast<unsigned>(::getpid()) * 2 % 10'000;
  for (unsigned i = 0; i < 10'000; i += 2) {
    const auto port = static_cast<std::uint16_t>(20'000 + (start + i) % 10'000);
    if (port_is_free(port) && port_is_free(static_cast<std::uint16_t>(port + 1))) return port;
  }
  return 0;
}

bool answers(const std::string& socket_path) {
  const int tried = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, socket_path.c_str(), sizeof address.sun_path - 1);
  const bool connected = ::connect(tried, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(tried);
  return connected;
}

}  // namespace

Child::Child(const std::vector<std::string>& command, const std::filesystem::path& log) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const int in = ::open("/dev/null", O_RDONLY);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    ::signal(SIGPIPE, SIG_DFL);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
}

Child::Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}

Child& Child::operator=(Child&& other) noexcept {
  if (this != &other) {
    kill();
    pid_ = std::exchange(other.pid_, -1);
  }
  return *this;
}

bool Child::running() {
  if (pid_ <= 0) return false;
  if (::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
  return pid_ > 0;
}

void Child::end(int signal) {
  if (pid_ <= 0) return;
  ::kill(pid_, signal);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void Child::kill() { end(SIGKILL); }
void Child::terminate() { end(SIGTERM); }

int Child::wait() {
  int status = 0;
  if (pid_ > 0) ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

PrivatePcscd::PrivatePcscd() {
  std::string pattern = (std::filesystem::temp_directory_path() / "bianmin-pcscd-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    unavailable_ = "no temporary folder";
    return;
  }
  folder_ = pattern;
  std::filesystem::create_directories(folder_ / "run");
  std::filesystem::create_directories(folder_ / "conf");
  if (!std::filesystem::exists("/usr/sbin/pcscd")) unavailable_ = "pcscd is not installed";
  const char* driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";
  if (!std::filesystem::exists(driver)) unavailable_ = "vsmartcard-vpcd is not installed";
  if (!unavailable_.empty()) return;
  port_ = free_port_pair();
  char channel[16];
  std::snprintf(channel, sizeof channel, "0x%X", port_);
  std::ofstream(folder_ / "conf" / "virtual") << "FRIENDLYNAME \"Kiosk Virtual\"\nDEVICENAME /dev/null:" << channel
                                              << "\nLIBPATH " << driver << "\nCHANNELID " << channel << "\n";
  ::setenv("PCSCLITE_CSOCK_NAME", (folder_ / "run" / "pcscd.comm").c_str(), 1);
  start();
}

PrivatePcscd::~PrivatePcscd() {
  daemon_.terminate();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

void PrivatePcscd::start() {
  const auto run = folder_ / "run";
  for (const char* stale : {"pcscd.comm", "pcscd.pid"}) std::filesystem::remove(run / stale);
  const std::string script = "mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind '" + run.string() +
                             "' /run/pcscd && exec /usr/sbin/pcscd --foreground -c '" + (folder_ / "conf").string() +
                             "'";
  daemon_ = Child({"unshare", ::geteuid() == 0 ? "-m" : "-rm", "sh", "-c", script}, folder_ / "pcscd.log");
  const auto deadline = std::chrono::steady_clock::now() + kStartLimit;
  while (!answers((run / "pcscd.comm").string())) {
    if (!daemon_.running() || std::chrono::steady_clock::now() > deadline) {
      std::string line, log;
      for (std::ifstream in(folder_ / "pcscd.log"); std::getline(in, line);) log += line + "\n";
      unavailable_ = "pcscd does not start in a namespace of its own: " + log;
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

void PrivatePcscd::kill() { daemon_.kill(); }

Child PrivatePcscd::insert(const std::filesystem::path& card_file) const {
  return Child({std::string(BIANMIN_BINARY_DIR) + "/bin/bianmin-virtual-card", "--port", std::to_string(port_),
                "--card", card_file.string()},
               folder_ / "card.log");
}

Child PrivatePcscd::insert_json(const std::string& json) {
  const auto file = folder_ / ("card-" + std::to_string(++cards_) + ".json");
  std::ofstream(file) << json;
  return insert(file);
}

std::filesystem::path shipped_card(const std::string& name) {
  return std::filesystem::path(BIANMIN_SOURCE_DIR) / "devices/card/cards" / (name + ".json");
}

}  // namespace bianmin::test
