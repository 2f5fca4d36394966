#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/executor.hpp"
#include "kiosk/dock/options.hpp"
#include "kiosk/dock/papers.hpp"
#include "kiosk/journey/stack.hpp"

namespace bianmin::dock {

/// A demo resident's code on a phone.
struct PhoneCode {
  std::string name, payload;
};

/// What the dock shows of the running terminal.
struct News {
  enum class Phase { Starting, Running, Ended };
  Phase phase = Phase::Starting;
  std::string trouble;  // why the last wish could not be done, or why the terminal ended
  std::string page;     // its id
  bool link_up = false;
  bool card_in = false;
  int right_edge = 0, top = 0;      // where the terminal's window ends on the screen, pixels
  std::vector<std::string> spoken;  // everything so far
  std::vector<Paper> papers;        // everything printed so far, with pictures
  std::vector<PhoneCode> codes;     // of the platform's residents
};

/// The terminal and its surroundings, run on a thread of its own: starting a program, waiting for a printer and asking
/// the terminal take time, and the dock's window must not wait.
class Terminal {
 public:
  using Sink = std::function<void(const News&)>;

  /// Starts at once; `sink` is called on the executor's thread, until this object is gone.
  Terminal(Options options, base::Executor& executor, Sink sink);
  /// Takes everything down; waits until that is done.
  ~Terminal();

  // What people do to a terminal. All return at once; a refusal comes as News::trouble.
  void insert_card(std::filesystem::path card);
  void take_card();
  void show_picture(std::filesystem::path image);
  void show_text(std::string payload);
  void show_slip();
  void hide_code();
  /// The telephone scans the code on the terminal's screen and pays, in the platform's sandbox.
  void pay_by_phone();
  /// How the next payment goes there: ok, slow, refuse, insufficient, silent, paid-but-late.
  void set_next_payment(std::string behaviour);
  void set_printer(std::string printer, std::string state);
  void set_network(bool up);
  void pass_time(base::Milliseconds by);
  void press_key(std::string key);
  void plug_headphones(bool in);
  struct Notice {
    std::string level;  // info, warning, emergency
    std::string title_zh, title_en, zh, en;
  };
  void send_notice(Notice notice);
  /// Publishes a service document to the terminal.
  void publish_service(std::filesystem::path file);
  /// Lets the unit of the newest case take it on, then answer it.
  void advance_case();

 private:
  using Wish = std::function<base::Result<void>(kiosk::Stack&)>;
  void wish(Wish what);
  void work(const std::stop_token& stop);
  void follow(kiosk::Stack& stack, const std::stop_token& stop);
  void look(kiosk::Stack& stack);
  void tell();
  base::Result<void> ask(kiosk::Stack& stack, const std::string& request);

  const Options options_;
  base::Executor& executor_;
  const Sink sink_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);  // executor's thread only
  std::mutex mutex_;
  std::condition_variable_any wanted_;
  std::deque<Wish> wishes_;
  News news_;  // worker's thread only
  std::jthread worker_;
};

}  // namespace bianmin::dock
