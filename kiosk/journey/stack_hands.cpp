// What hands and feet do in front of a terminal that runs as a whole, and what comes out of it.
#include <algorithm>
#include <fstream>

#include "base/file.hpp"
#include "devices/pictures/decoder_process.hpp"
#include "kiosk/journey/stack.hpp"
#include "kiosk/journey/stack_waits.hpp"

namespace bianmin::kiosk {
namespace {

namespace fs = std::filesystem;
using base::fail;
using base::FailureCode;

// pcscd looks at a reader every 400 ms: cards changed faster than a hand can would be one card that misbehaves.
constexpr std::chrono::milliseconds kPresenceSeen{1500};
constexpr std::chrono::milliseconds kCardsApart{900};

std::string media_page(int level) {
  return "/media?size1=iso_a4_210x297mm&type1=stationery&level1=" + std::to_string(level) +
         "&size3=iso_a4_210x297mm&type3=&level3=25";
}

}  // namespace

base::Result<void> Stack::set_presence(bool there) {
  auto written = base::write_file_durably(options_.folder / "presence", there ? "1\n" : "0\n");
  std::this_thread::sleep_for(
      kPresenceSeen);  // it looks five times a second, and once a second for one that was missing
  return written;
}

void Stack::insert_card(const fs::path& card) {
  remove_card();
  std::this_thread::sleep_until(card_taken_ + kCardsApart);
  card_ = Subprocess(tied({(options_.programs / "bianmin-virtual-card").string(), "--port", std::to_string(vpcd_port_),
                           "--card", card.string()}),
                     options_.folder / "card.log");
}

void Stack::remove_card() {
  if (!card_.running()) return;
  card_.stop();
  card_taken_ = std::chrono::steady_clock::now();
}

base::Result<void> Stack::show_code(const fs::path& image) {
  std::error_code error;
  hide_code();
  fs::copy_file(image, options_.folder / ("shown" + image.extension().string()), fs::copy_options::overwrite_existing,
                error);
  if (!error)
    fs::rename(options_.folder / ("shown" + image.extension().string()),
               options_.folder / "camera" / ("shown" + image.extension().string()), error);
  if (error) return fail(FailureCode::ImageInvalid, image.string() + ": " + error.message());
  return {};
}

// The folder is the camera: there is one while there is the other.
base::Result<void> Stack::show_camera(const fs::path& picture) {
  std::error_code error;
  const fs::path camera = options_.folder / "photos";
  fs::remove_all(camera, error);
  if (picture.empty()) return {};
  const fs::path filled = options_.folder / "photos-next";
  fs::create_directories(filled, error);
  fs::copy_file(picture, filled / ("seen" + picture.extension().string()), fs::copy_options::overwrite_existing, error);
  if (!error) fs::rename(filled, camera, error);
  if (error) return fail(FailureCode::ImageInvalid, picture.string() + ": " + error.message());
  return {};
}

void Stack::hide_code() {
  for (const auto& entry : fs::directory_iterator(options_.folder / "camera")) fs::remove(entry.path());
}

base::Result<void> Stack::set_printer(const std::string& name, const std::string& state) {
  if (name != "a4" && name != "slip")
    return fail(FailureCode::InputInvalid, "\"" + name + "\" is no printer (a4, slip)");
  Printer& printer = name == "a4" ? a4_ : slip_;
  if (state == "gone") {
    printer.process.stop();
    return {};
  }
  if (!printer.process.running()) {
    start_printer(name, printer);
    if (!eventually([&] { return !port_is_free(printer.port); }))
      return fail(FailureCode::PrinterMissing, "ippeveprinter did not start");
  }
  if (state == "jam")
    std::ofstream(printer.folder / "jam").put('1');
  else
    fs::remove(printer.folder / "jam");
  const int level = state == "out-of-paper" ? 0 : state == "low" ? 5 : 250;
  const auto set = capture({"curl", "-s", "-o", "/dev/null", "-w", "%{http_code}",
                            "http://localhost:" + std::to_string(printer.port) + media_page(level)});
  if (set.out != "200") return fail(FailureCode::PrinterFault, "the printer's page for paper answered " + set.out);
  return {};
}

std::vector<PrintedSheet> Stack::printed() const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(options_.folder / "papers"))
    if (entry.path().extension() == ".pdf" && entry.path().filename().string().front() != '.')
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<PrintedSheet> sheets;
  for (const auto& file : files) sheets.push_back({file.stem().string().ends_with("a4") ? "a4" : "slip", file});
  return sheets;
}

bool Stack::screenshot(const fs::path& png) const {
  return capture({"import", "-silent", "-window", "root", png.string()}).status == 0;
}

base::Result<std::string> Stack::code_on_screen() const {
  const fs::path image = options_.folder / "seen.png";
  if (!screenshot(image)) return fail(FailureCode::Internal, "there is no picture of the screen");
  auto picture = base::read_file(image, 32U << 20);
  if (!picture) return tl::unexpected(picture.error());
  devices::DecoderProcess decoder({});
  auto codes = decoder.decode_image(*picture);
  if (!codes) return tl::unexpected(codes.error());
  if (codes->empty()) return fail(FailureCode::CodeUnreadable, "no code can be read from the screen");
  return std::string(codes->front().payload.reveal());
}

}  // namespace bianmin::kiosk
