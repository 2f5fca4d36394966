#pragma once

#include <string>

namespace bianmin::devices::decode {

/// Gives up for good everything but computing and talking over the descriptors 0 and 2: no new privileges, no core
/// dump, memory and processor limits, and a seccomp filter that ends the process on any other system call (opening a
/// file fails with EACCES instead, because libraries try that in passing). Empty on success, else what failed.
/// Address and thread sanitizers need more; in such builds only the harmless half is done.
std::string enter_sandbox();

}  // namespace bianmin::devices::decode
