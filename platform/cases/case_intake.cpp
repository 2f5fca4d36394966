#include "platform/cases/case_intake.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/id_number.hpp"
#include "base/json.hpp"
#include "platform/cases/case_number.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;
using base::JsonReader;
namespace json = boost::json;

constexpr base::JsonLimits kPlainLimits{.bytes = kMostCasePlain, .depth = 12};
constexpr base::JsonLimits kBodyLimits{.bytes = kMostCaseBody, .depth = 12};
constexpr std::size_t kMostText = 12000;
constexpr std::size_t kMostAnswers = 32 << 10;
constexpr std::size_t kMostCode = 7089;  // the largest QR code's capacity, ISO/IEC 18004 version 40-L

base::Secret serialized(const json::value& value) {
  std::string text = json::serialize(value);
  base::Secret secret(text);
  base::wipe(text);
  return secret;
}

void refuse_unless(JsonReader place, bool condition, const char* reason) {
  if (place.ok() && !condition) place.refuse(reason);
}

json::value read_contact(JsonReader contact) {
  if (!contact.present()) return nullptr;
  contact.only({"name", "phone"});
  JsonReader phone = contact.member("phone");
  std::string name;
  if (JsonReader given = contact.optional_member("name"); given.present()) name = given.string(120);
  std::string number = phone.string(32);
  refuse_unless(phone, number.find_first_not_of("0123456789+- ") == std::string::npos, "must be a telephone number");
  return json::object{{"name", std::move(name)}, {"phone", std::move(number)}};
}

struct GivenResident {
  json::value given;       // as it came
  json::value kept;        // as it is stored
  base::Secret id_number;  // empty: not known
};

GivenResident read_code(JsonReader resident, const Reference& reference) {
  resident.only({"code", "name"});
  JsonReader place = resident.member("code");
  const std::string code = place.string(kMostCode);
  refuse_unless(place, !code.empty(), "must not be empty");
  const json::value given = json::object{{"code", code}};
  const auto known = reference.by_code(code);
  if (!known) return {given, given, {}};
  return {given, json::object{{"id_number", known->id_number}, {"name", known->name}}, base::Secret(known->id_number)};
}

GivenResident read_resident(JsonReader resident, const Reference& reference) {
  if (!resident.present()) return {};
  // A terminal that has learnt whose the code is sends both: the number says it as well.
  if (resident.optional_member("code").present() && !resident.optional_member("id_number").present())
    return read_code(resident, reference);
  resident.only({"id_number", "name", "code"});
  if (JsonReader code = resident.optional_member("code"); code.present()) code.string(kMostCode);
  JsonReader number = resident.member("id_number");
  std::string name;
  if (JsonReader given = resident.optional_member("name"); given.present()) name = given.string(120);
  const auto id = base::IdNumber::parse(number.string(18));
  if (!id) {
    number.refuse(id.error().detail);
    return {};
  }
  const json::value given = json::object{{"id_number", id->secret().reveal()}, {"name", std::move(name)}};
  return {given, given, id->secret()};
}

// Who helps the resident at the terminal, and when the resident agreed to it.
json::value read_helper(JsonReader helper) {
  if (!helper.present()) return nullptr;
  helper.only({"name", "id_number", "consent_at"});
  std::string name = helper.member("name").string(120);
  JsonReader number = helper.member("id_number");
  const auto id = base::IdNumber::parse(number.string(18));
  if (!id) number.refuse(id.error().detail);
  JsonReader consent = helper.member("consent_at");
  std::string agreed = consent.string(35);
  refuse_unless(consent, base::parse_utc(agreed).has_value(), "must be an RFC 3339 time");
  if (!helper.ok()) return nullptr;
  return json::object{
      {"name", std::move(name)}, {"id_number", id->secret().reveal()}, {"consent_at", std::move(agreed)}};
}

// Kept as it came: a service asks what it likes.
json::value read_object(JsonReader given) {
  if (!given.present()) return json::object{};
  refuse_unless(given, given.raw()->is_object(), "must be an object");
  refuse_unless(given, !given.ok() || json::serialize(*given.raw()).size() <= kMostAnswers, "must have at most 32 KiB");
  return given.ok() ? *given.raw() : json::value(json::object{});
}

// In the bundle's own order, whatever the order they were ticked in.
std::vector<std::string> read_items(JsonReader root, const std::string& service, const Bundles& bundles) {
  JsonReader items = root.optional_member("items");
  const auto* known = bundles.items(service);
  if (known == nullptr) {
    if (items.present()) items.refuse("is for a bundle of services only");
    return {};
  }
  if (!items.present()) {
    items.refuse("must name what is to be done");
    return {};
  }
  std::vector<std::string> given;
  items.each([&](JsonReader item) {
    std::string id = item.string(64);
    refuse_unless(item, bundles.find(service, id) != nullptr, "is no item of this service");
    refuse_unless(item, std::find(given.begin(), given.end(), id) == given.end(), "is there twice");
    if (item.ok()) given.push_back(std::move(id));
  });
  refuse_unless(items, !given.empty(), "must not be empty");
  std::vector<std::string> ordered;
  for (const BundleItem& item : *known)
    if (std::find(given.begin(), given.end(), item.id) != given.end()) ordered.push_back(item.id);
  return ordered;
}

base::Result<NewCase> read_plain(const json::value& value, const Reference& reference) {
  const Dispatch& dispatch = reference.dispatch;
  JsonReader root(value, "case");
  root.only({"case", "number", "service", "filed_at", "terminal", "category", "area", "text", "anonymous", "contact",
             "resident", "extra", "answers", "items", "helper", "photos", "voice", "signature"});
  NewCase made;

  JsonReader uuid = root.member("case");
  if (const auto parsed = base::Uuid::parse(uuid.string(36)); parsed)
    made.uuid = *parsed;
  else
    uuid.refuse("must be a UUID");
  JsonReader terminal = root.member("terminal");
  made.terminal = terminal.string(8);
  refuse_unless(terminal, is_terminal_id(made.terminal), "must be a terminal's id");
  JsonReader number = root.member("number");
  made.number = number.string(40);
  refuse_unless(number, is_case_number(made.number, made.terminal), "must be a case number of this terminal");
  JsonReader service = root.member("service");
  made.service = service.string(64);
  refuse_unless(service, !made.service.empty(), "must not be empty");
  JsonReader filed = root.member("filed_at");
  if (const auto instant = base::parse_utc(filed.string(35)); instant)
    made.filed_at = *instant;
  else
    filed.refuse("must be an RFC 3339 time");
  // A service that knows only one kind of case asks for none: it is a category by its own name.
  JsonReader category = root.optional_member("category");
  made.category = category.present() ? category.string(64) : made.service;
  refuse_unless(category.present() ? category : service, dispatch.knows_category(made.category),
                "is no category of this platform");
  if (JsonReader area = root.optional_member("area"); area.present()) {
    made.area = area.string(64);
    refuse_unless(area, dispatch.knows_area(made.area), "is no area of this platform");
  }

  std::string words;
  if (JsonReader text = root.optional_member("text"); text.present()) words = text.string(kMostText);
  const bool anonymous = root.member("anonymous").boolean();
  json::value contact = read_contact(root.optional_member("contact"));
  GivenResident resident = read_resident(root.optional_member("resident"), reference);
  if (anonymous) resident = {};  // what was promised to the resident: the platform keeps nothing of who it was
  made.resident = resident.id_number;
  json::value extra = read_object(root.optional_member("extra"));
  json::value answers = read_object(root.optional_member("answers"));
  json::value helper = read_helper(root.optional_member("helper"));
  if (anonymous) helper = nullptr;
  made.items = read_items(root, made.service, dispatch.bundles());
  refuse_unless(category, made.items.empty() || made.category == made.service, "must be the bundle's own");
  made.attachments = read_attachments(root);
  if (!root.ok()) return base::fail(FailureCode::InputInvalid, root.error());

  json::object hidden{{"text", std::move(words)},      {"anonymous", anonymous},
                      {"contact", std::move(contact)}, {"resident", std::move(resident.kept)},
                      {"extra", std::move(extra)},     {"answers", std::move(answers)},
                      {"helper", std::move(helper)}};
  made.private_part = serialized(hidden);
  hidden["resident"] = std::move(resident.given);
  const base::Secret given = serialized(hidden);
  std::string canonical;
  for (const std::string& part : {made.uuid.to_string(), made.number, made.terminal, made.service, made.category,
                                  made.area, base::format_utc(made.filed_at)})
    canonical.append(part).append("\n");
  for (const std::string& item : made.items) canonical.append(item).append(" ");
  for (const Attachment& attachment : made.attachments)
    canonical.append("\n").append(attachment.kind).append(" ").append(sha256(attachment.bytes.reveal()));
  canonical.append("\n").append(given.reveal());
  made.canonical = base::Secret(canonical);
  base::wipe(canonical);
  return made;
}

}  // namespace

std::optional<std::string> uploaded_case(std::string_view body) {
  if (body.size() > 128) return std::nullopt;
  const auto value = base::parse_json(body, {.bytes = 128, .depth = 2});
  if (!value || !value->is_object() || value->as_object().size() != 1) return std::nullopt;
  const json::value* name = value->as_object().if_contains("upload");
  if (name == nullptr || !name->is_string()) return std::nullopt;
  return std::string(name->as_string());
}

base::Result<NewCase> read_sealed_case(std::string_view box, const SealKey& key, const Reference& reference) {
  const auto plain = open_sealed(key, box);
  if (!plain) return tl::unexpected(plain.error());
  const auto value = base::parse_json(plain->reveal(), kPlainLimits);
  if (!value) return base::fail(value.error().code, "case: inside the sealed box: " + value.error().detail);
  return read_plain(*value, reference);
}

base::Result<NewCase> read_new_case(std::string_view body, const SealKey& key, const Reference& reference) {
  const auto value = base::parse_json(body, kBodyLimits);
  if (!value) return tl::unexpected(value.error());
  if (!value->is_object()) return base::fail(FailureCode::InputInvalid, "case: must be an object");
  const json::value* sealed = value->as_object().if_contains("sealed");
  if (sealed == nullptr) return read_plain(*value, reference);
  if (value->as_object().size() != 1 || !sealed->is_string())
    return base::fail(FailureCode::InputInvalid, "case: /sealed must be a text and stand alone");
  const auto box = base::decode_base64({sealed->as_string().data(), sealed->as_string().size()});
  if (!box) return base::fail(FailureCode::InputInvalid, "case: /sealed: " + box.error().detail);
  return read_sealed_case(*box, key, reference);
}

}  // namespace bianmin::platform
