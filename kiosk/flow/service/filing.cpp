#include "kiosk/flow/service/filing.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "kiosk/flow/service/who.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

// RFC 4648, with padding.
std::string base64_of(std::string_view bytes) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t there = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8 | (k < there ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) out += k <= there ? kDigits[three >> (18 - 6 * k) & 63U] : '=';
  }
  return out;
}

json::object attachment(std::string_view type, const base::Secret& data) {
  std::string text = base64_of(data.reveal());
  json::object out{{"type", type}, {"data", text}};
  base::wipe(text);
  return out;
}

bool is_tick(const ServiceSpec& service, std::string_view field) {
  return std::any_of(service.steps.begin(), service.steps.end(), [&](const StepSpec& step) {
    const auto* ticks = std::get_if<TickStep>(&step.action);
    return ticks != nullptr && ticks->field == field;
  });
}

json::value list_of(std::string_view words) {
  json::array out;
  while (!words.empty()) {
    const auto comma = words.find(',');
    out.emplace_back(words.substr(0, comma));
    if (comma == std::string_view::npos) break;
    words.remove_prefix(comma + 1);
  }
  return out;
}

}  // namespace

json::object resident_of(const Values& values) {
  json::object resident;
  if (const auto code = values.text("holder.code"); !code.empty()) resident["code"] = code;
  if (const auto id = values.text("holder.id_number"); !id.empty()) resident["id_number"] = id;
  if (const auto name = values.text("holder.name"); !name.empty()) resident["name"] = name;
  return resident;
}

base::Secret secret_json(const json::object& object) {
  std::string text = json::serialize(object);
  base::Secret secret(text);
  base::wipe(text);
  return secret;
}

bool is_made_once(std::string_view operation) {
  return operation.starts_with("certificate.") || operation.starts_with("reserve.");
}

void set_member(json::object& object, std::string_view path, json::value value) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) {
    object[path] = std::move(value);
    return;
  }
  auto& inner = object[path.substr(0, dot)];
  if (!inner.is_object()) inner = json::object();
  set_member(inner.as_object(), path.substr(dot + 1), std::move(value));
}

void add_content(json::object& payload, const Session& session, const ServiceSpec& service, const SubmitStep& step) {
  for (const auto& [member, name] : step.content) {
    const auto colon = name.find(':');
    const std::string_view kind =
        colon == std::string::npos ? std::string_view{} : std::string_view(name).substr(0, colon);
    const std::string_view field =
        colon == std::string::npos ? std::string_view(name) : std::string_view(name).substr(colon + 1);
    if (kind == "photos") {
      const auto found = session.photos.find(field);
      if (found == session.photos.end()) continue;
      json::array photos;
      for (const auto& shot : found->second) photos.push_back(attachment("image/jpeg", shot.jpeg));
      set_member(payload, member, std::move(photos));
    } else if (kind == "memo") {
      const auto found = session.memos.find(field);
      if (found != session.memos.end()) set_member(payload, member, attachment("audio/ogg", *found->second.opus));
    } else if (kind == "strokes") {
      const auto found = session.strokes.find(field);
      if (found != session.strokes.end()) set_member(payload, member, json::value(found->second.reveal()));
    } else if (const auto value = session.values.text(field); !value.empty()) {
      set_member(payload, member, is_tick(service, field) ? list_of(value) : json::value(value));
    }
  }
}

}  // namespace bianmin::kiosk
