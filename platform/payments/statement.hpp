#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/working_days.hpp"
#include "platform/payments/money.hpp"

namespace bianmin::platform {

/// One order with money, as the provider's statement has it.
struct StatementLine {
  std::string order;
  std::string transaction;
  base::Instant paid_at;
  Fen amount = 0;
  Fen refunded = 0;  ///< of it, up to when the statement was made
};

/// What a day in China brought.
struct ProviderStatement {
  base::CivilDate day;
  std::vector<StatementLine> lines;  ///< each order once
};

inline constexpr std::size_t kMostStatementBytes = 16 << 20;
inline constexpr std::size_t kMostStatementLines = 100'000;

/// The first moment of a day in China, and of the next.
std::pair<base::Instant, base::Instant> china_day(base::CivilDate day);

/// Reads what write_statement() wrote. A real provider's own format is made into it by its back end:
///
///     statement,2026-11-22
///     order,transaction,paid_at,amount,refunded
///     261122-7K2M9QX4TB,SBX0123,2026-11-22T01:02:03Z,380.00,0.00
///     total,1,380.00,0.00
///
/// Line ends may be CR LF; the last line tells that nothing is missing. At most 16 MiB and 100,000 orders. InputInvalid
/// names the line: what is no number, no time or not of the day, an order that is there twice, a total that is not the
/// lines' own.
base::Result<ProviderStatement> read_statement(std::string_view text);
std::string write_statement(const ProviderStatement& statement);

}  // namespace bianmin::platform
