#include <boost/json.hpp>

#include <charconv>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "platform/api/routes.hpp"
#include "platform/content/byte_range.hpp"
#include "platform/content/manifest.hpp"
#include "platform/notices/notice.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

constexpr std::chrono::seconds kLongestPoll{30};

void show_health(Core&, Request&, Responder responder) {
  responder(Response::json(200, json::serialize(json::object{{"status", "ok"}, {"version", BIANMIN_VERSION}})));
}

// A signed document as it is kept and handed out.
struct Signed {
  std::string bytes;
  std::string signature;
};

void show_manifest(Core& core, Request&, Responder responder) {
  const auto found = core.readers.read<Signed>([](Database& database) -> base::Result<Signed> {
    Statement query = database.prepare("SELECT manifest, signature FROM content_version ORDER BY version DESC LIMIT 1");
    if (!query.step()) return base::fail(FailureCode::ContentMissing, "no content was published yet");
    return Signed{query.text_at(0), query.text_at(1)};
  });
  if (!found) return responder(problem(found.error()));
  responder(Response::json(200, json::serialize(json::object{{"manifest", base::encode_base64(found->bytes)},
                                                             {"signature", base::encode_base64(found->signature)}})));
}

void show_file(Core& core, Request& request, Responder responder) {
  const std::string digest(request.capture("sha256"));
  if (!is_sha256(digest)) return responder(problem({FailureCode::ContentMissing, "a file is named by its SHA-256"}));
  auto bytes = base::read_file(content_file(core.data, digest), kMostContentFileBytes);
  if (!bytes) return responder(problem({FailureCode::ContentMissing, "there is no such file"}));
  const std::string tag = "\"" + digest + "\"";
  Response response{200, "application/octet-stream", {}, {{"Accept-Ranges", "bytes"}, {"ETag", tag}}};
  const std::string_view condition = request.header("if-range");
  const auto range =
      condition.empty() || condition == tag ? parse_byte_range(request.header("range"), bytes->size()) : ByteRange{};
  const std::string total = "/" + std::to_string(bytes->size());
  if (range.kind == ByteRange::Kind::Unsatisfiable) {
    response = problem({FailureCode::InputInvalid, "the file is shorter than this range"}, 416);
    response.headers.emplace_back("Content-Range", "bytes *" + total);
  } else if (range.kind == ByteRange::Kind::Part) {
    response.status = 206;
    response.body = bytes->substr(range.first, range.last - range.first + 1);
    response.headers.emplace_back("Content-Range",
                                  "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) + total);
  } else {
    response.body = std::move(*bytes);
  }
  responder(std::move(response));
}

std::optional<long long> number_parameter(const Request& request, std::string_view name, long long most) {
  const std::string_view text = request.parameter(name);
  if (text.empty()) return 0;
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0 || value > most) return std::nullopt;
  return value;
}

void poll(Core& core, Request& request, Responder responder) {
  const auto content = number_parameter(request, "content", 1'000'000'000'000);
  const auto notice = number_parameter(request, "notice", 1'000'000'000'000);
  const auto wait = number_parameter(request, "wait", 3600);
  if (!content || !notice || !wait)
    return responder(problem({FailureCode::InputInvalid, "content, notice and wait must be whole numbers"}, 400));
  core.board.poll(*content, *notice, std::min(std::chrono::seconds{*wait}, kLongestPoll), std::move(responder));
}

// {"…": base64, "signature": base64}, signed with the content key. The first one pins the key when "key" is given.
base::Result<Signed> read_signed(Core& core, std::string_view body, std::string_view member) {
  const auto value = base::parse_json(body, {.bytes = 8 << 20, .depth = 2});
  if (!value) return tl::unexpected(value.error());
  base::JsonReader root(*value, "request");
  root.only({member, "signature", "key"});
  const auto bytes = base::decode_base64(root.member(member).string(8 << 20));
  const auto signature = base::decode_base64(root.member("signature").string(128));
  std::string key_text;
  if (auto given = root.optional_member("key"); given.present()) key_text = given.string(64);
  const auto key = base::decode_base64(key_text);
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  if (!bytes || !signature || !key) return base::fail(FailureCode::InputInvalid, "request: a member is not base64");
  const std::optional<std::string> pinned = core.content_key();
  if (!pinned && key->empty())
    return base::fail(FailureCode::SignatureInvalid, "no content key is known yet: make one with content-key --data");
  if (!verify_signature(pinned ? *pinned : *key, *bytes, *signature))
    return base::fail(FailureCode::SignatureInvalid, "not signed with the content key that terminals trust");
  if (!pinned)
    if (auto kept = core.pin_content_key(*key); !kept) return tl::unexpected(kept.error());
  return Signed{*bytes, *signature};
}

void store_file(Core& core, Request& request, Responder responder) {
  const std::string digest(request.capture("sha256"));
  if (!is_sha256(digest) || to_hex(sha256(request.body)) != digest)
    return responder(problem({FailureCode::InputInvalid, "the body's SHA-256 is another one"}));
  if (request.body.size() > kMostContentFileBytes)
    return responder(problem({FailureCode::InputInvalid, "a content file may have 16 MiB"}, 413));
  const std::filesystem::path file = content_file(core.data, digest);
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (!std::filesystem::exists(file))
    if (auto written = base::write_file_durably(file, request.body, 0644); !written)
      return responder(problem(written.error()));
  responder(Response::empty(204));
}

base::Result<void> check_complete(const Core& core, const Manifest& manifest) {
  for (const ContentFile& file : manifest.files) {
    std::error_code error;
    const auto size = std::filesystem::file_size(content_file(core.data, file.sha256), error);
    if (error || size != file.size) return base::fail(FailureCode::ContentIncomplete, file.path + ": was not uploaded");
  }
  return {};
}

void publish_content(Core& core, Request& request, Responder responder) {
  auto content = read_signed(core, request.body, "manifest");
  if (!content) return responder(problem(content.error()));
  const auto manifest = parse_manifest(content->bytes);
  if (!manifest) return responder(problem(manifest.error(), 422));
  if (auto complete = check_complete(core, *manifest); !complete) return responder(problem(complete.error()));
  const std::int64_t now = core.clock.now().time_since_epoch().count();
  core.writer.submit(
      [version = manifest->version, content = *content, now](Database& database) -> base::Result<void> {
        {
          Statement newest = database.prepare("SELECT COALESCE(MAX(version), 0) FROM content_version");
          newest.step();
          if (version <= newest.number_at(0))
            return base::fail(FailureCode::VersionTooOld,
                              "version " + std::to_string(newest.number_at(0)) + " is published already");
        }
        database.prepare("INSERT INTO content_version(version, manifest, signature, at) VALUES(?, ?, ?, ?)")
            .number(version)
            .blob(content.bytes)
            .blob(content.signature)
            .number(now)
            .run();
        return {};
      },
      [&core, version = manifest->version,
       responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        if (!outcome) return responder(problem(outcome.error()));
        if (auto told = core.publish_state(); !told) return responder(problem(told.error()));
        base::log(base::LogLevel::Info, "content-published", {.part = "content", .version = std::to_string(version)});
        responder(Response::json(201, json::serialize(json::object{{"version", version}})));
      });
}

void list_notices(Core& core, Request&, Responder responder) {
  const auto found = core.readers.read<std::string>([&](Database& database) -> base::Result<std::string> {
    json::array notices;
    std::int64_t sequence = 0;
    Statement query = database.prepare("SELECT sequence, envelope FROM notice ORDER BY sequence DESC LIMIT 200");
    while (query.step()) {
      sequence = std::max(sequence, query.number_at(0));
      if (const auto envelope = base::parse_json(query.text_at(1)); envelope) notices.push_back(*envelope);
    }
    Statement version = database.prepare("SELECT COALESCE(MAX(version), 0) FROM content_version");
    version.step();
    return json::serialize(json::object{
        {"next_sequence", sequence + 1}, {"content", version.number_at(0)}, {"notices", std::move(notices)}});
  });
  if (!found) return responder(problem(found.error()));
  responder(Response::json(200, *found));
}

void store_notice(Core& core, Request& request, Responder responder) {
  const auto given = read_signed(core, request.body, "envelope");
  if (!given) return responder(problem(given.error()));
  const auto notice = parse_notice(given->bytes);
  if (!notice) return responder(problem(notice.error()));
  core.writer.submit(
      [notice = *notice, given = *given](Database& database) -> base::Result<void> {
        {
          Statement newest = database.prepare("SELECT COALESCE(MAX(sequence), 0) FROM notice");
          newest.step();
          if (notice.sequence != newest.number_at(0) + 1)
            return base::fail(FailureCode::VersionTooOld,
                              "the next sequence is " + std::to_string(newest.number_at(0) + 1));
        }
        database
            .prepare("INSERT INTO notice(sequence, id, envelope, signature, until, withdrawn) VALUES(?, ?, ?, ?, ?, ?)")
            .number(notice.sequence)
            .text(notice.id)
            .blob(given.bytes)
            .blob(given.signature)
            .number(notice.until.time_since_epoch().count())
            .number(notice.withdrawn ? 1 : 0)
            .run();
        return {};
      },
      [&core, notice = *notice, responder = std::move(responder)](const base::Result<void>& outcome) mutable {
        if (!outcome) return responder(problem(outcome.error()));
        if (auto told = core.publish_state(); !told) return responder(problem(told.error()));
        responder(Response::json(201, json::serialize(json::object{{"sequence", notice.sequence}, {"id", notice.id}})));
      });
}

void pin_key(Core& core, Request& request, Responder responder) {
  const auto key = base::decode_base64(request.body);
  if (!key) return responder(problem(key.error()));
  const auto pinned = core.pin_content_key(*key);
  responder(pinned ? Response::empty(204) : problem(pinned.error(), 409));
}

}  // namespace

void add_content_routes(Router& router, Core& core) {
  router.add("GET", "/healthz", Access::Public, show_health, core);
  router.add("GET", "/v1/content/manifest", Access::Terminal, show_manifest, core);
  router.add("GET", "/v1/content/files/{sha256}", Access::Terminal, show_file, core);
  router.add("GET", "/v1/poll", Access::Terminal, poll, core);
  router.add("PUT", "/admin/content/files/{sha256}", Access::Administrator, store_file, core);
  router.add("POST", "/admin/content", Access::Administrator, publish_content, core);
  router.add("PUT", "/admin/content-key", Access::Administrator, pin_key, core);
  router.add("GET", "/admin/notices", Access::Administrator, list_notices, core);
  router.add("POST", "/admin/notices", Access::Administrator, store_notice, core);
}

}  // namespace bianmin::platform
