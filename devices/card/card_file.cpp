#include "devices/card/card_file.hpp"

#include <algorithm>
#include <chrono>

#include "base/file.hpp"
#include "base/json.hpp"

namespace bianmin::devices {
namespace {

constexpr std::size_t kMaxBytes = 64 << 10;

// "2035-03-11" as 20350311; an absent or empty member is a blank date.
int date_member(base::JsonReader reader) {
  if (!reader.present()) return 0;
  const std::string text = reader.string(10);
  if (text.empty()) return 0;
  bool shaped = text.size() == 10;
  for (std::size_t i = 0; shaped && i < 10; ++i)
    shaped = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
  if (!shaped) {
    reader.refuse("must be a date such as 2035-03-11");
    return 0;
  }
  using namespace std::chrono;
  const int y = std::stoi(text.substr(0, 4)), m = std::stoi(text.substr(5, 2)), d = std::stoi(text.substr(8, 2));
  if (!year_month_day{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}}.ok())
    reader.refuse("is a date that does not exist");
  return y * 10000 + m * 100 + d;
}

bool flag(base::JsonReader reader) { return reader.present() && reader.boolean(); }

int number(base::JsonReader reader, int max) { return reader.present() ? static_cast<int>(reader.integer(0, max)) : 0; }

base::Secret secret_member(base::JsonReader reader, std::size_t max) {
  if (!reader.present()) return {};
  std::string text = reader.string(max);
  base::Secret secret(text);
  base::wipe(text);
  return secret;
}

}  // namespace

base::Result<CardFile> parse_card_file(std::string_view json, std::string document_name) {
  auto value = base::parse_json(json, {.bytes = kMaxBytes, .depth = 4});
  if (!value) return base::fail(value.error().code, document_name + ": " + value.error().detail);
  base::JsonReader root(*value, std::move(document_name));
  root.only({"comment", "kind", "name", "id_number", "card_number", "region", "version", "issued", "expires", "faults",
             "dialect"});
  CardFile card;
  auto kind = root.member("kind");
  if (const auto named = card_kind_from(kind.string(40)))
    card.kind = *named;
  else
    kind.refuse("names no kind of card");
  card.name = secret_member(root.member("name"), 200);
  card.id_number = secret_member(root.member("id_number"), 40);
  card.card_number = secret_member(root.optional_member("card_number"), 20);
  if (auto region = root.optional_member("region"); region.present()) {
    card.region = region.string(6);
    if (card.region.size() != 6 ||
        !std::all_of(card.region.begin(), card.region.end(), [](char c) { return c >= '0' && c <= '9'; }))
      region.refuse("must be six digits");
  }
  if (auto version = root.optional_member("version"); version.present()) card.version = version.string(4);
  card.issued = date_member(root.optional_member("issued"));
  card.expires = date_member(root.optional_member("expires"));
  if (auto faults = root.optional_member("faults"); faults.present()) {
    faults.only({"mute", "drop_after_apdus", "unknown_atr", "wrong_kind", "empty_name", "slow_ms"});
    card.faults = {
        flag(faults.optional_member("mute")),        number(faults.optional_member("drop_after_apdus"), 1000),
        flag(faults.optional_member("unknown_atr")), flag(faults.optional_member("wrong_kind")),
        flag(faults.optional_member("empty_name")),  number(faults.optional_member("slow_ms"), 5000)};
  }
  if (auto dialect = root.optional_member("dialect"); dialect.present()) {
    dialect.only({"by_record", "p1_zero", "compact_records", "get_response"});
    card.dialect = {flag(dialect.optional_member("by_record")), flag(dialect.optional_member("p1_zero")),
                    flag(dialect.optional_member("compact_records")), flag(dialect.optional_member("get_response"))};
  }
  if (!root.ok()) return base::fail(base::FailureCode::InputInvalid, root.error());
  return card;
}

base::Result<CardFile> load_card_file(const std::filesystem::path& file) {
  auto text = base::read_file(file, kMaxBytes);
  if (!text) return tl::unexpected(text.error());
  auto card = parse_card_file(*text, file.filename().string());
  base::wipe(*text);
  return card;
}

}  // namespace bianmin::devices
