#include "platform/payments/statement.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::Instant;

constexpr std::string_view kColumns = "order,transaction,paid_at,amount,refunded";
constexpr std::size_t kMostField = 64;
constexpr Fen kMostTotal = kMostFen * static_cast<Fen>(kMostStatementLines);

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kMostField && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// As parse_yuan(), but for sums.
std::optional<Fen> read_total(std::string_view text) {
  if (text.size() < 4 || text[text.size() - 3] != '.') return std::nullopt;
  std::string digits(text.substr(0, text.size() - 3));
  digits += text.substr(text.size() - 2);
  Fen value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 0 || value > kMostTotal)
    return std::nullopt;
  return value;
}

template <std::size_t Count>
std::optional<std::array<std::string_view, Count>> fields(std::string_view line) {
  std::array<std::string_view, Count> found;
  for (std::size_t i = 0; i < Count; ++i) {
    const auto comma = line.find(',');
    if ((comma == std::string_view::npos) != (i + 1 == Count)) return std::nullopt;
    found[i] = line.substr(0, comma);
    line = comma == std::string_view::npos ? std::string_view() : line.substr(comma + 1);
  }
  return found;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  base::Result<ProviderStatement> run() {
    const auto head = fields<2>(next());
    if (!head || (*head)[0] != "statement") return wrong("must be statement and a day");
    const auto day = base::parse_civil_date((*head)[1]);
    if (!day) return wrong("must be statement and a day");
    statement_.day = *day;
    std::tie(from_, until_) = china_day(*day);
    if (next() != kColumns) return wrong("must name the columns: " + std::string(kColumns));
    for (;;) {
      if (rest_.empty()) ++number_;
      if (rest_.empty()) return wrong("the total is missing: the statement is cut short");
      const std::string_view line = next();
      if (line.starts_with("total,")) return total(line);
      if (auto read = add(line); !read) return tl::unexpected(read.error());
    }
  }

 private:
  std::string_view next() {
    ++number_;
    const auto end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  tl::unexpected<base::Failure> wrong(const std::string& what) const {
    return base::fail(FailureCode::InputInvalid, "statement: line " + std::to_string(number_) + ": " + what);
  }

  base::Result<void> add(std::string_view line) {
    if (statement_.lines.size() == kMostStatementLines) return wrong("has 100000 orders before it, which is the most");
    const auto given = fields<5>(line);
    if (!given) return wrong("must have five fields");
    const auto& [order, transaction, paid_at, amount, refunded] = *given;
    if (!is_name(order) || !is_name(transaction))
      return wrong("order and transaction must be letters, digits, - and _");
    const auto at = base::parse_utc(paid_at);
    if (!at) return wrong("paid_at must be a time");
    if (*at < from_ || *at >= until_) return wrong("paid_at is of another day");
    const auto fen = parse_yuan(amount), back = parse_yuan(refunded);
    if (!fen || !back) return wrong("amount and refunded must be yuan, as 380.00");
    if (*back > *fen) return wrong("more is refunded than was paid");
    if (!seen_.insert(order).second) return wrong("this order is there twice");
    statement_.lines.push_back({std::string(order), std::string(transaction), *at, *fen, *back});
    paid_ += *fen;
    back_ += *back;
    return {};
  }

  base::Result<ProviderStatement> total(std::string_view line) {
    const auto given = fields<4>(line);
    if (!given) return wrong("the total must have four fields");
    std::size_t count = 0;
    const std::string_view digits = (*given)[1];
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (error != std::errc{} || end != digits.data() + digits.size() || count != statement_.lines.size() ||
        read_total((*given)[2]) != paid_ || read_total((*given)[3]) != back_)
      return wrong("the total is not that of the lines");
    if (!rest_.empty()) return wrong("something follows the total");
    return std::move(statement_);
  }

  std::string_view rest_;
  std::size_t number_ = 0;
  ProviderStatement statement_;
  Instant from_, until_;
  std::set<std::string_view> seen_;
  Fen paid_ = 0, back_ = 0;
};

}  // namespace

std::pair<Instant, Instant> china_day(base::CivilDate day) {
  const Instant midnight_utc{
      std::chrono::duration_cast<base::Milliseconds>(std::chrono::sys_days(day).time_since_epoch())};
  const Instant from = midnight_utc - std::chrono::hours{8};
  return {from, from + std::chrono::hours{24}};
}

base::Result<ProviderStatement> read_statement(std::string_view text) {
  if (text.size() > kMostStatementBytes)
    return base::fail(FailureCode::InputInvalid, "statement: has more than 16 MiB");
  return Reader(text).run();
}

std::string write_statement(const ProviderStatement& statement) {
  std::string text = "statement," + base::format_civil_date(statement.day) + "\n" + std::string(kColumns) + "\n";
  Fen paid = 0, back = 0;
  for (const StatementLine& line : statement.lines) {
    text.append(line.order).append(",").append(line.transaction).append(",");
    text.append(base::format_utc(line.paid_at)).append(",");
    text.append(format_yuan(line.amount)).append(",").append(format_yuan(line.refunded)).append("\n");
    paid += line.amount;
    back += line.refunded;
  }
  return text + "total," + std::to_string(statement.lines.size()) + "," + format_yuan(paid) + "," + format_yuan(back) +
         "\n";
}

}  // namespace bianmin::platform
