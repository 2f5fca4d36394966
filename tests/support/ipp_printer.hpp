#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// A real IPP printer for tests: CUPS's ippeveprinter with a D-Bus daemon of its own, a free port and a private folder
// (specs/devices.md §6). Header-only, so that any folder's tests can use it.
namespace bianmin::tests {

/// True as soon as `condition` is; false when it isn't within `limit`.
template <class Condition>
bool eventually(Condition condition, std::chrono::milliseconds limit = std::chrono::seconds(15)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

/// A child process, ended with its owner.
class Child {
 public:
  Child() = default;
  explicit Child(const std::vector<std::string>& words, const std::vector<std::string>& environment = {},
                 const std::string& output = "/dev/null") {
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ != 0) return;
    const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    for (const std::string& setting : environment) ::putenv(const_cast<char*>(setting.c_str()));
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Child& operator=(Child&& other) noexcept {
    std::swap(pid_, other.pid_);
    return *this;
  }
  ~Child() { end(); }
  void end() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

 private:
  pid_t pid_ = -1;
};

inline int listen_on_free_port(int& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(fd, 16) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no free port");
  port = ntohs(address.sin_port);
  return fd;
}

inline int connect_to(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

inline std::string http_get(int port, const std::string& target) {
  const int fd = connect_to(port);
  if (fd < 0) return {};
  const std::string request =
      "GET " + target + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port) + "\r\nConnection: close\r\n\r\n";
  std::string answer;
  if (::write(fd, request.data(), request.size()) == static_cast<ssize_t>(request.size())) {
    char buffer[4096];
    pollfd wait{fd, POLLIN, 0};
    while (answer.size() < 1 << 16 && ::poll(&wait, 1, 1000) > 0) {
      const ssize_t got = ::read(fd, buffer, sizeof buffer);
      if (got <= 0) break;
      answer.append(buffer, static_cast<std::size_t>(got));
      if (answer.find("</html>") != answer.npos || answer.find("</body>") != answer.npos) break;
    }
  }
  ::close(fd);
  return answer;
}

class IppTestPrinter {
 public:
  IppTestPrinter() {
    char pattern[] = "/tmp/bm-ipp-XXXXXX";
    if (!::mkdtemp(pattern)) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    std::filesystem::create_directories(folder_ / "spool");
    std::ofstream(folder_ / "cmd.sh")
        << "#!/bin/sh\n"
           "D=\"" +
               folder_.string() +
               "\"\n"
               "if [ -e $D/jam ]; then echo 'STATE: +media-jam' >&2; while [ -e $D/jam ]; do sleep 0.05; done;"
               " echo 'STATE: -media-jam' >&2; fi\n"
               "while [ -e $D/slow ]; do sleep 0.05; done\n"
               "[ -e $D/fail ] && exit 1\n"
               "cp \"$1\" \"$D/out-$IPP_JOB_ID-$$.pdf\"\n"
               "echo \"$IPP_JOB_NAME\" >> $D/printed\n";
    std::filesystem::permissions(folder_ / "cmd.sh", std::filesystem::perms::owner_all);
    bus_ = Child({"dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path=" + bus()});
    if (!eventually([&] { return std::filesystem::exists(bus()); })) throw std::runtime_error("dbus-daemon: no socket");
    ::close(listen_on_free_port(port_));
    begin();
  }
  ~IppTestPrinter() {
    printer_.end();
    bus_.end();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  IppTestPrinter(const IppTestPrinter&) = delete;
  IppTestPrinter& operator=(const IppTestPrinter&) = delete;

  int port() const { return port_; }
  std::string uri() const { return "ipp://127.0.0.1:" + std::to_string(port_) + "/ipp/print"; }
  const std::filesystem::path& folder() const { return folder_; }

  /// 0 empty, 5 low, 250 full. Throws when the printer doesn't take it.
  void set_paper(int level) {
    const std::string answer =
        http_get(port_, "/media?size1=iso_a4_210x297mm&type1=stationery&level1=" + std::to_string(level) +
                            "&size3=iso_a4_210x297mm&type3=&level3=25");
    if (answer.find("200") == answer.npos) throw std::runtime_error("printer's media page: " + answer.substr(0, 80));
  }
  /// Jams, hangs or fails with the next job; a jam or a hang ends when switched off.
  void set_jam(bool on) { flag("jam", on); }
  void set_slow(bool on) { flag("slow", on); }
  void set_failing(bool on) { flag("fail", on); }

  /// Pulls the plug, and puts it in again: the printer forgets its jobs.
  void stop() { printer_.end(); }
  void begin() {
    printer_ = Child({"ippeveprinter", "-p", std::to_string(port_), "-n", "localhost", "-r", "off", "-d",
                      (folder_ / "spool").string(), "-f", "application/pdf", "-m", "KioskA4", "-c",
                      (folder_ / "cmd.sh").string(), "kiosk-a4"},
                     {"DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + bus()}, (folder_ / "log").string());
    if (!eventually([&] { return !http_get(port_, "/").empty(); }))
      throw std::runtime_error("ippeveprinter doesn't answer");
  }

  /// The names of the jobs that came out, one a sheet.
  std::vector<std::string> printed() const {
    std::vector<std::string> names;
    std::ifstream in(folder_ / "printed");
    for (std::string line; std::getline(in, line);) names.push_back(line);
    return names;
  }
  /// The documents that came out.
  std::vector<std::string> documents() const {
    std::vector<std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(folder_))
      if (entry.path().filename().string().starts_with("out-")) {
        std::ifstream in(entry.path(), std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
      }
    return texts;
  }

 private:
  std::string bus() const { return (folder_ / "bus").string(); }
  void flag(const char* name, bool on) {
    if (on)
      std::ofstream(folder_ / name).put('1');
    else
      std::filesystem::remove(folder_ / name);
  }

  std::filesystem::path folder_;
  int port_ = 0;
  Child bus_;
  Child printer_;
};

/// A cable between the terminal and the printer that can lose answers.
class BadCable {
 public:
  explicit BadCable(int printer_port) : printer_port_(printer_port), listener_(listen_on_free_port(port_)) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  }
  ~BadCable() {
    thread_.request_stop();
    thread_.join();
    ::close(listener_);
  }
  BadCable(const BadCable&) = delete;
  BadCable& operator=(const BadCable&) = delete;
  std::string uri() const { return "ipp://127.0.0.1:" + std::to_string(port_) + "/ipp/print"; }
  /// The next connection that carries a document is cut when the printer begins to answer it.
  void lose_next_answer() { lose_ = true; }
  /// The next connection that carries a document is cut in the middle of it; the printer gets `bytes`.
  void cut_next_after(std::size_t bytes) { cut_after_ = bytes; }
  int lost() const { return lost_; }
  /// While it is out nothing gets through.
  void unplug(bool out) { unplugged_ = out; }

 private:
  static constexpr std::size_t kDocument = 3000;  // no status question is that long

  void run(const std::stop_token& stop) {
    std::vector<std::jthread> carriers;
    while (!stop.stop_requested()) {
      pollfd wait{listener_, POLLIN, 0};
      if (::poll(&wait, 1, 20) <= 0) continue;
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client >= 0 && unplugged_)
        ::close(client);
      else if (client >= 0)
        carriers.emplace_back([this, client](const std::stop_token& carrier_stop) { carry(client, carrier_stop); });
    }
  }
  void carry(int client, const std::stop_token& stop) {
    const int printer = connect_to(printer_port_);
    std::size_t sent = 0;
    char buffer[2048];
    while (printer >= 0 && !stop.stop_requested()) {
      pollfd wait[2] = {{client, POLLIN, 0}, {printer, POLLIN, 0}};
      if (::poll(wait, 2, 20) < 0) break;
      if (wait[0].revents) {
        const ssize_t got = ::read(client, buffer, sizeof buffer);
        if (got <= 0 || ::write(printer, buffer, static_cast<std::size_t>(got)) != got) break;
        sent += static_cast<std::size_t>(got);
        if (cut_after_ > 0 && sent > cut_after_) {
          cut_after_ = 0;
          ++lost_;
          break;
        }
      }
      if (wait[1].revents) {
        const ssize_t got = ::read(printer, buffer, sizeof buffer);
        if (sent > kDocument && lose_.exchange(false)) {
          ++lost_;
          break;
        }
        if (got <= 0 || ::write(client, buffer, static_cast<std::size_t>(got)) != got) break;
      }
    }
    if (printer >= 0) ::close(printer);
    ::close(client);
  }

  int printer_port_;
  int port_ = 0;
  int listener_;
  std::atomic<bool> lose_{false};
  std::atomic<bool> unplugged_{false};
  std::atomic<std::size_t> cut_after_{0};
  std::atomic<int> lost_{0};
  std::jthread thread_;
};

}  // namespace bianmin::tests
