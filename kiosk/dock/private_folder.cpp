#include "kiosk/dock/private_folder.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

namespace bianmin::dock {
namespace fs = std::filesystem;

base::Result<PrivateFolder> PrivateFolder::make() {
  std::error_code error;
  std::string pattern = (fs::temp_directory_path(error) / "bianmin-demo-XXXXXX").string();
  if (error || ::mkdtemp(pattern.data()) == nullptr)
    return base::fail(base::FailureCode::StoreUnavailable, pattern + ": can't be made");
  return PrivateFolder(pattern);
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

std::string with_log(const std::string& detail) {
  constexpr std::string_view kSee = "see /";
  constexpr std::size_t kEnd = 800;
  const auto at = detail.rfind(kSee);
  if (at == std::string::npos) return detail;
  std::ifstream log(detail.substr(at + kSee.size() - 1));
  std::string text((std::istreambuf_iterator<char>(log)), std::istreambuf_iterator<char>());
  if (text.size() > kEnd) text.erase(0, text.size() - kEnd);
  return text.empty() ? detail : detail.substr(0, at) + "its log ends:\n" + text;
}

}  // namespace bianmin::dock
