// Run by the tests, and killed by them:
//   offline_child file ROOT ENROLMENT       files cases for ever, one line "<uuid> <number>" for each acknowledged one
//   offline_child install ROOT ENROLMENT MANIFEST SIGNATURE   installs the content version whose files are in
//                                                             ROOT/incoming already
#include <cstring>
#include <iostream>

#include <unistd.h>

#include "base/file.hpp"
#include "offline/content_store.hpp"
#include "offline/outbox.hpp"
#include "offline/terminal_identity.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::offline;

class NoPlatform final : public PlatformPort {
 public:
  std::uint64_t call(PlatformRequest request, Handler handler) override {
    handler({request.ticket, base::fail(base::FailureCode::NetworkDown), 0, std::nullopt});
    return 1;
  }
  std::uint64_t download(PlatformDownload, Handler handler) override {
    handler({0, base::fail(base::FailureCode::NetworkDown), 0, std::nullopt});
    return 1;
  }
  void cancel_call(std::uint64_t) override {}
  std::shared_ptr<void> watch_link(LinkHandler) override { return nullptr; }
};

int file_for_ever(const std::filesystem::path& root, const TerminalIdentity& identity) {
  NoPlatform platform;
  base::SystemClock clock;
  base::SystemRandom random;
  OutboxConfig config;
  config.directory = root;
  config.terminal = identity.terminal;
  config.seal_key = identity.seal_key;
  Outbox outbox(config, identity.signing_key, platform, clock, random, [](OutboxEvent event) {
    const auto* filed = std::get_if<CaseFiled>(&event);
    if (filed == nullptr) return;
    if (!filed->filed) std::_Exit(3);
    const std::string line = filed->filed->id.to_string() + " " + filed->filed->number + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(4);
  });
  for (std::uint64_t ticket = 1; ticket < 1'000'000; ++ticket) {
    const auto now = clock.now();
    outbox.file(ticket, base::Uuid::v7(now, random), now, {{"service", "complaint"}, {"text", "路灯不亮了。"}});
    ::usleep(50);  // the queue must not outrun the disk by much; nothing waits for it
  }
  return 0;
}

int install(const std::filesystem::path& root, const TerminalIdentity& identity, const char* manifest,
            const char* signature) {
  ContentStore store(root, identity.content_key);
  if (auto opened = store.open(); !opened) return 5;
  const SignedManifest signed_manifest{*base::read_file(manifest), *base::read_file(signature)};
  const auto done = store.install(signed_manifest, [](const std::filesystem::path&) { return base::Result<void>(); });
  if (!done) std::cerr << done.error().detail << "\n";
  return done ? 0 : 6;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const auto identity = load_terminal_identity(argv[3]);
  if (!identity) return 2;
  if (std::strcmp(argv[1], "file") == 0) return file_for_ever(argv[2], *identity);
  if (std::strcmp(argv[1], "install") == 0 && argc == 6) return install(argv[2], *identity, argv[4], argv[5]);
  return 2;
}
