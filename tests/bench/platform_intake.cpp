// Measures the real bianmin-platform over mutual TLS: durable complaints a second with 64 kept-alive connections (an
// answer means the case is fsynced), their median and 99th percentile, and the server's memory for each held long poll.
// Prints one JSON line a figure: {"name","ours","unit","goal","met"}. Usage: bench_platform_intake [FOLDER]; FOLDER
// is on the disk to be measured (default: the temporary directory). Client and server share the machine's cores.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "platform/cases/case_number.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/tls/context.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;
using SteadyClock = std::chrono::steady_clock;
using Wants = TlsConnection::Wants;
namespace fs = std::filesystem;

constexpr char kProgram[] = BIANMIN_BINARY_DIR "/bin/bianmin-platform";

[[noreturn]] void die(const std::string& why) {
  std::fprintf(stderr, "bench_platform_intake: %s\n", why.c_str());
  std::exit(1);
}

void report(const char* name, double ours, const char* unit, double goal, bool met) {
  std::printf("{\"name\":\"%s\",\"ours\":%.2f,\"unit\":\"%s\",\"goal\":%.2f,\"met\":%s}\n", name, ours, unit, goal,
              met ? "true" : "false");
  std::fflush(stdout);
}

void run(const std::string& arguments) {
  if (std::system((std::string(kProgram) + " " + arguments + " >/dev/null").c_str()) != 0) die(arguments);
}

class Server {
 public:
  explicit Server(const fs::path& folder) : data_(folder / "data") {
    run("content-key --out " + (folder / "key").string() + " --data " + data_.string());
    pid_ = ::fork();
    if (pid_ == 0) {
      std::freopen((folder / "log").c_str(), "w", stdout);
      ::execl(kProgram, kProgram, "serve", "--seed", "--data", data_.c_str(), "--listen", "127.0.0.1:0", nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 500 && !fs::exists(data_ / "admin.sock"); ++i) ::usleep(20000);
    const std::string listen = base::read_file(data_ / "listen").value_or("");
    if (listen.empty()) die("the server did not start");
    port_ = static_cast<std::uint16_t>(std::stoi(listen.substr(listen.find(':') + 1)));
    run("enroll --terminal LC07 --out " + (folder / "LC07").string() + " --data " + data_.string());
    const auto read = [&](const char* name) { return base::read_file(folder / "LC07" / name).value(); };
    auto context = TlsContext::client(read("ca.crt"), {read("terminal.crt"), base::Secret(read("terminal.key"))});
    if (!context) die(context.error().detail);
    context_ = *context;
    std::string seal_key = read("platform-seal.pub");
    seal_key.pop_back();
    seal_key_ = base::decode_base64(seal_key).value();
  }
  ~Server() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
  }

  int connect() const {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) die("connect");
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
  }
  const TlsContext& context() const { return *context_; }
  const std::string& seal_key() const { return seal_key_; }

  /// Proportional set size in bytes.
  double memory() const {
    std::ifstream rollup("/proc/" + std::to_string(pid_) + "/smaps_rollup");
    for (std::string line; std::getline(rollup, line);)
      if (line.starts_with("Pss:")) return std::stod(line.substr(4)) * 1024;
    die("smaps_rollup");
  }

 private:
  fs::path data_;
  int pid_ = -1;
  std::uint16_t port_ = 0;
  std::optional<TlsContext> context_;
  std::string seal_key_;
};

std::string request(const std::string& target, const std::string& key, const std::string& body) {
  return "POST " + target +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: " + key +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string complaint_request(int index, const std::string& seal_key) {
  char uuid[64], digits[32];
  std::snprintf(uuid, sizeof uuid, "01900000-0000-7000-8%03d-%012d", index % 1000, index);
  std::snprintf(digits, sizeof digits, "26%02d%05d", 1 + index / 100000, index % 100000);
  const std::string number =
      std::string("LC07-") + std::string(digits, 4) + "-" + (digits + 4) + "-" + luhn_digit(digits);
  const std::string body =
      "{\"case\":\"" + std::string(uuid) + "\",\"number\":\"" + number +
      "\",\"service\":\"complaint\",\"filed_at\":\"2026-11-20T01:42:00Z\",\"terminal\":\"LC07\",\"category\":\"roads\","
      "\"area\":\"dongguan\",\"text\":\"东关社区门口的路灯坏了三天，晚上老人走路看不见，请派人来修一修，谢谢。\","
      "\"anonymous\":false,\"contact\":{\"name\":\"王秀兰\",\"phone\":\"000-0000-0000\"},"
      "\"resident\":{\"id_number\":\"371524194803120067\",\"name\":\"王秀兰\"},\"extra\":{\"language\":\"zh-CN\"}}";
  return request("/v1/cases", uuid,
                 seal_key.empty() ? body : "{\"sealed\":\"" + base::encode_base64(seal(seal_key, body)) + "\"}");
}

// One kept-alive connection that sends a request, waits for the answer, and goes on.
class Client {
 public:
  Client(const Server& server) : socket_(server.connect()), tls_(server.context(), socket_, false) {
    if (tls_.handshake() != Wants::Nothing) die("handshake");
    ::fcntl(socket_, F_SETFL, O_NONBLOCK);
  }
  ~Client() { ::close(socket_); }
  int socket() const { return socket_; }

  void send(const std::string& text) {
    started_ = SteadyClock::now();
    answer_.clear();
    for (std::size_t sent = 0; sent < text.size();) {
      std::size_t done = 0;
      const Wants wants = tls_.write(text.data() + sent, text.size() - sent, done);
      if (wants == Wants::Closed) die("the server hung up");
      sent += done;
    }
  }

  /// Milliseconds once the whole answer is there.
  std::optional<double> receive() {
    for (;;) {
      char buffer[4096];
      std::size_t done = 0;
      const Wants wants = tls_.read(buffer, sizeof buffer, done);
      if (wants == Wants::Closed) die("the server hung up");
      if (wants != Wants::Nothing) return std::nullopt;
      answer_.append(buffer, done);
      const auto end = answer_.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      const auto length = answer_.find("Content-Length: ");
      if (answer_.size() < end + 4 + std::stoul(answer_.substr(length + 16))) continue;
      if (!answer_.starts_with("HTTP/1.1 201")) die(answer_);
      return std::chrono::duration<double, std::milli>(SteadyClock::now() - started_).count();
    }
  }

 private:
  int socket_;
  TlsConnection tls_;
  std::string answer_;
  SteadyClock::time_point started_;
};

struct Figures {
  double per_second, median, p99;
};

Figures measure_intake(const Server& server, const std::vector<std::string>& requests) {
  const int poller = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 64; ++i) {
    clients.push_back(std::make_unique<Client>(server));
    epoll_event event{EPOLLIN, {.ptr = clients.back().get()}};
    ::epoll_ctl(poller, EPOLL_CTL_ADD, clients.back()->socket(), &event);
  }
  std::vector<double> times;
  std::size_t next = 0;
  const auto start = SteadyClock::now();
  for (const auto& client : clients) client->send(requests[next++]);
  while (times.size() < requests.size()) {
    epoll_event events[64];
    const int count = ::epoll_wait(poller, events, 64, 10000);
    if (count <= 0) die("no answer for 10 s");
    for (int i = 0; i < count; ++i) {
      auto* client = static_cast<Client*>(events[i].data.ptr);
      const auto time = client->receive();
      if (!time) continue;
      times.push_back(*time);
      if (next < requests.size()) client->send(requests[next++]);
    }
  }
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - start).count();
  ::close(poller);
  std::sort(times.begin(), times.end());
  return {static_cast<double>(times.size()) / seconds, times[times.size() / 2], times[times.size() * 99 / 100]};
}

void measure(const Server& server, const char* name, int first, int count, const std::string& seal_key) {
  std::vector<std::string> requests;
  for (int i = 0; i < count; ++i) requests.push_back(complaint_request(first + i, seal_key));
  const Figures figures = measure_intake(server, requests);
  if (std::string_view(name) == "warm_up") return;
  const std::string prefix = std::string("platform.intake.") + name;
  report((prefix + ".rate").c_str(), figures.per_second, "1/s", 10000, figures.per_second >= 10000);
  report((prefix + ".median").c_str(), figures.median, "ms", 10, figures.median <= 10);
  report((prefix + ".p99").c_str(), figures.p99, "ms", 50, figures.p99 <= 50);
}

void measure_memory(const Server& server, int count) {
  std::vector<int> sockets;
  std::vector<std::unique_ptr<TlsConnection>> connections;
  const double before = server.memory();
  const std::string poll = "GET /v1/poll?content=0&notice=0&wait=30 HTTP/1.1\r\nHost: localhost\r\n\r\n";
  for (int i = 0; i < count; ++i) {
    sockets.push_back(server.connect());
    connections.push_back(std::make_unique<TlsConnection>(server.context(), sockets.back(), false));
    if (connections.back()->handshake() != Wants::Nothing) die("handshake");
    std::size_t done = 0;
    if (connections.back()->write(poll.data(), poll.size(), done) != Wants::Nothing) die("write");
  }
  ::usleep(300000);  // the last polls are on their way; nothing tells from outside that they are held
  const double each = (server.memory() - before) / count;
  report("platform.held_poll.memory", each / 1000, "kB", 25, each <= 25000);
  for (const int socket : sockets) ::close(socket);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  std::string folder = ((argc > 1 ? fs::path(argv[1]) : fs::temp_directory_path()) / "bianmin-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) die("mkdtemp");
  {
    const Server fresh(fs::path(folder) / "memory");
    measure_memory(fresh, 2000);
  }
  {
    const Server server(fs::path(folder) / "intake");
    measure(server, "warm_up", 0, 5000, "");
    measure(server, "plain", 100000, 50000, "");
    measure(server, "sealed", 200000, 30000, server.seal_key());
  }
  fs::remove_all(folder);
}
