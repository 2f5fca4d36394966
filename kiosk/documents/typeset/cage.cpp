#include "kiosk/documents/typeset/cage.hpp"

#include <cerrno>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BIANMIN_SANITIZED 1
#else
#define BIANMIN_SANITIZED 0
#endif

namespace bianmin::kiosk::documents {
namespace {

constexpr rlim_t kMemory = 1024U << 20;   // bytes of address space: fonts of 25 MB each are mapped, not read
constexpr rlim_t kProcessorSeconds = 60;  // the shell ends the process long before
constexpr rlim_t kFiles = 256;            // fonts stay open while their glyphs are used

std::string failed(const char* what, int error) { return std::string(what) + ": " + std::strerror(error); }

bool limit(__rlimit_resource_t resource, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(resource, &both) == 0;
}

// Raising it is allowed to everybody. A kernel without it, or a /proc that is hidden, is no reason not to print.
void be_the_first_to_go() {
  const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  const ssize_t wrote = ::write(file, "1000", 4);
  static_cast<void>(wrote);
  ::close(file);
}

void add_all(std::set<std::string>& folders, FcStrList* list) {
  if (list == nullptr) return;
  while (const FcChar8* folder = FcStrListNext(list)) folders.insert(reinterpret_cast<const char*>(folder));
  FcStrListDone(list);
}

// Which folders there are is known once fontconfig has read its settings. Kernels without Landlock (before 5.13, or
// built without it) can't do this: there, files can be read that the kiosk's user can read, and still go nowhere.
std::string only_fonts() {
  const landlock_ruleset_attr reading{.handled_access_fs = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                                                           LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE};
  const long rules = ::syscall(SYS_landlock_create_ruleset, &reading, sizeof reading, 0U);
  if (rules < 0) return errno == ENOSYS || errno == EOPNOTSUPP ? std::string() : failed("landlock", errno);
  std::set<std::string> folders{"/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts"};
  add_all(folders, FcConfigGetFontDirs(nullptr));
  add_all(folders, FcConfigGetCacheDirs(nullptr));
  for (const std::string& folder : folders) {
    const int opened = ::open(folder.c_str(), O_PATH | O_CLOEXEC);
    if (opened < 0) continue;  // named in the settings, but not there
    landlock_path_beneath_attr rule{};
    rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    rule.parent_fd = opened;
    ::syscall(SYS_landlock_add_rule, static_cast<int>(rules), LANDLOCK_RULE_PATH_BENEATH, &rule, 0U);
    ::close(opened);
  }
  const long done = ::syscall(SYS_landlock_restrict_self, static_cast<int>(rules), 0U);
  const int error = errno;
  ::close(static_cast<int>(rules));
  return done == 0 ? std::string() : failed("landlock", error);
}

std::string filter_system_calls() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == nullptr) return "seccomp_init";
  // Pango may have threads already.
  int error = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
  const auto rule = [&](std::uint32_t action, int call, auto... conditions) {
    if (error == 0) error = seccomp_rule_add(filter, action, call, sizeof...(conditions), conditions...);
  };
  for (const int call : {SCMP_SYS(read),
                         SCMP_SYS(pread64),
                         SCMP_SYS(lseek),
                         SCMP_SYS(close),
                         SCMP_SYS(fstat),
                         SCMP_SYS(newfstatat),
                         SCMP_SYS(stat),
                         SCMP_SYS(lstat),
                         SCMP_SYS(statx),
                         SCMP_SYS(fstatfs),
                         SCMP_SYS(statfs),
                         SCMP_SYS(access),
                         SCMP_SYS(faccessat),
                         SCMP_SYS(faccessat2),
                         SCMP_SYS(readlink),
                         SCMP_SYS(readlinkat),
                         SCMP_SYS(getdents64),
                         SCMP_SYS(fcntl),
                         SCMP_SYS(brk),
                         SCMP_SYS(munmap),
                         SCMP_SYS(mremap),
                         SCMP_SYS(madvise),
                         SCMP_SYS(futex),
                         SCMP_SYS(sched_yield),
                         SCMP_SYS(sched_getaffinity),
                         SCMP_SYS(clock_gettime),
                         SCMP_SYS(gettimeofday),
                         SCMP_SYS(getrandom),
                         SCMP_SYS(getpid),
                         SCMP_SYS(gettid),
                         SCMP_SYS(uname),
                         SCMP_SYS(sysinfo),
                         SCMP_SYS(prlimit64),
                         SCMP_SYS(set_robust_list),
                         SCMP_SYS(rseq),
                         SCMP_SYS(rt_sigprocmask),
                         SCMP_SYS(rt_sigreturn),
                         SCMP_SYS(restart_syscall),
                         SCMP_SYS(exit),
                         SCMP_SYS(exit_group)})
    rule(SCMP_ACT_ALLOW, call);
  for (const unsigned descriptor : {0U, 2U}) rule(SCMP_ACT_ALLOW, SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, descriptor));
  // Files are read and never written; opening one to write fails, because fontconfig tries that in passing.
  constexpr unsigned kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
  rule(SCMP_ACT_ALLOW, SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0));
  for (const unsigned bit : {unsigned(O_WRONLY), unsigned(O_RDWR), unsigned(O_CREAT), unsigned(O_TRUNC)})
    rule(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, bit, bit));
  for (const int call : {SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(mkdir),
                         SCMP_SYS(mkdirat), SCMP_SYS(chmod), SCMP_SYS(rename)})
    rule(SCMP_ACT_ERRNO(EACCES), call);
  // Memory, but none that could be run.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // Threads (Pango looks for fonts on one), but no processes. clone3's flags can't be seen: glibc then takes clone.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(prctl), SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME));
  if (error == 0) error = seccomp_load(filter);
  seccomp_release(filter);
  return error == 0 ? std::string{} : failed("seccomp", -error);
}

}  // namespace

std::string enter_cage() {
  be_the_first_to_go();
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no_new_privs", errno);
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed("dumpable", errno);
  if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_FSIZE, 0) || !limit(RLIMIT_CPU, kProcessorSeconds))
    return failed("setrlimit", errno);
  if (BIANMIN_SANITIZED) return {};
  if (!limit(RLIMIT_AS, kMemory) || !limit(RLIMIT_NOFILE, kFiles)) return failed("setrlimit", errno);
  if (auto failure = only_fonts(); !failure.empty()) return failure;
  return filter_system_calls();
}

}  // namespace bianmin::kiosk::documents
