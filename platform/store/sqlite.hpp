#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace bianmin::platform {

/// Thrown inside the store only; Writer and Readers turn it into a Failure.
class StoreError : public std::exception {
 public:
  explicit StoreError(base::Failure failure) : failure_(std::move(failure)) {}
  const base::Failure& failure() const { return failure_; }
  const char* what() const noexcept override { return failure_.detail.c_str(); }

 private:
  base::Failure failure_;
};

/// One use of a prepared statement: bind in order, step, read columns. Resets itself when destroyed.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  Statement& text(std::string_view value);
  Statement& blob(std::string_view value);
  Statement& number(std::int64_t value);
  Statement& null();

  /// True when there is a row to read. Throws StoreError.
  bool step();
  /// Runs a statement that yields no row. Throws StoreError.
  void run();

  std::string text_at(int column) const;
  std::int64_t number_at(int column) const;
  bool is_null(int column) const;

 private:
  void check(int result) const;

  sqlite3_stmt* statement_;
  int bound_ = 0;
};

/// A connection to the platform's database. One thread at a time.
class Database {
 public:
  enum class Mode { ReadWrite, ReadOnly };
  /// WAL, synchronous=FULL, foreign keys on, waits up to 5 s for another process. Throws StoreError.
  Database(const std::filesystem::path& file, Mode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// `sql` must be a literal: prepared once, kept for the connection's life. Not to be used twice at the same time.
  Statement prepare(const char* sql);
  /// Runs several statements separated by semicolons.
  void execute(const char* sql);
  /// False when SQLite has rolled back by itself (disk full, I/O error).
  bool in_transaction() const;
  /// Rows changed by the last statement.
  std::int64_t changes() const;
  std::int64_t last_id() const;

 private:
  sqlite3* handle_ = nullptr;
  std::map<const char*, sqlite3_stmt*> prepared_;
};

/// Brings the database to the newest schema (PRAGMA user_version). StoreUnavailable when a newer platform wrote it.
/// Throws StoreError.
void migrate(Database& database);

}  // namespace bianmin::platform
