#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/random.hpp"
#include "base/secret.hpp"

namespace bianmin::offline {

struct ParkedConfig {
  std::filesystem::path directory;  // "<data>/parked"
  std::size_t max_visits = 20;
  std::size_t max_visit_bytes = 6U << 20;  // of one visit, before it is sealed
  std::size_t max_bytes = 24U << 20;       // of all files
  base::Milliseconds keep{8 * 3'600'000};  // and never longer than the day, in China's time
};

/// Visits whose residents let others go first. Each lies in a file of its own, sealed under a key that is kept nowhere:
/// it is wrapped once under the slip's secret and, for who came with a card, once under their number. The number alone
/// could be guessed, so it goes through Argon2id with a secret of this terminal that is thrown away with the last
/// visit. Every change that returned is on the disk. One thread; `find` by a card's number takes about 0.1 s.
///
/// File: "BMP1", one byte of flags (1: opened by a card as well), 12 bytes of id, 8 of the last moment (milliseconds of
/// Unix time, most significant first), two wrapped keys of 72 bytes (24 of nonce, 48 of key with its tag), 24 of nonce,
/// the visit with its tag. XChaCha20-Poly1305 throughout; what stands before is authenticated with it.
class ParkedVisits {
 public:
  struct Parked {
    std::string id;     // 24 hexadecimal digits
    base::Secret code;  // of the slip: "BMP1:<id>:<base64url of 32 bytes>"
  };
  struct Found {
    std::string id;
    base::Secret visit;
  };

  /// `random` must outlive this object.
  ParkedVisits(ParkedConfig config, base::Random& random);

  /// Makes the directory, throws away what is no visit and what has run out. StoreUnavailable, StoreFull.
  base::Result<void> open(base::Instant now);
  /// Seals a visit. `id_number` may be empty. StoreFull when there is no room, by number or by size; nothing else is
  /// pushed out for it. A visit that was parked before and went on since is named by `replaces`: its room counts as
  /// free, and it is the caller who drops it, once this one lies here.
  base::Result<Parked> park(std::string_view visit, std::string_view id_number, base::Instant now,
                            std::string_view replaces = {});
  /// CodeUnknown when it is no such code; CaseNotFound when nothing lies here for it or it does not open.
  base::Result<Found> find_by_code(std::string_view code, base::Instant now);
  /// The latest of this person's. CaseNotFound when there is none.
  base::Result<Found> find_by_number(std::string_view id_number, base::Instant now);
  /// Idempotent.
  base::Result<void> drop(std::string_view id);
  /// Throws away what has run out; how many are left.
  std::size_t sweep(base::Instant now);

 private:
  struct File;
  base::Result<base::Secret> terminal_secret(bool make);
  base::Result<base::Secret> card_key(std::string_view id_number, bool make);
  std::filesystem::path path_of(std::string_view id) const;
  std::optional<File> read(const std::filesystem::path& path) const;

  ParkedConfig config_;
  base::Random& random_;
};

/// A parked visit's code taken apart. CodeUnknown unless it begins with "BMP1:", InputInvalid when it is a wrong one.
struct ParkedCode {
  std::string id;
  base::Secret secret;
};
base::Result<ParkedCode> parse_parked_code(std::string_view code);

}  // namespace bianmin::offline
