#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/failure.hpp"
#include "offline/notice.hpp"

namespace bianmin::offline {

/// A new content version is in place and passed validation; `directory` stays until two versions later.
struct ContentReady {
  std::uint64_t version{};
  std::filesystem::path directory;
};
/// The platform offers a version that this terminal won't use. The version before stays.
struct ContentRefused {
  std::uint64_t version{};
  base::Failure why;
};
/// All notices to show now, emergencies first, then by beginning.
struct NoticesChanged {
  std::vector<Notice> notices;
};

}  // namespace bianmin::offline
