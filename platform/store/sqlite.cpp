#include "platform/store/sqlite.hpp"

#include <sqlite3.h>

namespace bianmin::platform {
namespace {

using base::FailureCode;

[[noreturn]] void raise(sqlite3* handle, int result) {
  const bool full = (result & 0xff) == SQLITE_FULL;
  const bool busy = (result & 0xff) == SQLITE_BUSY;
  const char* message = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
  throw StoreError({full   ? FailureCode::StoreFull
                    : busy ? FailureCode::PlatformBusy
                           : FailureCode::StoreUnavailable,
                    std::string("database: ") + message});
}

}  // namespace

Statement::~Statement() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Statement::check(int result) const {
  if (result != SQLITE_OK) raise(sqlite3_db_handle(statement_), result);
}

// The bound bytes outlive the step: callers bind what they hold until the statement has run.
Statement& Statement::text(std::string_view value) {
  check(sqlite3_bind_text64(statement_, ++bound_, value.data() == nullptr ? "" : value.data(), value.size(),
                            SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::blob(std::string_view value) {
  check(sqlite3_bind_blob64(statement_, ++bound_, value.data() == nullptr ? "" : value.data(), value.size(),
                            SQLITE_STATIC));
  return *this;
}

Statement& Statement::number(std::int64_t value) {
  check(sqlite3_bind_int64(statement_, ++bound_, value));
  return *this;
}

Statement& Statement::null() {
  check(sqlite3_bind_null(statement_, ++bound_));
  return *this;
}

bool Statement::step() {
  const int result = sqlite3_step(statement_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  raise(sqlite3_db_handle(statement_), result);
}

void Statement::run() {
  while (step()) {
  }
}

std::string Statement::text_at(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::int64_t Statement::number_at(int column) const { return sqlite3_column_int64(statement_, column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

Database::Database(const std::filesystem::path& file, Mode mode) {
  const int flags = (mode == Mode::ReadWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX;
  const int result = sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr);
  if (result != SQLITE_OK) {
    const std::string message = file.string() + ": " + sqlite3_errstr(result);
    sqlite3_close(handle_);
    throw StoreError({FailureCode::StoreUnavailable, message});
  }
  sqlite3_busy_timeout(handle_, 5000);
  try {
    if (mode == Mode::ReadWrite)
      execute(
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA wal_autocheckpoint=4000;"
          "PRAGMA cache_size=-32000;");
    else
      execute("PRAGMA query_only=ON; PRAGMA cache_size=-4000;");
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() {
  for (const auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

Statement Database::prepare(const char* sql) {
  sqlite3_stmt*& statement = prepared_[sql];
  if (statement == nullptr) {
    const int result = sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK) raise(handle_, result);
  }
  return Statement(statement);
}

void Database::execute(const char* sql) {
  const int result = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) raise(handle_, result);
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }
std::int64_t Database::last_id() const { return sqlite3_last_insert_rowid(handle_); }

}  // namespace bianmin::platform
