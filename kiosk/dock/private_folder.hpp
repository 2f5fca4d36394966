#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "base/failure.hpp"

namespace bianmin::dock {

/// A new folder that only this user can enter; it goes away, with all in it, when this object does.
class PrivateFolder {
 public:
  /// StoreUnavailable when it can't be made.
  static base::Result<PrivateFolder> make();
  PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  ~PrivateFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit PrivateFolder(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

/// A failure's detail with the end of the log that it names ("…; see /path/to.log"): the folder will be gone.
std::string with_log(const std::string& detail);

}  // namespace bianmin::dock
