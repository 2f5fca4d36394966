#include "platform/cli/administration.hpp"

#include <future>

#include "base/file.hpp"
#include "base/json.hpp"
#include "platform/http/local_client.hpp"
#include "platform/service/core.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
namespace fs = std::filesystem;

class OverSocket final : public Administration {
 public:
  explicit OverSocket(fs::path socket) : socket_(std::move(socket)) {}
  base::Result<Response> call(std::string_view method, std::string_view target, std::string_view body) override {
    return call_locally(socket_, method, target, body);
  }

 private:
  fs::path socket_;
};

class PromiseSink final : public Responder::Sink {
 public:
  explicit PromiseSink(std::promise<Response>& promise) : promise_(promise) {}
  void answer(Response response) override { promise_.set_value(std::move(response)); }

 private:
  std::promise<Response>& promise_;
};

class InStore final : public Administration {
 public:
  explicit InStore(std::unique_ptr<Platform> platform) : platform_(std::move(platform)) {}
  base::Result<Response> call(std::string_view method, std::string_view target, std::string_view body) override {
    Request request;
    request.method = method;
    request.body = body;
    request.administrator = true;
    if (auto parsed = parse_target(target, request); !parsed) return tl::unexpected(parsed.error());
    std::promise<Response> promise;
    auto answer = promise.get_future();
    platform_->router().dispatch(request, Responder(std::make_unique<PromiseSink>(promise)));
    return answer.get();
  }

 private:
  std::unique_ptr<Platform> platform_;
};

std::string listening_url(const fs::path& data) {
  auto text = base::read_file(data / "listen", 256);
  if (!text) return "https://127.0.0.1:8443";
  while (!text->empty() && text->back() == '\n') text->pop_back();
  return "https://" + *text;
}

base::Result<void> copy_missing(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (fs::exists(to, error)) return {};
  fs::create_directories(to.parent_path(), error);
  const auto content = base::read_file(from, 1 << 20);
  if (!content) return tl::unexpected(content.error());
  return base::write_file_durably(to, *content);
}

base::Result<void> copy_folder(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to, error);
  for (const auto& entry : fs::directory_iterator(from, error))
    if (entry.path().extension() == ".json")
      if (auto copied = copy_missing(entry.path(), to / entry.path().filename()); !copied) return copied;
  if (error) return base::fail(FailureCode::ContentMissing, from.string() + ": " + error.message());
  return {};
}

}  // namespace

base::Result<std::unique_ptr<Administration>> Administration::open(const fs::path& data, const base::Clock& clock) {
  if (auto server = over_socket(data)) return server;
  auto platform = Platform::open(data, clock);
  if (!platform) return tl::unexpected(platform.error());
  (*platform)->core().set_base_url(listening_url(data));
  return std::make_unique<InStore>(std::move(*platform));
}

base::Result<std::unique_ptr<Administration>> Administration::over_socket(const fs::path& data) {
  const fs::path socket = data / "admin.sock";
  if (const auto answer = call_locally(socket, "GET", "/healthz", ""); !answer) return tl::unexpected(answer.error());
  return std::make_unique<OverSocket>(socket);
}

base::Result<boost::json::value> Administration::ask(std::string_view method, std::string_view target,
                                                     std::string_view body) {
  auto response = call(method, target, body);
  if (!response) return tl::unexpected(response.error());
  if (response->body.empty() && response->status < 300) return boost::json::value(nullptr);
  auto value = base::parse_json(response->body, {.bytes = 64 << 20, .depth = 24});
  if (!value) return base::fail(FailureCode::ReplyInvalid, "the platform's answer: " + value.error().detail);
  if (response->status < 300) return value;
  base::JsonReader root(*value, "answer");
  const std::string code = root.member("code").string(16), detail = root.member("detail").string(4096);
  return base::fail(base::failure_code_from(code), detail);
}

fs::path demo_data(const fs::path& given) {
  if (!given.empty()) return given;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path installed = program.parent_path().parent_path() / "share" / "bianmin" / "platform" / "demo";
  return !error && fs::exists(installed, error) ? installed : fs::path(BIANMIN_PLATFORM_DEMO);
}

base::Result<void> prepare_data(const fs::path& data, const fs::path& demo, bool with_residents) {
  if (auto made = make_private_directory(data); !made) return made;
  for (const char* name : {"centre.json", "dispatch.json", "certificates.json", "slots.json", "suggestions.json"})
    if (auto copied = copy_missing(demo / name, data / name); !copied) return copied;
  if (auto copied = copy_folder(demo / "holidays", data / "holidays"); !copied) return copied;
  if (with_residents) {
    if (auto copied = copy_folder(demo / "datasets", data / "datasets"); !copied) return copied;
    return copy_folder(demo / "residents", data / "residents");
  }
  std::error_code error;
  fs::create_directories(data / "datasets", error);
  fs::create_directories(data / "residents", error);
  return {};
}

}  // namespace bianmin::platform
