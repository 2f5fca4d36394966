#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

#include <CLI/CLI.hpp>

#include "devices/card/card_file.hpp"
#include "devices/card/virtual/vpcd_client.hpp"

namespace {

using namespace bianmin;

constexpr auto kRetry = std::chrono::milliseconds(100);

int play(const std::string& host, std::uint16_t port, const std::string& file) {
  auto card_file = devices::load_card_file(file);
  if (!card_file) {
    std::fprintf(stderr, "bianmin-virtual-card: %s\n", card_file.error().detail.c_str());
    return 2;
  }
  auto card = devices::VirtualCard::create(*card_file);
  if (!card) {
    std::fprintf(stderr, "bianmin-virtual-card: %s: %s\n", file.c_str(), card.error().detail.c_str());
    return 2;
  }
  // Goes on for ever: a reader that comes back (pcscd was restarted) finds the card in it.
  for (;;) {
    devices::VpcdClient client;
    if (auto connected = client.connect(host, port); !connected) {
      std::this_thread::sleep_for(kRetry);
      continue;
    }
    std::fprintf(stderr, "bianmin-virtual-card: inserted\n");
    if (!client.serve(*card)) {
      std::fprintf(stderr, "bianmin-virtual-card: pulled out, as the card file says\n");
      return 0;
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Plays a card file as a card in the virtual reader of pcscd (package vsmartcard-vpcd).\n"
      "The card is inserted as long as this program runs; end it (SIGTERM) to take the card away.\n"
      "Exit codes: 0 the card was pulled out by its own fault, 2 usage or card file."};
  std::string host = "127.0.0.1", file;
  std::uint16_t port = 35963;
  app.add_option("--host", host, "Where the virtual reader listens")->capture_default_str();
  app.add_option("--port", port, "Its port: CHANNELID in the reader's configuration")->capture_default_str();
  app.add_option("--card", file, "Card file (devices/card/README.md)")->required()->check(CLI::ExistingFile);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return play(host, port, file);
}
