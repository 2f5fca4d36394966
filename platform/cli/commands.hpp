#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/failure.hpp"
#include "platform/http/server.hpp"
#include "platform/service/core.hpp"

// What the commands of bianmin-platform do, once their options are parsed. Each prints what it did to standard output.
namespace bianmin::platform {

using Path = std::filesystem::path;

struct ServeOptions {
  Path data;
  std::string listen = "127.0.0.1:8443";
  std::string public_url;
  std::vector<std::string> hosts;
  Path demo;
  bool seed = false;
  ServerOptions server;
  PlatformOptions platform;
};
/// Runs until SIGTERM or SIGINT.
base::Result<void> serve(ServeOptions options, const base::Clock& clock);

struct EnrollOptions {
  Path data;
  std::string terminal;
  Path out;
  std::string url;
};
base::Result<void> enroll_terminal(const EnrollOptions& options, const base::Clock& clock);
base::Result<void> revoke_terminal(const Path& data, const std::string& terminal, const base::Clock& clock);
base::Result<void> make_content_key(const Path& out, const Path& data, const base::Clock& clock);
base::Result<void> publish_package(const Path& folder, const Path& data, const Path& key, std::int64_t version,
                                   const base::Clock& clock);

struct NoticeOptions {
  Path data;
  Path key;
  std::string level = "info";
  std::string title_zh, title_en, zh, en;
  double hours = 2;
  std::vector<std::string> terminals;
  std::string withdraw;
};
base::Result<void> send_notice(NoticeOptions options, const base::Clock& clock);

struct StepOptions {
  Path data;
  std::string number, to, part, unit, zh, en;
};
base::Result<void> list_cases(const Path& data, bool only_open, bool as_json, const base::Clock& clock);
base::Result<void> show_case(const Path& data, const std::string& number, const base::Clock& clock);
/// What the resident wrote and who they are, through the running server only: it notes who looked. The identity number
/// is masked unless `full`.
base::Result<void> show_case_text(const Path& data, const std::string& number, bool full);
/// Writes one attachment to a file (mode 0600), through the running server only.
base::Result<void> purge_attachments(const Path& data, int days, bool only_look, const base::Clock& clock);
base::Result<void> take_attachment(const Path& data, const std::string& number, int position, const Path& out);
base::Result<void> advance_case(const StepOptions& options, const base::Clock& clock);
base::Result<void> show_fleet(const Path& data, const base::Clock& clock);
base::Result<void> import_dataset(const std::string& name, const Path& file, const Path& data,
                                  const base::Clock& clock);
base::Result<void> list_help(const Path& data, const base::Clock& clock);
base::Result<void> take_help(const Path& data, const std::string& id, const std::string& who, const base::Clock& clock);
base::Result<void> close_help(const Path& data, const std::string& id, const base::Clock& clock);
/// `day` empty: today.
base::Result<void> list_slots(const Path& data, const std::string& day, const base::Clock& clock);
base::Result<void> import_resident(const Path& file, const Path& data, const base::Clock& clock);

struct PaymentOptions {
  Path data;
  std::string
      order;  ///< its number; for pay_in_sandbox what the QR code says will do too; the behaviour for behave_sandbox
  bool only_open = false;
  bool as_json = false;
  std::string amount;  ///< of refund_payment; empty: all that is left
  Path statement;
};
base::Result<void> list_payments(const PaymentOptions& options, const base::Clock& clock);
base::Result<void> show_payment(const PaymentOptions& options, const base::Clock& clock);
base::Result<void> refund_payment(const PaymentOptions& options, const base::Clock& clock);
/// Fails when the statement and the book differ.
base::Result<void> reconcile_payments(const PaymentOptions& options, const base::Clock& clock);
base::Result<void> list_tasks(const PaymentOptions& options, const base::Clock& clock);
base::Result<void> close_task(const PaymentOptions& options, const base::Clock& clock);
/// By the running server with --sandbox-payments only.
base::Result<void> pay_in_sandbox(const PaymentOptions& options, const base::Clock& clock);
base::Result<void> behave_sandbox(const PaymentOptions& options, const base::Clock& clock);

}  // namespace bianmin::platform
