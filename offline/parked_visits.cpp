#include "offline/parked_visits.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include <sodium.h>
#include <unistd.h>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/log.hpp"
#include "base/working_days.hpp"
#include "offline/durable_files.hpp"
#include "offline/keys.hpp"

namespace bianmin::offline {
namespace {

using base::fail;
using base::FailureCode;
using base::Result;

constexpr std::string_view kMagic = "BMP1";
constexpr std::string_view kCodePrefix = "BMP1:";
constexpr std::string_view kSuffix = ".visit";
constexpr std::string_view kSecretFile = "secret";
constexpr std::size_t kKey = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kId = 12;
constexpr std::size_t kHead = 4 + 1 + kId + 8;
constexpr std::size_t kWrap = kNonce + kKey + kTag;
constexpr std::size_t kFixed = kHead + 2 * kWrap + kNonce + kTag;
constexpr unsigned char kByCard = 1;
// Argon2id: a tenth of a second and 32 MiB for each number that is tried.
constexpr unsigned long long kPasses = 3;
constexpr std::size_t kPassMemory = 32U << 20;
constexpr std::size_t kMostNumber = 32;

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes_of(bytes), bytes.size());
  text.pop_back();
  return text;
}

bool is_id(std::string_view id) {
  return id.size() == 2 * kId &&
         std::all_of(id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// Nonce, then what was sealed with its tag.
std::string seal_with(const base::Secret& key, std::string_view plain, std::string_view beside, base::Random& random) {
  std::string out(kNonce + plain.size() + kTag, '\0');
  random.fill({bytes_of(out), kNonce});
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + kNonce, nullptr, bytes_of(plain), plain.size(),
                                             bytes_of(beside), beside.size(), nullptr, bytes_of(out),
                                             bytes_of(key.reveal()));
  return out;
}

std::optional<base::Secret> open_with(const base::Secret& key, std::string_view sealed, std::string_view beside) {
  if (sealed.size() < kNonce + kTag || key.size() != kKey) return std::nullopt;
  std::string plain(sealed.size() - kNonce - kTag, '\0');
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes_of(plain), nullptr, nullptr, bytes_of(sealed) + kNonce, sealed.size() - kNonce, bytes_of(beside),
      beside.size(), bytes_of(sealed), bytes_of(key.reveal()));
  std::optional<base::Secret> out;
  if (opened == 0) out.emplace(plain);
  base::wipe(plain);
  return out;
}

base::Secret random_key(base::Random& random) {
  std::string bytes(kKey, '\0');
  random.fill({bytes_of(bytes), bytes.size()});
  base::Secret key(bytes);
  base::wipe(bytes);
  return key;
}

// The slip's secret is no key itself: another use of it could never open anything.
base::Secret slip_key(const base::Secret& secret, std::string_view id) {
  std::string key(kKey, '\0');
  const std::string what = "bianmin parked slip " + std::string(id);
  crypto_generichash(bytes_of(key), key.size(), bytes_of(what), what.size(), bytes_of(secret.reveal()), secret.size());
  base::Secret out(key);
  base::wipe(key);
  return out;
}

base::Instant end_of_day(base::Instant now) {
  constexpr base::Milliseconds kDay{86'400'000}, kChina{8 * 3'600'000};
  const auto since = now.time_since_epoch() + kChina;
  return base::Instant{(since / kDay + 1) * kDay - kChina};
}

}  // namespace

struct ParkedVisits::File {
  std::vector<char> bytes;
  std::string id;
  base::Instant last{};
  std::string_view all() const { return {bytes.data(), bytes.size()}; }
  bool by_card() const { return (static_cast<unsigned char>(bytes[4]) & kByCard) != 0; }
  std::string_view head() const { return all().substr(0, kHead); }
  std::string_view wrap(bool card) const { return all().substr(kHead + (card ? kWrap : 0), kWrap); }
  std::string_view beside() const { return all().substr(0, kHead + 2 * kWrap); }
  std::string_view body() const { return all().substr(kHead + 2 * kWrap); }
};

Result<ParkedCode> parse_parked_code(std::string_view code) {
  if (!code.starts_with(kCodePrefix)) return fail(FailureCode::CodeUnknown, "parked code: doesn't begin with BMP1:");
  const auto bad = [](const char* why) { return fail(FailureCode::InputInvalid, std::string("parked code: ") + why); };
  const std::string_view rest = code.substr(kCodePrefix.size());
  if (rest.size() > 128) return bad("too long");
  const auto colon = rest.find(':');
  if (colon == std::string_view::npos || !is_id(rest.substr(0, colon)))
    return bad("the visit's id is not 24 hexadecimal digits");
  auto secret = base::decode_base64url(rest.substr(colon + 1));
  if (!secret) return bad("the secret is no base64url");
  ParkedCode out{std::string(rest.substr(0, colon)), base::Secret(*secret)};
  base::wipe(*secret);
  if (out.secret.size() != kKey) return bad("the secret has not 32 bytes");
  return out;
}

ParkedVisits::ParkedVisits(ParkedConfig config, base::Random& random) : config_(std::move(config)), random_(random) {
  if (sodium_init() < 0) std::abort();
}

std::filesystem::path ParkedVisits::path_of(std::string_view id) const {
  return config_.directory / (std::string(id) + std::string(kSuffix));
}

Result<void> ParkedVisits::open(base::Instant now) {
  if (auto made = make_directory(config_.directory); !made) return made;
  std::error_code error;
  std::filesystem::permissions(config_.directory, std::filesystem::perms::owner_all, error);
  sweep(now);
  return {};
}

std::optional<ParkedVisits::File> ParkedVisits::read(const std::filesystem::path& path) const {
  auto bytes = base::read_file(path, kFixed + config_.max_visit_bytes);
  if (!bytes || bytes->size() < kFixed || !bytes->starts_with(kMagic)) return std::nullopt;
  File file;
  file.bytes.assign(bytes->begin(), bytes->end());
  file.id = hex({file.bytes.data() + 5, kId});
  if (path.filename() != file.id + std::string(kSuffix)) return std::nullopt;
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < 8; ++i) last = last << 8 | static_cast<unsigned char>(file.bytes[5 + kId + i]);
  if (last > std::uint64_t{253'402'300'799'000}) return std::nullopt;  // after the year 9999
  file.last = base::Instant{base::Milliseconds{static_cast<std::int64_t>(last)}};
  return file;
}

std::size_t ParkedVisits::sweep(base::Instant now) {
  std::size_t left = 0;
  std::error_code error;
  std::vector<std::filesystem::path> gone;
  for (const auto& entry : std::filesystem::directory_iterator(config_.directory, error)) {
    if (entry.path().filename() == kSecretFile) continue;
    const auto file = read(entry.path());
    // A clock that was set back does not make a visit live longer than it could have from then on.
    if (!file || file->last <= now ||
        file->last > now + std::min(config_.keep + base::Milliseconds(1), base::Milliseconds(86'400'000)))
      gone.push_back(entry.path());
    else
      ++left;
  }
  for (const auto& path : gone) std::filesystem::remove_all(path, error);
  // With the last visit goes what a number could be tried against.
  if (left == 0) std::filesystem::remove(config_.directory / kSecretFile, error);
  if (!gone.empty())
    if (auto synced = sync_path(config_.directory); !synced)
      base::log_failure("parked-sweep", synced.error(), "parked");
  return left;
}

Result<base::Secret> ParkedVisits::terminal_secret(bool make) {
  const auto path = config_.directory / kSecretFile;
  if (auto known = base::read_file(path, kKey); known && known->size() == kKey) {
    base::Secret secret(*known);
    base::wipe(*known);
    return secret;
  }
  if (!make) return fail(FailureCode::CaseNotFound, "parked: no secret");
  base::Secret secret = random_key(random_);
  if (auto written = base::write_file_durably(path, secret.reveal()); !written) return tl::unexpected(written.error());
  return secret;
}

Result<base::Secret> ParkedVisits::card_key(std::string_view id_number, bool make) {
  if (id_number.size() > kMostNumber) return fail(FailureCode::InputInvalid, "parked: no identity number");
  const auto secret = terminal_secret(make);
  if (!secret) return tl::unexpected(secret.error());
  unsigned char salt[crypto_pwhash_SALTBYTES];
  constexpr std::string_view kWhat = "bianmin parked card";
  crypto_generichash(salt, sizeof salt, bytes_of(kWhat), kWhat.size(), bytes_of(secret->reveal()), secret->size());
  std::string key(kKey, '\0');
  const int made = crypto_pwhash(bytes_of(key), key.size(), id_number.data(), id_number.size(), salt, kPasses,
                                 kPassMemory, crypto_pwhash_ALG_ARGON2ID13);
  base::Secret out(key);
  base::wipe(key);
  if (made != 0) return fail(FailureCode::Internal, "parked: no memory for the key");
  return out;
}

Result<ParkedVisits::Parked> ParkedVisits::park(std::string_view visit, std::string_view id_number, base::Instant now,
                                                std::string_view replaces) {
  if (visit.empty()) return fail(FailureCode::InputInvalid, "parked: an empty visit");
  if (visit.size() > config_.max_visit_bytes) return fail(FailureCode::StoreFull, "parked: the visit is too large");
  std::error_code error;
  const std::size_t lying = sweep(now);
  const auto old = is_id(replaces) ? path_of(replaces) : std::filesystem::path();
  const std::size_t freed = !old.empty() && std::filesystem::exists(old, error) ? 1 : 0;
  if (lying >= config_.max_visits + freed)
    return fail(FailureCode::StoreFull, "parked: as many visits lie here as may");
  std::uintmax_t stored = kFixed + visit.size();
  for (const auto& entry : std::filesystem::directory_iterator(config_.directory, error))
    if (entry.path() != old) stored += entry.file_size(error);
  if (stored > config_.max_bytes) return fail(FailureCode::StoreFull, "parked: the room is used up");

  std::string raw_id(kId, '\0');
  random_.fill({bytes_of(raw_id), raw_id.size()});
  const std::string id = hex(raw_id);
  const auto last = std::min(now + config_.keep, end_of_day(now)).time_since_epoch().count();
  std::string file(kMagic);
  file += char(id_number.empty() ? 0 : kByCard);
  file += raw_id;
  for (int shift = 56; shift >= 0; shift -= 8) file += char(static_cast<std::uint64_t>(last) >> shift & 0xFF);
  const std::string head = file;

  const base::Secret key = random_key(random_);
  const base::Secret secret = random_key(random_);
  file += seal_with(slip_key(secret, id), key.reveal(), head + "slip", random_);
  if (id_number.empty()) {
    file.append(kWrap, '\0');
  } else {
    const auto by_card = card_key(id_number, true);
    if (!by_card) return tl::unexpected(by_card.error());
    file += seal_with(*by_card, key.reveal(), head + "card", random_);
  }
  const std::string beside = file;
  file += seal_with(key, visit, beside, random_);
  if (auto written = base::write_file_durably(path_of(id), file); !written) return tl::unexpected(written.error());
  std::string code_text = std::string(kCodePrefix) + id + ":" + base::encode_base64url(secret.reveal());
  Parked parked{id, base::Secret(code_text)};
  base::wipe(code_text);
  return parked;
}

Result<ParkedVisits::Found> ParkedVisits::find_by_code(std::string_view text, base::Instant now) {
  const auto code = parse_parked_code(text);
  if (!code) return tl::unexpected(code.error());
  sweep(now);
  const auto file = read(path_of(code->id));
  if (!file) return fail(FailureCode::CaseNotFound, "parked: nothing lies here for this slip");
  const auto key = open_with(slip_key(code->secret, code->id), file->wrap(false), std::string(file->head()) + "slip");
  auto visit = key ? open_with(*key, file->body(), file->beside()) : std::nullopt;
  if (!visit) return fail(FailureCode::CaseNotFound, "parked: the slip does not open it");
  return Found{code->id, std::move(*visit)};
}

Result<ParkedVisits::Found> ParkedVisits::find_by_number(std::string_view id_number, base::Instant now) {
  const auto nothing = fail(FailureCode::CaseNotFound, "parked: nothing lies here for this card");
  if (id_number.empty() || sweep(now) == 0) return nothing;
  std::vector<File> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(config_.directory, error))
    if (auto file = read(entry.path()); file && file->by_card()) files.push_back(std::move(*file));
  if (files.empty()) return nothing;
  const auto number_key = card_key(id_number, false);
  if (!number_key) return tl::unexpected(number_key.error());
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.last > b.last; });
  for (const File& file : files) {
    const auto key = open_with(*number_key, file.wrap(true), std::string(file.head()) + "card");
    if (!key) continue;
    if (auto visit = open_with(*key, file.body(), file.beside())) return Found{file.id, std::move(*visit)};
  }
  return nothing;
}

Result<void> ParkedVisits::drop(std::string_view id) {
  if (!is_id(id)) return fail(FailureCode::InputInvalid, "parked: no visit's id");
  std::error_code error;
  std::filesystem::remove(path_of(id), error);
  return sync_path(config_.directory);
}

}  // namespace bianmin::offline
