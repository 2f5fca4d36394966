#include "kiosk/journey/platform_process.hpp"

#include <charconv>
#include <chrono>
#include <sstream>
#include <thread>

#include <boost/json.hpp>

#include "base/file.hpp"
#include "base/json.hpp"
#include "base/ogg_opus.hpp"

namespace bianmin::kiosk {
namespace {

constexpr auto kStartLimit = std::chrono::seconds(20);
constexpr base::Milliseconds kLongestMemo{180'000};

// The port in "127.0.0.1:41873".
std::uint16_t port_of(std::string_view listen) {
  std::uint16_t port = 0;
  while (!listen.empty() && (listen.back() == '\n' || listen.back() == ' ')) listen.remove_suffix(1);
  const auto colon = listen.rfind(':');
  if (colon != std::string_view::npos) std::from_chars(listen.data() + colon + 1, listen.data() + listen.size(), port);
  return port;
}

}  // namespace

base::Result<std::unique_ptr<PlatformProcess>> PlatformProcess::start(const std::filesystem::path& program,
                                                                      const std::filesystem::path& folder,
                                                                      int payment_expiry) {
  auto self = std::make_unique<PlatformProcess>();
  self->program_ = program;
  self->data_ = folder / "platform";
  self->identity_ = folder / "identity";
  self->package_ = folder / "package";
  self->key_ = folder / "content-key" / "content.key";
  std::filesystem::create_directories(folder);
  std::vector<std::string> serve{program.string(), "serve",       "--data", self->data_.string(),
                                 "--listen",       "127.0.0.1:0", "--seed", "--sandbox-payments"};
  if (payment_expiry > 0) serve.insert(serve.end(), {"--payment-expiry", std::to_string(payment_expiry)});
  self->server_ = Subprocess(tied(std::move(serve)), folder / "platform.log");
  std::uint16_t port = 0;
  for (const auto until = std::chrono::steady_clock::now() + kStartLimit; port == 0;) {
    if (auto listen = base::read_file(self->data_ / "listen", 256)) port = port_of(*listen);
    if (!self->server_.running() || std::chrono::steady_clock::now() > until)
      return base::fail(base::FailureCode::PlatformError,
                        "bianmin-platform did not start; see " + (folder / "platform.log").string());
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  self->cable_ = std::make_unique<NetworkSwitch>(port);
  // The platform's operator makes the signing key outside the platform; a terminal trusts its public half.
  const auto key = capture(
      {program.string(), "content-key", "--out", (folder / "content-key").string(), "--data", self->data_.string()});
  if (key.status != 0) return base::fail(base::FailureCode::PlatformError, "bianmin-platform content-key failed");
  const auto enrolled =
      capture({program.string(), "enroll", "--data", self->data_.string(), "--terminal", "LC07", "--out",
               self->identity_.string(), "--platform", "https://127.0.0.1:" + std::to_string(self->cable_->port())});
  if (enrolled.status != 0) return base::fail(base::FailureCode::PlatformError, "bianmin-platform enroll failed");
  return self;
}

base::Result<void> PlatformProcess::import_resident(const std::filesystem::path& file) {
  const auto imported = capture({program_.string(), "import-resident", file.string(), "--data", data_.string()});
  if (imported.status != 0)
    return base::fail(base::FailureCode::InputInvalid, file.string() + ": not a resident's record");
  return {};
}

base::Result<void> PlatformProcess::publish_services(const std::vector<std::filesystem::path>& files) {
  std::error_code error;
  std::filesystem::create_directories(package_ / "services", error);
  for (const auto& file : files) {
    std::filesystem::copy_file(file, package_ / "services" / file.filename(),
                               std::filesystem::copy_options::overwrite_existing, error);
    if (error) return base::fail(base::FailureCode::InputInvalid, file.string() + ": " + error.message());
  }
  const auto published = capture(
      {program_.string(), "publish", "content", package_.string(), "--data", data_.string(), "--key", key_.string()});
  if (published.status != 0)
    return base::fail(base::FailureCode::PlatformError, "bianmin-platform publish content failed");
  return {};
}

std::string PlatformProcess::cases() const {
  return capture({program_.string(), "case", "list", "--data", data_.string(), "--json"}).out;
}

std::string PlatformProcess::newest_case() const {
  const auto cases = base::parse_json(this->cases(), {16U << 20, 24});
  if (!cases || !cases->is_array()) return {};
  // By when the platform took it: journeys set the terminal's clock as they like.
  const auto taken = [](const boost::json::value& entry) { return entry.at("history").at(0).at("at").as_string(); };
  const boost::json::value* newest = nullptr;
  for (const auto& entry : cases->as_array())
    if (newest == nullptr || taken(*newest) <= taken(entry)) newest = &entry;
  return newest == nullptr ? std::string() : boost::json::serialize(*newest);
}

std::vector<CaseAttachment> PlatformProcess::attachments() const {
  std::vector<CaseAttachment> found;
  const auto newest = base::parse_json(newest_case(), {16U << 20, 24});
  if (!newest || !newest->is_object()) return found;
  const std::string number(std::string_view(newest->at("number").as_string()));
  const std::filesystem::path file = data_.parent_path() / "attachment";
  for (int position = 1;; ++position) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    if (capture({program_.string(), "case", "attachment", number, std::to_string(position), "--out", file.string(),
                 "--data", data_.string()})
            .status != 0)
      return found;
    const std::string bytes = base::read_file(file, 16U << 20).value_or("");
    CaseAttachment attachment{"signature", bytes.size(), {}};
    if (bytes.starts_with("\xFF\xD8")) attachment.kind = "photo";
    if (const auto opus = base::inspect_ogg_opus(bytes, kLongestMemo)) {
      attachment.kind = "voice";
      attachment.length = opus->length;
    }
    found.push_back(attachment);
  }
}

std::string PlatformProcess::newest_payment() const {
  const auto list = base::parse_json(
      capture({program_.string(), "payment", "list", "--data", data_.string(), "--json"}).out, {16U << 20, 24});
  const auto* payments = list && list->is_object() ? list->as_object().if_contains("payments") : nullptr;
  if (payments == nullptr || !payments->is_array()) return {};
  const boost::json::value* newest = nullptr;
  for (const auto& entry : payments->as_array())
    if (newest == nullptr || newest->at("created_at").as_string() < entry.at("created_at").as_string()) newest = &entry;
  return newest == nullptr ? std::string() : std::string(std::string_view(newest->at("state").as_string()));
}

base::Result<void> PlatformProcess::pay(const std::string& code) {
  const auto paid = capture({program_.string(), "payment", "pay", code, "--data", data_.string()});
  if (paid.status != 0) return base::fail(base::FailureCode::RequestRefused, "the telephone could not pay " + code);
  return {};
}

base::Result<void> PlatformProcess::show_notice(const std::string& level, const std::string& zh,
                                                const std::string& en) {
  std::vector<std::string> command{program_.string(), "notice", "--data", data_.string(), "--key", key_.string()};
  if (level == "withdraw")
    command.insert(command.end(), {"--withdraw", notice_});
  else
    command.insert(command.end(), {"--level", level, "--zh", zh, "--en", en, "--hours", "1"});
  const auto shown = capture(command);
  if (shown.status != 0) return base::fail(base::FailureCode::InputInvalid, "the notice was not taken");
  std::istringstream said(shown.out);  // "notice ID sent, sequence N"
  said >> notice_ >> notice_;
  return {};
}

base::Result<void> PlatformProcess::staff_answer(const std::string& who) {
  std::istringstream calls(capture({program_.string(), "help", "list", "--data", data_.string()}).out);
  std::string newest;
  for (std::string line; std::getline(calls, line);)
    if (const auto end = line.find(' '); end != std::string::npos && end > 0) newest = line.substr(0, end);
  if (newest.empty()) return base::fail(base::FailureCode::InputInvalid, "nobody has called for help");
  std::vector<std::string> command{program_.string(), "help", who.empty() ? "close" : "take", newest};
  if (!who.empty()) command.insert(command.end(), {"--who", who});
  command.insert(command.end(), {"--data", data_.string()});
  if (capture(command).status != 0)
    return base::fail(base::FailureCode::InputInvalid, "the platform did not take the staff's answer");
  return {};
}

base::Result<void> PlatformProcess::set_next_payment(const std::string& behaviour) {
  const auto set = capture({program_.string(), "payment", "behave", behaviour, "--data", data_.string()});
  if (set.status != 0)
    return base::fail(base::FailureCode::InputInvalid, "\"" + behaviour + "\" is no way a payment goes");
  return {};
}

}  // namespace bianmin::kiosk
