#pragma once

#include <sys/types.h>

#include <filesystem>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"
#include "devices/pictures/decode_protocol.hpp"
#include "devices/pictures/frames.hpp"

namespace bianmin::devices {

/// Where `bianmin-decode` is: beside the running program, or in the product's libexec folder.
std::filesystem::path default_decoder_program();

struct DecodedCode {
  std::string symbology;  // "QR-Code", "EAN-13", …
  base::Secret payload;   // UTF-8
};

/// Decodes pictures in a process that can do nothing else, since pictures held up to the terminal are hostile. The
/// process is started when first needed and again after it died or took too long; each death is counted and returned
/// as DecoderCrashed. One thread at a time; calls block at most for the limit.
class DecoderProcess {
 public:
  struct Options {
    std::filesystem::path program = default_decoder_program();
    base::Milliseconds frame_limit{1000};    // for a camera's frame
    base::Milliseconds image_limit{10'000};  // for an image file
    unsigned recycle_after = 5000;           // tasks; a fresh process starts with a fresh memory
  };

  explicit DecoderProcess(Options options) : options_(std::move(options)) {}
  ~DecoderProcess() { stop(); }
  DecoderProcess(const DecoderProcess&) = delete;
  DecoderProcess& operator=(const DecoderProcess&) = delete;

  /// The codes in a picture, none when there are none. DecoderCrashed, InputInvalid (size), ConfigInvalid (the program
  /// can't be started).
  base::Result<std::vector<DecodedCode>> decode(const GreyFrame& frame);
  /// The same for the bytes of a PNG, JPEG or PGM file; also ImageInvalid.
  base::Result<std::vector<DecodedCode>> decode_image(std::string_view file);
  /// An image file's pixels in grey.
  base::Result<GreyFrame> load_image(std::string_view file);
  /// An image file's colours; a larger one is made smaller so that its longest side is at most `side` (1 … 8192).
  base::Result<ColourFrame> load_colour(std::string_view file, unsigned side);
  /// A JPEG of at most kMaxPhotoBytes without EXIF. ImageInvalid when it would be larger at any quality, or a side is
  /// longer than kMaxPhotoSide.
  base::Result<base::Secret> write_jpeg(const ColourFrame& frame);

  /// Ends the process, and with it whatever its memory held; the next task starts another.
  void stop();

  /// How often the process died or had to be killed.
  unsigned crashes() const { return crashes_; }
  /// The process's id, −1 when none runs. For tests and the health report.
  pid_t process() const { return pid_; }

 private:
  struct Answer {
    decode::Reply reply;
    std::string bytes;
  };
  base::Result<void> start();
  base::Result<Answer> ask(decode::Task task, unsigned width, unsigned height, std::string_view bytes,
                           base::Milliseconds limit);
  tl::unexpected<base::Failure> crashed(const char* why);

  Options options_;
  pid_t pid_ = -1;
  int socket_ = -1;
  unsigned tasks_ = 0;
  unsigned crashes_ = 0;
};

}  // namespace bianmin::devices
