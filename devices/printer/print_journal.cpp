#include "devices/printer/print_journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/file.hpp"
#include "base/log.hpp"

namespace bianmin::devices {
namespace {

using base::FailureCode;

constexpr std::array<std::string_view, 4> kWords{"sending", "accepted", "finished", "failed"};

std::string line(std::string_view id, const PrintJournal::Entry& entry) {
  return std::string(id) + ' ' + std::string(kWords[static_cast<std::size_t>(entry.outcome)]) + ' ' +
         std::to_string(entry.printer_job) + '\n';
}

std::optional<std::pair<std::string_view, PrintJournal::Entry>> parse_line(std::string_view text) {
  const std::size_t first = text.find(' ');
  const std::size_t second = first == text.npos ? text.npos : text.find(' ', first + 1);
  if (second == text.npos || !PrintJournal::valid_id(text.substr(0, first))) return std::nullopt;
  const auto word = std::find(kWords.begin(), kWords.end(), text.substr(first + 1, second - first - 1));
  if (word == kWords.end()) return std::nullopt;
  PrintJournal::Entry entry{static_cast<PrintOutcome>(word - kWords.begin())};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + second + 1, end, entry.printer_job);
  if (error != std::errc{} || stop != end || entry.printer_job < 0) return std::nullopt;
  return std::pair(text.substr(0, first), entry);
}

}  // namespace

PrintJournal::PrintJournal(PrintJournal&& other) noexcept { *this = std::move(other); }

PrintJournal& PrintJournal::operator=(PrintJournal&& other) noexcept {
  std::swap(file_, other.file_);
  std::swap(fd_, other.fd_);
  std::swap(next_order_, other.next_order_);
  std::swap(lines_, other.lines_);
  std::swap(entries_, other.entries_);
  return *this;
}

PrintJournal::~PrintJournal() {
  if (fd_ >= 0) ::close(fd_);
}

bool PrintJournal::valid_id(std::string_view id) {
  return !id.empty() && id.size() <= kMaxIdBytes && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == ':';
  });
}

std::map<std::string, PrintJournal::Entry, std::less<>> PrintJournal::parse(std::string_view text,
                                                                            std::size_t& skipped) {
  std::map<std::string, Entry, std::less<>> entries;
  skipped = 0;
  for (std::uint64_t order = 0; !text.empty(); ++order) {
    const std::size_t end = text.find('\n');
    auto parsed = end == text.npos ? std::nullopt : parse_line(text.substr(0, end));
    if (parsed) {
      parsed->second.order = order;
      entries[std::string(parsed->first)] = parsed->second;
    } else {
      ++skipped;
    }
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  return entries;
}

base::Result<PrintJournal> PrintJournal::open(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  PrintJournal journal;
  journal.file_ = folder / "print-journal";
  if (std::filesystem::exists(journal.file_, error)) {
    const auto text = base::read_file(journal.file_);
    if (!text) return base::fail(FailureCode::StoreUnavailable, text.error().detail);
    std::size_t skipped = 0;
    journal.entries_ = parse(*text, skipped);
    if (skipped > 0)
      base::log(base::LogLevel::Warning, "print-journal-lines-skipped",
                {.part = "printer", .count = static_cast<long long>(skipped)});
  }
  for (const auto& [id, entry] : journal.entries_) journal.next_order_ = std::max(journal.next_order_, entry.order + 1);
  if (auto written = journal.rewrite(); !written) return tl::unexpected(written.error());
  return journal;
}

std::optional<PrintJournal::Entry> PrintJournal::find(std::string_view id) const {
  const auto found = entries_.find(id);
  return found == entries_.end() ? std::nullopt : std::optional(found->second);
}

base::Result<void> PrintJournal::record(const std::string& id, PrintOutcome outcome, int printer_job) {
  if (!valid_id(id)) return base::fail(FailureCode::DocumentInvalid, "print job: id is empty, too long or malformed");
  const Entry entry{outcome, printer_job, next_order_++};
  const std::string text = line(id, entry);
  // Short writes are answered by failing: the torn line is dropped when the file is read again.
  if (fd_ < 0 || ::write(fd_, text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fdatasync(fd_) != 0) {
    const int error = errno;
    const auto rewritten = rewrite();
    return base::fail(error == ENOSPC ? FailureCode::StoreFull : FailureCode::StoreUnavailable,
                      file_.string() + ": " + (rewritten ? std::strerror(error) : rewritten.error().detail));
  }
  entries_[id] = entry;
  if (++lines_ > 3 * kKept) return rewrite();
  return {};
}

base::Result<void> PrintJournal::rewrite() {
  std::vector<std::pair<std::uint64_t, std::string_view>> order;
  for (const auto& [id, entry] : entries_) order.emplace_back(entry.order, id);
  std::sort(order.begin(), order.end());
  if (order.size() > kKept) {
    for (std::size_t i = 0; i < order.size() - kKept; ++i) entries_.erase(std::string(order[i].second));
    order.erase(order.begin(), order.end() - static_cast<std::ptrdiff_t>(kKept));
  }
  std::string text;
  for (const auto& [number, id] : order) text += line(id, entries_.find(id)->second);
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  if (auto written = base::write_file_durably(file_, text); !written) return written;
  fd_ = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  lines_ = order.size();
  if (fd_ < 0) return base::fail(FailureCode::StoreUnavailable, file_.string() + ": " + std::strerror(errno));
  return {};
}

}  // namespace bianmin::devices
