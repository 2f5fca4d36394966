#include "platform/records/reference.hpp"

#include <algorithm>

#include <sys/stat.h>

#include "base/log.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::JsonReader;
namespace fs = std::filesystem;

constexpr int kDaysToAnswer = 5;
constexpr const char* kStatuses[] = {"accepted", "dispatched", "in_progress", "answered",
                                     "revisit",  "reopened",   "closed"};

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".json") files.push_back(at->path());
  std::sort(files.begin(), files.end());
  return files;
}

base::Result<void> load_residents(const fs::path& folder, Reference& reference) {
  for (const fs::path& file : json_files(folder)) {
    const auto value = base::read_json_file(file);
    if (!value) return tl::unexpected(value.error());
    auto parsed = parse_resident(*value, "residents/" + file.filename().string());
    if (!parsed) return tl::unexpected(parsed.error());
    const auto resident = std::make_shared<const Resident>(std::move(*parsed));
    if (!reference.residents.emplace(resident->id_number, resident).second)
      return base::fail(FailureCode::InputInvalid, file.filename().string() + ": the same resident is in another file");
    for (const std::string& code : resident->codes)
      if (!reference.codes.emplace(code, resident).second)
        return base::fail(FailureCode::InputInvalid,
                          file.filename().string() + ": /codes: another resident has one too");
  }
  return {};
}

base::Result<void> load_holidays(const fs::path& folder, Reference& reference) {
  for (const fs::path& file : json_files(folder)) {
    const auto value = base::read_json_file(file);
    if (!value) return tl::unexpected(value.error());
    const std::string name = "holidays/" + file.filename().string();
    const auto calendar = base::parse_calendar(*value, name);
    if (!calendar) return tl::unexpected(calendar.error());
    JsonReader root(*value, name);
    const int year = static_cast<int>(root.member("year").integer(2000, 2999));
    if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
    reference.calendar.merge(*calendar);
    reference.holiday_years[year] = value->as_object();
  }
  return {};
}

base::Result<void> load_datasets(const fs::path& folder, Reference& reference) {
  for (const fs::path& file : json_files(folder)) {
    const auto value = base::read_json_file(file);
    if (!value) return tl::unexpected(value.error());
    const std::string name = file.stem().string();
    if (!is_public_dataset(name))
      return base::fail(FailureCode::InputInvalid,
                        "datasets/" + file.filename().string() + ": is no public dataset's name");
    auto dataset = parse_public_dataset(name, *value, "datasets/" + file.filename().string());
    if (!dataset) return tl::unexpected(dataset.error());
    reference.datasets.emplace(name, std::move(*dataset));
  }
  return {};
}

base::Result<void> load_certificates(const fs::path& file, Reference& reference) {
  const auto value = base::read_json_file(file);
  if (!value) return tl::unexpected(value.error());
  JsonReader root(*value, "certificates.json");
  root.each_member([&](std::string_view id, JsonReader entry) {
    entry.only({"prefix", "dataset", "title"});
    CertificateKind kind{std::string(id), entry.member("prefix").string(2), read_slug(entry.member("dataset")),
                         LocalText::read(entry.member("title"), 200)};
    if (!is_slug(id)) entry.refuse("its name must be of small letters, digits and hyphens");
    if (kind.prefix.size() != 2 || kind.prefix[0] < 'A' || kind.prefix[0] > 'Z' || kind.prefix[1] < 'A' ||
        kind.prefix[1] > 'Z')
      entry.refuse("prefix must be two capital letters");
    for (const auto& [other, known] : reference.certificates)
      if (known.prefix == kind.prefix) entry.refuse("has the same prefix as " + other);
    reference.certificates.emplace(kind.id, std::move(kind));
  });
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return {};
}

}  // namespace

base::Result<Dispatch> Dispatch::parse(const boost::json::value& value, std::string_view document) {
  JsonReader root(value, std::string(document));
  root.only({"categories", "areas", "units", "rules", "texts", "manners", "bundles", "services"});
  Dispatch dispatch;
  root.member("categories").each([&](JsonReader entry) { dispatch.categories_.push_back(read_slug(entry)); });
  root.member("areas").each([&](JsonReader entry) { dispatch.areas_.push_back(read_slug(entry)); });
  root.member("units").each_member([&](std::string_view id, JsonReader entry) {
    if (!is_slug(id)) entry.refuse("its name must be of small letters, digits and hyphens");
    dispatch.units_.emplace(std::string(id), Unit{std::string(id), LocalText::read(entry, 200)});
  });
  JsonReader rules = root.member("rules");
  rules.each([&](JsonReader rule) {
    rule.only({"category", "area", "unit"});
    const std::string category = rule.member("category").string(64), area = rule.member("area").string(64);
    const std::string unit = rule.member("unit").string(64);
    if (!rule.ok()) return;
    if (category != "*" && !dispatch.knows_category(category)) rule.refuse("names an unknown category");
    if (area != "*" && !dispatch.knows_area(area)) rule.refuse("names an unknown area");
    if (dispatch.find(unit) == nullptr) rule.refuse("names an unknown unit");
    if (!dispatch.rules_.emplace(std::pair(category, area), unit).second) rule.refuse("is there twice");
  });
  if (root.ok() && !dispatch.rules_.contains({"*", "*"})) rules.refuse("must have one for category * and area *");
  JsonReader texts = root.member("texts");
  for (const char* status : kStatuses) dispatch.texts_.emplace(status, LocalText::read(texts.member(status), 500));
  if (JsonReader manners = root.optional_member("manners"); manners.present())
    manners.each_member([&](std::string_view category, JsonReader entry) {
      entry.only({"days", "settles", "texts"});
      if (!dispatch.knows_category(category)) entry.refuse("is for an unknown category");
      Manner manner;
      if (JsonReader days = entry.optional_member("days"); days.present())
        manner.days = static_cast<int>(days.integer(1, 365));
      if (JsonReader settles = entry.optional_member("settles"); settles.present()) manner.settles = settles.boolean();
      if (JsonReader own = entry.optional_member("texts"); own.present())
        own.each_member([&](std::string_view status, JsonReader text) {
          if (!dispatch.texts_.contains(status)) text.refuse("is for an unknown status");
          manner.texts.emplace(std::string(status), LocalText::read(text, 500));
        });
      dispatch.manners_.emplace(std::string(category), std::move(manner));
    });
  if (JsonReader services = root.optional_member("services"); services.present())
    services.each_member([&](std::string_view id, JsonReader entry) {
      entry.only({"title", "kind"});
      if (!is_slug(id)) entry.refuse("its name must be of small letters, digits and hyphens");
      ServiceName name{LocalText::read(entry.member("title"), 200), "case"};
      if (JsonReader kind = entry.optional_member("kind"); kind.present()) {
        name.kind = kind.string(32);
        if (name.kind != "case" && name.kind != "bundle" && name.kind != "photo-report")
          kind.refuse("must be case, bundle or photo-report");
      }
      dispatch.services_.emplace(std::string(id), std::move(name));
    });
  if (JsonReader bundles = root.optional_member("bundles"); bundles.present())
    dispatch.bundles_.read(bundles, [&](std::string_view unit) { return dispatch.find(unit) != nullptr; });
  for (const auto& [service, items] : dispatch.bundles_.all())
    if (!dispatch.knows_category(service)) root.refuse("has a bundle that is no category: " + service);
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return dispatch;
}

const Unit& Dispatch::first_unit(std::string_view category, std::string_view area) const {
  const std::string wanted(category), where(area);
  for (const auto& key : {std::pair(wanted, where), std::pair(wanted, std::string("*")),
                          std::pair(std::string("*"), where), std::pair(std::string("*"), std::string("*"))})
    if (const auto rule = rules_.find(key); rule != rules_.end()) return units_.find(rule->second)->second;
  return units_.begin()->second;  // parse() has made sure that (*, *) is there
}

const Unit* Dispatch::find(std::string_view id) const {
  const auto found = units_.find(id);
  return found == units_.end() ? nullptr : &found->second;
}

const ServiceName* Dispatch::service(std::string_view id) const {
  const auto found = services_.find(id);
  return found == services_.end() ? nullptr : &found->second;
}

bool Dispatch::knows_category(std::string_view category) const {
  return std::find(categories_.begin(), categories_.end(), category) != categories_.end();
}

bool Dispatch::knows_area(std::string_view area) const {
  return std::find(areas_.begin(), areas_.end(), area) != areas_.end();
}

int Dispatch::days_to_answer(std::string_view category) const {
  const auto manner = manners_.find(category);
  return manner == manners_.end() || manner->second.days == 0 ? kDaysToAnswer : manner->second.days;
}

bool Dispatch::settles_at_once(std::string_view category) const {
  const auto manner = manners_.find(category);
  return manner != manners_.end() && manner->second.settles;
}

LocalText Dispatch::text(std::string_view status, std::string_view category, const Unit& unit,
                         base::CivilDate deadline) const {
  auto found = texts_.find(status);
  if (found == texts_.end()) return {};
  if (const auto manner = manners_.find(category); manner != manners_.end())
    if (const auto own = manner->second.texts.find(status); own != manner->second.texts.end()) found = own;
  return found->second.filled("{unit}", unit.name).filled("{deadline}", day_words(deadline));
}

std::shared_ptr<const Resident> Reference::by_code(std::string_view code) const {
  const auto known = codes.find(code);
  return known == codes.end() ? nullptr : known->second;
}

base::Result<Reference> load_reference(const fs::path& data) {
  Reference reference;
  if (auto loaded = load_residents(data / "residents", reference); !loaded) return tl::unexpected(loaded.error());
  if (auto loaded = load_holidays(data / "holidays", reference); !loaded) return tl::unexpected(loaded.error());
  if (auto loaded = load_certificates(data / "certificates.json", reference); !loaded)
    return tl::unexpected(loaded.error());
  if (auto loaded = load_datasets(data / "datasets", reference); !loaded) return tl::unexpected(loaded.error());
  const auto slots = base::read_json_file(data / "slots.json");
  if (!slots) return tl::unexpected(slots.error());
  auto plan = SlotPlan::parse(*slots, "slots.json");
  if (!plan) return tl::unexpected(plan.error());
  reference.slots = std::move(*plan);
  const auto suggestions = base::read_json_file(data / "suggestions.json");
  if (!suggestions) return tl::unexpected(suggestions.error());
  auto rules = parse_suggestions(*suggestions, "suggestions.json");
  if (!rules) return tl::unexpected(rules.error());
  reference.suggestions = std::move(*rules);
  const auto value = base::read_json_file(data / "dispatch.json");
  if (!value) return tl::unexpected(value.error());
  auto dispatch = Dispatch::parse(*value, "dispatch.json");
  if (!dispatch) return tl::unexpected(dispatch.error());
  reference.dispatch = std::move(*dispatch);
  const auto centre = base::read_json_file(data / "centre.json");
  if (!centre) return tl::unexpected(centre.error());
  JsonReader root(*centre, "centre.json");
  reference.centre = LocalText::read(root, 200);
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());
  return reference;
}

std::string ReferenceData::stamp() const {
  std::vector<fs::path> files = json_files(data_ / "residents");
  for (const fs::path& file : json_files(data_ / "holidays")) files.push_back(file);
  for (const fs::path& file : json_files(data_ / "datasets")) files.push_back(file);
  for (const char* name : {"centre.json", "dispatch.json", "certificates.json", "slots.json", "suggestions.json"})
    files.push_back(data_ / name);
  std::string text;
  for (const fs::path& file : files) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) continue;
    text.append(file.filename().string()).append(" ").append(std::to_string(info.st_ino));
    text.append(" ").append(std::to_string(info.st_size)).append(" ").append(std::to_string(info.st_mtim.tv_sec));
    text.append(".").append(std::to_string(info.st_mtim.tv_nsec)).append("\n");
  }
  return text;
}

base::Result<void> ReferenceData::load() {
  std::string now = stamp();
  auto loaded = load_reference(data_);
  std::lock_guard lock(mutex_);
  stamp_ = std::move(now);
  if (!loaded) return tl::unexpected(loaded.error());
  current_ = std::make_shared<const Reference>(std::move(*loaded));
  return {};
}

void ReferenceData::refresh() {
  {
    const std::string now = stamp();
    std::lock_guard lock(mutex_);
    if (now == stamp_) return;
  }
  if (auto loaded = load(); !loaded)
    base::log_failure("reference-refused", loaded.error(), "records");
  else
    base::log(base::LogLevel::Info, "reference-read",
              {.part = "records", .count = static_cast<long long>(current()->residents.size())});
}

std::shared_ptr<const Reference> ReferenceData::current() const {
  std::lock_guard lock(mutex_);
  return current_;
}

}  // namespace bianmin::platform
