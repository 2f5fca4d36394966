#include <boost/json.hpp>

#include "base/file.hpp"
#include "devices/recorder/source_voice_recorder.hpp"
#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"

namespace bianmin::tool {

int record(const Record& options, const Output& output) {
  EventQueue<devices::RecorderEvent> events;
  devices::SourceVoiceRecorder recorder(devices::alsa_source(options.device), {});
  recorder.start(events.sink());
  recorder.record();
  const base::Milliseconds wanted(static_cast<long>(options.seconds * 1000));
  const auto deadline = seconds_from_now(options.seconds + 10);
  unsigned loudest = 0;
  while (auto event = events.next(deadline)) {
    if (const auto* lost = std::get_if<devices::RecorderLost>(&*event)) return output.fail(lost->why);
    if (const auto* failed = std::get_if<devices::RecordingFailed>(&*event)) return output.fail(failed->why);
    if (const auto* level = std::get_if<devices::RecordingLevel>(&*event)) {
      loudest = std::max(loudest, level->percent);
      if (level->length >= wanted) recorder.stop();
    }
    const auto* done = std::get_if<devices::RecordingDone>(&*event);
    if (done == nullptr) continue;
    if (auto written = base::write_file_durably(options.file, done->opus.reveal()); !written)
      return output.fail(written.error());
    output.say(options.file + ": " + std::to_string(done->length.count()) + " ms, " +
                   std::to_string(done->opus.size()) + " bytes, loudest " + std::to_string(loudest) + " %",
               {{"file", options.file},
                {"milliseconds", done->length.count()},
                {"bytes", done->opus.size()},
                {"loudest", loudest}});
    return kOk;
  }
  return output.time_out("The microphone gave nothing in time.");
}

}  // namespace bianmin::tool
