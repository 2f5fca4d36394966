#include "kiosk/dock/private_folder.hpp"

#include <cstdlib>

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

}  // namespace bianmin::dock
