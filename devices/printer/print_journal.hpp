#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/failure.hpp"

namespace bianmin::devices {

/// How far a job is known to have come. Sending is the dangerous one: the printer may or may not have it.
enum class PrintOutcome { Sending, Accepted, Finished, Failed };

/// Remembers across power cuts which print jobs were sent, so that none is printed twice. One file of lines
/// ("id outcome printer-job"), appended and fsynced; a line that a power cut tore is dropped. Holds ids only, never a
/// title or a document. One thread.
class PrintJournal {
 public:
  struct Entry {
    PrintOutcome outcome{};
    int printer_job = 0;      // 0 = not known
    std::uint64_t order = 0;  // of the last change
  };
  static constexpr std::size_t kMaxIdBytes = 96;
  static constexpr std::size_t kKept = 10'000;  // ids remembered; older ones are forgotten when the file is rewritten

  PrintJournal() = default;
  PrintJournal(PrintJournal&& other) noexcept;
  PrintJournal& operator=(PrintJournal&& other) noexcept;
  ~PrintJournal();

  /// Opens or makes `folder`/print-journal. StoreUnavailable, StoreFull.
  static base::Result<PrintJournal> open(const std::filesystem::path& folder);
  /// 1 … 96 characters of [A-Za-z0-9._:-].
  static bool valid_id(std::string_view id);
  /// What a journal file says; unreadable lines are skipped and counted.
  static std::map<std::string, Entry, std::less<>> parse(std::string_view text, std::size_t& skipped);

  std::optional<Entry> find(std::string_view id) const;
  /// Returns after the line is on the disk.
  base::Result<void> record(const std::string& id, PrintOutcome outcome, int printer_job = 0);
  const std::map<std::string, Entry, std::less<>>& entries() const { return entries_; }

 private:
  base::Result<void> rewrite();

  std::filesystem::path file_;
  int fd_ = -1;
  std::uint64_t next_order_ = 0;
  std::size_t lines_ = 0;
  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace bianmin::devices
