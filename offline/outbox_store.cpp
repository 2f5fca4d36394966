#include "offline/outbox_store.hpp"

#include <cstring>

#include <sqlite3.h>

#include "base/log.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::Failure;
using base::FailureCode;
using base::Result;

constexpr int kApplicationId = 0x424D4F42;  // "BMOB"
constexpr int kSchemaVersion = 1;
constexpr std::size_t kPageSize = 4096;

constexpr const char* kSchema = R"(
  CREATE TABLE IF NOT EXISTS item(
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, path TEXT NOT NULL, key BLOB NOT NULL UNIQUE, number TEXT NOT NULL,
    body BLOB NOT NULL, refused TEXT) STRICT;
  CREATE TABLE IF NOT EXISTS number(month INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
)";

bool means_damage(int code) {
  code &= 0xFF;
  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

}  // namespace

// A connection, and statements that borrow it.
class OutboxStore::Database {
 public:
  ~Database() { sqlite3_close_v2(handle_); }

  int open(const std::filesystem::path& file, int flags) {
    return sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  }
  int code() const { return sqlite3_extended_errcode(handle_); }
  sqlite3* handle() const { return handle_; }

  tl::unexpected<Failure> failure(const char* what) const {
    const int code = sqlite3_extended_errcode(handle_);
    FailureCode mapped = FailureCode::StoreUnavailable;
    if ((code & 0xFF) == SQLITE_FULL) mapped = FailureCode::StoreFull;
    if (code == SQLITE_CONSTRAINT_UNIQUE) mapped = FailureCode::InputInvalid;
    // The code's name only: a message could quote a value.
    return fail(mapped, std::string("outbox: ") + what + ": " + sqlite3_errstr(code));
  }

  Result<void> run(const char* sql) {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failure("statement");
    return {};
  }

 private:
  sqlite3* handle_ = nullptr;
};

namespace {

class Statement {
 public:
  Statement(sqlite3* database, const char* sql) : database_(database) {
    sqlite3_prepare_v2(database_, sql, -1, &handle_, nullptr);
  }
  ~Statement() { sqlite3_finalize(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Bound values are borrowed until the statement dies.
  Statement& bind(int index, std::string_view text) {
    sqlite3_bind_text64(handle_, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
  }
  Statement& bind_blob(int index, std::string_view bytes) {
    sqlite3_bind_blob64(handle_, index, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC);
    return *this;
  }
  Statement& bind(int index, const base::Uuid& id) {
    sqlite3_bind_blob64(handle_, index, id.bytes.data(), id.bytes.size(), SQLITE_STATIC);
    return *this;
  }
  Statement& bind(int index, std::int64_t value) {
    sqlite3_bind_int64(handle_, index, value);
    return *this;
  }
  int step() { return handle_ ? sqlite3_step(handle_) : sqlite3_errcode(database_); }
  std::int64_t integer(int column) { return sqlite3_column_int64(handle_, column); }
  std::string bytes(int column) {
    const void* data = sqlite3_column_blob(handle_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return data ? std::string(static_cast<const char*>(data), size) : std::string();
  }
  bool is_null(int column) { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

 private:
  sqlite3* database_;
  sqlite3_stmt* handle_ = nullptr;
};

std::optional<OutboxItem> read_item(Statement& row) {
  OutboxItem item;
  item.sequence = row.integer(0);
  item.kind = row.bytes(1);
  item.path = row.bytes(2);
  const std::string key = row.bytes(3);
  item.number = row.bytes(4);
  if (key.size() != item.key.bytes.size()) return std::nullopt;
  std::memcpy(item.key.bytes.data(), key.data(), key.size());
  return item;
}

std::filesystem::path beside(const std::filesystem::path& file, std::string_view suffix) {
  return std::filesystem::path(file).concat(suffix);
}

}  // namespace

OutboxStore::OutboxStore(std::unique_ptr<Database> database, OutboxStoreConfig config, CaseSequence sequence)
    : database_(std::move(database)), config_(std::move(config)), sequence_(std::move(sequence)) {}

OutboxStore::~OutboxStore() = default;

template <class T>
Result<T> OutboxStore::noted(Result<T> result) {
  if (!result && means_damage(database_->code())) damaged_ = true;
  return result;
}

Result<std::unique_ptr<OutboxStore::Database>> OutboxStore::prepare(const std::filesystem::path& file,
                                                                    std::size_t max_bytes, bool& damaged) {
  auto database = std::make_unique<Database>();
  if (database->open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) != SQLITE_OK) return database->failure("open");
  sqlite3_busy_timeout(database->handle(), 5000);
  const std::string limit = "PRAGMA max_page_count=" + std::to_string(std::max<std::size_t>(max_bytes / kPageSize, 16));
  const std::string marks = "PRAGMA application_id=" + std::to_string(kApplicationId) +
                            "; PRAGMA user_version=" + std::to_string(kSchemaVersion);
  for (const char* sql : {"PRAGMA page_size=4096", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
                          "PRAGMA secure_delete=ON", "PRAGMA cell_size_check=ON", "PRAGMA trusted_schema=OFF",
                          "PRAGMA journal_size_limit=4194304", limit.c_str(), kSchema, marks.c_str()})
    if (auto done = database->run(sql); !done) {
      damaged = means_damage(database->code());
      return tl::unexpected(done.error());
    }
  Statement check(database->handle(), "PRAGMA quick_check(1)");
  if (check.step() != SQLITE_ROW || check.bytes(0) != "ok") {
    damaged = true;
    return fail(FailureCode::StoreUnavailable, "outbox: the database's pages don't fit together");
  }
  return database;
}

Result<std::filesystem::path> OutboxStore::move_aside(const std::filesystem::path& file, base::Instant now) {
  std::error_code error;
  const auto target = file.parent_path() / ("outbox-damaged-" + std::to_string(now.time_since_epoch().count()) + ".db");
  for (const char* suffix : {"-wal", ""})
    if (std::filesystem::exists(beside(file, suffix), error))
      std::filesystem::rename(beside(file, suffix), beside(target, suffix), error);
  std::filesystem::remove(beside(file, "-shm"), error);
  if (std::filesystem::exists(file, error))
    return fail(FailureCode::StoreUnavailable, "outbox: the damaged database can't be moved aside");
  return target;
}

Result<OutboxStore::Opened> OutboxStore::open(const OutboxStoreConfig& config, base::Instant now) {
  std::error_code error;
  std::filesystem::create_directories(config.directory, error);
  if (!error) std::filesystem::permissions(config.directory, std::filesystem::perms::owner_all, error);
  if (error)
    return fail(error == std::errc::no_space_on_device ? FailureCode::StoreFull : FailureCode::StoreUnavailable,
                config.directory.string() + ": " + error.message());
  const auto file = config.directory / "outbox.db";
  const bool existed = std::filesystem::exists(file, error);

  Opened opened;
  bool damaged = false;
  auto database = prepare(file, config.max_bytes, damaged);
  if (!database && existed && damaged) {
    Damage damage{.why = database.error()};
    auto moved = move_aside(file, now);
    if (!moved) return tl::unexpected(moved.error());
    damage.moved_to = std::move(*moved);
    database = prepare(file, config.max_bytes, damaged);
    opened.damage = std::move(damage);
  }
  if (!database) return tl::unexpected(database.error());
  CaseSequence sequence(config.directory / "numbers", existed);
  opened.store.reset(new OutboxStore(std::move(*database), config, std::move(sequence)));
  if (!existed || opened.damage)
    if (auto placed = opened.store->skip_used_numbers(CaseNumber::month_of(now), now); !placed)
      return tl::unexpected(placed.error());
  if (opened.damage) opened.damage->saved = opened.store->take_over(opened.damage->moved_to);
  if (auto counted = opened.store->count_items(); !counted) return tl::unexpected(counted.error());
  return opened;
}

Result<void> OutboxStore::skip_used_numbers(int month, base::Instant now) {
  const int first = sequence_.first_unused(month, now);
  if (first == 1) return {};
  Statement set(database_->handle(), "INSERT OR REPLACE INTO number(month,last) VALUES(?1,?2)");
  if (set.bind(1, std::int64_t{month}).bind(2, std::int64_t{first - 1}).step() != SQLITE_DONE)
    return database_->failure("numbers");
  return {};
}

std::size_t OutboxStore::take_over(const std::filesystem::path& damaged_file) {
  Database old;
  if (old.open(damaged_file, SQLITE_OPEN_READWRITE) != SQLITE_OK) return 0;
  std::size_t saved = 0;
  // From both ends, so that a broken page in the middle costs only what is on it.
  for (const char* sql : {"SELECT sequence,kind,path,key,number,body,refused FROM item ORDER BY sequence",
                          "SELECT sequence,kind,path,key,number,body,refused FROM item ORDER BY sequence DESC"}) {
    Statement rows(old.handle(), sql);
    while (rows.step() == SQLITE_ROW) {
      const auto item = read_item(rows);
      if (!item) continue;
      const std::string body = rows.bytes(5), refused = rows.bytes(6);
      Statement insert(database_->handle(),
                       "INSERT OR IGNORE INTO item(sequence,kind,path,key,number,body,refused) "
                       "VALUES(?1,?2,?3,?4,?5,?6,?7)");
      insert.bind(1, item->sequence).bind(2, item->kind).bind(3, item->path).bind(4, item->key);
      insert.bind(5, item->number).bind_blob(6, body);
      if (!rows.is_null(6)) insert.bind(7, refused);
      if (insert.step() == SQLITE_DONE && sqlite3_changes(database_->handle()) > 0) ++saved;
    }
  }
  return saved;
}

Result<void> OutboxStore::count_items() {
  Statement count(database_->handle(), "SELECT count(*) FROM item");
  if (count.step() != SQLITE_ROW) return database_->failure("count");
  items_ = static_cast<std::size_t>(count.integer(0));
  return {};
}

Result<void> OutboxStore::check_room() {
  if (items_ < config_.max_items) return {};
  return fail(FailureCode::StoreFull, "outbox: holds " + std::to_string(items_) + " items, the limit");
}

Result<OutboxItem> OutboxStore::insert(OutboxItem item, std::string_view body) {
  Statement statement(database_->handle(), "INSERT INTO item(kind,path,key,number,body) VALUES(?1,?2,?3,?4,?5)");
  statement.bind(1, item.kind).bind(2, item.path).bind(3, item.key).bind(4, item.number).bind_blob(5, body);
  if (statement.step() != SQLITE_DONE) return database_->failure("insert");
  item.sequence = sqlite3_last_insert_rowid(database_->handle());
  return item;
}

Result<OutboxItem> OutboxStore::add_case(std::string_view terminal, const base::Uuid& id, base::Instant filed_at,
                                         const std::string& path,
                                         const std::function<Result<std::string>(const CaseNumber&)>& make_body) {
  if (auto room = check_room(); !room) return tl::unexpected(room.error());
  const auto transaction = [&]() -> Result<OutboxItem> {
    const int month = CaseNumber::month_of(filed_at);
    int next = 0;
    {
      Statement last(database_->handle(), "SELECT last FROM number WHERE month=?1");
      last.bind(1, std::int64_t{month});
      const int step = last.step();
      if (step != SQLITE_ROW && step != SQLITE_DONE) return database_->failure("number");
      // A row that holds no number any more is as good as none.
      const std::int64_t given = step == SQLITE_ROW ? last.integer(0) : -1;
      const bool known = given >= 0 && given <= CaseNumber::kMaxSequence;
      next = known ? static_cast<int>(given) + 1 : sequence_.first_unused(month, filed_at);
    }
    if (next > CaseNumber::kMaxSequence)
      return fail(FailureCode::StoreFull, "outbox: this month's numbers are used up");
    if (auto reserved = sequence_.reserve(month, next); !reserved) return tl::unexpected(reserved.error());
    Statement set(database_->handle(), "INSERT OR REPLACE INTO number(month,last) VALUES(?1,?2)");
    set.bind(1, std::int64_t{month}).bind(2, std::int64_t{next});
    if (set.step() != SQLITE_DONE) return database_->failure("number");
    const CaseNumber number = CaseNumber::make(terminal, month, next);
    auto body = make_body(number);
    if (!body) return tl::unexpected(body.error());
    return insert({0, "case", path, id, number.text()}, *body);
  };

  if (auto begun = noted(database_->run("BEGIN IMMEDIATE")); !begun) return tl::unexpected(begun.error());
  auto item = noted(transaction());
  if (item)
    if (auto committed = noted(database_->run("COMMIT")); !committed) item = tl::unexpected(committed.error());
  if (!item) {
    if (sqlite3_get_autocommit(database_->handle()) == 0) static_cast<void>(database_->run("ROLLBACK"));
    return item;
  }
  ++items_;
  return item;
}

Result<OutboxItem> OutboxStore::add(std::string kind, std::string path, const base::Uuid& key, std::string_view body) {
  if (auto room = check_room(); !room) return tl::unexpected(room.error());
  auto item = noted(insert({0, std::move(kind), std::move(path), key, {}}, body));
  if (item) ++items_;
  return item;
}

Result<std::vector<OutboxItem>> OutboxStore::waiting() {
  Statement rows(database_->handle(),
                 "SELECT sequence,kind,path,key,number FROM item WHERE refused IS NULL ORDER BY sequence");
  std::vector<OutboxItem> items;
  int step = SQLITE_DONE;
  while ((step = rows.step()) == SQLITE_ROW)
    if (auto item = read_item(rows)) items.push_back(std::move(*item));
  if (step != SQLITE_DONE) return noted<std::vector<OutboxItem>>(database_->failure("read"));
  return items;
}

Result<std::string> OutboxStore::body(std::int64_t sequence) {
  Statement row(database_->handle(), "SELECT body FROM item WHERE sequence=?1");
  row.bind(1, sequence);
  const int step = row.step();
  if (step == SQLITE_DONE) return fail(FailureCode::StoreUnavailable, "outbox: an item is gone");
  if (step != SQLITE_ROW) return noted<std::string>(database_->failure("read"));
  return row.bytes(0);
}

Result<void> OutboxStore::remove(std::int64_t sequence) {
  Statement statement(database_->handle(), "DELETE FROM item WHERE sequence=?1");
  if (statement.bind(1, sequence).step() != SQLITE_DONE) return noted<void>(database_->failure("delete"));
  if (items_ > 0) --items_;
  return {};
}

Result<void> OutboxStore::refuse(std::int64_t sequence, FailureCode why) {
  Statement statement(database_->handle(), "UPDATE item SET refused=?2 WHERE sequence=?1");
  if (statement.bind(1, sequence).bind(2, base::to_string(why)).step() != SQLITE_DONE)
    return noted<void>(database_->failure("refuse"));
  return {};
}

Result<void> OutboxStore::readmit_refused() {
  return noted(database_->run("UPDATE item SET refused=NULL WHERE refused IS NOT NULL"));
}

Result<std::size_t> OutboxStore::refused_count() {
  Statement count(database_->handle(), "SELECT count(*) FROM item WHERE refused IS NOT NULL");
  if (count.step() != SQLITE_ROW) return noted<std::size_t>(database_->failure("count"));
  return static_cast<std::size_t>(count.integer(0));
}

void OutboxStore::shrink() {
  if (auto done = database_->run("PRAGMA wal_checkpoint(TRUNCATE)"); !done)
    base::log_failure("outbox-checkpoint", done.error(), "outbox");
}

}  // namespace bianmin::offline
