#include "platform/payments/topup_store.hpp"

namespace bianmin::platform {
namespace {

using base::Instant;

std::int64_t number_of(Instant at) { return at.time_since_epoch().count(); }
Instant instant_of(std::int64_t number) { return Instant{base::Milliseconds{number}}; }

// No credit is planned further ahead; what is due later was planned by a clock that has been set back since.
constexpr base::Milliseconds kLongestCreditWait = std::chrono::minutes{2};

}  // namespace

void insert_topup(Database& database, std::string_view order, std::string_view account) {
  database
      .prepare(
          "INSERT INTO topup(order_no, account, state, since, asked, silent, balance) VALUES(?, ?, 'waiting', 0, 0, 0, "
          "0)")
      .text(order)
      .blob(account)
      .run();
}

std::optional<Credit> load_credit(Database& database, std::string_view order) {
  Statement query =
      database.prepare("SELECT state, since, asked, silent, balance, next_at FROM topup WHERE order_no=?");
  query.text(order);
  if (!query.step()) return std::nullopt;
  const auto state = credit_state_from(query.text_at(0));
  if (!state)
    throw StoreError({base::FailureCode::StoreUnavailable, "top-up " + std::string(order) + " has an unknown state"});
  Credit credit;
  credit.state = *state;
  credit.since = instant_of(query.number_at(1));
  credit.asked = query.number_at(2) != 0;
  credit.silent = static_cast<int>(query.number_at(3));
  credit.balance = query.number_at(4);
  if (!query.is_null(5)) credit.next = instant_of(query.number_at(5));
  return credit;
}

void update_credit(Database& database, std::string_view order, const Credit& credit) {
  Statement update =
      database.prepare("UPDATE topup SET state=?, since=?, asked=?, silent=?, balance=?, next_at=? WHERE order_no=?");
  update.text(to_string(credit.state)).number(number_of(credit.since)).number(credit.asked).number(credit.silent);
  update.number(credit.balance);
  if (credit.next)
    update.number(number_of(*credit.next));
  else
    update.null();
  update.text(order).run();
}

void money_came(Database& database, std::string_view order, Instant now) {
  auto credit = load_credit(database, order);
  if (!credit) return;
  advance(*credit, MoneyCame{}, now, {});
  update_credit(database, order, *credit);
}

std::vector<std::string> open_topups_for(Database& database, std::string_view account) {
  std::vector<std::string> found;
  Statement query = database.prepare(
      "SELECT t.order_no FROM topup t JOIN payment p ON p.order_no=t.order_no WHERE t.account=? AND "
      "(p.state IN ('waiting', 'paying', 'uncertain') OR (p.state='paid' AND t.state IN ('crediting', 'uncertain')))");
  query.blob(account);
  while (query.step()) found.push_back(query.text_at(0));
  return found;
}

Fen credited_on(Database& database, std::string_view account, Instant since) {
  Statement query = database.prepare(
      "SELECT COALESCE(SUM(p.amount), 0) FROM topup t JOIN payment p ON p.order_no=t.order_no "
      "WHERE t.account=? AND t.state='credited' AND t.since>=?");
  query.blob(account).number(number_of(since));
  return query.step() ? query.number_at(0) : 0;
}

std::vector<std::string> due_credits(Database& database, Instant now, int most) {
  std::vector<std::string> found;
  Statement query =
      database.prepare("SELECT order_no FROM topup WHERE next_at<=? OR next_at>? ORDER BY next_at LIMIT ?");
  query.number(number_of(now)).number(number_of(now + kLongestCreditWait)).number(most);
  while (query.step()) found.push_back(query.text_at(0));
  return found;
}

void ask_all_credits_again(Database& database, Instant now) {
  database.prepare("UPDATE topup SET asked=0, silent=0, next_at=? WHERE next_at IS NOT NULL")
      .number(number_of(now))
      .run();
}

}  // namespace bianmin::platform
