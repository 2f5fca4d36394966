#include <cstdio>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/json.hpp"
#include "platform/cli/administration.hpp"
#include "platform/cli/commands.hpp"

namespace bianmin::platform {
namespace {

constexpr std::size_t kMostBytes = 64 << 10;

// A resident's words must not steer the administrator's terminal: control characters (C0, DEL, C1) become U+FFFD.
base::Secret printable(base::JsonReader reader, std::string_view new_line) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string given = reader.present() ? reader.string(kMostBytes) : std::string();
  std::string made;
  made.reserve(4 * given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    const auto byte = static_cast<unsigned char>(given[i]);
    const auto next = i + 1 < given.size() ? static_cast<unsigned char>(given[i + 1]) : 0U;
    if (byte == '\n')
      made += new_line;
    else if (byte == 0xC2 && next >= 0x80 && next < 0xA0)
      made += kReplacement, ++i;
    else if (byte < 0x20 || byte == 0x7F)
      made += kReplacement;
    else
      made += given[i];
  }
  base::Secret safe(made.empty() ? std::string_view("-") : std::string_view(made));
  base::wipe(made);
  base::wipe(given);
  return safe;
}

void print_field(const char* name, const base::Secret& value) {
  std::printf("%-10s %.*s\n", name, static_cast<int>(value.size()), value.reveal().data());
}

void print_resident(base::JsonReader resident, bool anonymous) {
  if (!resident.present()) {
    std::printf("%-10s %s\n", "resident", anonymous ? "anonymous" : "-");
  } else if (resident.member("resolved").boolean()) {
    print_field("resident", printable(resident.member("name"), " "));
    print_field("id number", printable(resident.member("id_number"), " "));
  } else {
    std::printf("%-10s %s\n", "resident", "UNRESOLVED: nobody was known by the code that was shown");
    if (base::JsonReader code = resident.member("code"); code.present())
      print_field("code", printable(code, " "));
    else
      std::printf("%-10s %s\n", "code", "(kept; --full shows it)");
  }
}

base::Secret plain_words(const boost::json::value& value) {
  std::string text = value.is_string() ? std::string(value.as_string()) : boost::json::serialize(value);
  const boost::json::value wrapped = boost::json::string(text);
  base::wipe(text);
  return printable(base::JsonReader(wrapped, "answer"), "\n    ");
}

// What a service asked, name by name; objects inside are laid flat: "extra.contact.phone".
void print_members(const std::string& path, const boost::json::value& value) {
  if (value.is_object()) {
    for (const auto& member : value.as_object()) print_members(path + "." + std::string(member.key()), member.value());
    return;
  }
  const boost::json::value name = boost::json::string(path);
  const base::Secret safe = printable(base::JsonReader(name, "answer"), " ");
  const base::Secret words = plain_words(value);
  std::printf("%.*s\n    %.*s\n", static_cast<int>(safe.size()), safe.reveal().data(), static_cast<int>(words.size()),
              words.reveal().data());
}

void print_rest(base::JsonReader root) {
  for (const char* name : {"answers", "extra"}) print_members(name, *root.member(name).raw());
  if (base::JsonReader helper = root.member("helper"); helper.present())
    for (const char* name : {"name", "id_number", "consent_at"})
      print_field((std::string("helper ") + name).c_str(), printable(helper.member(name), " "));
  root.member("items").each([](base::JsonReader item) { print_field("item", printable(item, " ")); });
  root.member("attachments").each([](base::JsonReader attachment) {
    std::printf("%-10s %lld %s %s %lld bytes\n", "attachment", attachment.member("position").integer(1, 99),
                attachment.member("kind").string().c_str(), attachment.member("type").string().c_str(),
                attachment.member("bytes").integer(0, 64 << 20));
  });
}

}  // namespace

base::Result<void> take_attachment(const Path& data, const std::string& number, int position, const Path& out) {
  const auto platform = Administration::over_socket(data);
  if (!platform)
    return base::fail(platform.error().code,
                      "an attachment is shown by the running server only: " + platform.error().detail);
  const std::string target = "/admin/cases/" + number + "/attachments/" + std::to_string(position);
  auto answer = (*platform)->call("GET", target, {});
  if (!answer) return tl::unexpected(answer.error());
  if (answer->status != 200)
    return base::fail(base::FailureCode::CaseNotFound, "no case has this number and attachment");
  const std::size_t size = answer->body.size();
  const auto written = base::write_file_durably(out, answer->body);
  base::wipe(answer->body);
  if (!written) return written;
  std::printf("wrote %zu bytes to %s\n", size, out.c_str());
  return {};
}

base::Result<void> show_case_text(const Path& data, const std::string& number, bool full) {
  const auto platform = Administration::over_socket(data);
  if (!platform)
    return base::fail(platform.error().code,
                      "a case's text is shown by the running server only: " + platform.error().detail);
  const auto answer = (*platform)->ask("GET", "/admin/cases/" + number + (full ? "/text?full=1" : "/text"));
  if (!answer) return tl::unexpected(answer.error());
  base::JsonReader root(*answer, "answer");
  for (const char* name : {"number", "category", "area", "service", "filed_at"})
    print_field(name, printable(root.member(name), " "));
  if (base::JsonReader contact = root.member("contact"); contact.present()) {
    print_field("contact", printable(contact.member("name"), " "));
    print_field("phone", printable(contact.member("phone"), " "));
  } else {
    std::printf("%-10s -\n", "contact");
  }
  print_resident(root.member("resident"), root.member("anonymous").boolean());
  const base::Secret text = printable(root.member("text"), "\n  ");
  std::printf("text\n  %.*s\n", static_cast<int>(text.size()), text.reveal().data());
  if (root.ok()) print_rest(root);
  if (!root.ok()) return base::fail(base::FailureCode::ReplyInvalid, root.error());
  return {};
}

}  // namespace bianmin::platform
