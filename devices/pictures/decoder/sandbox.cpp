#include "devices/pictures/decoder/sandbox.hpp"

#include <cerrno>
#include <cstring>

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define BIANMIN_SANITIZED 1
#else
#define BIANMIN_SANITIZED 0
#endif

namespace bianmin::devices::decode {
namespace {

constexpr rlim_t kMemory = 384U << 20;     // bytes: code and libraries, a 24-megapixel picture, ZBar's own tables
constexpr rlim_t kProcessorSeconds = 240;  // the terminal replaces the process long before

std::string failed(const char* what, int error) { return std::string(what) + ": " + std::strerror(error); }

bool limit(__rlimit_resource_t resource, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(resource, &both) == 0;
}

std::string filter_system_calls() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (filter == nullptr) return "seccomp_init";
  int error = 0;
  const auto rule = [&](std::uint32_t action, int call, auto... conditions) {
    if (error == 0) error = seccomp_rule_add(filter, action, call, sizeof...(conditions), conditions...);
  };
  rule(SCMP_ACT_ALLOW, SCMP_SYS(read), SCMP_A0(SCMP_CMP_EQ, 0));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, 0));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(write), SCMP_A0(SCMP_CMP_EQ, 2));
  for (const int call :
       {SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall), SCMP_SYS(brk),
        SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(clock_gettime),
        SCMP_SYS(gettimeofday), SCMP_SYS(sysinfo)})  // qsort asks how much memory there is
    rule(SCMP_ACT_ALLOW, call);
  // Memory, but none that could be run.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
       SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  for (const int call :
       {SCMP_SYS(openat), SCMP_SYS(open), SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(access), SCMP_SYS(readlink)})
    rule(SCMP_ACT_ERRNO(EACCES), call);
  if (error == 0) error = seccomp_load(filter);
  seccomp_release(filter);
  return error == 0 ? std::string{} : failed("seccomp", -error);
}

}  // namespace

std::string enter_sandbox() {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("no_new_privs", errno);
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed("dumpable", errno);
  if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_FSIZE, 0) || !limit(RLIMIT_CPU, kProcessorSeconds))
    return failed("setrlimit", errno);
  if (BIANMIN_SANITIZED) return {};
  if (!limit(RLIMIT_AS, kMemory) || !limit(RLIMIT_NOFILE, 3) || !limit(RLIMIT_NPROC, 0))
    return failed("setrlimit", errno);
  return filter_system_calls();
}

}  // namespace bianmin::devices::decode
