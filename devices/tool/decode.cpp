#include <boost/json.hpp>

#include "base/file.hpp"
#include "devices/camera/image_folder_camera.hpp"
#include "devices/camera/v4l2_camera.hpp"
#include "devices/scanner/camera_code_scanner.hpp"
#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"

namespace bianmin::tool {

int decode(const std::vector<std::string>& files, const Output& output) {
  devices::DecoderProcess decoder({});
  int worst = kOk;
  for (const auto& file : files) {
    const auto bytes = base::read_file(file, devices::decode::kMaxImageBytes);
    if (!bytes) {
      worst = std::max(worst, output.fail(bytes.error()));
      continue;
    }
    const auto codes = decoder.decode_image(*bytes);
    if (!codes) {
      worst = std::max(worst, output.fail({codes.error().code, file + ": " + codes.error().detail}));
      continue;
    }
    if (codes->empty())
      worst = std::max(worst, output.fail({base::FailureCode::CodeUnreadable, file + ": no code was found"}));
    for (const auto& code : *codes) {
      const std::string payload(code.payload.reveal());
      output.say(file + ": " + code.symbology + ": " + payload,
                 {{"file", file}, {"symbology", code.symbology}, {"payload", payload}});
    }
  }
  return worst;
}

int scan(const Scan& options, const Output& output) {
  std::unique_ptr<devices::Camera> camera;
  if (std::filesystem::is_directory(options.camera))
    camera =
        std::make_unique<devices::ImageFolderCamera>(devices::ImageFolderCamera::Options{.folder = options.camera});
  else
    camera = std::make_unique<devices::V4l2Camera>(devices::V4l2Camera::Options{.device = options.camera});
  const base::SystemClock clock;
  EventQueue<devices::ScanEvent> events;
  devices::CameraCodeScanner scanner(std::move(camera), {}, clock);
  scanner.arm();
  scanner.start(events.sink());
  const auto deadline = seconds_from_now(options.timeout);
  while (auto event = events.next(deadline)) {
    if (const auto* lost = std::get_if<devices::ScannerLost>(&*event)) return output.fail(lost->why);
    if (const auto* scanned = std::get_if<devices::CodeScanned>(&*event)) {
      const std::string payload(scanned->payload.reveal());
      output.say(payload, {{"payload", payload}});
      return kOk;
    }
  }
  return output.time_out("No code was held up in time.");
}

}  // namespace bianmin::tool
