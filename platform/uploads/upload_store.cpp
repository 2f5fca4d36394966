#include "platform/uploads/upload_store.hpp"

#include <vector>

#include "platform/crypto/sodium.hpp"

namespace bianmin::platform {
namespace {

std::string joined(Database& database, std::string_view terminal, std::string_view sha256) {
  std::string bytes;
  Statement query = database.prepare("SELECT bytes FROM upload_piece WHERE terminal=? AND sha256=? ORDER BY start");
  query.text(terminal).text(sha256);
  while (query.step()) bytes += query.text_at(0);
  return bytes;
}

void make_room(Database& database, std::string_view terminal) {
  std::vector<std::string> oldest;
  {
    Statement query = database.prepare("SELECT sha256 FROM upload WHERE terminal=? ORDER BY at DESC LIMIT -1 OFFSET ?");
    query.text(terminal).number(kMostUploads - 1);
    while (query.step()) oldest.push_back(query.text_at(0));
  }
  for (const std::string& name : oldest) drop_upload(database, terminal, name);
}

}  // namespace

UploadState find_upload(Database& database, std::string_view terminal, std::string_view sha256) {
  Statement query = database.prepare("SELECT size, received FROM upload WHERE terminal=? AND sha256=?");
  query.text(terminal).text(sha256);
  if (!query.step()) return {};
  return {query.number_at(0), query.number_at(1)};
}

base::Result<UploadState> add_piece(Database& database, std::string_view terminal, const PieceHead& head,
                                    std::string_view bytes, base::Instant now) {
  UploadState state = find_upload(database, terminal, head.sha256);
  if (state.size != 0 && state.size != head.size)
    return base::fail(base::FailureCode::InputInvalid, "upload: size: this body was announced with another");
  if (state.size == 0 && head.start == 0) make_room(database, terminal);
  const std::int64_t end = head.start + static_cast<std::int64_t>(bytes.size());
  if (head.start > state.received || end <= state.received) return state;
  const std::int64_t at = now.time_since_epoch().count();
  const std::string_view fresh = bytes.substr(static_cast<std::size_t>(state.received - head.start));
  database.prepare("INSERT INTO upload_piece(terminal, sha256, start, bytes) VALUES(?, ?, ?, ?)")
      .text(terminal)
      .text(head.sha256)
      .number(state.received)
      .blob(fresh)
      .run();
  database
      .prepare(
          "INSERT INTO upload(terminal, sha256, size, received, at) VALUES(?, ?, ?, ?, ?) ON CONFLICT(terminal, "
          "sha256) DO UPDATE SET received=excluded.received, at=excluded.at")
      .text(terminal)
      .text(head.sha256)
      .number(head.size)
      .number(end)
      .number(at)
      .run();
  state = {head.size, end};
  if (state.received == state.size && to_hex(sha256(joined(database, terminal, head.sha256))) != head.sha256) {
    drop_upload(database, terminal, head.sha256);
    return UploadState{0, 0, true};
  }
  return state;
}

std::optional<std::string> whole_upload(Database& database, std::string_view terminal, std::string_view sha256) {
  const UploadState state = find_upload(database, terminal, sha256);
  if (state.size == 0 || state.received != state.size) return std::nullopt;
  return joined(database, terminal, sha256);
}

void drop_upload(Database& database, std::string_view terminal, std::string_view sha256) {
  database.prepare("DELETE FROM upload_piece WHERE terminal=? AND sha256=?").text(terminal).text(sha256).run();
  database.prepare("DELETE FROM upload WHERE terminal=? AND sha256=?").text(terminal).text(sha256).run();
}

int drop_silent_uploads(Database& database, base::Instant before) {
  std::vector<std::pair<std::string, std::string>> silent;
  {
    Statement query = database.prepare("SELECT terminal, sha256 FROM upload WHERE at<? LIMIT 1000");
    query.number(before.time_since_epoch().count());
    while (query.step()) silent.emplace_back(query.text_at(0), query.text_at(1));
  }
  for (const auto& [terminal, name] : silent) drop_upload(database, terminal, name);
  return static_cast<int>(silent.size());
}

}  // namespace bianmin::platform
