#include <boost/json.hpp>

#include "base/file.hpp"
#include "devices/photo/source_photo_camera.hpp"
#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"

namespace bianmin::tool {

int photo(const Photo& options, const Output& output) {
  EventQueue<devices::PhotoEvent> events;
  devices::SourcePhotoCamera camera(std::filesystem::is_directory(options.camera)
                                        ? devices::folder_photo_source(options.camera)
                                        : devices::v4l2_photo_source(options.camera),
                                    {});
  camera.start(events.sink());
  camera.arm();
  const auto deadline = seconds_from_now(options.timeout);
  const auto ripe = seconds_from_now(options.delay);
  bool asked = false;
  for (;;) {
    const auto event = events.next(asked ? deadline : std::min(ripe, deadline));
    const auto now = std::chrono::steady_clock::now();
    if (!event && now >= deadline) return output.time_out("No photo came in time.");
    if (!asked && now >= ripe) {
      camera.take();
      asked = true;
    }
    if (!event) continue;
    if (const auto* lost = std::get_if<devices::PhotoCameraLost>(&*event)) return output.fail(lost->why);
    if (const auto* failed = std::get_if<devices::PhotoFailed>(&*event)) return output.fail(failed->why);
    const auto* taken = std::get_if<devices::PhotoTaken>(&*event);
    if (taken == nullptr) continue;
    if (auto written = base::write_file_durably(options.file, taken->jpeg.reveal()); !written)
      return output.fail(written.error());
    const std::string size = std::to_string(taken->width) + " × " + std::to_string(taken->height);
    output.say(
        options.file + ": " + size + ", " + std::to_string(taken->jpeg.size()) + " bytes",
        {{"file", options.file}, {"width", taken->width}, {"height", taken->height}, {"bytes", taken->jpeg.size()}});
    return kOk;
  }
}

}  // namespace bianmin::tool
