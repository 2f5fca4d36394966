#pragma once

#include <string>

namespace bianmin::kiosk::documents {

/// Gives up for good everything but setting type: descriptors 0 and 2, memory that can't be run, threads, and reading
/// files, which with a kernel that has Landlock are those of fonts alone. No network, no other program, nothing
/// written, no core dump, limits on memory and processor time; when memory is short the kernel ends this process
/// before any other. Any other system call ends it. Empty on success, else what failed. Address and thread sanitizers
/// need more; in such builds only the harmless half is done. Fontconfig must have been set up before.
std::string enter_cage();

}  // namespace bianmin::kiosk::documents
