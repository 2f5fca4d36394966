#include "kiosk/dock/terminal.hpp"

#include <algorithm>
#include <chrono>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "kiosk/dock/private_folder.hpp"
#include "kiosk/journey/subprocess.hpp"
#include "kiosk/journey/window_stage.hpp"
#include "kiosk/shell/control.hpp"

namespace bianmin::dock {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using base::fail;
using base::FailureCode;

constexpr std::chrono::milliseconds kLookEvery{300};
constexpr base::JsonLimits kLimits{16U << 20, 24};
constexpr base::Milliseconds kTick{1000};
constexpr int kPaperDpi = 110;

std::string request(json::object object) { return json::serialize(object); }

std::string text_of(const json::value& value, std::string_view name) {
  const auto* found = value.is_object() ? value.as_object().if_contains(name) : nullptr;
  return found != nullptr && found->is_string() ? std::string(std::string_view(found->as_string())) : std::string();
}

bool is_true(const json::value& value, std::string_view name) {
  const auto* found = value.is_object() ? value.as_object().if_contains(name) : nullptr;
  return found != nullptr && found->is_bool() && found->as_bool();
}

std::vector<PhoneCode> codes_of(const fs::path& residents) {
  std::vector<PhoneCode> codes;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(residents, ignored)) {
    const auto record = base::read_json_file(entry.path());
    if (!record || !record->is_object()) continue;
    const auto* list = record->as_object().if_contains("codes");
    if (list == nullptr || !list->is_array()) continue;
    for (const auto& code : list->as_array())
      if (code.is_string())
        codes.push_back({text_of(*record, "name"), std::string(std::string_view(code.as_string()))});
  }
  std::sort(codes.begin(), codes.end(), [](const auto& a, const auto& b) { return a.payload < b.payload; });
  return codes;
}

base::Result<void> run(const std::vector<std::string>& command) {
  if (kiosk::capture(command).status == 0) return {};
  return fail(FailureCode::PlatformError,
              fs::path(command.front()).filename().string() + " " + command.at(1) + " failed");
}

}  // namespace

Terminal::Terminal(Options options, base::Executor& executor, Sink sink)
    : options_(std::move(options)),
      executor_(executor),
      sink_(std::move(sink)),
      worker_([this](const std::stop_token& stop) { work(stop); }) {}

Terminal::~Terminal() {
  *alive_ = false;
  worker_.request_stop();
  worker_.join();
}

void Terminal::wish(Wish what) {
  {
    const std::lock_guard lock(mutex_);
    wishes_.push_back(std::move(what));
  }
  wanted_.notify_one();
}

void Terminal::tell() {
  executor_.post([this, alive = alive_, news = news_] {
    if (*alive) sink_(news);
  });
}

void Terminal::work(const std::stop_token& stop) {
  tell();
  auto folder = PrivateFolder::make();
  auto stack = folder ? kiosk::Stack::start({.programs = options_.programs,
                                             .folder = folder->path(),
                                             .width = options_.width,
                                             .height = options_.height,
                                             .clock = {},
                                             .own_display = false,
                                             .sound = options_.sound,
                                             .microphone = options_.sound,
                                             .residents = options_.residents,
                                             .services = options_.services})
                      : base::Result<std::unique_ptr<kiosk::Stack>>(tl::unexpected(folder.error()));
  if (!stack) {
    news_.phase = News::Phase::Ended;
    news_.trouble = with_log(stack.error().detail);
    return tell();
  }
  news_.codes = codes_of((*stack)->platform().data() / "residents");
  if (options_.language != "zh-CN" || options_.elder) {
    kiosk::Journey arrival;
    arrival.language = options_.language;
    arrival.elder = options_.elder;
    const kiosk::WindowStage chosen(**stack, arrival, {});  // steps up, presses the tools, and is gone
  }
  follow(**stack, stop);
}

void Terminal::follow(kiosk::Stack& stack, const std::stop_token& stop) {
  news_.phase = News::Phase::Running;
  while (!stop.stop_requested()) {
    look(stack);
    if (!stack.kiosk_running()) {
      news_.phase = News::Phase::Ended;
      return tell();
    }
    tell();
    std::unique_lock lock(mutex_);
    wanted_.wait_for(lock, stop, kLookEvery, [this] { return !wishes_.empty(); });
    while (!wishes_.empty() && !stop.stop_requested()) {
      const Wish what = std::move(wishes_.front());
      wishes_.pop_front();
      lock.unlock();
      const auto done = what(stack);
      news_.trouble = done ? std::string() : done.error().detail;
      lock.lock();
    }
  }
}

void Terminal::look(kiosk::Stack& stack) {
  if (const auto answer = kiosk::ask_control(stack.control(), request({{"do", "page"}}))) {
    if (const auto page = base::parse_json(*answer, kLimits)) {
      news_.page = text_of(*page, "id");
      news_.link_up = is_true(*page, "link_up");
      if (const auto* geometry = page->as_object().if_contains("geometry")) {
        const auto& origin = geometry->at("origin").as_array();
        news_.right_edge = static_cast<int>(origin.at(0).as_int64() + geometry->at("size").at(0).as_int64());
        news_.top = static_cast<int>(origin.at(1).as_int64());
      }
    }
  }
  if (const auto answer = kiosk::ask_control(stack.control(), request({{"do", "spoken"}})))
    if (const auto all = base::parse_json(*answer, kLimits); all && all->as_object().contains("spoken")) {
      const auto& spoken = all->at("spoken").as_array();
      for (std::size_t i = news_.spoken.size(); i < spoken.size(); ++i)
        news_.spoken.emplace_back(std::string_view(spoken[i].as_string()));
    }
  const auto sheets = stack.printed();
  for (std::size_t i = news_.papers.size(); i < sheets.size(); ++i) {
    Paper paper{sheets[i].printer, sheets[i].pdf, fs::path(sheets[i].pdf).replace_extension(".png")};
    if (!picture_of(paper.pdf, paper.picture, kPaperDpi)) break;  // tried again at the next look
    news_.papers.push_back(std::move(paper));
  }
  news_.card_in = stack.card_inserted();
}

base::Result<void> Terminal::ask(kiosk::Stack& stack, const std::string& what) {
  const auto answer = kiosk::ask_control(stack.control(), what);
  if (!answer) return tl::unexpected(answer.error());
  return {};
}

void Terminal::insert_card(fs::path card) {
  wish([card = std::move(card)](kiosk::Stack& stack) -> base::Result<void> {
    stack.insert_card(card);
    return {};
  });
}

void Terminal::take_card() {
  wish([](kiosk::Stack& stack) -> base::Result<void> {
    stack.remove_card();
    return {};
  });
}

void Terminal::show_picture(fs::path image) {
  wish([image = std::move(image)](kiosk::Stack& stack) { return stack.show_code(image); });
}

void Terminal::show_text(std::string payload) {
  wish([payload = std::move(payload)](kiosk::Stack& stack) -> base::Result<void> {
    const auto image = stack.folder() / "code.png";
    if (kiosk::capture({"qrencode", "-s", "8", "-m", "4", "-o", image.string(), payload}).status != 0)
      return fail(FailureCode::ImageInvalid, "qrencode did not make a picture");
    return stack.show_code(image);
  });
}

void Terminal::show_slip() {
  wish([](kiosk::Stack& stack) -> base::Result<void> {
    const auto sheets = stack.printed();
    for (auto sheet = sheets.rbegin(); sheet != sheets.rend(); ++sheet) {
      if (sheet->printer != "slip") continue;
      const auto image = stack.folder() / "slip-shown.png";
      if (!picture_of(sheet->pdf, image, 150))
        return fail(FailureCode::ImageInvalid, "pdftoppm did not make a picture");
      return stack.show_code(image);
    }
    return fail(FailureCode::InputInvalid, "还没有打印过回执。No slip was printed yet.");
  });
}

void Terminal::hide_code() {
  wish([](kiosk::Stack& stack) -> base::Result<void> {
    stack.hide_code();
    return {};
  });
}

void Terminal::pay_by_phone() {
  wish([](kiosk::Stack& stack) -> base::Result<void> {
    const auto code = stack.code_on_screen();
    if (!code) return fail(code.error().code, "屏幕上没有付款码。There is no code to pay on the screen.");
    return stack.platform().pay(*code);
  });
}

void Terminal::set_next_payment(std::string behaviour) {
  wish(
      [behaviour = std::move(behaviour)](kiosk::Stack& stack) { return stack.platform().set_next_payment(behaviour); });
}

void Terminal::set_printer(std::string printer, std::string state) {
  wish([printer = std::move(printer), state = std::move(state)](kiosk::Stack& stack) {
    return stack.set_printer(printer, state);
  });
}

void Terminal::set_network(bool up) {
  wish([up](kiosk::Stack& stack) -> base::Result<void> {
    stack.platform().set_network(up);
    return {};
  });
}

// Second by second, as real time passes: what is due on the way happens on the way.
void Terminal::pass_time(base::Milliseconds by) {
  wish([this, by](kiosk::Stack& stack) -> base::Result<void> {
    const base::Milliseconds step = std::max(kTick, by / 600);
    for (auto left = by; left > base::Milliseconds{0}; left -= step)
      if (auto ok = ask(stack, request({{"do", "advance"}, {"ms", std::min(left, step).count()}})); !ok) return ok;
    return {};
  });
}

void Terminal::press_key(std::string key) {
  wish([this, key = std::move(key)](kiosk::Stack& stack) {
    return ask(stack, request({{"do", "key"}, {"key", key}}));
  });
}

void Terminal::plug_headphones(bool in) {
  wish([this, in](kiosk::Stack& stack) { return ask(stack, request({{"do", "headphones"}, {"in", in}})); });
}

void Terminal::send_notice(Notice notice) {
  wish([this, notice = std::move(notice)](kiosk::Stack& stack) {
    return run({(options_.programs / "bianmin-platform").string(), "notice", "--data", stack.platform().data().string(),
                "--key", stack.content_key().string(), "--level", notice.level, "--title-zh", notice.title_zh,
                "--title-en", notice.title_en, "--zh", notice.zh, "--en", notice.en, "--hours", "1"});
  });
}

void Terminal::publish_service(fs::path file) {
  wish([file = std::move(file)](kiosk::Stack& stack) { return stack.platform().publish_services({file}); });
}

void Terminal::advance_case() {
  wish([this](kiosk::Stack& stack) -> base::Result<void> {
    const auto newest = base::parse_json(stack.platform().newest_case(), kLimits);
    if (!newest) return fail(FailureCode::InputInvalid, "还没有人投诉。There is no case yet.");
    const std::string status = text_of(*newest, "status");
    const bool start = status == "dispatched" || status == "reopened";
    std::vector<std::string> command{(options_.programs / "bianmin-platform").string(),
                                     "case",
                                     "advance",
                                     text_of(*newest, "number"),
                                     "--data",
                                     stack.platform().data().string(),
                                     "--to",
                                     start                     ? "in_progress"
                                     : status == "in_progress" ? "answered"
                                                               : "closed"};
    if (status == "in_progress")
      command.insert(command.end(),
                     {"--zh", "已经修好了，谢谢您告诉我们。", "--en", "It is repaired. Thank you for telling us."});
    return run(command);
  });
}

}  // namespace bianmin::dock
