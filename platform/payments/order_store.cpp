#include "platform/payments/order_store.hpp"

#include "platform/certificates/certificate.hpp"
#include "platform/payments/topup_store.hpp"

namespace bianmin::platform {
namespace {

using base::Instant;

#define BIANMIN_ORDER_COLUMNS                                                                                   \
  "order_no, terminal, resident, kind, receipt, amount, state, refusal, closing, known, asked, silent, tries, " \
  "created_at, expires_at, scanned_at, paid_at, transaction_no, next_at, refund, refunded"

std::int64_t number_of(Instant at) { return at.time_since_epoch().count(); }
Instant instant_of(std::int64_t number) { return Instant{base::Milliseconds{number}}; }

std::optional<Instant> instant_at(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return instant_of(row.number_at(column));
}

void bind(Statement& statement, const std::optional<Instant>& at) {
  if (at)
    statement.number(number_of(*at));
  else
    statement.null();
}

StoredOrder read_row(const Statement& row) {
  StoredOrder stored{row.text_at(0), row.text_at(1), row.text_at(2), row.text_at(3), row.text_at(4), {}, {}};
  Order& order = stored.order;
  order.amount = row.number_at(5);
  const auto state = order_state_from(row.text_at(6));
  if (!state)
    throw StoreError({base::FailureCode::StoreUnavailable, "payment " + stored.number + " has an unknown state"});
  order.state = *state;
  const std::string refusal = row.text_at(7);
  order.refusal = refusal == "insufficient" ? Refusal::Insufficient
                  : refusal == "refused"    ? Refusal::Refused
                                            : Refusal::None;
  order.closing = row.number_at(8) != 0;
  order.known = row.number_at(9) != 0;
  order.asked = row.number_at(10) != 0;
  order.silent = static_cast<int>(row.number_at(11));
  order.tries = static_cast<int>(row.number_at(12));
  order.created = instant_of(row.number_at(13));
  order.expires = instant_of(row.number_at(14));
  order.scanned = instant_at(row, 15);
  order.paid_at = instant_at(row, 16);
  order.transaction = row.text_at(17);
  order.next = instant_at(row, 18);
  order.refund = row.number_at(19);
  order.refunded = row.number_at(20);
  return stored;
}

void note(Database& database, std::string_view number, OrderState state, Instant now) {
  database.prepare("INSERT INTO payment_event(order_no, at, state) VALUES(?, ?, ?)")
      .text(number)
      .number(number_of(now))
      .text(to_string(state))
      .run();
}

}  // namespace

std::optional<StoredOrder> load_order(Database& database, std::string_view number) {
  Statement query = database.prepare("SELECT " BIANMIN_ORDER_COLUMNS " FROM payment WHERE order_no=?");
  query.text(number);
  if (!query.step()) return std::nullopt;
  StoredOrder stored = read_row(query);
  stored.credit = load_credit(database, number);
  return stored;
}

std::string_view shown_state(const StoredOrder& stored) {
  if (stored.order.state != OrderState::Paid || !stored.credit) return to_string(stored.order.state);
  switch (stored.credit->state) {
    case CreditState::Credited: return to_string(OrderState::Paid);
    case CreditState::Uncertain: return to_string(OrderState::Uncertain);
    case CreditState::Refused: return to_string(OrderState::Refunding);
    case CreditState::Waiting:
    case CreditState::Crediting: break;
  }
  return to_string(OrderState::Paying);
}

void insert_order(Database& database, const StoredOrder& stored, const std::vector<std::string>& bills,
                  std::string_view hidden) {
  const Order& order = stored.order;
  {
    Statement insert = database.prepare(
        "INSERT INTO payment(order_no, terminal, resident, kind, receipt, amount, state, refusal, closing, known, "
        "asked, "
        "silent, tries, created_at, expires_at, transaction_no, next_at, private) "
        "VALUES(?, ?, ?, ?, '', ?, ?, '', 0, 0, 0, 0, 0, ?, ?, '', ?, ?)");
    insert.text(stored.number).text(stored.terminal).blob(stored.resident).text(stored.kind).number(order.amount);
    insert.text(to_string(order.state)).number(number_of(order.created)).number(number_of(order.expires));
    bind(insert, order.next);
    insert.blob(hidden).run();
  }
  for (const std::string& bill : bills)
    database.prepare("INSERT INTO payment_bill(bill, order_no) VALUES(?, ?)").blob(bill).text(stored.number).run();
  note(database, stored.number, order.state, order.created);
}

void update_order(Database& database, const StoredOrder& stored, OrderState before, Instant now) {
  const Order& order = stored.order;
  {
    Statement update = database.prepare(
        "UPDATE payment SET state=?, refusal=?, closing=?, known=?, asked=?, silent=?, tries=?, scanned_at=?, "
        "paid_at=?, "
        "transaction_no=?, receipt=?, next_at=?, refund=?, refunded=? WHERE order_no=?");
    update.text(to_string(order.state)).text(to_string(order.refusal));
    update.number(order.closing).number(order.known).number(order.asked).number(order.silent).number(order.tries);
    bind(update, order.scanned);
    bind(update, order.paid_at);
    update.text(order.transaction).text(stored.receipt);
    bind(update, order.next);
    update.number(order.refund).number(order.refunded);
    update.text(stored.number).run();
  }
  if (before != order.state) note(database, stored.number, order.state, now);
}

std::string hidden_bills(Database& database, std::string_view number) {
  Statement query = database.prepare("SELECT private FROM payment WHERE order_no=?");
  query.text(number);
  return query.step() ? query.text_at(0) : std::string();
}

std::vector<std::string> bills_of(Database& database, std::string_view number) {
  std::vector<std::string> found;
  Statement query = database.prepare("SELECT bill FROM payment_bill WHERE order_no=? ORDER BY bill");
  query.text(number);
  while (query.step()) found.push_back(query.text_at(0));
  return found;
}

std::vector<OrderHappening> history_of(Database& database, std::string_view number) {
  std::vector<OrderHappening> found;
  Statement query = database.prepare("SELECT at, state FROM payment_event WHERE order_no=? ORDER BY id LIMIT 1000");
  query.text(number);
  while (query.step()) found.push_back({instant_of(query.number_at(0)), query.text_at(1)});
  return found;
}

bool bills_free(Database& database, std::string_view number) {
  Statement query = database.prepare(
      "SELECT 1 FROM payment_bill b JOIN payment_settlement s ON s.bill=b.bill WHERE b.order_no=? LIMIT 1");
  query.text(number);
  return !query.step();
}

std::string settle(Database& database, std::string_view number, Instant now) {
  const int year = base::to_china_time(now).year;
  std::int64_t sequence = 0;
  {
    Statement next = database.prepare(
        "INSERT INTO payment_receipt(year, last) VALUES(?, 1) ON CONFLICT(year) DO UPDATE SET last=last+1 RETURNING "
        "last");
    next.number(year);
    next.step();
    sequence = next.number_at(0);
    next.run();
  }
  const std::string receipt = certificate_number("SJ", year, sequence);
  for (const std::string& bill : bills_of(database, number))
    database.prepare("INSERT INTO payment_settlement(bill, order_no, receipt, at) VALUES(?, ?, ?, ?)")
        .blob(bill)
        .text(number)
        .text(receipt)
        .number(number_of(now))
        .run();
  return receipt;
}

void unsettle(Database& database, std::string_view number) {
  database.prepare("DELETE FROM payment_settlement WHERE order_no=?").text(number).run();
}

std::optional<Settlement> settlement_of(Database& database, std::string_view bill) {
  Statement query = database.prepare("SELECT receipt, at FROM payment_settlement WHERE bill=?");
  query.blob(bill);
  if (!query.step()) return std::nullopt;
  return Settlement{query.text_at(0), instant_of(query.number_at(1))};
}

std::vector<std::string> open_orders_for(Database& database, std::string_view bill) {
  std::vector<std::string> found;
  Statement query = database.prepare(
      "SELECT p.order_no FROM payment_bill b JOIN payment p ON p.order_no=b.order_no "
      "WHERE b.bill=? AND p.state IN ('waiting', 'paying', 'uncertain')");
  query.blob(bill);
  while (query.step()) found.push_back(query.text_at(0));
  return found;
}

std::vector<std::string> due_orders(Database& database, Instant now, int most) {
  std::vector<std::string> found;
  Statement query =
      database.prepare("SELECT order_no FROM payment WHERE next_at<=? OR next_at>? ORDER BY next_at LIMIT ?");
  query.number(number_of(now)).number(number_of(now + kLongestWait)).number(most);
  while (query.step()) found.push_back(query.text_at(0));
  return found;
}

std::vector<StoredOrder> orders_paid_between(Database& database, Instant from, Instant until) {
  std::vector<StoredOrder> found;
  Statement query = database.prepare("SELECT " BIANMIN_ORDER_COLUMNS
                                     " FROM payment WHERE paid_at>=? AND paid_at<? ORDER BY order_no");
  query.number(number_of(from)).number(number_of(until));
  while (query.step()) found.push_back(read_row(query));
  return found;
}

std::vector<StoredOrder> list_orders(Database& database, bool only_unfinished, int most) {
  std::vector<StoredOrder> found;
  Statement query = database.prepare(
      only_unfinished ? "SELECT " BIANMIN_ORDER_COLUMNS
                        " FROM payment WHERE next_at IS NOT NULL OR order_no IN (SELECT order_no FROM topup WHERE "
                        "next_at IS NOT NULL) ORDER BY created_at DESC LIMIT ?"
                      : "SELECT " BIANMIN_ORDER_COLUMNS " FROM payment ORDER BY created_at DESC LIMIT ?");
  query.number(most);
  while (query.step()) {
    found.push_back(read_row(query));
    found.back().credit = load_credit(database, found.back().number);
  }
  return found;
}

void ask_all_again(Database& database, Instant now) {
  database.prepare("UPDATE payment SET asked=0, silent=0, next_at=? WHERE next_at IS NOT NULL")
      .number(number_of(now))
      .run();
}

}  // namespace bianmin::platform
