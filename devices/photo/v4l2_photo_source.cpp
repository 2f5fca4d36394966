#include "devices/camera/v4l2_stream.hpp"
#include "devices/photo/photo_source.hpp"

namespace bianmin::devices {
namespace {

constexpr base::Milliseconds kSilence{3000};  // a camera that sends nothing for so long is lost

class V4l2PhotoSource final : public PhotoSource {
 public:
  V4l2PhotoSource(std::string device, unsigned width, unsigned height)
      : wish_{std::move(device), width, height, {PixelLayout::Jpeg, PixelLayout::Yuyv, PixelLayout::Rgb}} {}

  base::Result<void> look() override { return V4l2Stream::look(wish_.device); }

  base::Result<void> open() override {
    stream_.emplace();
    silent_ = {};
    auto opened = stream_->open(wish_);
    if (!opened) stream_.reset();
    return opened;
  }

  void close() override { stream_.reset(); }

  base::Result<std::optional<ColourFrame>> next(unsigned side, base::Milliseconds wait,
                                                DecoderProcess& decoder) override {
    base::Result<std::optional<ColourFrame>> frame = std::optional<ColourFrame>{};
    const auto came = stream_->next(static_cast<int>(wait.count()), [&](const RawPicture& raw) {
      auto colours =
          raw.layout == PixelLayout::Jpeg
              ? decoder.load_colour({reinterpret_cast<const char*>(raw.bytes.data()), raw.bytes.size()}, side)
              : colour_of(raw).map([&](ColourFrame whole) { return shrunk(std::move(whole), side); });
      if (colours)
        frame = std::move(*colours);
      else
        frame = tl::unexpected(colours.error());
    });
    if (!came) return tl::unexpected(came.error());
    silent_ = *came ? base::Milliseconds{} : silent_ + wait;
    if (silent_ >= kSilence) return base::fail(base::FailureCode::CameraMissing, wish_.device + ": sends no pictures");
    return frame;
  }

 private:
  V4l2Stream::Wish wish_;
  std::optional<V4l2Stream> stream_;
  base::Milliseconds silent_{};
};

}  // namespace

std::unique_ptr<PhotoSource> v4l2_photo_source(std::string device, unsigned width, unsigned height) {
  return std::make_unique<V4l2PhotoSource>(std::move(device), width, height);
}

}  // namespace bianmin::devices
