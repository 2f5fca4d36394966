#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "base/uuid.hpp"
#include "offline/case_number.hpp"
#include "offline/case_sequence.hpp"

namespace bianmin::offline {

/// What is known of an item without its body.
struct OutboxItem {
  std::int64_t sequence{};
  std::string kind, path;
  base::Uuid key;
  std::string number;  // of a case, else empty
};

struct OutboxStoreConfig {
  std::filesystem::path directory;
  std::size_t max_items{};
  std::size_t max_bytes{};
};

/// The outbox's database (SQLite, WAL, synchronous=FULL): every change that returned success is fsynced. One thread.
class OutboxStore {
 public:
  struct Damage {
    std::filesystem::path moved_to;
    std::size_t saved{};
    base::Failure why;
  };
  struct Opened {
    std::unique_ptr<OutboxStore> store;
    std::optional<Damage> damage;
  };
  /// Opens or makes it. A database that is damaged is moved aside, what can still be read is taken over into a new
  /// one. StoreUnavailable or StoreFull.
  static base::Result<Opened> open(const OutboxStoreConfig& config, base::Instant now);
  ~OutboxStore();

  /// Takes the next number for `filed_at`'s month, lets `make_body` make the body that holds it, and stores it: all or
  /// nothing. InputInvalid when `id` is there already.
  base::Result<OutboxItem> add_case(std::string_view terminal, const base::Uuid& id, base::Instant filed_at,
                                    const std::string& path,
                                    const std::function<base::Result<std::string>(const CaseNumber&)>& make_body);
  base::Result<OutboxItem> add(std::string kind, std::string path, const base::Uuid& key, std::string_view body);
  /// Those that wait, oldest first.
  base::Result<std::vector<OutboxItem>> waiting();
  base::Result<std::string> body(std::int64_t sequence);
  base::Result<void> remove(std::int64_t sequence);
  base::Result<void> refuse(std::int64_t sequence, base::FailureCode why);
  /// Puts all refused items back among the waiting.
  base::Result<void> readmit_refused();
  base::Result<std::size_t> refused_count();
  /// Gives the log's space back; for quiet moments.
  void shrink();

  /// True after a failure that means that the file itself is damaged: open again.
  bool damaged() const { return damaged_; }

 private:
  class Database;
  OutboxStore(std::unique_ptr<Database> database, OutboxStoreConfig config, CaseSequence sequence);
  static base::Result<std::unique_ptr<Database>> prepare(const std::filesystem::path& file, std::size_t max_bytes,
                                                         bool& damaged);
  static base::Result<std::filesystem::path> move_aside(const std::filesystem::path& file, base::Instant now);
  base::Result<void> skip_used_numbers(int month, base::Instant now);
  std::size_t take_over(const std::filesystem::path& damaged_file);
  base::Result<void> count_items();
  base::Result<OutboxItem> insert(OutboxItem item, std::string_view body);
  base::Result<void> check_room();
  template <class T>
  base::Result<T> noted(base::Result<T> result);

  std::unique_ptr<Database> database_;
  const OutboxStoreConfig config_;
  CaseSequence sequence_;
  std::size_t items_ = 0;  // waiting and refused
  bool damaged_ = false;
};

}  // namespace bianmin::offline
