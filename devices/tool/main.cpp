#include <csignal>

#include <CLI/CLI.hpp>

#include "base/log.hpp"
#include "devices/tool/commands.hpp"

// bianmin-device: one command to try any device, for technicians.

namespace {

constexpr const char* kExitCodes =
    "Exit codes: 0 done; 1 the device reported a failure, or no code was found; 2 wrong arguments or an unreadable "
    "file; 3 no such device, or it does not answer; 4 nothing happened in time.";
constexpr const char* kDefaultPrinter = "ipp://localhost:631/printers/a4";

}  // namespace

int main(int argc, char** argv) {
  using namespace bianmin;
  std::signal(SIGPIPE, SIG_IGN);

  CLI::App app{"Tries the terminal's devices, one at a time."};
  app.footer(kExitCodes);
  app.require_subcommand(1);
  bool json = false, verbose = false;
  app.add_flag("--json", json, "One JSON object a line instead of text for people");
  app.add_flag("--verbose", verbose, "The drivers' log on standard error");
  app.fallthrough();
  int result = tool::kOk;
  const auto output = [&] { return tool::Output(json); };

  app.add_subcommand("list", "What is connected")->callback([&] { result = tool::list(output()); });

  tool::ReadCard read_card;
  auto* command = app.add_subcommand("read-card", "Reads the card on the reader, masked unless --full");
  command->add_option("--timeout", read_card.timeout, "Seconds to wait for a card")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 86400.0));
  command->add_option("--reader", read_card.reader, "Part of the reader's name");
  command->add_flag("--full", read_card.full, "Show name and numbers: only with the holder's consent");
  command->callback([&] { result = tool::read_card(read_card, output()); });

  std::vector<std::string> files;
  command = app.add_subcommand("decode", "Reads the codes in PNG, JPEG or PGM pictures");
  command->add_option("files", files, "Pictures")->required();
  command->callback([&] { result = tool::decode(files, output()); });

  tool::Scan scan;
  command = app.add_subcommand("scan", "Waits for a code in front of a camera");
  command->add_option("--camera", scan.camera, "A video device, or a folder of pictures")->capture_default_str();
  command->add_option("--timeout", scan.timeout, "Seconds")->capture_default_str()->check(CLI::Range(0.1, 86400.0));
  command->callback([&] { result = tool::scan(scan, output()); });

  tool::Print print;
  print.uri = kDefaultPrinter;
  command = app.add_subcommand("print", "Prints a PDF");
  command->add_option("file", print.file, "The PDF")->required();
  command->add_option("--printer", print.uri, "IPP address")->capture_default_str();
  command->add_flag("--wait", print.wait, "Wait for paper or for the printer instead of giving up");
  command->add_option("--timeout", print.timeout, "Seconds")->capture_default_str()->check(CLI::Range(0.1, 86400.0));
  command->callback([&] { result = tool::print(print, output()); });

  std::string uri = kDefaultPrinter;
  double status_timeout = 15;
  command = app.add_subcommand("status", "The printer's status");
  command->add_option("--printer", uri, "IPP address")->capture_default_str();
  command->add_option("--timeout", status_timeout, "Seconds")->capture_default_str()->check(CLI::Range(0.1, 86400.0));
  command->callback([&] { result = tool::status(uri, status_timeout, output()); });

  tool::Say say;
  command = app.add_subcommand("say", "Speaks a text as the terminal would");
  command->add_option("text", say.text, "What to say")->required();
  command->add_option("--language", say.language, "BCP 47")->capture_default_str();
  command->add_option("--wav", say.wav, "Write the sound into this file instead");
  command->add_option("--sound", say.device, "ALSA's name of the loudspeaker")->capture_default_str();
  command->add_flag("--explain", say.explain,
                    "Show text, words, pinyin and phonemes, and why each word is read so; silent unless --wav");
  command->callback([&] { result = tool::say(say, output()); });

  tool::Keys keys;
  command = app.add_subcommand("keys", "Shows what the tactile keypad sends");
  command->add_option("device", keys.device, "Input device or named pipe")->required();
  command->add_option("--map", keys.map, "Key map (devices/keypad/README.md)");
  command->add_option("--timeout", keys.timeout, "Seconds")->capture_default_str()->check(CLI::Range(0.1, 86400.0));
  command->callback([&] { result = tool::keys(keys, output()); });

  tool::Presence presence;
  command = app.add_subcommand("presence", "Says whether somebody stands before the terminal");
  command->add_option("--sensor", presence.sensor, "iio, iio:FOLDER, switch:DEVICE or file:FILE")
      ->capture_default_str();
  command->add_option("--near", presence.near, "Reading that means somebody")->check(CLI::NonNegativeNumber);
  command->add_option("--away", presence.away, "Reading that means nobody")->check(CLI::NonNegativeNumber);
  command->add_option("--hold", presence.hold, "Seconds until nobody counts")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 60.0));
  command->add_option("--key", presence.key, "Of a switch: the code of its key")->check(CLI::Range(0, 767));
  command->add_option("--timeout", presence.timeout, "Seconds")->capture_default_str()->check(CLI::Range(0.1, 86400.0));
  command->callback([&] { result = tool::presence(presence, output()); });

  tool::Photo photo;
  command = app.add_subcommand("photo", "Takes a photo");
  command->add_option("--camera", photo.camera, "A video device, or a folder of pictures")->capture_default_str();
  command->add_option("--out", photo.file, "Where the JPEG goes")->required();
  command->add_option("--delay", photo.delay, "Seconds for the camera to find its exposure")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 60.0));
  command->add_option("--timeout", photo.timeout, "Seconds")->capture_default_str()->check(CLI::Range(0.1, 86400.0));
  command->callback([&] { result = tool::photo(photo, output()); });

  tool::Record record;
  command = app.add_subcommand("record", "Records a voice memo");
  command->add_option("--sound", record.device, "ALSA's name of the microphone")->capture_default_str();
  command->add_option("--seconds", record.seconds, "How long")->capture_default_str()->check(CLI::Range(0.1, 60.0));
  command->add_option("--out", record.file, "Where the Ogg Opus goes")->required();
  command->callback([&] { result = tool::record(record, output()); });

  app.parse_complete_callback([&] { base::set_log_level(verbose ? base::LogLevel::Debug : base::LogLevel::Error); });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? tool::kOk : tool::kUsage;
  }
  return result;
}
