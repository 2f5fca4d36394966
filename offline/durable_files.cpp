#include "offline/durable_files.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "offline/keys.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

tl::unexpected<base::Failure> store_failure(const std::filesystem::path& path, const char* what) {
  const int error = errno;
  return fail(error == ENOSPC || error == EDQUOT ? FailureCode::StoreFull : FailureCode::StoreUnavailable,
              path.string() + ": " + what + ": " + std::strerror(error));
}

struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

}  // namespace

Result<void> sync_path(const std::filesystem::path& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0 || ::fsync(file.fd) != 0) return store_failure(path, "fsync");
  return {};
}

Result<void> rename_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return store_failure(to, "rename");
  return sync_path(to.parent_path());
}

Result<void> link_durably(const std::filesystem::path& target, const std::filesystem::path& link) {
  std::filesystem::path beside = link;
  beside += ".new";
  ::unlink(beside.c_str());
  if (::symlink(target.c_str(), beside.c_str()) != 0) return store_failure(beside, "symlink");
  return rename_durably(beside, link);
}

Result<void> make_directory(const std::filesystem::path& directory) {
  if (::mkdir(directory.c_str(), 0755) != 0 && errno != EEXIST) return store_failure(directory, "mkdir");
  return {};
}

Result<std::string> hash_regular_file(const std::filesystem::path& file, std::uint64_t size) {
  const Descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  struct stat info {};
  if (in.fd < 0 || ::fstat(in.fd, &info) != 0)
    return fail(FailureCode::ContentIncomplete, file.string() + ": " + std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return fail(FailureCode::ContentIncomplete, file.string() + ": is no regular file");
  if (static_cast<std::uint64_t>(info.st_size) != size)
    return fail(FailureCode::ContentIncomplete,
                file.string() + ": has " + std::to_string(info.st_size) + " bytes instead of " + std::to_string(size));
  Sha256 hash;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(in.fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(FailureCode::ContentIncomplete, file.string() + ": " + std::strerror(errno));
    if (got == 0) return hash.hex();
    hash.add({buffer, static_cast<std::size_t>(got)});
  }
}

}  // namespace bianmin::offline
