#include "platform/payments/sandbox.hpp"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "platform/crypto/sodium.hpp"
#include "platform/payments/provider_reply.hpp"
#include "platform/payments/statement.hpp"
#include "platform/store/sqlite.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::Instant;
namespace json = boost::json;
using namespace std::chrono_literals;

constexpr char kCodeHead[] = "https://pay.invalid/s/";
constexpr std::array<std::string_view, 6> kBehaviours{"ok",           "slow",   "refuse",
                                                      "insufficient", "silent", "paid-but-late"};

std::string_view behaviour_of(const AuthCode& code) {
  switch (code.digits().reveal().back()) {
    case '5': return "slow";
    case '6': return "refuse";
    case '7': return "insufficient";
    case '8': return "silent";
    case '9': return "paid-but-late";
    default: return "ok";
  }
}

}  // namespace

// The book's states are the wire's.
struct Sandbox::Entry {
  std::string order;
  Fen amount = 0;
  std::string state;
  std::string transaction;
  std::int64_t paid_at = 0;       // Unix milliseconds; while `paying`, when it will be
  std::int64_t silent_until = 0;  // nothing about it is answered before
  Fen refunded = 0;

  json::object to_json() const {
    json::object shown{{"order", order}, {"state", state}};
    if (!transaction.empty() && state != "paying") {
      shown["amount"] = format_yuan(amount);
      shown["transaction"] = transaction;
      shown["paid_at"] = base::format_utc(Instant{base::Milliseconds{paid_at}});
      if (refunded > 0) shown["refunded"] = format_yuan(refunded);
    }
    return shown;
  }
};

Sandbox::Sandbox(const std::filesystem::path& book, const base::Clock& clock)
    : clock_(clock), book_(std::make_unique<Database>(book, Database::Mode::ReadWrite)) {
  book_->execute(
      "CREATE TABLE IF NOT EXISTS entry(order_no TEXT PRIMARY KEY, amount INTEGER NOT NULL, state TEXT NOT NULL, "
      "transaction_no TEXT NOT NULL, paid_at INTEGER NOT NULL, silent_until INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS refund(order_no TEXT PRIMARY KEY, amount INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS next(id INTEGER PRIMARY KEY CHECK(id=1), behaviour TEXT NOT NULL);");
}

Sandbox::~Sandbox() = default;

base::Result<std::unique_ptr<Sandbox>> Sandbox::open(const std::filesystem::path& book, const base::Clock& clock) {
  try {
    return std::unique_ptr<Sandbox>(new Sandbox(book, clock));
  } catch (const StoreError& error) {
    return tl::unexpected(error.failure());
  }
}

std::optional<Sandbox::Entry> Sandbox::load(const std::string& order) {
  Entry entry;
  {
    Statement query =
        book_->prepare("SELECT amount, state, transaction_no, paid_at, silent_until FROM entry WHERE order_no=?");
    query.text(order);
    if (!query.step()) return std::nullopt;
    entry = {order, query.number_at(0), query.text_at(1), query.text_at(2), query.number_at(3), query.number_at(4)};
  }
  {
    Statement query = book_->prepare("SELECT amount FROM refund WHERE order_no=?");
    query.text(order);
    if (query.step()) entry.refunded = query.number_at(0);
  }
  // The password was entered meanwhile.
  if (entry.state == "paying" && clock_.now().time_since_epoch().count() >= entry.paid_at) {
    entry.state = "paid";
    save(entry);
  }
  return entry;
}

void Sandbox::save(const Entry& entry) {
  Statement insert = book_->prepare(
      "INSERT INTO entry(order_no, amount, state, transaction_no, paid_at, silent_until) VALUES(?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(order_no) DO UPDATE SET state=excluded.state, transaction_no=excluded.transaction_no, "
      "paid_at=excluded.paid_at, silent_until=excluded.silent_until");
  insert.text(entry.order).number(entry.amount).text(entry.state).text(entry.transaction);
  insert.number(entry.paid_at).number(entry.silent_until).run();
  if (entry.refunded > 0)
    book_
        ->prepare(
            "INSERT INTO refund(order_no, amount) VALUES(?, ?) ON CONFLICT(order_no) DO UPDATE SET "
            "amount=excluded.amount")
        .text(entry.order)
        .number(entry.refunded)
        .run();
}

Sandbox::Entry Sandbox::load_or_make(const ProviderRequest& request, std::string_view state) {
  if (auto known = load(request.order)) return *known;
  Entry entry{request.order, request.amount, std::string(state), {}, 0, 0};
  save(entry);
  return entry;
}

std::string Sandbox::take_next(std::string_view otherwise) {
  std::string next(otherwise);
  {
    Statement query = book_->prepare("SELECT behaviour FROM next");
    if (!query.step()) return next;
    next = query.text_at(0);
  }
  book_->prepare("DELETE FROM next").run();
  return next;
}

void Sandbox::act(Entry& entry, std::string_view behaviour) {
  const std::int64_t now = clock_.now().time_since_epoch().count();
  if (behaviour == "refuse") {
    entry.state = "refused";
  } else if (behaviour == "insufficient") {
    entry.state = "insufficient";
  } else if (behaviour == "silent") {
    entry.silent_until = now + base::Milliseconds{20s}.count();
  } else {
    entry.state = behaviour == "slow" ? "paying" : "paid";
    entry.transaction = "SBX" + to_hex(random_bytes(8));
    entry.paid_at = behaviour == "slow" ? now + base::Milliseconds{6s}.count() : now;
    if (behaviour == "paid-but-late") entry.silent_until = now + base::Milliseconds{15s}.count();
  }
  save(entry);
}

base::Result<std::optional<std::string>> Sandbox::answer(const ProviderRequest& request) try {
  using Kind = ProviderRequest::Kind;
  std::lock_guard lock(mutex_);
  std::optional<Entry> entry;
  switch (request.kind) {
    case Kind::Create: entry = load_or_make(request, "unpaid"); break;
    case Kind::Query:
    case Kind::Refund: entry = load(request.order); break;
    // An order that never came here is closed all the same, so that nothing on its way can still be paid.
    case Kind::Close: entry = load_or_make(request, "closed"); break;
    case Kind::Charge:
      entry = load_or_make(request, "unpaid");
      if (entry->state == "unpaid" && request.auth_code) act(*entry, take_next(behaviour_of(*request.auth_code)));
      break;
  }
  if (!entry) return json::serialize(json::object{{"order", request.order}, {"state", "unknown"}});
  if (clock_.now().time_since_epoch().count() < entry->silent_until) return std::nullopt;
  const bool unpaid = entry->state == "unpaid" || entry->state == "refused" || entry->state == "insufficient";
  if (request.kind == Kind::Close && unpaid) {
    entry->state = "closed";
    save(*entry);
  }
  if (request.kind == Kind::Refund && entry->state == "paid") take_back(*entry, request.amount);
  return json::serialize(entry->to_json());
} catch (const StoreError& error) {
  return tl::unexpected(error.failure());
}

void Sandbox::take_back(Entry& entry, Fen total) {
  entry.refunded = std::max(entry.refunded, std::min(total, entry.amount));
  if (entry.refunded == entry.amount) entry.state = "refunded";
  save(entry);
}

base::Result<json::object> Sandbox::give_back(const std::string& order, Fen amount) try {
  std::lock_guard lock(mutex_);
  auto entry = load(order);
  if (!entry) return base::fail(FailureCode::CaseNotFound, "the sandbox knows no such order");
  if (entry->state != "paid" || amount > entry->amount)
    return base::fail(FailureCode::RequestRefused, "so much can't be given back: it is " + entry->state);
  take_back(*entry, amount == 0 ? entry->amount : amount);
  return entry->to_json();
} catch (const StoreError& error) {
  return tl::unexpected(error.failure());
}

base::Result<std::string> Sandbox::statement(base::CivilDate day) try {
  std::lock_guard lock(mutex_);
  const auto [from, until] = china_day(day);
  std::vector<std::string> orders;
  {
    Statement query = book_->prepare("SELECT order_no FROM entry WHERE paid_at>=? AND paid_at<? ORDER BY order_no");
    query.number(from.time_since_epoch().count()).number(until.time_since_epoch().count());
    while (query.step()) orders.push_back(query.text_at(0));
  }
  ProviderStatement made{day, {}};
  for (const std::string& order : orders)
    if (const auto entry = load(order); entry && (entry->state == "paid" || entry->state == "refunded"))
      made.lines.push_back({entry->order, entry->transaction, Instant{base::Milliseconds{entry->paid_at}},
                            entry->amount, entry->refunded});
  return write_statement(made);
} catch (const StoreError& error) {
  return tl::unexpected(error.failure());
}

base::Result<json::object> Sandbox::pay(const std::string& order) try {
  std::function<void(const std::string&)> hint;
  json::object shown;
  {
    std::lock_guard lock(mutex_);
    auto entry = load(order);
    if (!entry) return base::fail(FailureCode::CaseNotFound, "the sandbox knows no such order");
    if (entry->state != "unpaid")
      return base::fail(FailureCode::RequestRefused, "this order can't be paid: it is " + entry->state);
    act(*entry, take_next("ok"));
    shown = entry->to_json();
    if (entry->silent_until == 0) hint = hint_;
  }
  if (hint) hint(order);
  return shown;
} catch (const StoreError& error) {
  return tl::unexpected(error.failure());
}

base::Result<void> Sandbox::behave(std::string_view behaviour) try {
  if (std::find(kBehaviours.begin(), kBehaviours.end(), behaviour) == kBehaviours.end())
    return base::fail(FailureCode::InputInvalid,
                      "behaviour: /next: must be ok, slow, refuse, insufficient, silent or paid-but-late");
  std::lock_guard lock(mutex_);
  book_
      ->prepare(
          "INSERT INTO next(id, behaviour) VALUES(1, ?) ON CONFLICT(id) DO UPDATE SET behaviour=excluded.behaviour")
      .text(behaviour)
      .run();
  return {};
} catch (const StoreError& error) {
  return tl::unexpected(error.failure());
}

base::Result<json::object> Sandbox::show(const std::string& order) try {
  std::lock_guard lock(mutex_);
  const auto entry = load(order);
  if (!entry) return base::fail(FailureCode::CaseNotFound, "the sandbox knows no such order");
  return entry->to_json();
} catch (const StoreError& error) {
  return tl::unexpected(error.failure());
}

void Sandbox::listen(std::function<void(const std::string& order)> hint) {
  std::lock_guard lock(mutex_);
  hint_ = std::move(hint);
}

void SandboxProvider::ask(const ProviderRequest& request, Reply reply) {
  const auto answer = sandbox_.answer(request);
  if (!answer) return reply(tl::unexpected(answer.error()));
  if (*answer) reply(read_provider_reply(**answer, request.order));
}

std::string SandboxProvider::code(const std::string& order) const { return kCodeHead + order; }

std::string SandboxProvider::order_in(std::string_view code) {
  return code.starts_with(kCodeHead) ? std::string(code.substr(sizeof kCodeHead - 1)) : std::string();
}

}  // namespace bianmin::platform
