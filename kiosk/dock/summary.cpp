#include "kiosk/dock/summary.hpp"

#include <fstream>
#include <sstream>

#include <boost/json.hpp>

#include "base/json.hpp"

namespace bianmin::dock {
namespace json = boost::json;
namespace {

std::string text_in(const json::object& object, std::string_view name, std::string_view language = {}) {
  const auto* value = object.if_contains(name);
  if (value != nullptr && value->is_object() && !language.empty()) value = value->as_object().if_contains(language);
  return value != nullptr && value->is_string() ? std::string(std::string_view(value->as_string())) : std::string();
}

json::array cases_of(const Visit& visit) {
  json::array out;
  const auto all = base::parse_json(visit.cases, {16U << 20, 24});
  if (!all || !all->is_array()) return out;
  for (const auto& entry : all->as_array()) {
    if (!entry.is_object()) continue;
    json::object kept;
    for (const auto* name : {"number", "category", "area", "status", "unit", "filed_at", "deadline"})
      if (const auto* value = entry.as_object().if_contains(name)) kept[name] = *value;
    out.push_back(std::move(kept));
  }
  return out;
}

double seconds(base::Milliseconds time) { return double(time.count()) / 1000.0; }

}  // namespace

double wav_seconds(const std::filesystem::path& file) {
  constexpr std::size_t kHeader = 44;
  char header[kHeader] = {};
  std::ifstream in(file, std::ios::binary);
  in.read(header, kHeader);
  if (in.gcount() != std::streamsize(kHeader) || std::string_view(header, 4) != "RIFF") return 0;
  std::uint32_t bytes_a_second = 0;  // at 28, little-endian
  for (std::size_t i = 0; i < 4; ++i)
    bytes_a_second |= std::uint32_t(static_cast<unsigned char>(header[28 + i])) << (8 * i);
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error || bytes_a_second == 0 ? 0 : double(size - kHeader) / bytes_a_second;
}

std::string summary_json(const Options& options, const Visit& visit, const std::vector<Paper>& papers,
                         double speech_seconds) {
  json::object out{{"passed", visit.result.passed}};
  if (!visit.result.passed) out["failure"] = visit.result.failure;
  out["visit"] = visit.title;
  out["journey"] = options.journey.filename().string();
  out["screen"] = {{"width", options.width}, {"height", options.height}};
  out["language"] = options.language;
  out["elder_view"] = options.elder;
  out["ms"] = {{"start", visit.starting.count()}, {"visit", visit.playing.count()}};
  json::array pages, steps, prints;
  for (const auto& page : visit.pages) pages.emplace_back(page);
  for (const auto& step : visit.steps) {
    json::object entry{{"step", step.number}, {"do", step.kind}, {"page", step.page}, {"ms", step.took.count()}};
    if (!step.note.empty()) entry["note"] = step.note;
    if (!step.picture.empty()) entry["picture"] = step.picture;
    if (!step.failure.empty()) entry["failure"] = step.failure;
    steps.push_back(std::move(entry));
  }
  for (const auto& paper : papers)
    prints.push_back({{"printer", paper.printer},
                      {"pdf", paper.pdf.filename().string()},
                      {"picture", paper.picture.filename().string()}});
  out["pages"] = std::move(pages);
  out["prints"] = std::move(prints);
  out["cases"] = cases_of(visit);
  out["speech"] = {{"texts", visit.spoken.size()}, {"seconds", speech_seconds}};
  out["steps"] = std::move(steps);
  return json::serialize(out) + "\n";
}

std::string summary_text(const Options& options, const Visit& visit, const std::vector<Paper>& papers,
                         double speech_seconds) {
  std::ostringstream out;
  out.precision(1);
  out << std::fixed << "\n" << (visit.result.passed ? "OK    " : "FAIL  ") << visit.title << "\n";
  if (!visit.result.passed) out << "      " << visit.result.failure << "\n";
  out << "  screen   " << options.width << "x" << options.height << ", " << options.language
      << (options.elder ? ", elder view" : "") << "\n"
      << "  steps    " << visit.steps.size() << " on " << visit.pages.size() << " pages, " << seconds(visit.playing)
      << " s (and " << seconds(visit.starting) << " s to start everything)\n";
  for (const auto& paper : papers)
    out << "  printed  " << paper.pdf.filename().string() << " (" << paper.printer << ")\n";
  for (const auto& entry : cases_of(visit)) {
    const auto& object = entry.as_object();
    out << "  case     " << text_in(object, "number") << ", " << text_in(object, "unit", options.language)
        << ", answer by " << text_in(object, "deadline") << "\n";
  }
  out << "  spoken   " << visit.spoken.size() << " texts, " << speech_seconds << " s in speech.wav\n"
      << "  look at  " << options.out.string() << "\n";
  return out.str();
}

}  // namespace bianmin::dock
