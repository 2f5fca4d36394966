#pragma once

#include <sys/types.h>

#include <filesystem>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/secret.hpp"
#include "devices/camera/camera.hpp"
#include "devices/scanner/decode_protocol.hpp"

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
    base::Milliseconds frame_limit{1000};   // for a camera's frame
    base::Milliseconds image_limit{10'000}; // for an image file
    unsigned recycle_after = 5000;          // tasks; a fresh process starts with a fresh memory
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
  void stop();
  base::Result<Answer> ask(decode::Task task, unsigned width, unsigned height, std::string_view bytes,
                           base::Milliseconds limit);
  tl::unexpected<base::Failure> crashed(const char* why);

  Options options_;
  pid_t pid_ = -1;
  int socket_ = -1;
  unsigned tasks_ = 0;
  unsigned crashes_ = 0;
};

/// A code's bytes as UTF-8: as they are when they are UTF-8, else taken for GB18030; CodeUnreadable when neither.
base::Result<base::Secret> payload_text(std::string_view bytes);

}  // namespace bianmin::devices
