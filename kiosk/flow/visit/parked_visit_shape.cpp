// What the event log keeps of a visit.
#include "kiosk/flow/visit/parked_visit.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/wipe_json.hpp"
#include "kiosk/flow/visit/redaction.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

// A word that a service's document gave, and no number of anybody's.
bool is_document_word(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_'; });
}

}  // namespace

json::object visit_shape(std::string_view text) {
  auto document = base::parse_json(text, {kMostParkedBytes, 32});
  if (!document || !document->is_object() || !read_visit(text)) return {};
  const auto& visit = document->as_object();
  json::object out;
  for (const char* plain : {"format", "service", "version", "step", "trail", "answered", "correcting", "committed"})
    if (const auto* member = visit.if_contains(plain)) out[plain] = *member;
  json::object answers;
  if (const auto* known = visit.if_contains("answers"); known != nullptr && known->is_object())
    for (const auto& member : known->as_object()) {
      const auto* answer = member.value().is_object() ? member.value().as_object().if_contains("t") : nullptr;
      const std::string_view said =
          answer != nullptr && answer->is_string() ? std::string_view(answer->as_string()) : "";
      answers[member.key()] = json::object{{"t", is_document_word(said) ? std::string(said) : text_shape(said)}};
    }
  out["answers"] = std::move(answers);
  if (const auto* records = visit.if_contains("records")) out["records"] = answer_shape(*records);
  base::wipe_json(*document);
  return out;
}

base::Result<base::Secret> visit_of_shape(const json::object& shape) {
  json::object out = shape;
  auto records = answer_of_shape(shape.contains("records") ? shape.at("records") : json::value(json::object()));
  if (!records) return tl::unexpected(records.error());
  out["records"] = std::move(*records);
  base::Secret made(json::serialize(out));
  if (auto visit = read_visit(made.reveal()); !visit) return tl::unexpected(visit.error());
  return made;
}

}  // namespace bianmin::kiosk
