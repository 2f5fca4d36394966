#include "platform/cli/cli.hpp"

#include <clocale>
#include <cstdio>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "platform/cases/retention.hpp"
#include "platform/cli/administration.hpp"
#include "platform/cli/commands.hpp"

namespace bianmin::platform {
namespace {

using Outcome = base::Result<void>;
using Command = std::function<Outcome(const base::Clock&)>;

CLI::Option* add_data(CLI::App& app, Path& data) {
  return app.add_option("--data", data, "the platform's data folder")->required();
}

void add_serve(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* serve_app = app.add_subcommand("serve", "Serve terminals over HTTPS until SIGTERM");
  add_data(*serve_app, options->data);
  serve_app->add_option("--listen", options->listen, "address and port; port 0 picks one, see DATA/listen");
  serve_app->add_option("--threads", options->server.threads, "event loops")->check(CLI::Range(1, 64));
  serve_app->add_option("--public-url", options->public_url, "what verification codes point to");
  serve_app->add_option("--host", options->hosts, "a further name for the server's certificate");
  serve_app->add_option("--demo-data", options->demo, "where the made-up data set is");
  serve_app->add_option("--connections", options->server.most_connections, "at most this many at once");
  serve_app->add_option_function<double>(
      "--request-timeout",
      [options](double seconds) {
        const base::Milliseconds time{static_cast<long long>(seconds * 1000)};
        options->server.handshake = options->server.header = options->server.body = time;
      },
      "seconds for the handshake, for a request's headers and for its body");
  serve_app->add_flag("--seed", options->seed, "start with the made-up residents");
  serve_app->add_flag("--sandbox-payments", options->platform.sandbox_payments,
                      "take payments in the sandbox: no real money, and anybody may play the telephone");
  const auto seconds = [serve_app](const char* name, base::Milliseconds& into, double most, const char* words) {
    serve_app
        ->add_option_function<double>(
            name, [&into](double given) { into = base::Milliseconds{static_cast<long long>(given * 1000)}; }, words)
        ->check(CLI::Range(0.1, most));
  };
  seconds("--payment-silence", options->platform.payment_times.silence, 60,
          "seconds a payment provider may take to answer");
  seconds("--payment-expiry", options->platform.payment_times.expiry, 86400,
          "seconds in which an order has to be paid");
  serve_app
      ->add_option("--keep-attachments", options->platform.keep_attachments,
                   "days that photos, memos and signatures are kept after a case is over; 0: for ever")
      ->check(CLI::Range(0, 36500));
  serve_app->callback(
      [&chosen, options] { chosen = [options](const base::Clock& clock) { return serve(*options, clock); }; });

  auto data = std::make_shared<std::pair<Path, Path>>();
  CLI::App* demo = app.add_subcommand("init-demo", "Put the made-up data set into a data folder");
  add_data(*demo, data->first);
  demo->add_option("--demo-data", data->second, "where the made-up data set is");
  demo->callback([&chosen, data] {
    chosen = [data](const base::Clock&) { return prepare_data(data->first, demo_data(data->second), true); };
  });
}

void add_fleet(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<EnrollOptions>();
  CLI::App* enroll = app.add_subcommand("enroll", "Give a terminal its certificate and keys");
  add_data(*enroll, options->data);
  enroll->add_option("--terminal", options->terminal, "its id, such as LC07")->required();
  enroll->add_option("--out", options->out, "the folder to write")->required();
  enroll->add_option("--platform", options->url, "the address terminals reach the platform at");
  enroll->callback([&chosen, options] {
    chosen = [options](const base::Clock& clock) { return enroll_terminal(*options, clock); };
  });

  CLI::App* revoke = app.add_subcommand("revoke", "Refuse a terminal's certificate from now on");
  add_data(*revoke, options->data);
  revoke->add_option("--terminal", options->terminal, "its id")->required();
  revoke->callback([&chosen, options] {
    chosen = [options](const base::Clock& clock) { return revoke_terminal(options->data, options->terminal, clock); };
  });

  auto data = std::make_shared<Path>();
  CLI::App* fleet = app.add_subcommand("fleet", "List terminals and what they last reported");
  add_data(*fleet, *data);
  fleet->callback([&chosen, data] { chosen = [data](const base::Clock& clock) { return show_fleet(*data, clock); }; });

  auto file = std::make_shared<Path>();
  CLI::App* import = app.add_subcommand("import-resident", "Add a resident's record file");
  import->add_option("file", *file, "the JSON file")->required();
  add_data(*import, *data);
  import->callback([&chosen, data, file] {
    chosen = [data, file](const base::Clock& clock) { return import_resident(*file, *data, clock);
};
}  // namespace
);
}  // namespace bianmin::platform

void add_content(CLI::App& app, Command& chosen) {
  struct Options {
    Path out, data, key, folder;
    std::int64_t version = 0;
  };
  auto options = std::make_shared<Options>();
  CLI::App* key = app.add_subcommand("content-key", "Make the key pair that signs content and notices");
  key->add_option("--out", options->out, "the folder to write, away from the platform")->required();
  key->add_option("--data", options->data, "let the platform of this folder trust it");
  key->callback([&chosen, options] {
    chosen = [options](const base::Clock& clock) { return make_content_key(options->out, options->data, clock); };
  });

  CLI::App* publish = app.add_subcommand("publish", "Publish to all terminals");
  publish->require_subcommand(1);
  CLI::App* content = publish->add_subcommand("content", "A content package: services, texts, lexicon, …");
  content->add_option("folder", options->folder, "the package")->required();
  add_data(*content, options->data);
  content->add_option("--key", options->key, "content.key")->required();
  content->add_option("--version", options->version, "its version; the next one when left out");
  content->callback([&chosen, options] {
    chosen = [options](const base::Clock& clock) {
      return publish_package(options->folder, options->data, options->key, options->version, clock);
    };
  });

  auto notice = std::make_shared<NoticeOptions>();
  CLI::App* send = app.add_subcommand("notice", "Show a notice on terminals, or withdraw one");
  add_data(*send, notice->data);
  send->add_option("--key", notice->key, "content.key")->required();
  send->add_option("--level", notice->level, "info, warning or emergency");
  send->add_flag_callback(
      "--emergency", [notice] { notice->level = "emergency"; }, "the same as --level emergency");
  send->add_option("--zh", notice->zh, "its text in Chinese");
  send->add_option("--en", notice->en, "its text in English");
  send->add_option("--title-zh", notice->title_zh, "its title in Chinese; the text when left out");
  send->add_option("--title-en", notice->title_en, "its title in English");
  send->add_option("--hours", notice->hours, "how long it is shown");
  send->add_option("--terminals", notice->terminals, "only these")->delimiter(',');
  send->add_option("--withdraw", notice->withdraw, "the id of the notice to take back");
  send->callback(
      [&chosen, notice] { chosen = [notice](const base::Clock& clock) { return send_notice(*notice, clock); }; });
}

void add_cases(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<StepOptions>();
  auto only_open = std::make_shared<bool>(false);
  auto as_json = std::make_shared<bool>(false);
  CLI::App* cases = app.add_subcommand("case", "Look at cases and move them on");
  cases->require_subcommand(1);
  CLI::App* list = cases->add_subcommand("list", "All cases, the most urgent first");
  add_data(*list, options->data);
  list->add_flag("--open", *only_open, "only those that wait for an answer");
  list->add_flag("--json", *as_json, "as JSON, for programs");
  list->callback([&chosen, options, only_open, as_json] {
    chosen = [=](const base::Clock& clock) { return list_cases(options->data, *only_open, *as_json, clock); };
  });
  CLI::App* show = cases->add_subcommand("show", "One case and its history");
  show->add_option("number", options->number)->required();
  add_data(*show, options->data);
  auto with_text = std::make_shared<bool>(false);
  auto full = std::make_shared<bool>(false);
  CLI::Option* text =
      show->add_flag("--text", *with_text, "what the resident wrote and who they are; noted in the audit");
  show->add_flag("--full", *full, "with the whole identity number")->needs(text);
  show->callback([&chosen, options, with_text, full] {
    chosen = [=](const base::Clock& clock) {
      return *with_text ? show_case_text(options->data, options->number, *full)
                        : show_case(options->data, options->number, clock);
    };
  });
  auto position = std::make_shared<int>(0);
  auto out = std::make_shared<Path>();
  CLI::App* attachment =
      cases->add_subcommand("attachment", "Write a photo, voice memo or signature to a file; noted in the audit");
  attachment->add_option("number", options->number)->required();
  attachment->add_option("position", *position, "which one, from 1")->required()->check(CLI::Range(1, 99));
  attachment->add_option("--out", *out, "the file to write")->required();
  add_data(*attachment, options->data);
  attachment->callback([&chosen, options, position, out] {
    chosen = [=](const base::Clock&) { return take_attachment(options->data, options->number, *position, *out); };
  });
  auto days = std::make_shared<int>(kKeepAttachments);
  auto only_look = std::make_shared<bool>(false);
  CLI::App* purge = cases->add_subcommand("purge", "Delete photos, memos and signatures of cases that are over");
  purge->add_option("--older-than", *days, "days since the case's last step")->check(CLI::Range(1, 36500));
  purge->add_flag("--dry-run", *only_look, "only tell what would go");
  add_data(*purge, options->data);
  purge->callback([&chosen, options, days, only_look] {
    chosen = [=](const base::Clock& clock) { return purge_attachments(options->data, *days, *only_look, clock); };
  });
  CLI::App* advance = cases->add_subcommand("advance", "Take a case's next step");
  advance->add_option("number", options->number)->required();
  add_data(*advance, options->data);
  advance->add_option("--to", options->to, "dispatched, in_progress, answered, revisit, reopened or closed")
      ->required();
  advance->add_option("--part", options->part, "only this part of a bundle");
  advance->add_option("--unit", options->unit, "the unit that takes it, from dispatch.json");
  advance->add_option("--zh", options->zh, "what the resident reads");
  advance->add_option("--en", options->en, "the same in English");
  advance->callback(
      [&chosen, options] { chosen = [=](const base::Clock& clock) { return advance_case(*options, clock); }; });
}

void add_payments(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<PaymentOptions>();
  CLI::App* payments = app.add_subcommand("payment", "Look at payments, give money back, play the sandbox's telephone");
  payments->require_subcommand(1);
  const auto add = [&](const char* name, const char* words, const char* argument, auto run) {
    CLI::App* command = payments->add_subcommand(name, words);
    if (argument != nullptr) command->add_option(argument, options->order)->required();
    add_data(*command, options->data);
    command->callback([&chosen, options, run] {
      chosen = [options, run](const base::Clock& clock) { return run(*options, clock); };
    });
    return command;
  };
  CLI::App* list = add("list", "All payments, the newest first", nullptr, list_payments);
  list->add_flag("--open", options->only_open, "only those that are not settled in one way or the other");
  list->add_flag("--json", options->as_json, "as JSON, for programs");
  add("show", "One payment, its bills and its history", "order", show_payment);
  add("refund", "Give a paid order's money back; its bills are to be paid again", "order", refund_payment)
      ->add_option("--amount", options->amount, "a part of it, as 12.50: the order stays paid");
  CLI::App* reconcile =
      add("reconcile", "Compare a day's statement of the provider with the orders", nullptr, reconcile_payments);
  reconcile->add_option("--statement", options->statement, "the statement")->required();
  reconcile->add_flag("--json", options->as_json, "as JSON, for programs");
  add("pay", "As the resident's telephone, in the sandbox", "order-or-code", pay_in_sandbox);
  add("behave",
      "How the sandbox's next payment goes: ok, slow, refuse, insufficient, silent, paid-but-late; or the next credit: "
      "meter-ok, meter-refuse, meter-silent, meter-late, meter-refuse-late",
      "behaviour", behave_sandbox);
}

void add_tasks(CLI::App& app, Command& chosen) {
  auto options = std::make_shared<PaymentOptions>();
  CLI::App* tasks = app.add_subcommand("task", "What the platform found and a person has to look at");
  tasks->require_subcommand(1);
  CLI::App* list = tasks->add_subcommand("list", "Those that are open, the oldest first");
  add_data(*list, options->data);
  list->add_flag("--json", options->as_json, "as JSON, for programs");
  list->callback(
      [&chosen, options] { chosen = [options](const base::Clock& clock) { return list_tasks(*options, clock); }; });
  CLI::App* close = tasks->add_subcommand("close", "Somebody has looked at it");
  close->add_option("id", options->order)->required();
  add_data(*close, options->data);
  close->callback(
      [&chosen, options] { chosen = [options](const base::Clock& clock) { return close_task(*options, clock); }; });
}

void add_desk(CLI::App& app, Command& chosen) {
  struct Options {
    Path data, file;
    std::string name, id, who, day;
  };
  auto options = std::make_shared<Options>();
  CLI::App* import =
      app.add_subcommand("import-dataset", "Replace what everybody may know, what may be booked or suggested");
  import->add_option("name", options->name, "environment, announcements, slots, suggestions or public-…")->required();
  import->add_option("file", options->file, "the JSON file")->required();
  add_data(*import, options->data);
  import->callback([&chosen, options] {
    chosen = [options](const base::Clock& clock) { return import_dataset(options->name, options->file, options->data, clock);
};
});

CLI::App* help = app.add_subcommand("help", "Calls for help from terminals");
help->require_subcommand(1);
CLI::App* list = help->add_subcommand("list", "Calls that wait, the oldest first");
add_data(*list, options->data);
list->callback([&chosen, options] {
  chosen = [options](const base::Clock& clock) { return list_help(options->data, clock); };
});
CLI::App* take = help->add_subcommand("take", "Tell the resident who comes");
take->add_option("id", options->id)->required();
take->add_option("--who", options->who, "the name that is shown")->required();
add_data(*take, options->data);
take->callback([&chosen, options] {
  chosen = [options](const base::Clock& clock) { return take_help(options->data, options->id, options->who, clock); };
});
CLI::App* close = help->add_subcommand("close", "The resident was helped");
close->add_option("id", options->id)->required();
add_data(*close, options->data);
close->callback([&chosen, options] {
  chosen = [options](const base::Clock& clock) { return close_help(options->data, options->id, clock); };
});

CLI::App* slot = app.add_subcommand("slot", "Visits that were booked");
slot->require_subcommand(1);
CLI::App* booked = slot->add_subcommand("list", "A day's bookings");
booked->add_option("--day", options->day, "2026-11-23; today when left out");
add_data(*booked, options->data);
booked->callback([&chosen, options] {
  chosen = [options](const base::Clock& clock) { return list_slots(options->data, options->day, clock); };
});
}

}  // namespace

int run_cli(int argc, char** argv) {
  std::setlocale(LC_ALL, "C.UTF-8");
  CLI::App app("The central platform of Bianmin");
  app.set_version_flag("--version", BIANMIN_VERSION);
  app.require_subcommand(1);
  Command chosen;
  add_serve(app, chosen);
  add_fleet(app, chosen);
  add_content(app, chosen);
  add_cases(app, chosen);
  add_desk(app, chosen);
  add_payments(app, chosen);
  add_tasks(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const base::SystemClock clock;
  const Outcome outcome = chosen(clock);
  if (outcome) return 0;
  std::fprintf(stderr, "bianmin-platform: %s: %s\n", std::string(base::to_string(outcome.error().code)).c_str(),
               outcome.error().detail.c_str());
  return 1;
}

}  // namespace bianmin::platform
