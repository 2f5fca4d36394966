#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "offline/keys.hpp"
#include "offline/notice.hpp"

namespace bianmin::offline {

/// The notices this terminal knows, kept on the disk as they were signed. Of each id only the newest sequence counts,
/// so a withdrawn notice can't be brought back by sending its old envelope again. One thread.
class NoticeBoard {
 public:
  static constexpr std::size_t kMaxNotices = 256;

  NoticeBoard(std::filesystem::path file, VerifyKey key, std::string terminal);

  /// Reads the file and checks every signature again; what doesn't pass is left out. A missing file is an empty board.
  base::Result<void> load(base::Instant now);
  struct Applied {
    bool changed = false;
    std::vector<base::Failure> refused;
  };
  /// Takes what the platform sent: SignatureInvalid, VersionTooOld (a replay) or InputInvalid for those refused.
  Applied apply(const std::vector<SignedNotice>& received, base::Instant now);
  /// To show now: emergencies first, then warnings, then by beginning.
  std::vector<Notice> active(base::Instant now) const;
  /// When `active` changes next by itself.
  std::optional<base::Instant> next_change(base::Instant now) const;

 private:
  struct Entry {
    SignedNotice kept;
    NoticeEnvelope envelope;
    base::Instant keep_until;
  };
  base::Result<bool> take(const SignedNotice& received, base::Instant now, std::optional<base::Instant> keep_until);
  void forget_old(base::Instant now);
  base::Result<void> save() const;

  std::filesystem::path file_;
  VerifyKey key_;
  std::string terminal_;
  std::map<std::string, Entry> entries_;  // by id; withdrawn ones stay until nobody could replay them
};

}  // namespace bianmin::offline
