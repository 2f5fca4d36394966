#include "platform/store/sqlite.hpp"

namespace bianmin::platform {
namespace {

// Step N brings user_version from N to N + 1. Never change a step that was released; add one.
constexpr const char* kSteps[] = {
    R"sql(
CREATE TABLE case_file(
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE,            -- made by the terminal; the idempotency key and the resident's token
  number TEXT NOT NULL UNIQUE,
  terminal TEXT NOT NULL,
  service TEXT NOT NULL,
  category TEXT NOT NULL,
  area TEXT NOT NULL,
  status TEXT NOT NULL,
  unit TEXT NOT NULL,                   -- JSON {"id","zh-CN","en"}
  filed_at INTEGER NOT NULL,            -- Unix milliseconds, by the terminal's clock
  received_at INTEGER NOT NULL,
  deadline TEXT NOT NULL,               -- civil date
  resident BLOB,                        -- keyed hash of the identity number
  fingerprint BLOB NOT NULL,
  private BLOB NOT NULL                 -- encrypted {"text","contact","resident",…}
);
CREATE INDEX case_resident ON case_file(resident, filed_at) WHERE resident IS NOT NULL;
CREATE INDEX case_open ON case_file(deadline) WHERE status NOT IN ('answered', 'revisit', 'closed');
CREATE TABLE case_event(
  case_id INTEGER NOT NULL REFERENCES case_file(id),
  sequence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  status TEXT NOT NULL,
  unit TEXT,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  PRIMARY KEY(case_id, sequence)
) WITHOUT ROWID;
CREATE TABLE certificate(
  number TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  terminal TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  resident BLOB NOT NULL,
  private BLOB NOT NULL                 -- encrypted {"name","title"}: what the verification page needs
) WITHOUT ROWID;
CREATE TABLE certificate_sequence(
  prefix TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY(prefix, year)
) WITHOUT ROWID;
CREATE TABLE idempotency(
  scope TEXT NOT NULL, key BLOB NOT NULL, fingerprint BLOB NOT NULL, answer BLOB NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(scope, key)
) WITHOUT ROWID;
CREATE TABLE rating(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, terminal TEXT NOT NULL, service TEXT NOT NULL, case_number TEXT,
  stars INTEGER NOT NULL, reasons TEXT NOT NULL
);
CREATE TABLE terminal(
  id TEXT PRIMARY KEY, serial TEXT NOT NULL, sign_key BLOB NOT NULL, enrolled_at INTEGER NOT NULL,
  revoked INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE terminal_status(
  terminal TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE content_version(
  version INTEGER PRIMARY KEY, manifest BLOB NOT NULL, signature BLOB NOT NULL, at INTEGER NOT NULL
);
CREATE TABLE notice(
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, envelope BLOB NOT NULL, signature BLOB NOT NULL,
  until INTEGER NOT NULL, withdrawn INTEGER NOT NULL
);
CREATE TABLE audit(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL
);
)sql",
    R"sql(
ALTER TABLE audit ADD COLUMN who TEXT;  -- the Unix user, where it is known
)sql",
    R"sql(
CREATE TABLE case_part(
  case_id INTEGER NOT NULL REFERENCES case_file(id),
  position INTEGER NOT NULL,            -- in the order they are shown
  item TEXT NOT NULL,
  title TEXT NOT NULL,                  -- JSON {"zh-CN","en"}
  unit TEXT NOT NULL,                   -- JSON {"id","zh-CN","en"}
  days INTEGER NOT NULL,                -- working days it may take
  deadline TEXT NOT NULL,               -- civil date
  status TEXT NOT NULL,
  PRIMARY KEY(case_id, position)
) WITHOUT ROWID;
ALTER TABLE case_event ADD COLUMN item TEXT;  -- the part it is about, if any
CREATE TABLE case_attachment(
  case_id INTEGER NOT NULL REFERENCES case_file(id),
  position INTEGER NOT NULL,            -- from 1
  kind TEXT NOT NULL,                   -- photo, voice, signature
  type TEXT NOT NULL,                   -- media type
  bytes INTEGER NOT NULL,               -- before encryption
  private BLOB NOT NULL,
  PRIMARY KEY(case_id, position)
);
CREATE TABLE slot_booking(
  day TEXT NOT NULL,                    -- civil date
  sequence INTEGER NOT NULL,            -- of the day, over all matters
  matter TEXT NOT NULL,
  slot TEXT NOT NULL,
  terminal TEXT NOT NULL,
  at INTEGER NOT NULL,
  resident BLOB,                        -- keyed hash of the identity number
  private BLOB NOT NULL,                -- encrypted {"resident","phone"}
  PRIMARY KEY(day, sequence)
) WITHOUT ROWID;
CREATE INDEX slot_place ON slot_booking(matter, day, slot);
CREATE TABLE preference(
  resident BLOB NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY(resident, name)
) WITHOUT ROWID;
CREATE TABLE help_call(
  id BLOB PRIMARY KEY,                  -- the Idempotency-Key
  terminal TEXT NOT NULL, page TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL, who TEXT NOT NULL,
  at INTEGER NOT NULL, changed_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX help_open ON help_call(terminal) WHERE state <> 'closed';
)sql",
    R"sql(
CREATE TABLE payment(
  order_no TEXT PRIMARY KEY,
  terminal TEXT NOT NULL,
  resident BLOB NOT NULL,               -- keyed hash of the identity number
  kind TEXT NOT NULL,
  amount INTEGER NOT NULL,              -- fen
  private BLOB NOT NULL,                -- encrypted ["bill id", ...]
  state TEXT NOT NULL,
  refusal TEXT NOT NULL,
  closing INTEGER NOT NULL, known INTEGER NOT NULL, asked INTEGER NOT NULL,
  silent INTEGER NOT NULL, tries INTEGER NOT NULL,
  created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, scanned_at INTEGER,
  paid_at INTEGER,                      -- by the provider's clock
  transaction_no TEXT NOT NULL,         -- the provider's number
  receipt TEXT NOT NULL,
  next_at INTEGER                       -- when something is to be done; null for never
) WITHOUT ROWID;
CREATE INDEX payment_due ON payment(next_at) WHERE next_at IS NOT NULL;
CREATE INDEX payment_newest ON payment(created_at);
CREATE TABLE payment_bill(
  bill BLOB NOT NULL,                   -- keyed hash of kind and bill id
  order_no TEXT NOT NULL REFERENCES payment(order_no),
  PRIMARY KEY(bill, order_no)
) WITHOUT ROWID;
CREATE INDEX payment_bill_order ON payment_bill(order_no);
CREATE TABLE payment_settlement(        -- a bill that is here is paid; one that is paid is here
  bill BLOB PRIMARY KEY,
  order_no TEXT NOT NULL REFERENCES payment(order_no),
  receipt TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX payment_settlement_order ON payment_settlement(order_no);
CREATE TABLE payment_event(
  id INTEGER PRIMARY KEY, order_no TEXT NOT NULL REFERENCES payment(order_no), at INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE INDEX payment_event_order ON payment_event(order_no);
CREATE TABLE payment_receipt(year INTEGER PRIMARY KEY, last INTEGER NOT NULL);
)sql",
    R"sql(
ALTER TABLE case_attachment ADD COLUMN sha256 TEXT;     -- hexadecimal, of the bytes before encryption
ALTER TABLE case_attachment ADD COLUMN width INTEGER;
ALTER TABLE case_attachment ADD COLUMN height INTEGER;
ALTER TABLE case_attachment ADD COLUMN duration INTEGER;   -- milliseconds
ALTER TABLE case_attachment ADD COLUMN purged_at INTEGER;  -- its bytes are gone; what is left says what it was
CREATE TABLE upload(                    -- a body that comes in pieces; sealed, so nothing here can be read
  terminal TEXT NOT NULL,
  sha256 TEXT NOT NULL,                 -- hexadecimal, of all of it
  size INTEGER NOT NULL,
  received INTEGER NOT NULL,
  at INTEGER NOT NULL,                  -- of the last piece
  PRIMARY KEY(terminal, sha256)
) WITHOUT ROWID;
CREATE TABLE upload_piece(
  terminal TEXT NOT NULL, sha256 TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL,
  PRIMARY KEY(terminal, sha256, start)
);
ALTER TABLE slot_booking ADD COLUMN cancelled_at INTEGER;  -- its place is free again
ALTER TABLE slot_booking ADD COLUMN moved_to TEXT;         -- the number of the booking it became
ALTER TABLE payment ADD COLUMN refund INTEGER NOT NULL DEFAULT 0;    -- fen to be given back in all
ALTER TABLE payment ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0;  -- fen that have gone back
UPDATE payment SET refund=amount WHERE state IN ('refunding', 'refunded');
UPDATE payment SET refunded=amount WHERE state='refunded';
CREATE INDEX payment_paid ON payment(paid_at) WHERE paid_at IS NOT NULL;
CREATE TABLE staff_task(                -- what a person has to look at
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  at INTEGER NOT NULL,
  done_at INTEGER,
  who TEXT,                             -- the Unix user who closed it
  UNIQUE(kind, subject, detail)
);
)sql",
    R"sql(
CREATE TABLE topup(                     -- what becomes of the money of an order of the kind "prepaid"
  order_no TEXT PRIMARY KEY REFERENCES payment(order_no),
  account BLOB NOT NULL,                -- keyed hash of the meter
  state TEXT NOT NULL,
  since INTEGER NOT NULL,               -- when the money came; 0 before
  asked INTEGER NOT NULL, silent INTEGER NOT NULL,
  balance INTEGER NOT NULL,             -- fen on the meter, once credited
  next_at INTEGER                       -- when something is to be done; null for never
) WITHOUT ROWID;
CREATE INDEX topup_account ON topup(account);
CREATE INDEX topup_due ON topup(next_at) WHERE next_at IS NOT NULL;
)sql",
};

constexpr std::int64_t kNewest = static_cast<std::int64_t>(std::size(kSteps));

std::int64_t version_of(Database& database) {
  Statement query = database.prepare("PRAGMA user_version");
  query.step();
  return query.number_at(0);
}

}  // namespace

void migrate(Database& database) {
  database.execute("BEGIN IMMEDIATE");
  const std::int64_t version = version_of(database);
  if (version > kNewest) {
    database.execute("ROLLBACK");
    throw StoreError({base::FailureCode::StoreUnavailable, "the database has schema " + std::to_string(version) +
                                                               "; this platform knows " + std::to_string(kNewest) +
                                                               " at most: use the newer software"});
  }
  for (std::int64_t step = version; step < kNewest; ++step) database.execute(kSteps[step]);
  database.execute(("PRAGMA user_version=" + std::to_string(kNewest)).c_str());
  database.execute("COMMIT");
}

}  // namespace bianmin::platform
