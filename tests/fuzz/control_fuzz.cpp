// Requests to the control socket, one a line, to a whole terminal without devices or services. What is answered is one
// JSON object, whatever was asked.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "devices/voice/simulated_voice.hpp"
#include "kiosk/documents/typesetter.hpp"
#include "kiosk/shell/dev_control.hpp"

namespace {

using namespace bianmin;

// A platform that never answers.
class Silence final : public kiosk::Backend {
 public:
  void start(Sink) override {}
  void ask(const kiosk::Ask&) override {}
  void cancel(const kiosk::CancelAsk&) override {}
  void file(const kiosk::FileCase&) override {}
  void rate(const kiosk::Rate&) override {}
  void park(const kiosk::Park&) override {}
  void find_parked(const kiosk::FindParked&) override {}
  void drop_parked(const kiosk::DropParked&) override {}
  void report(std::vector<kiosk::PartStatus>) override {}
};

// Nothing is printed here.
class NoPaper final : public kiosk::documents::Typesetter {
 public:
  void prepare() override {}
  void rest() override {}
  void typeset(kiosk::documents::Document, Done) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  base::QueueExecutor executor;
  kiosk::MovableClock clock;
  base::SeededRandom random({});
  Silence backend;
  devices::SimulatedVoice voice;
  NoPaper typesetter;
  kiosk::Shell shell({}, {.executor = executor,
                          .clock = clock,
                          .random = random,
                          .backend = backend,
                          .voice = voice,
                          .typesetter = typesetter});
  shell.start();
  kiosk::DevControl control(shell, clock, [] { return std::string("{}"); });
  std::string_view requests(reinterpret_cast<const char*>(data), size);
  constexpr int kMost = 20;
  for (int i = 0; i < kMost && !requests.empty(); ++i) {
    const auto end = std::min(requests.find('\n'), requests.size());
    const auto answer = base::parse_json(control.answer(std::string(requests.substr(0, end))));
    if (!answer || !answer->is_object()) std::abort();
    requests.remove_prefix(std::min(end + 1, requests.size()));
    executor.run_pending();
  }
  return 0;
}
