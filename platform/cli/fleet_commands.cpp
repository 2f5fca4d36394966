#include <cstdio>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "platform/cli/administration.hpp"
#include "platform/cli/commands.hpp"
#include "platform/crypto/sodium.hpp"
#include "platform/service/keys.hpp"
#include "platform/tls/authority.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace json = boost::json;

base::Result<std::unique_ptr<Administration>> reach(const Path& data, const base::Clock& clock) {
  if (auto ready = prepare_data(data, demo_data({}), false); !ready) return tl::unexpected(ready.error());
  return Administration::open(data, clock);
}

std::string text(base::JsonReader reader) { return reader.present() ? reader.string(4096) : std::string("-"); }

void print_case(base::JsonReader entry) {
  std::printf("%-20s %-12s %-7s %s  %s\n", entry.member("number").string().c_str(),
              entry.member("status").string().c_str(), entry.member("light").string().c_str(),
              entry.member("deadline").string().c_str(), text(entry.member("unit").optional_member("zh-CN")).c_str());
}

void print_parts(base::JsonReader parts) {
  if (!parts.present()) return;
  parts.each([](base::JsonReader part) {
    std::printf("  part %-18s %-12s %-7s %s  %s, %s\n", part.member("item").string().c_str(),
                part.member("status").string().c_str(), part.member("light").string().c_str(),
                part.member("deadline").string().c_str(), text(part.member("title").member("zh-CN")).c_str(),
                text(part.member("unit").optional_member("zh-CN")).c_str());
  });
}

}  // namespace

base::Result<void> enroll_terminal(const EnrollOptions& options, const base::Clock& clock) {
  if (auto ready = prepare_data(options.data, demo_data({}), false); !ready) return ready;
  const auto platform = Administration::open(options.data, clock);
  if (!platform) return tl::unexpected(platform.error());
  const auto request = make_request(options.terminal);
  if (!request) return tl::unexpected(request.error());
  const SigningKey sign_key = SigningKey::generate();
  const auto answer =
      (*platform)->ask("POST", "/admin/enrolments",
                       json::serialize(json::object{{"terminal", options.terminal},
                                                    {"request", request->request},
                                                    {"sign_key", base::encode_base64(sign_key.public_half)}}));
  if (!answer) return tl::unexpected(answer.error());

  base::JsonReader root(*answer, "answer");
  base::JsonReader centre = root.member("centre");
  const std::string url = options.url.empty() ? root.member("platform").string() : options.url;
  const json::object description{
      {"terminal", options.terminal},
      {"centre", json::object{{"zh-CN", centre.member("zh-CN").string()}, {"en", centre.member("en").string()}}},
      {"platform", url},
      {"verify_base", url + "/verify"}};
  if (!root.ok()) return base::fail(FailureCode::ReplyInvalid, root.error());
  if (auto made = make_private_directory(options.out); !made) return made;
  struct File {
    const char* name;
    std::string content;
    unsigned mode;
  };
  std::vector<File> files{{"terminal.key", std::string(request->key.reveal()), 0600},
                          {"terminal-sign.key", base::encode_base64(sign_key.secret_half.reveal()) + "\n", 0600},
                          {"ca.crt", root.member("authority").string(8192), 0644},
                          {"terminal.crt", root.member("certificate").string(8192), 0644},
                          {"platform-seal.pub", root.member("seal_key").string() + "\n", 0644},
                          {"content.pub", root.member("content_key").string() + "\n", 0644},
                          {"terminal.json", json::serialize(description) + "\n", 0644}};
  if (!root.ok()) return base::fail(FailureCode::ReplyInvalid, root.error());
  for (File& file : files) {
    const auto written = base::write_file_durably(options.out / file.name, file.content, file.mode);
    base::wipe(file.content);
    if (!written) return written;
  }
  std::printf("enrolled %s for %s in %s\n", options.terminal.c_str(), url.c_str(), options.out.c_str());
  return {};
}

base::Result<void> revoke_terminal(const Path& data, const std::string& terminal, const base::Clock& clock) {
  const auto platform = reach(data, clock);
  if (!platform) return tl::unexpected(platform.error());
  if (auto done = (*platform)->ask("DELETE", "/admin/terminals/" + terminal); !done)
    return tl::unexpected(done.error());
  std::printf("revoked %s\n", terminal.c_str());
  return {};
}

base::Result<void> list_cases(const Path& data, bool only_open, bool as_json, const base::Clock& clock) {
  const auto platform = reach(data, clock);
  if (!platform) return tl::unexpected(platform.error());
  const auto answer = (*platform)->ask("GET", only_open ? "/admin/cases?open=1" : "/admin/cases");
  if (!answer) return tl::unexpected(answer.error());
  if (as_json)
    std::printf("%s\n", json::serialize(answer->at("cases")).c_str());
  else
    base::JsonReader(*answer, "answer").member("cases").each(print_case);
  return {};
}

base::Result<void> show_case(const Path& data, const std::string& number, const base::Clock& clock) {
  const auto platform = reach(data, clock);
  if (!platform) return tl::unexpected(platform.error());
  const auto answer = (*platform)->ask("GET", "/admin/cases/" + number);
  if (!answer) return tl::unexpected(answer.error());
  base::JsonReader root(*answer, "answer");
  print_case(root);
  print_parts(root.optional_member("parts"));
  root.member("history").each([](base::JsonReader event) {
    std::printf("  %s %-12s %s\n", event.member("at").string().c_str(), event.member("status").string().c_str(),
                text(event.member("text").member("zh-CN")).c_str());
  });
  root.member("attachments").each([](base::JsonReader attachment) {
    std::printf("  attachment %lld  %-9s %-10s %lld bytes\n", attachment.member("position").integer(1, 99),
                attachment.member("kind").string().c_str(), attachment.member("type").string().c_str(),
                attachment.member("bytes").integer(0, 64 << 20));
  });
  return {};
}

base::Result<void> advance_case(const StepOptions& options, const base::Clock& clock) {
  const auto platform = reach(options.data, clock);
  if (!platform) return tl::unexpected(platform.error());
  json::object step{{"to", options.to}};
  if (!options.part.empty()) step["part"] = options.part;
  if (!options.unit.empty()) step["unit"] = options.unit;
  if (!options.zh.empty()) step["zh-CN"] = options.zh;
  if (!options.en.empty()) step["en"] = options.en;
  const auto answer = (*platform)->ask("POST", "/admin/cases/" + options.number + "/steps", json::serialize(step));
  if (!answer) return tl::unexpected(answer.error());
  base::JsonReader root(*answer, "answer");
  print_case(root);
  print_parts(root.optional_member("parts"));
  return {};
}

base::Result<void> show_fleet(const Path& data, const base::Clock& clock) {
  const auto platform = reach(data, clock);
  if (!platform) return tl::unexpected(platform.error());
  const auto answer = (*platform)->ask("GET", "/admin/terminals");
  if (!answer) return tl::unexpected(answer.error());
  base::JsonReader(*answer, "answer").member("terminals").each([](base::JsonReader entry) {
    std::string line = entry.member("revoked").boolean() ? "revoked" : text(entry.member("seen_at"));
    if (base::JsonReader status = entry.member("status"); status.present()) {
      line += "  software " + status.member("software").string() + "  content " +
              std::to_string(status.member("content").integer(0, 1'000'000'000'000)) + "  outbox " +
              std::to_string(status.member("outbox").integer(0, 1'000'000));
      if (base::JsonReader refused = status.optional_member("refused"); refused.present())
        line += "  refused " + std::to_string(refused.member("version").integer(0, 1'000'000'000'000)) + " " +
                refused.member("code").string();
      status.member("devices").each([&](base::JsonReader device) {
        const std::string state = device.member("state").string();
        if (state != "ready") line += "  " + device.member("part").string() + "=" + state;
      });
    }
    std::printf("%-8s %s\n", entry.member("terminal").string().c_str(), line.c_str());
  });
  return {};
}

base::Result<void> import_resident(const Path& file, const Path& data, const base::Clock& clock) {
  auto bytes = base::read_file(file, 256 << 10);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto platform = reach(data, clock);
  if (!platform) return tl::unexpected(platform.error());
  const auto answer = (*platform)->ask("POST", "/admin/residents", *bytes);
  base::wipe(*bytes);
  if (!answer) return tl::unexpected(answer.error());
  std::printf("imported %s\n", file.filename().c_str());
  return {};
}

}  // namespace bianmin::platform
