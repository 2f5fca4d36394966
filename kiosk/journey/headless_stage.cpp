#include "kiosk/journey/headless_stage.hpp"

#include <array>
#include <chrono>
#include <cmath>

#include "base/file.hpp"
#include "devices/pictures/decoder_process.hpp"
#include "devices/recorder/memo_encoder.hpp"
#include "kiosk/flow/service/service_loader.hpp"
#include "kiosk/shell/dev_control.hpp"
#include "offline/terminal_identity.hpp"

namespace bianmin::kiosk {
namespace {

using base::fail;
using base::FailureCode;
constexpr base::Milliseconds kBreath{2};
constexpr base::Milliseconds kMemo{3000};

// A memo as the microphone would give it: three seconds of a tone.
base::Secret tone() {
  auto encoder = devices::MemoEncoder::begin();
  if (!encoder) return {};
  std::array<std::int16_t, devices::kMemoFrame> frame{};
  std::size_t at = 0;
  for (base::Milliseconds so_far{0}; so_far < kMemo; so_far += base::Milliseconds(20)) {
    for (auto& sample : frame)
      sample = static_cast<std::int16_t>(8000 * std::sin(6.2831853 * 440 * double(at++) / devices::kMemoRate));
    if (!encoder->add(frame)) return {};
  }
  auto file = encoder->finish({});
  return file ? std::move(*file) : base::Secret();
}
constexpr base::Milliseconds kTick{1000};
constexpr int kMostBreaths = 5000;

}  // namespace

HeadlessStage::HeadlessStage(Options options, PlatformProcess& platform, const Journey& journey)
    : options_(std::move(options)),
      platform_(platform),
      language_(journey.language),
      elder_(journey.elder),
      clock_(journey.clock.value_or(base::SystemClock().now())),
      card_(clock_),
      recorder_(tone(), kMemo) {}

HeadlessStage::~HeadlessStage() {
  // The backend's threads post to the executor until they are joined; the shell drops what arrives after it is gone.
  shell_.reset();
  backend_.reset();
  platform_.set_network(true);
}

base::Result<std::unique_ptr<HeadlessStage>> HeadlessStage::open(Options options, PlatformProcess& platform,
                                                                 const Journey& journey) {
  std::unique_ptr<HeadlessStage> self(new HeadlessStage(std::move(options), platform, journey));
  auto identity = offline::load_terminal_identity(platform.identity());
  if (!identity) return tl::unexpected(identity.error());
  std::filesystem::create_directories(self->options_.papers);

  Rules rules;
  rules.terminal = identity->terminal;
  for (const auto& [tag, name] : identity->centre)
    if (auto language = i18n::Language::parse(tag)) rules.place.set(*language, name);
  rules.sample_data = true;
  rules.languages = journey.offered();
  const ContentLoader loader(self->options_.share, rules.languages);
  self->backend_ = std::make_unique<OfflineBackend>(
      *identity,
      offline::OfflineConfig{.data = self->options_.folder, .software = "journey", .proxy = {}, .content = {}}, loader,
      self->real_clock_, self->random_);
  auto first = self->backend_->first_content();
  if (!first) return tl::unexpected(first.error());
  if (!self->options_.services.empty()) {
    auto content = std::make_shared<Content>(*first->content);
    for (const auto& file : self->options_.services) {
      auto text = base::read_file(file, kMaxServiceBytes);
      if (!text) return tl::unexpected(text.error());
      auto service = load_service(*text, file.filename().string(), rules.languages);
      if (!service) return tl::unexpected(service.error());
      std::erase_if(content->services, [&](const ServiceSpec& old) { return old.id == service->id; });
      content->services.push_back(std::move(*service));
    }
    first->content = std::move(content);
  }

  self->shell_ =
      std::make_unique<Shell>(std::move(rules), Ports{.executor = self->executor_,
                                                      .clock = self->clock_,
                                                      .random = self->random_,
                                                      .backend = *self->backend_,
                                                      .voice = self->voice_,
                                                      .typesetter = self->typesetter_,
                                                      .card = &self->card_,
                                                      .scanner = &self->scanner_,
                                                      .keypad = &self->keypad_,
                                                      .camera = &self->camera_,
                                                      .recorder = &self->recorder_,
                                                      .screen = nullptr,
                                                      .presence = &self->presence_,
                                                      .printers = {{"a4", &self->a4_}, {"slip", &self->slip_}}});
  self->presence_.unplug();  // there is one when a journey says who is there
  self->camera_.unplug();    // there is one when a journey shows it something
  auto* stage = self.get();
  stage->shell_->speaker().use(*first);
  stage->shell_->speaker().listen(
      [stage](const i18n::Language&, std::string_view text) { stage->spoken_.emplace_back(text); });
  stage->shell_->handle(ContentChanged{first->content});
  stage->shell_->start();
  stage->arrive();
  // A visit begins at a terminal that knows its surroundings.
  for (int i = 0; i < 5000 && !stage->shell_->state().link_up; ++i) stage->breathe();
  return self;
}

void HeadlessStage::arrive() {
  for (std::size_t i = 0; i < shell_->state().rules.languages.size() && shell_->state().language.tag() != language_;
       ++i)
    shell_->handle(ui::ActionPressed{"tool:language"});
  if (elder_ != (shell_->state().view.style == ui::ViewStyle::Elder)) shell_->handle(ui::ActionPressed{"tool:elder"});
}

void HeadlessStage::breathe() {
  executor_.run_for(kBreath);
  // Money is a matter of platform and telephone, which live in the world's time: while somebody pays, this clock goes
  // with it.
  const auto now = std::chrono::steady_clock::now();
  if (!paying()) world_ = now;
  for (; now - world_ >= kTick; world_ += kTick) pass_time(kTick);
  for (auto [name, printer, kept] : {std::tuple{"a4", &a4_, &kept_a4_}, std::tuple{"slip", &slip_, &kept_slip_}}) {
    const auto jobs = printer->printed();
    for (; *kept < jobs.size(); ++*kept) {
      const auto file = options_.papers / (std::to_string(sheets_.size() + 1) + "-" + name + ".pdf");
      if (base::write_file_durably(file, jobs[*kept].pdf)) sheets_.push_back({name, file});
    }
  }
}

PageView HeadlessStage::page() {
  executor_.run_pending();
  const ui::Page& page = shell_->page();
  PageView view{page.id, ui::to_plain_text(page), {}, shell_->state().focus, {}};
  if (const auto* memo = memo_on(page)) view.memo_seconds = memo->seconds;
  for (const auto& stop : ui::focus_stops(page))
    if (stop.action) view.controls.push_back({stop.id, stop.text.shown, stop.enabled});
  return view;
}

std::vector<PrintedSheet> HeadlessStage::printed() {
  breathe();
  return sheets_;
}

base::Result<void> HeadlessStage::press(const std::string& id) {
  if (!ui::can_choose(shell_->page(), id)) return fail(FailureCode::InputInvalid, "\"" + id + "\" can't be pressed");
  shell_->handle(ui::ScreenTouched{});
  shell_->handle(ui::ActionPressed{id});
  return {};
}

base::Result<void> HeadlessStage::write(const std::string& field, const std::string& text) {
  for (const auto& stop : ui::focus_stops(shell_->page())) {
    if (stop.id != "field:" + field) continue;
    shell_->handle(ui::ScreenTouched{});
    shell_->handle(ui::TextEdited{field, text});
    return {};
  }
  return fail(FailureCode::InputInvalid, "there is no field \"" + field + "\" on the page");
}

base::Result<void> HeadlessStage::put_card(const std::filesystem::path& card) {
  auto file = devices::load_card_file(card);
  if (!file) return tl::unexpected(file.error());
  card_.insert(std::move(*file));
  return {};
}

base::Result<void> HeadlessStage::set_presence(bool there) {
  presence_.set(there);
  presence_.plug_in();
  executor_.run_pending();
  return {};
}

void HeadlessStage::take_card() { card_.remove(); }

base::Result<void> HeadlessStage::show_text(const std::string& payload) {
  if (!scanner_.scan(payload)) return fail(FailureCode::InputInvalid, "the scanner is off here");
  return {};
}

base::Result<void> HeadlessStage::show_code(const std::filesystem::path& image) {
  auto picture = base::read_file(image, 16U << 20);
  if (!picture) return tl::unexpected(picture.error());
  devices::DecoderProcess decoder({});
  auto codes = decoder.decode_image(*picture);
  if (!codes) return tl::unexpected(codes.error());
  if (codes->empty()) return fail(FailureCode::CodeUnreadable, image.string() + ": no code in the picture");
  return show_text(std::string(codes->front().payload.reveal()));
}

base::Result<void> HeadlessStage::set_printer(const std::string& name, const std::string& state) {
  using Trouble = devices::SimulatedPrinter::Trouble;
  if (name != "a4" && name != "slip")
    return fail(FailureCode::InputInvalid, "\"" + name + "\" is no printer (a4, slip)");
  auto& printer = name == "a4" ? a4_ : slip_;
  printer.set_paper_low(state == "low");
  if (state == "ready" || state == "low")
    printer.set_trouble(Trouble::None);
  else if (state == "out-of-paper")
    printer.set_trouble(Trouble::OutOfPaper);
  else if (state == "jam")
    printer.set_trouble(Trouble::Jam);
  else if (state == "cover-open")
    printer.set_trouble(Trouble::CoverOpen);
  else if (state == "gone")
    printer.set_trouble(Trouble::Gone);
  else
    return fail(FailureCode::InputInvalid,
                "\"" + state + "\" is no state (ready, low, out-of-paper, jam, cover-open, gone)");
  return {};
}

bool HeadlessStage::paying() const { return shell_->state().session && shell_->state().session->payment; }

base::Result<std::string> HeadlessStage::code_on_screen() {
  for (const auto& block : shell_->page().blocks)
    if (const auto* code = std::get_if<ui::CodeView>(&block)) return code->payload;
  return fail(FailureCode::CodeUnreadable, "there is no code on the page \"" + shell_->page().id + "\"");
}

base::Result<void> HeadlessStage::pay(const std::string& code) { return platform_.pay(code); }

base::Result<void> HeadlessStage::set_next_payment(const std::string& behaviour) {
  return platform_.set_next_payment(behaviour);
}

void HeadlessStage::set_network(bool up) {
  platform_.set_network(up);
  // The terminal notices when its long poll breaks; a journey goes on when it has.
  for (int i = 0; i < 5000 && shell_->state().link_up != up; ++i) breathe();
}

base::Result<void> HeadlessStage::show_camera(const std::filesystem::path& picture) {
  if (picture.empty()) {
    camera_.unplug();
    executor_.run_pending();
    return {};
  }
  auto file = base::read_file(picture, 16U << 20);
  if (!file) return tl::unexpected(file.error());
  devices::DecoderProcess decoder({});
  camera_.plug_in();
  auto shown = camera_.show(*file, decoder);
  executor_.run_pending();
  return shown;
}

base::Result<void> HeadlessStage::speak_memo(int seconds) {
  for (int tenth = 1; tenth <= seconds * 10; ++tenth)
    if (!recorder_.speak(unsigned(30 + tenth % 40), base::Milliseconds(100 * tenth)))
      return fail(FailureCode::InputInvalid, "nothing is being recorded");
  executor_.run_pending();
  return {};
}

base::Result<void> HeadlessStage::sign(const std::string& field) {
  return write(field, "120,80 180,70 240,90;150,60 160,120 170,200;300,90 340,150 420,180;380,60 370,140 330,220");
}

void HeadlessStage::pass_time(base::Milliseconds by) {
  for (; by > base::Milliseconds{0}; by -= kTick) {
    clock_.advance(std::min(by, kTick));
    shell_->tick();
    executor_.run_pending();
    // However fast this clock goes, an answer is waited for as long as it takes.
    for (int i = 0; i < kMostBreaths && paying() && shell_->state().session->payment->request != Payment::Request::None;
         ++i)
      executor_.run_for(kBreath);
  }
}

void HeadlessStage::press_key(devices::Key key) {
  keypad_.press(key);
  executor_.run_pending();
}

void HeadlessStage::plug_headphones(bool in) {
  keypad_.set_headphones(in);
  executor_.run_pending();
}

}  // namespace bianmin::kiosk
