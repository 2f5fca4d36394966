#include "kiosk/journey/player.hpp"

#include <algorithm>
#include <chrono>
#include "base/overloaded.hpp"

#include "devices/keypad/keypad_map.hpp"
#include "kiosk/journey/subprocess.hpp"

namespace bianmin::kiosk {
namespace {

std::string without_space(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f') out += c;
  return out;
}

bool has(std::string_view where, std::string_view what) {
  return without_space(where).find(without_space(what)) != std::string::npos;
}

bool listed(const std::vector<std::string>& list, const std::string& mode) {
  return list.empty() || std::find(list.begin(), list.end(), mode) != list.end();
}

}  // namespace

std::string pdf_words(const std::filesystem::path& pdf) {
  return without_space(capture({"pdftotext", "-layout", pdf.string(), "-"}).out);
}

PlayResult Player::play(const Journey& journey) {
  PlayResult result;
  const std::string mode = blind_ ? "blind" : stage_.mode();
  for (const auto& step : journey.steps) {
    ++result.steps;
    if (!listed(step.only, mode)) continue;
    const auto began = std::chrono::steady_clock::now();
    if (watch_.transcript) watch_.transcript->act(act_of(step.action), stage_.spoken());
    std::string failure = watch_.stopped && watch_.stopped() ? "stopped" : run(step.action);
    if (watch_.transcript) watch_.transcript->end(stage_.spoken());
    const auto took = std::chrono::duration_cast<base::Milliseconds>(std::chrono::steady_clock::now() - began);
    if (step.picture && failure.empty()) {
      if (watch_.before_picture) watch_.before_picture();
      stage_.picture(step.note);
    }
    if (watch_.after_step) watch_.after_step({result.steps, step, stage_.page().id, took, failure});
    if (failure.empty()) continue;
    result.failure =
        "step " + std::to_string(result.steps) + " (" + std::string(kind_of(step.action)) + "): " + failure;
    return result;
  }
  result.passed = true;
  return result;
}

bool Player::give_up(std::chrono::steady_clock::time_point until) const {
  return std::chrono::steady_clock::now() > until || (watch_.stopped && watch_.stopped());
}

std::string Player::run(const JourneyAction& action) {
  const auto detail = [](const base::Result<void>& result) { return result ? std::string() : result.error().detail; };
  return std::visit(base::Overloaded{
                        [&](const Arrive&) {
                          stage_.arrive();
                          return std::string();
                        },
                        [&](const Press& a) { return press(a.what); },
                        [&](const Write& a) {
                          if (blind_) return std::string("writing can't be done by ear: use the common phrases");
                          return detail(stage_.write(a.field, a.text));
                        },
                        [&](const PutCard& a) { return detail(stage_.put_card(a.card)); },
                        [&](const TakeCard&) {
                          stage_.take_card();
                          return std::string();
                        },
                        [&](const ShowCode& a) { return detail(stage_.show_code(a.image)); },
                        [&](const ShowText& a) { return detail(stage_.show_text(a.text)); },
                        [&](const ShowSlip&) { return show_slip(); },
                        [&](const PayCode&) { return pay(); },
                        [&](const NextPayment& a) { return detail(stage_.set_next_payment(a.behaviour)); },
                        [&](const SetPrinter& a) { return detail(stage_.set_printer(a.printer, a.state)); },
                        [&](const SetNetwork& a) {
                          stage_.set_network(a.up);
                          return std::string();
                        },
                        [&](const ShowCamera& a) { return detail(stage_.show_camera(a.picture)); },
                        [&](const SpeakMemo& a) { return detail(stage_.speak_memo(a.seconds)); },
                        [&](const Sign& a) {
                          if (blind_) return std::string("a signature can't be drawn by ear: press \"sign:key\"");
                          return detail(stage_.sign(a.field));
                        },
                        [&](const ShowNotice& a) { return detail(stage_.show_notice(a.level, a.zh, a.en)); },
                        [&](const SetPresence& a) { return detail(stage_.set_presence(a.there)); },
                        [&](const StaffAnswer& a) { return detail(stage_.staff_answer(a.who)); },
                        [&](const PassTime& a) {
                          stage_.pass_time(a.by);
                          return std::string();
                        },
                        [&](const PressKey& a) {
                          stage_.press_key(a.key);
                          return std::string();
                        },
                        [&](const PlugHeadphones& a) {
                          stage_.plug_headphones(a.in);
                          return std::string();
                        },
                        [&](const Expect& a) { return expect(a); },
                    },
                    action);
}

// What the platform sends on its own (who does the case, what else could be done) comes a moment earlier or later; for
// a transcript that moment is waited for.
void Player::settle() {
  constexpr int kQuiet = 30, kMost = 300;
  std::string before;
  for (int quiet = 0, i = 0; quiet < kQuiet && i < kMost; ++i) {
    stage_.breathe();
    std::string now = stage_.page().text + std::to_string(stage_.spoken().size());
    quiet = now == before ? quiet + 1 : 0;
    before = std::move(now);
  }
}

std::string Player::press(const std::string& what) {
  if (blind_ && watch_.transcript) settle();
  const auto until = std::chrono::steady_clock::now() + patience_;
  for (;;) {
    const PageView page = stage_.page();
    for (const auto& control : page.controls) {
      const auto comma = control.label.find("，");
      if (control.id != what && control.label != what && control.label.substr(0, comma) != what) continue;
      if (control.id == "memo:play") wait_for_silence();
      if (const int seconds = page.memo_seconds.value_or(0); seconds > 0) memo_seconds_ = seconds;
      if (blind_) return press_blind(control.id, control.label);
      const auto pressed = stage_.press(control.id);
      return pressed ? std::string() : pressed.error().detail;
    }
    if (give_up(until)) return "nothing called \"" + what + "\" on the page \"" + page.id + "\":\n" + page.text;
    stage_.breathe();
  }
}

void Player::press_key(devices::Key key) {
  if (watch_.transcript) watch_.transcript->act(std::string(devices::to_string(key)), stage_.spoken());
  stage_.press_key(key);
  stage_.breathe();
}

// Goes down the page key by key, as somebody does who only hears, until the wanted control speaks.
std::string Player::press_blind(const std::string& id, const std::string& label) {
  constexpr int kMostKeys = 200;
  if (stage_.page().focus == id) {  // it is there already: the button took the place of the one just pressed
    press_key(devices::Key::Select);
    return {};
  }
  for (int i = 0; i < kMostKeys; ++i) {
    const std::size_t before = stage_.spoken().size();
    press_key(devices::Key::Down);
    if (stage_.page().focus != id) continue;
    const auto spoken = stage_.spoken();
    if (spoken.size() <= before) return "\"" + label + "\" got the focus and said nothing";
    press_key(devices::Key::Select);
    return {};
  }
  return "\"" + label + "\" can't be reached with the keypad";
}

std::string Player::pay() {
  const auto until = std::chrono::steady_clock::now() + patience_;
  for (;;) {
    const auto code = stage_.code_on_screen();
    if (code) {
      const auto paid = stage_.pay(*code);
      return paid ? std::string() : paid.error().detail;
    }
    if (give_up(until)) return code.error().detail;
    stage_.breathe();
  }
}

std::string Player::show_slip() {
  const auto sheets = stage_.printed();
  for (auto sheet = sheets.rbegin(); sheet != sheets.rend(); ++sheet) {
    if (sheet->printer != "slip") continue;
    const auto image = sheet->pdf.parent_path() / (sheet->pdf.stem().string() + ".shown");
    capture({"pdftoppm", "-png", "-r", "150", "-singlefile", sheet->pdf.string(), image.string()});
    const auto shown = stage_.show_code(image.string() + ".png");
    return shown ? std::string() : shown.error().detail;
  }
  return "no slip was printed";
}

// So that what sounds afterwards is the memo and nothing else.
void Player::wait_for_silence() {
  constexpr int kQuiet = 10, kMost = 250;
  for (int quiet = 0, i = 0; quiet < kQuiet && i < kMost; ++i) {
    stage_.breathe();
    const auto now = stage_.sounded().value_or(base::Milliseconds{});
    quiet = now == sounded_ ? quiet + 1 : 0;
    sounded_ = now;
  }
}

// How what came with the newest case differs from `wanted`; a memo must be as long as the page said.
std::string Player::unlike(const std::vector<std::string>& wanted) {
  constexpr base::Milliseconds kRounding{1000};
  std::vector<std::string> came;
  std::string list;
  for (const auto& each : stage_.attachments()) {
    came.push_back(each.kind);
    list += " " + each.kind;
    const base::Milliseconds said(1000 * memo_seconds_);
    if (each.kind == "voice" && (each.length < said - kRounding || each.length > said + kRounding))
      return "the memo that came has " + std::to_string(each.length.count()) + " ms, the page said " +
             std::to_string(memo_seconds_) + " s";
  }
  return came == wanted ? std::string() : "with the case came" + (list.empty() ? " nothing" : list);
}

std::string Player::expect(const Expect& e) {
  const auto until = std::chrono::steady_clock::now() + e.within.value_or(patience_);
  for (;;) {
    const std::string failure = unmet(e);
    if (failure.empty()) break;
    if (give_up(until)) return failure;
    stage_.breathe();
  }
  heard_ = stage_.spoken().size();
  sounded_ = stage_.sounded().value_or(base::Milliseconds{});
  sheets_ = stage_.printed().size();
  return {};
}

std::string Player::unmet(const Expect& e) {
  const PageView page = stage_.page();
  if (e.page && page.id != *e.page) return "the page is \"" + page.id + "\", not \"" + *e.page + "\":\n" + page.text;
  for (const auto& text : e.shows)
    if (!has(page.text, text)) return "the page \"" + page.id + "\" does not show \"" + text + "\":\n" + page.text;
  for (const auto& text : e.hides)
    if (has(page.text, text)) return "the page \"" + page.id + "\" shows \"" + text + "\"";
  const auto spoken = stage_.spoken();
  std::string heard;
  for (std::size_t i = heard_; i < spoken.size(); ++i) heard += spoken[i] + "\n";
  for (const auto& text : e.says)
    if (!has(heard, text)) return "nobody said \"" + text + "\"; heard:\n" + heard;
  for (const auto& text : e.never_says)
    if (has(heard, text)) return "the voice said \"" + text + "\"";
  const auto sheets = stage_.printed();
  if (e.no_print && sheets.size() > sheets_) return "something was printed";
  if (e.printed_on) {
    const auto found = std::find_if(sheets.begin() + std::ptrdiff_t(sheets_), sheets.end(),
                                    [&](const PrintedSheet& sheet) { return sheet.printer == *e.printed_on; });
    if (found == sheets.end()) return "nothing came out of the printer \"" + *e.printed_on + "\"";
    const std::string words = pdf_words(found->pdf);
    for (const auto& text : e.printed)
      if (!has(words, text)) return "the paper does not say \"" + text + "\":\n" + words;
  }
  if (e.payment_state)
    if (const std::string state = stage_.newest_payment(); state != *e.payment_state)
      return "the newest payment is \"" + state + "\", not \"" + *e.payment_state + "\"";
  if (e.sounds)
    if (const auto now = stage_.sounded(); now && *now - sounded_ < base::Milliseconds(1000 * *e.sounds))
      return "only " + std::to_string((*now - sounded_).count()) + " ms sounded";
  if (e.attachments)
    if (std::string failure = unlike(*e.attachments); !failure.empty()) return failure;
  if (e.case_status || !e.case_has.empty()) {
    const std::string newest = stage_.newest_case();
    if (newest.empty()) return "the platform has no case";
    if (e.case_status && !has(newest, "\"status\":\"" + *e.case_status + "\""))
      return "the case's status is not \"" + *e.case_status + "\": " + newest;
    for (const auto& text : e.case_has)
      if (!has(newest, text)) return "the case does not have \"" + text + "\": " + newest;
  }
  return {};
}

}  // namespace bianmin::kiosk
