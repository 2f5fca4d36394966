#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "kiosk/flow/pages/page_builder.hpp"
#include "kiosk/flow/service/service_loader.hpp"
#include "kiosk/flow/turn/machine.hpp"
#include "offline/slip_code.hpp"

namespace bianmin::kiosk::testing {

inline const std::vector<i18n::Language> kLanguages{i18n::Language::chinese(), i18n::Language::english()};

template <class T>
T must(base::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().detail);
  return std::move(*result);
}

inline const std::filesystem::path kSource = BIANMIN_SOURCE_DIR;

inline base::Calendar calendar() {
  base::Calendar all;
  for (const char* year : {"2026.json", "2027.json"})
    all.merge(must(base::parse_calendar(must(base::read_json_file(kSource / "platform/demo/holidays" / year)), year)));
  return all;
}

/// The content as installed, with further services laid beside it.
inline std::shared_ptr<const Content> content(std::vector<ServiceSpec> more = {}, int version = 1) {
  static const i18n::Catalogue texts = must(i18n::Catalogue::load(kSource / "i18n/po"));
  static const std::vector<ServiceSpec> installed = must(load_services(kSource / "kiosk/services", kLanguages));
  static const base::Calendar days = calendar();
  std::vector<ServiceSpec> services = installed;
  for (auto& service : more) services.push_back(std::move(service));
  return std::make_shared<Content>(Content{version, texts, std::move(services), days});
}

inline Rules rules() {
  Rules rules;
  rules.terminal = "LC07";
  rules.place.set(i18n::kChinese, "铜城街道便民服务中心");
  rules.place.set(i18n::kEnglish, "Tongcheng Subdistrict Service Centre");
  return rules;
}

// Made-up people: no such numbers are given out (region 379900 does not exist), their check characters are right.
inline std::string made_up_id(int who) {
  std::string id = "37990019500101" + std::to_string(100 + who % 900);
  id += base::id_check_character(id);
  return id;
}
inline devices::CardHolder person(int who) {
  return {devices::CardKind::SocialSecurity, base::Secret(who == 1 ? "马试一" : "牛试二"),
          must(base::IdNumber::parse(made_up_id(who))), base::Secret("C00000000")};
}

inline boost::json::value json(const char* text) { return boost::json::parse(text); }

/// Plays events on the core and keeps what it did.
class Player {
 public:
  explicit Player(Rules the_rules = rules(), std::shared_ptr<const Content> the_content = content())
      : state(initial_state(std::move(the_rules))) {
    base::SeededRandom::Seed seed{};
    seed[0] = 7;
    send(Started{seed});
    send(ContentChanged{std::move(the_content)});
    send(LinkChanged{true});
    printer("a4", devices::PrinterReady{});
    printer("slip", devices::PrinterReady{});
    send(devices::CardEvent(devices::ReaderReady{}));
  }

  const Effects& send(const Event& event) {
    last = advance(state, event, now);
    for (const auto& effect : last) all.push_back(effect);
    page_ = build_page(state);
    return last;
  }
  /// Presses what is really there to be pressed.
  void press(const std::string& id) {
    if (!ui::can_choose(page_, id)) throw std::runtime_error("\"" + id + "\" can't be pressed on " + page_.id);
    send(ui::ScreenTouched{});
    send(ui::ActionPressed{id});
  }
  void press_blindly(const std::string& id) { send(ui::ActionPressed{id}); }
  void key(devices::Key key) { send(devices::KeypadEvent(devices::KeyPressed{key})); }
  void headphones(bool in) { send(devices::KeypadEvent(devices::HeadphonesChanged{in})); }
  void write(const std::string& field, const std::string& text) { send(ui::TextEdited{field, text}); }
  void card(int who = 1) {
    send(devices::CardEvent(devices::CardPresented{}));
    send(devices::CardEvent(devices::CardRead{person(who)}));
  }
  void card_fails(base::FailureCode code) { send(devices::CardEvent(devices::CardFailed{{code, {}}})); }
  void scan(std::string_view payload) { send(devices::ScanEvent(devices::CodeScanned{base::Secret(payload)})); }
  void answer(const char* text) { send(Answered{ticket(), json(text)}); }
  void answer_fails(base::FailureCode code) { send(Answered{ticket(), base::fail(code)}); }
  void filed() { send(CaseFiled{ticket(), "LC07-2611-00001-8", "BM1:made-up", now}); }
  void printer(const std::string& name, devices::PrinterStatus status) {
    send(PrinterReported{name, devices::PrintStatusChanged{std::move(status)}});
  }
  void paper(devices::PrintEvent event, const std::string& name = "a4") {
    send(PrinterReported{name, std::move(event)});
  }
  /// Lets time pass a second at a time, as the terminal does.
  void wait(int seconds) {
    for (int i = 0; i < seconds; ++i) {
      now += base::Milliseconds(1000);
      send(Ticked{});
    }
  }

  const ui::Page& page() const { return page_; }
  std::string id() const { return page_.id; }
  std::string plain() const { return ui::to_plain_text(page_); }
  std::uint64_t ticket() const { return state.session ? state.session->ticket : 0; }
  std::string job() const { return state.session ? state.session->print_job : std::string(); }
  bool offers(const std::string& action) const { return ui::can_choose(page_, action); }
  std::string spoken() const {
    std::string out;
    for (const auto& text : ui::arrival_speech(page_)) out += text.spoken + "\n";
    return out;
  }
  template <class What>
  std::vector<What> effects(const Effects& among) const {
    std::vector<What> out;
    for (const auto& effect : among)
      if (const auto* found = std::get_if<What>(&effect)) out.push_back(*found);
    return out;
  }
  template <class What>
  std::vector<What> effects() const {
    return effects<What>(all);
  }

  State state;
  Effects last, all;
  base::Instant now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours(2)};

 private:
  ui::Page page_{.language = i18n::kChinese};
};

inline const char* kRecord =
    R"({"name":"马试一","id_number":"MADEUP","status":{"zh-CN":"正常参保","en":"Insured"},"insured_since":"2009-03",)"
    R"("months_paid":212,"employer":"东关社区","rows":[{"kind":{"zh-CN":"养老","en":"Pension"},"from":"2009-03","to":"2026-10","months":"212","status":{"zh-CN":"正常","en":"Active"}}]})";
inline const char* kCertificate =
    R"({"number":"SB-2611-000123","verify_url":"https://verify.example/v?n=SB-2611-000123&c=7Q2K","issued_at":"2026-11-20T02:00:00Z"})";

/// The record with the holder's own (made-up) number in it.
inline std::string record_of(int who) {
  std::string text = kRecord;
  text.replace(text.find("MADEUP"), 6, made_up_id(who));
  return text;
}

/// A slip's code as another terminal prints it; its signature is not looked at here (only the platform has the keys).
inline std::string made_up_slip(int n) {
  base::Uuid id;
  id.bytes[0] = static_cast<std::uint8_t>(n);
  id.bytes[6] = 0x70;
  id.bytes[8] = 0x80;
  return "BM1:" + offline::CaseNumber::make("LC07", 2611, n).text() + ":" + id.to_string() +
         ":1795141320:" + std::string(86, 'A');
}

/// Goes through the certificate to the page where paper comes out.
inline void to_printing(Player& p) {
  p.press("service:social-proof");
  p.card();
  p.answer(record_of(1).c_str());
  p.press("next");
  p.answer(kCertificate);
}

/// Goes through the complaint to its review page, with a card or without a name.
inline void to_complaint_review(Player& p, bool named, const std::string& phone = "13800000000") {
  p.press("service:complaint");
  p.press("choose:roads");
  p.press("choose:dongguan");
  p.write("text", "路灯坏了三天，晚上看不清路。");
  p.press("next");
  if (named)
    p.card();
  else
    p.press("skip");
  if (phone.empty()) {
    p.press("skip");
  } else {
    p.write("phone", phone);
    p.press("next");
  }
}

}  // namespace bianmin::kiosk::testing
