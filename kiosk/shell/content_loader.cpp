#include "kiosk/shell/content_loader.hpp"

#include "base/json.hpp"
#include "kiosk/flow/service/service_loader.hpp"

namespace bianmin::kiosk {
namespace fs = std::filesystem;
namespace {

base::Result<base::Calendar> load_calendar(const fs::path& directory) {
  base::Calendar calendar;
  std::error_code error;
  for (fs::directory_iterator it(directory, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() != ".json") continue;
    auto document = base::read_json_file(it->path());
    if (!document) return tl::unexpected(document.error());
    auto year = base::parse_calendar(*document, it->path().filename().string());
    if (!year) return tl::unexpected(year.error());
    calendar.merge(*year);
  }
  return calendar;
}

}  // namespace

ContentLoader::ContentLoader(fs::path share, std::vector<i18n::Language> offered)
    : share_(std::move(share)), required_(std::move(offered)) {
  std::erase_if(required_, [](const i18n::Language& l) { return l != i18n::kChinese && l != i18n::kEnglish; });
}

base::Result<LoadedContent> ContentLoader::texts_only() const {
  auto texts = i18n::Catalogue::load(share_ / "po");
  if (!texts) return tl::unexpected(texts.error());
  auto content = std::make_shared<Content>(Content{0, *texts, {}, {}});
  // A voice is welcome here but not needed.
  auto pronouncer = i18n::Pronouncer::load(share_ / "pinyin.dict", {});
  return LoadedContent{std::move(content),
                       pronouncer ? std::make_shared<i18n::Pronouncer>(std::move(*pronouncer)) : nullptr, nullptr};
}

base::Result<LoadedContent> ContentLoader::load(const std::optional<fs::path>& pushed, int version) const {
  auto texts = i18n::Catalogue::load(share_ / "po");
  if (!texts) return tl::unexpected(texts.error());
  auto services = load_services(share_ / "services", required_);
  if (!services) return tl::unexpected(services.error());
  auto calendar = load_calendar(share_ / "holidays");
  if (!calendar) return tl::unexpected(calendar.error());
  std::vector<fs::path> lexicons{share_ / "lexicon"};

  if (pushed) {
    std::error_code error;
    if (fs::is_directory(*pushed / "texts", error)) {
      auto more = i18n::Catalogue::load(*pushed / "texts");
      if (!more) return tl::unexpected(more.error());
      auto merged = texts->with(*more);
      if (!merged) return tl::unexpected(merged.error());
      texts = std::move(merged);
    }
    if (fs::is_directory(*pushed / "services", error)) {
      auto more = load_services(*pushed / "services", required_);
      if (!more) return tl::unexpected(more.error());
      for (auto& service : *more) {
        std::erase_if(*services, [&](const ServiceSpec& old) { return old.id == service.id; });
        services->push_back(std::move(service));
      }
      std::stable_sort(services->begin(), services->end(),
                       [](const auto& a, const auto& b) { return a.order < b.order; });
    }
    if (fs::is_directory(*pushed / "lexicon", error)) lexicons.push_back(*pushed / "lexicon");
  }
  auto pronouncer = i18n::Pronouncer::load(share_ / "pinyin.dict", lexicons);
  if (!pronouncer) return tl::unexpected(pronouncer.error());
  if (services->empty()) return base::fail(base::FailureCode::ServiceInvalid, "no service at all");
  auto content = std::make_shared<Content>(Content{version, *texts, std::move(*services), std::move(*calendar)});
  LoadedContent loaded{std::move(content), std::make_shared<i18n::Pronouncer>(std::move(*pronouncer)), nullptr};
  if (std::error_code error; pushed && fs::is_directory(*pushed / "recordings", error))
    loaded.recordings = std::make_shared<Recordings>(Recordings::load(*pushed / "recordings", loaded.content->texts));
  return loaded;
}

}  // namespace bianmin::kiosk
