#include "kiosk/journey/stack.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <unistd.h>

#include "base/file.hpp"
#include "kiosk/journey/stack_waits.hpp"
#include "kiosk/shell/control.hpp"

namespace bianmin::kiosk {
namespace {

namespace fs = std::filesystem;
using base::fail;
using base::FailureCode;

constexpr const char* kSystemPcscd = "/run/pcscd/pcscd.comm";
constexpr int kSystemVpcdPort = 35963;  // vsmartcard-vpcd's /etc/reader.conf.d/vpcd

// What a program that should be running last said: a machine far away shows only this.
std::string last_words(const Subprocess& program, const fs::path& log) {
  constexpr std::size_t kMost = 2000;
  std::string text = base::read_file(log, 16U << 20).value_or("");
  if (text.size() > kMost) text = "…" + text.substr(text.size() - kMost);
  return program.ending() + "; " + log.string() + ": " + (text.empty() ? "(nothing)" : text);
}

// `count` neighbouring ports below the ephemeral range; the process id spreads several stacks.
int free_ports(int count) {
  for (int i = 0; i < 9000; i += count) {
    const int port = 10'000 + (int(::getpid()) * 7 + i) % 9000;
    bool free = true;
    for (int k = 0; k < count; ++k) free = free && port_is_free(port + k);
    if (free) return port;
  }
  return 0;
}

}  // namespace

base::Result<std::unique_ptr<Stack>> Stack::start(Options options) {
  std::unique_ptr<Stack> self(new Stack(std::move(options)));
  fs::create_directories(self->options_.folder);
  // ippeveprinter and pcscd are where a plain user's PATH does not look.
  const char* path = std::getenv("PATH");
  ::setenv("PATH", (std::string(path == nullptr ? "/usr/bin:/bin" : path) + ":/usr/sbin:/sbin").c_str(), 1);
  if (auto ok = self->start_display(); !ok) return tl::unexpected(ok.error());
  auto platform = PlatformProcess::start(self->options_.programs / "bianmin-platform", self->options_.folder,
                                         self->options_.payment_expiry);
  if (!platform) return tl::unexpected(platform.error());
  self->platform_ = std::move(*platform);
  for (const auto& resident : self->options_.residents)
    if (auto ok = self->platform_->import_resident(resident); !ok) return tl::unexpected(ok.error());
  if (!self->options_.services.empty())
    if (auto ok = self->platform_->publish_services(self->options_.services); !ok) return tl::unexpected(ok.error());
  if (auto ok = self->start_pcscd(); !ok) return tl::unexpected(ok.error());
  if (auto ok = self->start_printers(); !ok) return tl::unexpected(ok.error());
  auto sound_card = SoundCard::start(self->options_.folder);
  if (!sound_card) return tl::unexpected(sound_card.error());
  self->sound_card_ = std::move(*sound_card);
  ::setenv("ALSA_CONFIG_PATH", self->sound_card_->configuration().c_str(), 1);
  if (auto ok = self->start_kiosk(); !ok) return tl::unexpected(ok.error());
  return self;
}

Stack::~Stack() {
  kiosk_.stop();
  card_.stop();
  pcscd_.stop();
  if (sound_card_) ::unsetenv("ALSA_CONFIG_PATH");
  if (display_.running()) ::unsetenv("DISPLAY");  // both go with this stack
}

base::Result<void> Stack::start_display() {
  if (!options_.own_display && std::getenv("DISPLAY") != nullptr) return {};
  const fs::path log = options_.folder / "xvfb.log", number = options_.folder / "display";
  // The server finds itself a number that is free, as a file and as an abstract name (those are shared by everybody in
  // the network namespace), and writes it down when it is ready for clients, not before.
  const std::string screen = std::to_string(options_.width) + "x" + std::to_string(options_.height) + "x24";
  display_ = Subprocess(
      tied({"sh", "-c",
            "exec Xvfb -displayfd 3 -screen 0 " + screen + " -nolisten tcp -noreset 3>'" + number.string() + "'"}),
      log);
  std::string name;
  const auto written = [&] {
    name = base::read_file(number, 16).value_or("");
    return name.ends_with('\n') || !display_.running();
  };
  if (!eventually(written) || !display_.running())
    return fail(FailureCode::Internal, "no X display can be started; " + last_words(display_, log));
  name.pop_back();
  ::setenv("DISPLAY", (":" + name).c_str(), 1);
  ::setenv("GDK_BACKEND", "x11", 1);  // even where there is a Wayland session
  return {};
}

base::Result<void> Stack::start_pcscd() {
  const fs::path run = options_.folder / "pcscd", conf = options_.folder / "pcscd-conf";
  fs::create_directories(run);
  fs::create_directories(conf);
  vpcd_port_ = free_ports(2);
  char channel[16];
  std::snprintf(channel, sizeof channel, "0x%X", unsigned(vpcd_port_));
  std::ofstream(conf / "virtual") << "FRIENDLYNAME \"Kiosk Virtual\"\nDEVICENAME /dev/null:" << channel
                                  << "\nLIBPATH /usr/lib/pcsc/drivers/serial/libifdvpcd.so\nCHANNELID " << channel
                                  << "\n";
  // pcscd knows one place for its socket, /run/pcscd: in a mount namespace of its own that is our folder.
  const std::string script = "mount -t tmpfs none /run && mkdir /run/pcscd && mount --bind '" + run.string() +
                             "' /run/pcscd && exec /usr/sbin/pcscd --foreground -c '" + conf.string() + "'";
  // Tied inside: becoming root of a user namespace would undo it.
  auto inside = tied({"sh", "-c", script});
  inside.insert(inside.begin(), {"unshare", ::geteuid() == 0 ? "-m" : "-rm"});
  const auto answers = [&](const fs::path& socket) {
    ::setenv("PCSCLITE_CSOCK_NAME", socket.c_str(), 1);
    return eventually([&] { return fs::exists(socket) || !pcscd_.running(); }) && pcscd_.running();
  };
  pcscd_ = Subprocess(inside, options_.folder / "pcscd.log");
  if (answers(run / "pcscd.comm")) return {};
  // Containers may forbid mount namespaces; then the machine's own place is used.
  if (fs::exists(kSystemPcscd)) {
    ::setenv("PCSCLITE_CSOCK_NAME", kSystemPcscd, 1);
    vpcd_port_ = kSystemVpcdPort;
    return {};
  }
  if (::geteuid() == 0) {
    std::error_code ignored;
    fs::create_directories(fs::path(kSystemPcscd).parent_path(), ignored);
    pcscd_ = Subprocess(tied({"/usr/sbin/pcscd", "--foreground", "-c", conf.string()}), options_.folder / "pcscd.log");
    if (answers(kSystemPcscd)) return {};
  }
  return fail(FailureCode::ReaderMissing, "pcscd did not start; " + last_words(pcscd_, options_.folder / "pcscd.log"));
}

base::Result<void> Stack::start_printers() {
  const fs::path bus = options_.folder / "bus";
  bus_ =
      Subprocess(tied({"dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=unix:path=" + bus.string()}),
                 options_.folder / "dbus.log");
  if (!eventually([&] { return fs::exists(bus); }))
    return fail(FailureCode::PrinterMissing, "dbus-daemon did not start");
  ::setenv("DBUS_SYSTEM_BUS_ADDRESS", ("unix:path=" + bus.string()).c_str(), 1);
  for (auto [name, printer] : {std::pair{"a4", &a4_}, std::pair{"slip", &slip_}}) {
    printer->folder = options_.folder / ("printer-" + std::string(name));
    fs::create_directories(printer->folder / "spool");
    fs::create_directories(options_.folder / "papers");
    printer->port = free_ports(1);
    const fs::path script = printer->folder / "cmd.sh";
    const std::string papers = (options_.folder / "papers").string(), here = printer->folder.string();
    std::ofstream(script) << "#!/bin/sh\n"
                          << "if [ -e '" << here << "/jam' ]; then echo 'STATE: +media-jam' >&2\n"
                          << "  while [ -e '" << here
                          << "/jam' ]; do sleep 0.1; done; echo 'STATE: -media-jam' >&2; fi\n"
                          << "n=$(ls '" << papers << "' | grep -c pdf)\n"
                          << "cp \"$1\" '" << papers << "'/.$$ && mv '" << papers << "'/.$$ '" << papers
                          << "'/$(printf %03d $((n+1)))-" << name << ".pdf\n";
    fs::permissions(script, fs::perms::owner_all);
    start_printer(name, *printer);
    if (!eventually([&] { return !port_is_free(printer->port) || !printer->process.running(); }) ||
        !printer->process.running())
      return fail(FailureCode::PrinterMissing,
                  "ippeveprinter did not start; " + last_words(printer->process, printer->folder / "log"));
  }
  return {};
}

void Stack::start_printer(const std::string& name, Printer& printer) {
  printer.process = Subprocess(
      tied({"ippeveprinter", "-p", std::to_string(printer.port), "-n", "localhost", "-r", "off", "-d",
            (printer.folder / "spool").string(), "-f", "application/pdf", "-m", name == "a4" ? "KioskA4" : "KioskSlip",
            "-c", (printer.folder / "cmd.sh").string(), "kiosk-" + name}),
      printer.folder / "log");
}

base::Result<void> Stack::start_kiosk() {
  fs::create_directories(options_.folder / "camera");
  const auto uri = [](int port) { return "ipp://127.0.0.1:" + std::to_string(port) + "/ipp/print"; };
  const fs::path config = options_.folder / "kiosk.toml";
  std::ofstream(config) << "[terminal]\nidentity = \"" << platform_->identity().string() << "\"\ndata = \""
                        << (options_.folder / "terminal").string() << "\"\nsample_data = true\n\n[screen]\nwindow = \""
                        << options_.width << "x" << options_.height
                        << "\"\n\n[card]\ndriver = \"pcsc\"\n\n[scanner]\ndriver = \"folder:"
                        << (options_.folder / "camera").string()
                        << "\"\n\n[photo]\ndriver = \"folder:" << (options_.folder / "photos").string()
                        << "\"\n\n[presence]\ndriver = \"file:" << (options_.folder / "presence").string()
                        << "\"\nhold = 0\n\n[printers]\na4 = \"" << uri(a4_.port) << "\"\nslip = \"" << uri(slip_.port)
                        << "\"\n\n[sound]\ndevice = \"" << options_.sound << "\"\nfile = \"" << speech().string()
                        << "\"\n\n[recorder]\ndevice = \"" << options_.microphone << "\"\n";
  if (!options_.languages.empty()) {
    std::string list;
    for (const auto& language : options_.languages) list += (list.empty() ? "" : " ") + language.tag();
    std::ofstream(config, std::ios::app) << "\n[rules]\nlanguages = \"" << list << "\"\n";
  }
  std::vector<std::string> command{(options_.programs / "bianmin-kiosk").string(),
                                   "--config",
                                   config.string(),
                                   "--control",
                                   control().string(),
                                   "--event-log",
                                   event_log().string()};
  if (!options_.clock.empty()) command.insert(command.end(), {"--clock", options_.clock});
  kiosk_ = Subprocess(tied(std::move(command)), options_.folder / "kiosk.log");
  if (!eventually([&] { return fs::exists(control()) || !kiosk_.running(); }) || !kiosk_.running())
    return fail(FailureCode::Internal,
                "bianmin-kiosk did not start; " + last_words(kiosk_, options_.folder / "kiosk.log"));
  return {};
}

}  // namespace bianmin::kiosk
