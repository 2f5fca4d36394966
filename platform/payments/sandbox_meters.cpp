#include "platform/payments/sandbox_meters.hpp"

#include <algorithm>
#include <array>

#include "platform/store/sqlite.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using namespace std::chrono_literals;

constexpr std::array<std::string_view, 5> kBehaviours{"ok", "refuse", "silent", "late", "refuse-late"};

}  // namespace

struct SandboxMeters::Entry {
  std::string order, meter;
  Fen amount = 0;
  std::string state;              // "new", "credited", "refused", "withdrawn"
  std::int64_t silent_until = 0;  // nothing about it is answered before; Unix milliseconds
};

SandboxMeters::SandboxMeters(const std::filesystem::path& book, const base::Clock& clock, Opening opening)
    : clock_(clock), opening_(std::move(opening)), book_(std::make_unique<Database>(book, Database::Mode::ReadWrite)) {
  book_->execute(
      "CREATE TABLE IF NOT EXISTS credit(order_no TEXT PRIMARY KEY, meter TEXT NOT NULL, amount INTEGER NOT NULL, "
      "state TEXT NOT NULL, silent_until INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE INDEX IF NOT EXISTS credit_meter ON credit(meter);"
      "CREATE TABLE IF NOT EXISTS next(id INTEGER PRIMARY KEY CHECK(id=1), behaviour TEXT NOT NULL);");
}

SandboxMeters::~SandboxMeters() = default;

base::Result<std::shared_ptr<SandboxMeters>> SandboxMeters::open(const std::filesystem::path& book,
                                                                 const base::Clock& clock, Opening opening) {
  try {
    return std::shared_ptr<SandboxMeters>(new SandboxMeters(book, clock, std::move(opening)));
  } catch (const StoreError& error) {
    return tl::unexpected(error.failure());
  }
}

std::optional<SandboxMeters::Entry> SandboxMeters::load(const std::string& order) {
  Statement query = book_->prepare("SELECT meter, amount, state, silent_until FROM credit WHERE order_no=?");
  query.text(order);
  if (!query.step()) return std::nullopt;
  return Entry{order, query.text_at(0), query.number_at(1), query.text_at(2), query.number_at(3)};
}

void SandboxMeters::save(const Entry& entry) {
  book_
      ->prepare(
          "INSERT INTO credit(order_no, meter, amount, state, silent_until) VALUES(?, ?, ?, ?, ?) ON "
          "CONFLICT(order_no) DO UPDATE SET state=excluded.state, silent_until=excluded.silent_until")
      .text(entry.order)
      .text(entry.meter)
      .number(entry.amount)
      .text(entry.state)
      .number(entry.silent_until)
      .run();
}

std::string SandboxMeters::take_next() {
  std::string next = "ok";
  {
    Statement query = book_->prepare("SELECT behaviour FROM next");
    if (!query.step()) return next;
    next = query.text_at(0);
  }
  book_->prepare("DELETE FROM next").run();
  return next;
}

Fen SandboxMeters::credited(const std::string& meter) {
  Statement query = book_->prepare("SELECT COALESCE(SUM(amount), 0) FROM credit WHERE meter=? AND state='credited'");
  query.text(meter);
  return query.step() ? query.number_at(0) : 0;
}

base::Result<std::optional<MeterReply>> SandboxMeters::answer(const MeterRequest& request) try {
  // Not under the lock: it looks into the platform's records.
  const auto opening = opening_(request.meter);
  std::lock_guard lock(mutex_);
  const std::int64_t now = clock_.now().time_since_epoch().count();
  auto entry = load(request.order);
  const bool fresh = !entry;
  if (fresh) entry = Entry{request.order, request.meter, request.amount, "new", 0};
  if (now < entry->silent_until) return std::optional<MeterReply>();
  if (entry->state == "new" && request.kind == MeterRequest::Kind::Withdraw) {
    entry->state = "withdrawn";
  } else if (entry->state == "new") {
    const std::string how = fresh ? take_next() : "ok";
    const bool refused = !opening || how.starts_with("refuse");
    if (how == "silent")
      entry->silent_until = now + base::Milliseconds{20s}.count();
    else
      entry->state = refused ? "refused" : "credited";
    if (how.ends_with("late")) entry->silent_until = now + base::Milliseconds{15s}.count();
  }
  save(*entry);
  if (now < entry->silent_until) return std::optional<MeterReply>();
  if (entry->state == "credited") return MeterReply{MeterState::Credited, opening.value_or(0) + credited(entry->meter)};
  return MeterReply{entry->state == "withdrawn" ? MeterState::Withdrawn : MeterState::Refused, 0};
} catch (const StoreError& error) {
  return tl::unexpected(error.failure());
}

void SandboxMeters::ask(const MeterRequest& request, Reply reply) {
  const auto said = answer(request);
  if (!said) return reply(tl::unexpected(said.error()));
  if (*said) reply(**said);
}

base::Result<void> SandboxMeters::behave(std::string_view behaviour) try {
  if (std::find(kBehaviours.begin(), kBehaviours.end(), behaviour) == kBehaviours.end())
    return base::fail(
        FailureCode::InputInvalid,
        "behaviour: /next: must be meter-ok, meter-refuse, meter-silent, meter-late or meter-refuse-late");
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

base::Result<Fen> SandboxMeters::balance(const std::string& meter) try {
  const auto opening = opening_(meter);
  if (!opening) return base::fail(FailureCode::CaseNotFound, "the sandbox knows no such meter");
  std::lock_guard lock(mutex_);
  return *opening + credited(meter);
} catch (const StoreError& error) {
  return tl::unexpected(error.failure());
}

}  // namespace bianmin::platform
