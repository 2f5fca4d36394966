#include "devices/camera/image_folder_camera.hpp"

#include <array>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/file.hpp"
#include "base/log.hpp"

namespace bianmin::devices {
namespace {

constexpr std::size_t kMaxFiles = 10'000;
constexpr int kFolderRetryMs = 500;

struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

bool is_image(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension == ".png" || extension == ".jpg" || extension == ".jpeg" || extension == ".pgm";
}

}  // namespace

std::optional<std::filesystem::path> newest_image(const std::filesystem::path& folder) {
  std::error_code error;
  std::optional<std::pair<std::filesystem::file_time_type, std::filesystem::path>> newest;
  std::size_t seen = 0;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (++seen > kMaxFiles) break;
    std::error_code unreadable;
    if (!is_image(entry->path()) || !entry->is_regular_file(unreadable)) continue;
    const auto changed = entry->last_write_time(unreadable);
    if (unreadable) continue;
    if (!newest || std::pair(changed, entry->path()) > *newest) newest.emplace(changed, entry->path());
  }
  if (!newest) return std::nullopt;
  return newest->second;
}

void ImageFolderCamera::start(Sink sink) {
  stop();
  thread_ = std::jthread([this, sink = std::move(sink)](const std::stop_token& token) { run(token, sink); });
}

void ImageFolderCamera::stop() { thread_ = {}; }

void ImageFolderCamera::run(const std::stop_token& stop, const Sink& sink) {
  const Descriptor wake{::eventfd(0, EFD_CLOEXEC)};
  const std::stop_callback on_stop(stop, [&] { ::eventfd_write(wake.fd, 1); });
  const Descriptor changes{::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
  DecoderProcess decoder(options_.decoder);
  std::optional<GreyFrame> shown;
  bool watched = false, told = false;
  while (!stop.stop_requested()) {
    bool look = false;
    if (!watched) {
      watched = ::inotify_add_watch(changes.fd, options_.folder.c_str(),
                                    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF |
                                        IN_MOVE_SELF | IN_ATTRIB | IN_ONLYDIR) >= 0;
      look = watched;
      if (watched)
        told = false;
      else if (!std::exchange(told, true))
        sink(CameraLost{{base::FailureCode::CameraMissing, options_.folder.string() + ": no such folder"}});
    }
    alignas(inotify_event) std::array<char, 4096> buffer;
    for (ssize_t got; (got = ::read(changes.fd, buffer.data(), buffer.size())) > 0;) {
      look = true;
      for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(got);) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
        if ((event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) != 0) watched = false;
        at += sizeof(inotify_event) + event->len;
      }
    }
    if (look) {
      shown.reset();
      if (const auto file = newest_image(options_.folder)) {
        const auto bytes = base::read_file(*file, decode::kMaxImageBytes);
        auto frame = bytes ? decoder.load_image(*bytes) : base::Result<GreyFrame>(tl::unexpected(bytes.error()));
        if (frame)
          shown = std::move(*frame);
        else
          base::log_failure("image-refused", frame.error(), "camera");
      }
    }
    if (shown) sink(*shown);
    std::array<pollfd, 2> waiting{pollfd{wake.fd, POLLIN, 0}, pollfd{changes.fd, POLLIN, 0}};
    // While a picture is shown, the next frame is due after the interval even if the folder changes.
    const int limit = shown ? static_cast<int>(options_.interval.count()) : watched ? -1 : kFolderRetryMs;
    ::poll(waiting.data(), shown ? 1 : 2, limit);
  }
}

}  // namespace bianmin::devices
