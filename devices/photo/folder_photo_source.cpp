#include <thread>

#include "base/file.hpp"
#include "base/secret.hpp"
#include "devices/camera/image_folder_camera.hpp"
#include "devices/photo/photo_source.hpp"

namespace bianmin::devices {
namespace {

namespace fs = std::filesystem;

class FolderPhotoSource final : public PhotoSource {
 public:
  explicit FolderPhotoSource(fs::path folder) : folder_(std::move(folder)) {}

  base::Result<void> look() override {
    std::error_code error;
    if (!fs::is_directory(folder_, error))
      return base::fail(base::FailureCode::CameraMissing, folder_.string() + ": no such folder");
    return {};
  }

  base::Result<void> open() override { return look(); }
  void close() override { shown_.reset(); }

  base::Result<std::optional<ColourFrame>> next(unsigned side, base::Milliseconds wait,
                                                DecoderProcess& decoder) override {
    // A camera's frames take their time too.
    std::this_thread::sleep_for(wait);
    if (auto there = look(); !there) return tl::unexpected(there.error());
    const auto file = newest_image(folder_);
    std::error_code error;
    const auto changed = file ? fs::last_write_time(*file, error) : fs::file_time_type{};
    if (!file || error) return std::optional<ColourFrame>{};
    if (shown_ && shown_->file == *file && shown_->changed == changed && shown_->side == side)
      return std::optional(shown_->frame);
    shown_.reset();
    auto bytes = base::read_file(*file, decode::kMaxImageBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    auto frame = decoder.load_colour(*bytes, side);
    base::wipe(*bytes);
    if (!frame) return tl::unexpected(base::Failure{frame.error().code, file->string() + ": " + frame.error().detail});
    shown_.emplace(Shown{*file, changed, side, std::move(*frame)});
    return std::optional(shown_->frame);
  }

 private:
  struct Shown {
    fs::path file;
    fs::file_time_type changed;
    unsigned side;
    ColourFrame frame;
  };
  fs::path folder_;
  std::optional<Shown> shown_;
};

}  // namespace

std::unique_ptr<PhotoSource> folder_photo_source(fs::path folder) {
  return std::make_unique<FolderPhotoSource>(std::move(folder));
}

}  // namespace bianmin::devices
