#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/log.hpp"
#include "platform/cli/administration.hpp"
#include "platform/cli/commands.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;

// A held connection is a file descriptor.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Two servers on one folder would each answer polls from their own memory.
base::Result<int> lock_folder(const Path& data) {
  const int fd = ::open((data / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || ::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (fd >= 0) ::close(fd);
    return base::fail(FailureCode::StoreUnavailable, data.string() + ": another server works on this folder");
  }
  return fd;
}

base::Result<void> split_listen(const std::string& listen, ServerOptions& options) {
  const auto colon = listen.rfind(':');
  int port = 0;
  const std::string digits = colon == std::string::npos ? "" : listen.substr(colon + 1);
  for (const char c : digits) port = c >= '0' && c <= '9' && port <= 65535 ? port * 10 + (c - '0') : 65536;
  if (digits.empty() || port > 65535)
    return base::fail(FailureCode::ConfigInvalid, "listen: must be ADDRESS:PORT, not " + listen);
  options.host = listen.substr(0, colon);
  if (options.host.size() > 2 && options.host.front() == '[')
    options.host = options.host.substr(1, options.host.size() - 2);
  options.port = static_cast<unsigned short>(port);
  return {};
}

// SIGTERM and SIGINT are taken by this thread alone; every other one is started with them blocked.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return set;
}

}  // namespace

base::Result<void> serve(ServeOptions options, const base::Clock& clock) {
  const sigset_t signals = block_signals();
  raise_descriptor_limit();
  if (auto split = split_listen(options.listen, options.server); !split) return split;
  if (auto ready = prepare_data(options.data, demo_data(options.demo), options.seed); !ready) return ready;
  const auto lock = lock_folder(options.data);
  if (!lock) return tl::unexpected(lock.error());
  auto platform = Platform::open(options.data, clock, options.platform);
  if (!platform) return tl::unexpected(platform.error());
  Core& core = (*platform)->core();

  std::vector<std::string> hosts{"localhost", "127.0.0.1"};
  for (const std::string& host : options.hosts) hosts.push_back(host);
  if (std::find(hosts.begin(), hosts.end(), options.server.host) == hosts.end()) hosts.push_back(options.server.host);
  const auto credentials = load_or_make_server_certificate(options.data, core.keys.authority, hosts, clock);
  if (!credentials) return tl::unexpected(credentials.error());
  const auto tls = TlsContext::server(core.keys.authority.certificate, *credentials);
  if (!tls) return tl::unexpected(tls.error());

  auto server = Server::start(options.server, *tls, (*platform)->router());
  if (!server) return tl::unexpected(server.error());
  const std::string address =
      (options.server.host == "0.0.0.0" ? "127.0.0.1" : options.server.host) + ":" + std::to_string((*server)->port());
  core.set_base_url(options.public_url.empty() ? "https://" + address : options.public_url);
  if (auto written = base::write_file_durably(options.data / "listen", address + "\n"); !written) return written;
  if (auto listening = (*server)->listen_locally(options.data / "admin.sock"); !listening) return listening;
  std::printf("bianmin-platform ready at https://%s\n", address.c_str());
  std::fflush(stdout);

  if (options.platform.sandbox_payments)
    base::log(base::LogLevel::Warning, "sandbox-payments", {.part = "payments", .detail = "no real money is taken"});

  const timespec pause{0, 400'000'000};
  while (sigtimedwait(&signals, nullptr, &pause) < 0) (*platform)->tick();

  base::log(base::LogLevel::Info, "stopping", {.part = "platform"});
  std::error_code ignored;
  std::filesystem::remove(options.data / "admin.sock", ignored);
  (*platform)->close();
  (*server)->stop(std::chrono::seconds{3});
  platform->reset();  // finishes what waits to be stored; its answers are dropped with the server
  server->reset();
  ::close(*lock);
  return {};
}

}  // namespace bianmin::platform
