#include "tests/platform/in_process.hpp"

#include <cstdio>
#include <future>
#include <stdexcept>

#include <boost/json.hpp>

#include "platform/cases/case_number.hpp"
#include "platform/cli/administration.hpp"

namespace bianmin::tests {
namespace {

class PromiseSink final : public platform::Responder::Sink {
 public:
  explicit PromiseSink(std::shared_ptr<std::promise<platform::Response>> promise) : promise_(std::move(promise)) {}
  void answer(platform::Response response) override { promise_->set_value(std::move(response)); }

 private:
  std::shared_ptr<std::promise<platform::Response>> promise_;
};

}  // namespace

InProcess::InProcess(std::string_view now, platform::PlatformOptions options)
    : clock_(base::parse_utc(now).value()), options_(std::move(options)) {
  auto prepared = platform::prepare_data(folder_.path(), BIANMIN_SOURCE_DIR "/platform/demo", true);
  if (!prepared) throw std::runtime_error(prepared.error().detail);
  open();
}

void InProcess::open() {
  auto opened = platform::Platform::open(folder_.path(), clock_, options_);
  if (!opened) throw std::runtime_error(opened.error().detail);
  platform_ = std::move(*opened);
  core().set_base_url("https://platform.example");
  core().fleet.set("LC07", "01");
}

platform::Response InProcess::dispatch(platform::Request request, std::string_view target) {
  if (auto parsed = platform::parse_target(target, request); !parsed) return platform::problem(parsed.error(), 400);
  auto promise = std::make_shared<std::promise<platform::Response>>();
  auto answer = promise->get_future();
  platform_->router().dispatch(request, platform::Responder(std::make_unique<PromiseSink>(promise)));
  if (answer.wait_for(std::chrono::seconds{40}) != std::future_status::ready) throw std::runtime_error("no answer");
  return answer.get();
}

platform::Response InProcess::call(std::string_view method, std::string_view target, std::string_view body,
                                   std::string_view key, std::string_view terminal) {
  platform::Request request;
  request.method = method;
  request.body = body;
  request.terminal = terminal;
  request.serial = terminal.empty() ? "" : "01";
  if (!key.empty()) request.headers.emplace("idempotency-key", key);
  return dispatch(std::move(request), target);
}

platform::Response InProcess::administer(std::string_view method, std::string_view target, std::string_view body,
                                         std::optional<unsigned> user) {
  platform::Request request;
  request.method = method;
  request.body = body;
  request.administrator = true;
  request.user_id = user;
  return dispatch(std::move(request), target);
}

void InProcess::set_now(std::string_view now) { clock_.advance(base::parse_utc(now).value() - clock_.now()); }

void InProcess::advance(base::Milliseconds by) {
  clock_.advance(by);
  platform_->tick();
  drain();
}

void InProcess::drain() {
  // A job's answer may lead to another job, that one to a third: a bound that no chain here reaches.
  for (int i = 0; i < 8; ++i) {
    std::promise<void> done;
    core().writer.submit([](platform::Database&) -> base::Result<void> { return {}; },
                         [&done](const base::Result<void>&) { done.set_value(); });
    done.get_future().wait();
  }
}

void InProcess::restart() {
  platform_.reset();
  open();
}

boost::json::value json_of(const platform::Response& response) {
  boost::system::error_code error;
  auto value = boost::json::parse(response.body, error);
  return error ? boost::json::value(nullptr) : value;
}

std::string text_at(const boost::json::value& value, std::string_view pointer) {
  boost::system::error_code error;
  const auto* found = value.find_pointer(pointer, error);
  if (found == nullptr) return "(absent)";
  return found->is_string() ? std::string(found->as_string()) : boost::json::serialize(*found);
}

std::string complaint_uuid(int sequence) {
  char text[64];
  std::snprintf(text, sizeof text, "01900000-0000-7000-8000-%012d", sequence);
  return text;
}

std::string complaint_number(int sequence) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "2611%05d", sequence);
  const std::string text(digits);
  return "LC07-2611-" + text.substr(4) + "-" + platform::luhn_digit(text);
}

std::string state_path(int sequence) { return "/v1/cases/" + complaint_number(sequence) + "/state"; }

std::string state_body(int sequence) {
  return boost::json::serialize(boost::json::object{{"token", complaint_uuid(sequence)}});
}

std::string complaint(int sequence, std::string_view overrides) {
  boost::json::object made{{"case", complaint_uuid(sequence)},
                           {"number", complaint_number(sequence)},
                           {"service", "complaint"},
                           {"filed_at", "2026-11-20T01:42:00Z"},
                           {"terminal", "LC07"},
                           {"category", "roads"},
                           {"area", "dongguan"},
                           {"text", "东关社区门口的路灯坏了三天，晚上老人走路看不见。"},
                           {"anonymous", false},
                           {"contact", boost::json::object{{"name", "王秀兰"}, {"phone", "000-0000-0000"}}},
                           {"resident", boost::json::object{{"id_number", kWangXiulan}, {"name", "王秀兰"}}},
                           {"extra", boost::json::object{}}};
  const auto changes = boost::json::parse({overrides.data(), overrides.size()});
  for (const auto& change : changes.as_object()) made.insert_or_assign(change.key(), change.value());
  return boost::json::serialize(made);
}

}  // namespace bianmin::tests
