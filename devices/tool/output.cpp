#include "devices/tool/output.hpp"

#include <cstdio>
#include <filesystem>

#include <boost/json.hpp>

#include "i18n/catalogue.hpp"

namespace bianmin::tool {
namespace {

std::string staff_hint(base::FailureCode code) {
  const auto catalogue = i18n::Catalogue::load(std::filesystem::path(share_folder()) / "po");
  const std::string key = "failure." + std::string(base::to_string(code)) + ".staff";
  if (!catalogue || !catalogue->has(i18n::kChinese, key)) return {};
  return catalogue->phrase(i18n::kChinese, key).shown;
}

}  // namespace

Exit exit_for(base::FailureCode code) {
  using base::FailureCode;
  switch (code) {
    case FailureCode::ReaderMissing:
    case FailureCode::CameraMissing:
    case FailureCode::PrinterMissing:
    case FailureCode::VoiceMissing:
    case FailureCode::PresenceMissing:
    case FailureCode::PhotoCameraMissing:
    case FailureCode::MicrophoneMissing:
    case FailureCode::KeypadMissing: return kDeviceMissing;
    case FailureCode::InputInvalid:
    case FailureCode::ConfigInvalid:
    case FailureCode::ContentMissing: return kUsage;
    default: return kFailed;
  }
}

void Output::say(const std::string& text, const boost::json::value& value) const {
  std::puts(json_ ? boost::json::serialize(value).c_str() : text.c_str());
  std::fflush(stdout);
}

int Output::fail(const base::Failure& failure) const {
  const std::string code(base::to_string(failure.code));
  if (json_) {
    say({}, {{"error", {{"code", code}, {"detail", failure.detail}}}});
  } else {
    std::fprintf(stderr, "%s: %s\n", code.c_str(), failure.detail.c_str());
    if (const auto hint = staff_hint(failure.code); !hint.empty()) std::fprintf(stderr, "%s\n", hint.c_str());
  }
  return exit_for(failure.code);
}

int Output::time_out(const std::string& what) const {
  if (json_)
    say({}, {{"error", {{"code", "timeout"}, {"detail", what}}}});
  else
    std::fprintf(stderr, "%s\n", what.c_str());
  return kTimedOut;
}

std::string share_folder() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return "/usr/share/bianmin";
  return (self.parent_path().parent_path() / "share" / "bianmin").string();
}

}  // namespace bianmin::tool
