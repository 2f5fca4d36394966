#include "kiosk/journey/journey.hpp"

#include <array>

#include "base/json.hpp"
#include "base/overloaded.hpp"
#include "kiosk/shell/share.hpp"

namespace bianmin::kiosk {
namespace {

using base::JsonReader;

constexpr std::array<std::pair<std::string_view, devices::Key>, 15> kKeys{{
    {"up", devices::Key::Up},
    {"down", devices::Key::Down},
    {"left", devices::Key::Left},
    {"right", devices::Key::Right},
    {"select", devices::Key::Select},
    {"back", devices::Key::Back},
    {"help", devices::Key::Help},
    {"home", devices::Key::Home},
    {"repeat", devices::Key::Repeat},
    {"louder", devices::Key::VolumeUp},
    {"softer", devices::Key::VolumeDown},
    {"faster", devices::Key::Faster},
    {"slower", devices::Key::Slower},
    {"pause", devices::Key::Pause},
    {"where", devices::Key::Where},
}};

class JourneyReader {
 public:
  explicit JourneyReader(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Journey read(JsonReader in) {
    in.only({"title", "about", "clock", "language", "elder", "payment_expiry", "modes", "steps"});
    Journey journey;
    journey.title = in.member("title").string();
    if (auto about = in.optional_member("about"); about.present()) journey.about = about.string();
    auto clock = in.optional_member("clock");
    const std::string at = clock.present() ? clock.string() : "2026-11-21T09:42:00+08:00";
    if (at != "now") {
      if (const auto start = base::parse_utc(at))
        journey.clock = *start;
      else
        clock.refuse(start.error().detail);
    }
    if (auto language = in.optional_member("language"); language.present()) journey.language = language.string(16);
    if (auto elder = in.optional_member("elder"); elder.present()) journey.elder = elder.boolean();
    if (auto expiry = in.optional_member("payment_expiry"); expiry.present())
      journey.payment_expiry = int(expiry.integer(5, 3600));
    if (auto modes = in.optional_member("modes"); modes.present()) journey.modes = read_modes(modes);
    in.member("steps").each([&](JsonReader step) { journey.steps.push_back(read_step(step)); });
    return journey;
  }

 private:
  std::vector<std::string> texts(JsonReader in) {
    std::vector<std::string> out;
    if (in.present()) in.each([&](JsonReader text) { out.push_back(text.string()); });
    return out;
  }

  std::vector<std::string> read_modes(JsonReader in) {
    std::vector<std::string> out = texts(in);
    for (const auto& mode : out)
      if (mode != "headless" && mode != "window" && mode != "blind")
        in.refuse("\"" + mode + "\" is no mode (headless, window, blind)");
    return out;
  }

  // A file beside the journey, or one of the cards that ship, by its name.
  std::filesystem::path card_file(JsonReader in) {
    const std::string name = in.string();
    const auto shipped = default_share() / "cards" / (name + ".json");
    const auto beside = folder_ / name;
    if (name.find('/') == std::string::npos && !std::filesystem::exists(beside) && std::filesystem::exists(shipped))
      return shipped;
    if (!std::filesystem::exists(beside)) in.refuse("there is no card \"" + name + "\"");
    return beside;
  }

  JourneyStep read_step(JsonReader in) {
    in.only({"arrive",     "press",  "write",        "card",    "take_card", "show_code", "show_text",
             "show_slip",  "pay",    "next_payment", "printer", "network",   "wait",      "key",
             "headphones", "camera", "speak_memo",   "sign",    "notice",    "presence",  "staff",
             "expect",     "note",   "picture",      "only"});
    JourneyStep step{Expect{}, {}, false, {}};
    int actions = 0;
    const auto given = [&](std::string_view name) {
      auto reader = in.optional_member(name);
      actions += reader.present() ? 1 : 0;
      return reader;
    };
    if (auto r = given("arrive"); r.present()) step.action = Arrive{};
    if (auto r = given("press"); r.present()) step.action = Press{r.string()};
    if (auto r = given("write"); r.present()) {
      r.only({"field", "text"});
      step.action = Write{r.member("field").string(), r.member("text").string()};
    }
    if (auto r = given("card"); r.present()) step.action = PutCard{card_file(r)};
    if (auto r = given("take_card"); r.present()) step.action = TakeCard{};
    if (auto r = given("show_code"); r.present()) step.action = ShowCode{folder_ / r.string()};
    if (auto r = given("show_text"); r.present()) step.action = ShowText{r.string()};
    if (auto r = given("show_slip"); r.present()) step.action = ShowSlip{};
    if (auto r = given("pay"); r.present()) step.action = PayCode{};
    if (auto r = given("next_payment"); r.present()) step.action = NextPayment{r.string(32)};
    if (auto r = given("printer"); r.present()) {
      r.only({"name", "state"});
      step.action = SetPrinter{r.member("name").string(), r.member("state").string()};
    }
    if (auto r = given("network"); r.present()) step.action = SetNetwork{r.string() == "up"};
    if (auto r = given("wait"); r.present()) step.action = PassTime{base::Milliseconds(1000 * r.integer(0, 86'400))};
    if (auto r = given("camera"); r.present()) {
      const std::string name = r.string();
      if (name != "gone" && !std::filesystem::exists(folder_ / name)) r.refuse("there is no picture \"" + name + "\"");
      step.action = ShowCamera{name == "gone" ? std::filesystem::path() : folder_ / name};
    }
    if (auto r = given("speak_memo"); r.present()) step.action = SpeakMemo{int(r.integer(1, 60))};
    if (auto r = given("notice"); r.present()) {
      r.only({"level", "zh", "en"});
      ShowNotice notice{r.member("level").string(16), {}, {}};
      if (notice.level != "withdraw") {
        notice.zh = r.member("zh").string();
        notice.en = r.member("en").string();
      }
      step.action = std::move(notice);
    }
    if (auto r = given("presence"); r.present()) {
      const std::string who = r.string(16);
      if (who != "there" && who != "gone") r.refuse("must be \"there\" or \"gone\"");
      step.action = SetPresence{who == "there"};
    }
    if (auto r = given("staff"); r.present()) {
      r.only({"comes", "closes"});
      auto who = r.optional_member("comes");
      auto closes = r.optional_member("closes");
      if (who.present() == closes.present()) r.refuse("must hold \"comes\" or \"closes\"");
      step.action = StaffAnswer{who.present() ? who.string(60) : std::string()};
    }
    if (auto r = given("sign"); r.present()) step.action = Sign{r.string()};
    if (auto r = given("key"); r.present()) {
      const std::string name = r.string();
      bool known = false;
      for (const auto& [text, key] : kKeys)
        if (text == name) {
          step.action = PressKey{key};
          known = true;
        }
      if (!known) r.refuse("\"" + name + "\" is no key");
    }
    if (auto r = given("headphones"); r.present()) step.action = PlugHeadphones{r.string() == "in"};
    if (auto r = given("expect"); r.present()) step.action = read_expect(r);
    if (actions != 1) in.refuse("must hold exactly one action");
    if (auto note = in.optional_member("note"); note.present()) step.note = note.string();
    if (auto picture = in.optional_member("picture"); picture.present()) step.picture = picture.boolean();
    if (auto only = in.optional_member("only"); only.present()) step.only = read_modes(only);
    return step;
  }

  Expect read_expect(JsonReader in) {
    in.only({"page", "shows", "hides", "says", "never_says", "printed_on", "printed", "no_print", "case_status",
             "case_has", "attachments", "sounds", "payment_state", "within"});
    Expect e;
    if (auto r = in.optional_member("page"); r.present()) e.page = r.string();
    e.shows = texts(in.optional_member("shows"));
    e.hides = texts(in.optional_member("hides"));
    e.says = texts(in.optional_member("says"));
    e.never_says = texts(in.optional_member("never_says"));
    if (auto r = in.optional_member("printed_on"); r.present()) e.printed_on = r.string();
    e.printed = texts(in.optional_member("printed"));
    if (auto r = in.optional_member("no_print"); r.present()) e.no_print = r.boolean();
    if (auto r = in.optional_member("case_status"); r.present()) e.case_status = r.string();
    e.case_has = texts(in.optional_member("case_has"));
    if (auto r = in.optional_member("attachments"); r.present()) e.attachments = texts(r);
    if (auto r = in.optional_member("sounds"); r.present()) e.sounds = int(r.integer(1, 60));
    if (auto r = in.optional_member("payment_state"); r.present()) e.payment_state = r.string(16);
    if (auto r = in.optional_member("within"); r.present()) e.within = base::Milliseconds(1000 * r.integer(1, 600));
    return e;
  }

  std::filesystem::path folder_;
};

}  // namespace

std::string_view kind_of(const JourneyAction& action) {
  using R = std::string_view;
  return std::visit(base::Overloaded{
                        [](const Arrive&) -> R { return "arrive"; },
                        [](const Press&) -> R { return "press"; },
                        [](const Write&) -> R { return "write"; },
                        [](const PutCard&) -> R { return "card"; },
                        [](const TakeCard&) -> R { return "take_card"; },
                        [](const ShowCode&) -> R { return "show_code"; },
                        [](const ShowText&) -> R { return "show_text"; },
                        [](const ShowSlip&) -> R { return "show_slip"; },
                        [](const PayCode&) -> R { return "pay"; },
                        [](const NextPayment&) -> R { return "next_payment"; },
                        [](const SetPrinter&) -> R { return "printer"; },
                        [](const SetNetwork&) -> R { return "network"; },
                        [](const ShowCamera&) -> R { return "camera"; },
                        [](const SpeakMemo&) -> R { return "speak_memo"; },
                        [](const Sign&) -> R { return "sign"; },
                        [](const ShowNotice&) -> R { return "notice"; },
                        [](const SetPresence&) -> R { return "presence"; },
                        [](const StaffAnswer&) -> R { return "staff"; },
                        [](const PassTime&) -> R { return "wait"; },
                        [](const PressKey&) -> R { return "key"; },
                        [](const PlugHeadphones&) -> R { return "headphones"; },
                        [](const Expect&) -> R { return "expect"; },
                    },
                    action);
}

std::vector<i18n::Language> Journey::offered() const {
  std::vector<i18n::Language> languages{i18n::kChinese, i18n::kEnglish};
  const auto own = i18n::Language::parse(language);
  if (own && *own != languages[0] && *own != languages[1]) languages.push_back(*own);
  return languages;
}

base::Result<Journey> load_journey(const std::filesystem::path& file) {
  auto document = base::read_json_file(file);
  if (!document) return tl::unexpected(document.error());
  JsonReader reader(*document, file.filename().string());
  Journey journey = JourneyReader(file.parent_path()).read(reader);
  if (!reader.ok()) return base::fail(base::FailureCode::InputInvalid, reader.error());
  return journey;
}

}  // namespace bianmin::kiosk
