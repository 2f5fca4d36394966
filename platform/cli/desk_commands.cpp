// What the people at the desk ask: calls for help, bookings, and what everybody may know.
#include <cstdio>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/json.hpp"
#include "platform/cli/administration.hpp"
#include "platform/cli/commands.hpp"

namespace bianmin::platform {
namespace {

namespace json = boost::json;

base::Result<json::value> ask(const Path& data, const base::Clock& clock, std::string_view method,
                              const std::string& target, std::string_view body = {}) {
  if (auto ready = prepare_data(data, demo_data({}), false); !ready) return tl::unexpected(ready.error());
  const auto platform = Administration::open(data, clock);
  if (!platform) return tl::unexpected(platform.error());
  return (*platform)->ask(method, target, body);
}

std::string in_path(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (plain)
      made += c;
    else
      made.append({'%', kHex[byte >> 4U], kHex[byte & 15U]});
  }
  return made;
}

}  // namespace

base::Result<void> import_dataset(const std::string& name, const Path& file, const Path& data,
                                  const base::Clock& clock) {
  const auto bytes = base::read_file(file, 512 << 10);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto answer = ask(data, clock, "PUT", "/admin/datasets/" + in_path(name), *bytes);
  if (!answer) return tl::unexpected(answer.error());
  std::printf("imported %s\n", name.c_str());
  return {};
}

base::Result<void> purge_attachments(const Path& data, int days, bool only_look, const base::Clock& clock) {
  const auto answer = ask(data, clock, "POST", "/admin/attachments/purge",
                          json::serialize(json::object{{"days", days}, {"dry_run", only_look}}));
  if (!answer) return tl::unexpected(answer.error());
  base::JsonReader root(*answer, "answer");
  root.member("cases").each([](base::JsonReader number) { std::printf("%s\n", number.string(40).c_str()); });
  std::printf("%s %lld attachments, %lld bytes\n", only_look ? "would delete" : "deleted",
              root.member("attachments").integer(0, 1LL << 60), root.member("bytes").integer(0, 1LL << 60));
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  return {};
}

base::Result<void> list_help(const Path& data, const base::Clock& clock) {
  const auto answer = ask(data, clock, "GET", "/admin/help-calls");
  if (!answer) return tl::unexpected(answer.error());
  base::JsonReader(*answer, "answer").member("calls").each([](base::JsonReader call) {
    std::printf("%s  %s  %-8s %-8s %-5s %s  %s\n", call.member("id").string().c_str(),
                call.member("at").string().c_str(), call.member("terminal").string().c_str(),
                call.member("state").string().c_str(), call.member("language").string().c_str(),
                call.member("page").string().c_str(), call.member("who").string().c_str());
  });
  return {};
}

base::Result<void> take_help(const Path& data, const std::string& id, const std::string& who,
                             const base::Clock& clock) {
  const auto answer = ask(data, clock, "POST", "/admin/help-calls/" + in_path(id) + "/take",
                          json::serialize(json::object{{"who", who}}));
  if (!answer) return tl::unexpected(answer.error());
  std::printf("%s comes\n", who.c_str());
  return {};
}

base::Result<void> close_help(const Path& data, const std::string& id, const base::Clock& clock) {
  const auto answer = ask(data, clock, "POST", "/admin/help-calls/" + in_path(id) + "/close", "{}");
  if (!answer) return tl::unexpected(answer.error());
  std::printf("closed %s\n", id.c_str());
  return {};
}

base::Result<void> list_slots(const Path& data, const std::string& day, const base::Clock& clock) {
  const auto answer = ask(data, clock, "GET", "/admin/slots" + (day.empty() ? day : "?day=" + in_path(day)));
  if (!answer) return tl::unexpected(answer.error());
  base::JsonReader(*answer, "answer").member("bookings").each([](base::JsonReader booking) {
    std::printf("%s  %-8s %-10s %-12s %s\n", booking.member("day").string().c_str(),
                booking.member("slot").string().c_str(), booking.member("number").string().c_str(),
                booking.member("matter").string().c_str(), booking.member("named").boolean() ? "with a name" : "");
  });
  return {};
}

}  // namespace bianmin::platform
