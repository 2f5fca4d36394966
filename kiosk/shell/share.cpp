#include "kiosk/shell/share.hpp"

namespace bianmin::kiosk {

std::filesystem::path program_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

std::filesystem::path default_share() { return program_folder().parent_path() / "share" / "bianmin"; }

}  // namespace bianmin::kiosk
