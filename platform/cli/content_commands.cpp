#include <cmath>
#include <cstdio>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "base/uuid.hpp"
#include "platform/cli/administration.hpp"
#include "platform/cli/commands.hpp"
#include "platform/content/manifest.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/notices/notice.hpp"
#include "platform/service/keys.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

base::Result<SigningKey> read_key(const Path& file) {
  auto text = base::read_file(file, 1024);
  if (!text) return tl::unexpected(text.error());
  auto key = SigningKey::parse(*text);
  base::wipe(*text);
  if (!key) return base::fail(key.error().code, file.string() + ": " + key.error().detail);
  return key;
}

base::Result<std::unique_ptr<Administration>> reach(const Path& data, const base::Clock& clock) {
  if (auto ready = prepare_data(data, demo_data({}), false); !ready) return tl::unexpected(ready.error());
  return Administration::open(data, clock);
}

std::string signed_request(std::string_view member, const std::string& bytes, const SigningKey& key) {
  return json::serialize(json::object{{member, base::encode_base64(bytes)},
                                      {"signature", base::encode_base64(sign(key, bytes))},
                                      {"key", base::encode_base64(key.public_half)}});
}

std::int64_t number_at(const json::value& value, std::string_view member) {
  base::JsonReader root(value, "answer");
  return root.member(member).integer(0, 1'000'000'000'000);
}

// The notice that is to be withdrawn, as its last envelope says it.
base::Result<Notice> find_notice(const json::value& listed, const std::string& id) {
  base::JsonReader root(listed, "answer");
  base::Result<Notice> found = base::fail(FailureCode::InputInvalid, "no notice has this id");
  root.member("notices").each([&](base::JsonReader entry) {
    if (found || !entry.ok() || entry.member("id").string(64) != id) return;
    found = parse_notice(json::serialize(*entry.raw()));
  });
  return found;
}

}  // namespace

base::Result<void> make_content_key(const Path& out, const Path& data, const base::Clock& clock) {
  if (std::filesystem::exists(out / "content.key"))
    return base::fail(FailureCode::ConfigInvalid, (out / "content.key").string() + ": is there already");
  if (auto made = make_private_directory(out); !made) return made;
  const SigningKey key = SigningKey::generate();
  const std::string pub = base::encode_base64(key.public_half);
  std::string secret = base::encode_base64(key.secret_half.reveal()) + "\n";
  const auto written = base::write_file_durably(out / "content.key", secret);
  base::wipe(secret);
  if (!written) return written;
  if (auto other = base::write_file_durably(out / "content.pub", pub + "\n", 0644); !other) return other;
  if (!data.empty()) {
    const auto platform = reach(data, clock);
    if (!platform) return tl::unexpected(platform.error());
    if (auto told = (*platform)->ask("PUT", "/admin/content-key", pub); !told) return tl::unexpected(told.error());
  }
  std::printf("content key %s in %s: keep content.key away from the platform\n", pub.c_str(), out.c_str());
  return {};
}

base::Result<void> publish_package(const Path& folder, const Path& data, const Path& key_file, std::int64_t version,
                                   const base::Clock& clock) {
  const auto key = read_key(key_file);
  if (!key) return tl::unexpected(key.error());
  auto files = scan_package(folder);
  if (!files) return tl::unexpected(files.error());
  const auto platform = reach(data, clock);
  if (!platform) return tl::unexpected(platform.error());
  if (version == 0) {
    const auto now = (*platform)->ask("GET", "/admin/notices");
    if (!now) return tl::unexpected(now.error());
    version = number_at(*now, "content") + 1;
  }
  for (const ContentFile& file : *files) {
    const auto bytes = base::read_file(folder / file.path, kMostContentFileBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    if (auto stored = (*platform)->ask("PUT", "/admin/content/files/" + file.sha256, *bytes); !stored)
      return base::fail(stored.error().code, file.path + ": " + stored.error().detail);
  }
  const std::string manifest = write_manifest({version, base::format_utc(clock.now()), *files});
  if (auto stored = (*platform)->ask("POST", "/admin/content", signed_request("manifest", manifest, *key)); !stored)
    return tl::unexpected(stored.error());
  std::printf("published version %lld, %zu files\n", static_cast<long long>(version), files->size());
  return {};
}

base::Result<void> send_notice(NoticeOptions options, const base::Clock& clock) {
  const auto key = read_key(options.key);
  if (!key) return tl::unexpected(key.error());
  const auto platform = reach(options.data, clock);
  if (!platform) return tl::unexpected(platform.error());
  const auto listed = (*platform)->ask("GET", "/admin/notices");
  if (!listed) return tl::unexpected(listed.error());

  Notice notice;
  if (options.withdraw.empty()) {
    if (options.zh.empty() || options.en.empty())
      return base::fail(FailureCode::InputInvalid, "a notice needs its text in Chinese (--zh) and English (--en)");
    if (!(options.hours > 0 && options.hours <= 31 * 24))
      return base::fail(FailureCode::InputInvalid, "hours: must be more than 0 and 744 at most");
    base::SystemRandom random;
    notice.id = base::Uuid::v7(clock.now(), random).to_string();
    notice.level = options.level;
    notice.title = {options.title_zh.empty() ? options.zh : options.title_zh,
                    options.title_en.empty() ? options.en : options.title_en};
    notice.text = {options.zh, options.en};
    // A terminal whose clock is behind shows it at once all the same.
    notice.from = clock.now() - std::chrono::minutes(10);
    notice.until = clock.now() + base::Milliseconds{std::llround(options.hours * 3'600'000)};
    notice.terminals = options.terminals.empty() ? std::vector<std::string>{"*"} : options.terminals;
  } else {
    auto found = find_notice(*listed, options.withdraw);
    if (!found) return tl::unexpected(found.error());
    notice = std::move(*found);
    notice.withdrawn = true;
  }
  notice.sequence = number_at(*listed, "next_sequence");
  const std::string envelope = write_notice(notice);
  if (auto checked = parse_notice(envelope); !checked) return tl::unexpected(checked.error());
  if (auto stored = (*platform)->ask("POST", "/admin/notices", signed_request("envelope", envelope, *key)); !stored)
    return tl::unexpected(stored.error());
  std::printf("notice %s %s, sequence %lld\n", notice.id.c_str(), notice.withdrawn ? "withdrawn" : "sent",
              static_cast<long long>(notice.sequence));
  return {};
}

}  // namespace bianmin::platform
