#include "platform/cases/case_text.hpp"

#include <boost/json.hpp>

#include "base/id_number.hpp"
#include "base/json.hpp"

namespace bianmin::platform {
namespace {

using base::JsonReader;
namespace json = boost::json;

constexpr base::JsonLimits kStoredLimits{.bytes = 512 << 10, .depth = 14};
constexpr std::size_t kMostBytes = 16 << 10;

json::value resident_json(JsonReader resident, bool full) {
  if (!resident.present()) return nullptr;
  if (JsonReader code = resident.optional_member("code"); code.present()) {
    json::object unknown{{"resolved", false}, {"code", nullptr}};
    if (full) unknown["code"] = code.string(kMostBytes);
    return unknown;
  }
  JsonReader number = resident.member("id_number");
  const auto id = base::IdNumber::parse(number.string(18));
  if (!id) {
    number.refuse(id.error().detail);
    return nullptr;
  }
  return json::object{{"resolved", true},
                      {"id_number", full ? std::string(id->secret().reveal()) : id->masked()},
                      {"name", resident.member("name").string(kMostBytes)}};
}

json::value helper_json(JsonReader helper, bool full) {
  if (!helper.present()) return nullptr;
  JsonReader number = helper.member("id_number");
  const auto id = base::IdNumber::parse(number.string(18));
  if (!id) {
    number.refuse(id.error().detail);
    return nullptr;
  }
  return json::object{{"name", helper.member("name").string(kMostBytes)},
                      {"id_number", full ? std::string(id->secret().reveal()) : id->masked()},
                      {"consent_at", helper.member("consent_at").string(64)}};
}

json::value object_json(JsonReader given) {
  return given.present() && given.raw()->is_object() ? *given.raw() : json::value(json::object{});
}

}  // namespace

json::object AttachmentHead::to_json() const {
  json::object made{{"position", position}, {"kind", kind}, {"type", type}, {"bytes", bytes}};
  if (!sha256.empty()) made["sha256"] = sha256;
  if (width > 0) {
    made["width"] = width;
    made["height"] = height;
  }
  if (duration > 0) made["duration_ms"] = duration;
  if (purged) made["purged_at"] = base::format_utc(*purged);
  return made;
}

base::Result<base::Secret> render_case_text(const CaseHead& head, const base::Secret& private_part, bool full) {
  const auto value = base::parse_json(private_part.reveal(), kStoredLimits);
  if (!value) return base::fail(base::FailureCode::StoreUnavailable, "case: what is stored: " + value.error().detail);
  JsonReader root(*value, "case: what is stored");
  json::object made{{"number", head.number},
                    {"category", head.category},
                    {"area", head.area},
                    {"service", head.service},
                    {"filed_at", base::format_utc(head.filed_at)},
                    {"anonymous", root.member("anonymous").boolean()},
                    {"text", root.member("text").string(kMostBytes)},
                    {"contact", nullptr}};
  if (JsonReader contact = root.member("contact"); contact.present())
    made["contact"] = json::object{{"name", contact.member("name").string(kMostBytes)},
                                   {"phone", contact.member("phone").string(kMostBytes)}};
  made["resident"] = resident_json(root.member("resident"), full);
  made["extra"] = object_json(root.optional_member("extra"));
  made["answers"] = object_json(root.optional_member("answers"));
  made["helper"] = helper_json(root.optional_member("helper"), full);
  made["items"] = json::array(head.items.begin(), head.items.end());
  json::array attachments;
  for (const AttachmentHead& attachment : head.attachments) attachments.push_back(attachment.to_json());
  made["attachments"] = std::move(attachments);
  if (!root.ok()) return base::fail(base::FailureCode::StoreUnavailable, root.error());
  std::string text = json::serialize(made);
  base::Secret shown(text);
  base::wipe(text);
  return shown;
}

}  // namespace bianmin::platform
