#include "base/file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace bianmin::base {
namespace {

struct Descriptor {
  int fd = -1;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

tl::unexpected<Failure> store_failure(const std::filesystem::path& file, const char* what) {
  const int error = errno;
  return fail(error == ENOSPC || error == EDQUOT ? FailureCode::StoreFull : FailureCode::StoreUnavailable,
              file.string() + ": " + what + ": " + std::strerror(error));
}

Result<void> write_and_sync(const std::filesystem::path& file, std::string_view content, unsigned mode) {
  Descriptor out{::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)};
  if (out.fd < 0) return store_failure(file, "open");
  for (std::size_t done = 0; done < content.size();) {
    const ssize_t wrote = ::write(out.fd, content.data() + done, content.size() - done);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return store_failure(file, "write");
    done += static_cast<std::size_t>(wrote);
  }
  if (::fsync(out.fd) != 0) return store_failure(file, "fsync");
  return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& file, std::size_t max_bytes) {
  Descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat info {};
  if (in.fd < 0 || ::fstat(in.fd, &info) != 0 || S_ISDIR(info.st_mode))
    return fail(FailureCode::ContentMissing, file.string() + ": " + (in.fd < 0 ? std::strerror(errno) : "not a file"));
  std::string content;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(in.fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(FailureCode::ContentMissing, file.string() + ": " + std::strerror(errno));
    if (got == 0) return content;
    content.append(buffer, static_cast<std::size_t>(got));
    if (content.size() > max_bytes)
      return fail(FailureCode::InputInvalid, file.string() + ": larger than " + std::to_string(max_bytes) + " bytes");
  }
}

Result<void> write_file_durably(const std::filesystem::path& file, std::string_view content, unsigned mode) {
  std::filesystem::path beside = file;
  beside += ".new";
  auto written = write_and_sync(beside, content, mode);
  if (written && ::rename(beside.c_str(), file.c_str()) != 0) written = store_failure(file, "rename");
  if (!written) {
    ::unlink(beside.c_str());
    return written;
  }
  const std::filesystem::path directory = file.has_parent_path() ? file.parent_path() : ".";
  Descriptor folder{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (folder.fd < 0 || ::fsync(folder.fd) != 0) return store_failure(directory, "fsync");
  return {};
}

}  // namespace bianmin::base
