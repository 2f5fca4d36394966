#include "kiosk/flow/visit/parked_visit.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/json.hpp"
#include "base/wipe_json.hpp"
#include "kiosk/flow/service/step_kinds.hpp"
#include "kiosk/flow/visit/redaction.hpp"
#include "kiosk/flow/visit/state.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

using base::fail;
using base::FailureCode;
using base::JsonReader;

constexpr std::size_t kMostName = 128;
constexpr std::size_t kMostSteps = 80;
constexpr int kMostRecordDepth = 6;
constexpr int kMostPictureSide = 1024;
constexpr std::size_t kMostPhotoBytes = 1U << 20;
constexpr std::size_t kMostMemoBytes = 512U << 10;

json::value of_value(const Value& value) {
  json::object out{{"t", value.text.reveal()}};
  if (!value.label.empty()) {
    json::object label;
    for (const auto& language : value.label.languages()) label[language.tag()] = value.label.in(language);
    out["l"] = std::move(label);
  }
  return out;
}

json::object of_record(const Record& record) {
  json::object fields, lists;
  for (const auto& [name, value] : record.fields) fields[name] = of_value(value);
  for (const auto& [name, rows] : record.lists) {
    json::array list;
    for (const Record& row : rows) list.push_back(of_record(row));
    lists[name] = std::move(list);
  }
  return {{"f", std::move(fields)}, {"r", std::move(lists)}};
}

json::string base64(const base::Secret& bytes) {
  std::string text = base::encode_base64(bytes.reveal());
  json::string out(text);
  base::wipe(text);
  return out;
}

class VisitReader {
 public:
  explicit VisitReader(JsonReader in) : in_(std::move(in)) {}

  ParkedVisit read() {
    in_.only({"format", "service", "version", "step", "trail", "answered", "correcting", "answers", "records", "keys",
              "asked", "photos", "memos", "strokes"});
    in_.member("format").integer(kParkedFormat, kParkedFormat);
    ParkedVisit visit;
    visit.service = name(in_.member("service"));
    visit.version = int(in_.member("version").integer(1, 1'000'000));
    visit.step = name(in_.member("step"));
    visit.trail = names(in_.member("trail"));
    visit.answered = names(in_.member("answered"));
    if (auto correcting = in_.optional_member("correcting"); correcting.present()) visit.correcting = name(correcting);
    each(in_.member("answers"),
         [&](std::string key, JsonReader value) { visit.values.set(std::move(key), this->value(value)); });
    each(in_.member("records"),
         [&](std::string key, JsonReader record) { visit.values.set(std::move(key), this->record(record, 0)); });
    each(in_.optional_member("keys"), [&](std::string key, JsonReader value) {
      const auto id = base::Uuid::parse(value.string(36));
      if (!id) return value.refuse("is no UUID");
      visit.keys[std::move(key)] = *id;
    });
    each(in_.optional_member("asked"),
         [&](std::string key, JsonReader value) { visit.asked[std::move(key)] = secret(value, kMostParkedText); });
    each(in_.optional_member("photos"), [&](std::string key, JsonReader shots) {
      auto& kept = visit.photos[std::move(key)];
      shots.each([&](JsonReader shot) { kept.push_back(this->shot(shot)); });
    });
    each(in_.optional_member("memos"), [&](std::string key, JsonReader memo) {
      memo.only({"opus", "seconds"});
      SpokenMemo made;
      made.opus = std::make_shared<const base::Secret>(bytes(memo.member("opus"), kMostMemoBytes));
      made.seconds = int(memo.member("seconds").integer(0, 3600));
      visit.memos[std::move(key)] = std::move(made);
    });
    each(in_.optional_member("strokes"), [&](std::string key, JsonReader value) {
      visit.strokes[std::move(key)] = secret(value, ui::kMostSignatureCharacters);
    });
    return visit;
  }

 private:
  template <class Visit>
  void each(JsonReader in, Visit&& visit) {
    if (in.raw() == nullptr) return;
    in.each_member([&](std::string_view key, JsonReader value) {
      if (key.size() > kMostName || ++members_ > kMostParkedMembers) return in.refuse("holds too much");
      if (in_.ok()) visit(std::string(key), value);
    });
  }
  static std::string name(JsonReader in) { return in.string(kMostName); }
  static std::vector<std::string> names(JsonReader in) {
    std::vector<std::string> out;
    in.each([&](JsonReader one) {
      if (out.size() >= kMostSteps) return in.refuse("holds too many steps");
      out.push_back(name(one));
    });
    return out;
  }
  static base::Secret secret(JsonReader in, std::size_t most) {
    std::string text = in.string(most);
    base::Secret made(text);
    base::wipe(text);
    return made;
  }
  static base::Secret bytes(JsonReader in, std::size_t most) {
    std::string text = in.string(most / 3 * 4 + 8);
    auto decoded = base::decode_base64(text);
    base::wipe(text);
    if (!decoded) {
      in.refuse("is no base64");
      return {};
    }
    base::Secret made(*decoded);
    base::wipe(*decoded);
    return made;
  }
  Value value(JsonReader in) {
    in.only({"t", "l"});
    Value made;
    if (auto text = in.optional_member("t"); text.present()) made.text = secret(text, kMostParkedText);
    each(in.optional_member("l"), [&](const std::string& tag, JsonReader text) {
      const auto language = i18n::Language::parse(tag);
      if (!language) return text.refuse("stands under no language");
      made.label.set(*language, text.string(kMostParkedText));
    });
    return made;
  }
  Record record(JsonReader in, int depth) {
    Record made;
    if (depth > kMostRecordDepth) {
      in.refuse("lies too deep");
      return made;
    }
    in.only({"f", "r"});
    each(in.optional_member("f"),
         [&](std::string key, JsonReader field) { made.fields[std::move(key)] = value(field); });
    each(in.optional_member("r"), [&](std::string key, JsonReader rows) {
      auto& list = made.lists[std::move(key)];
      rows.each([&](JsonReader row) {
        if (++members_ > kMostParkedMembers) return in.refuse("holds too much");
        if (in_.ok()) list.push_back(record(row, depth + 1));
      });
    });
    return made;
  }
  Shot shot(JsonReader in) {
    in.only({"jpeg", "width", "height", "rgb"});
    if (++shots_ > kMostParkedShots) in.refuse("is one photograph too many");
    Shot made;
    made.jpeg = bytes(in.member("jpeg"), kMostPhotoBytes);
    if (auto rgb = in.optional_member("rgb"); rgb.present()) {
      auto picture = std::make_shared<ui::Bitmap>();
      picture->width = int(in.member("width").integer(1, kMostPictureSide));
      picture->height = int(in.member("height").integer(1, kMostPictureSide));
      picture->rgb = bytes(rgb, std::size_t(kMostPictureSide) * kMostPictureSide * 3);
      if (picture->rgb.size() != std::size_t(picture->width) * std::size_t(picture->height) * 3)
        rgb.refuse("has not width × height × 3 bytes");
      made.picture = std::move(picture);
    }
    return made;
  }

  JsonReader in_;
  std::size_t members_ = 0;
  std::size_t shots_ = 0;
};

std::optional<std::size_t> index_of(const ServiceSpec& service, std::string_view step) {
  for (std::size_t i = 0; i < service.steps.size(); ++i)
    if (service.steps[i].id == step) return i;
  return std::nullopt;
}

// A word that a service's document gave, and no number of anybody's.
bool is_document_word(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-' || c == '_'; });
}

}  // namespace

base::Result<base::Secret> write_visit(const Session& session, const ServiceSpec& service) {
  const auto names_of = [&](const auto& steps) {
    json::array out;
    for (const std::size_t i : steps)
      if (i < service.steps.size()) out.push_back(json::string(service.steps[i].id));
    return out;
  };
  json::object out{
      {"format", kParkedFormat},          {"service", session.service},
      {"version", service.version},       {"step", service.steps[std::min(session.step, service.steps.size() - 1)].id},
      {"trail", names_of(session.trail)}, {"answered", names_of(session.answered)}};
  if (session.correcting && *session.correcting < service.steps.size())
    out["correcting"] = service.steps[*session.correcting].id;
  json::object answers, records, keys, asked, photos, memos, strokes;
  for (const auto& [name, value] : session.values.answers()) answers[name] = of_value(value);
  for (const auto& [name, record] : session.values.records())
    if (name != "terminal") records[name] = of_record(record);
  for (const auto& [name, id] : session.keys) keys[name] = id.to_string();
  for (const auto& [name, question] : session.asked) asked[name] = question.reveal();
  for (const auto& [name, shots] : session.photos) {
    json::array kept;
    for (const Shot& shot : shots) {
      json::object made{{"jpeg", base64(shot.jpeg)}};
      if (shot.picture) {
        made["width"] = shot.picture->width;
        made["height"] = shot.picture->height;
        made["rgb"] = base64(shot.picture->rgb);
      }
      kept.push_back(std::move(made));
    }
    photos[name] = std::move(kept);
  }
  for (const auto& [name, memo] : session.memos)
    if (memo.opus) memos[name] = json::object{{"opus", base64(*memo.opus)}, {"seconds", memo.seconds}};
  for (const auto& [name, line] : session.strokes) strokes[name] = line.reveal();
  out["answers"] = std::move(answers);
  out["records"] = std::move(records);
  out["keys"] = std::move(keys);
  out["asked"] = std::move(asked);
  out["photos"] = std::move(photos);
  out["memos"] = std::move(memos);
  out["strokes"] = std::move(strokes);
  std::string text = json::serialize(out);
  base::wipe_json(out);
  base::Secret written(text);
  const bool too_large = text.size() > kMostParkedBytes;
  base::wipe(text);
  if (too_large)
    return fail(FailureCode::StoreFull, "a visit of more than " + std::to_string(kMostParkedBytes) + " bytes");
  return written;
}

base::Result<ParkedVisit> read_visit(std::string_view text) {
  auto document = base::parse_json(text, {kMostParkedBytes, 32});
  if (!document) return fail(FailureCode::InputInvalid, "parked visit: " + document.error().detail);
  JsonReader in(*document, "parked visit");
  ParkedVisit visit = VisitReader(in).read();
  base::wipe_json(*document);
  if (!in.ok()) return fail(FailureCode::InputInvalid, in.error());
  return visit;
}

std::optional<Session> same_visit(const ParkedVisit& visit, const ServiceSpec& service) {
  if (service.id != visit.service || service.version != visit.version) return std::nullopt;
  const auto step = index_of(service, visit.step);
  if (!step) return std::nullopt;
  Session session;
  session.service = visit.service;
  session.step = *step;
  for (const auto& id : visit.trail) {
    const auto i = index_of(service, id);
    if (!i || *i >= *step) return std::nullopt;  // the way back goes back
    session.trail.push_back(*i);
  }
  for (const auto& id : visit.answered) {
    const auto i = index_of(service, id);
    if (!i) return std::nullopt;
    session.answered.insert(*i);
  }
  if (!visit.correcting.empty()) {
    session.correcting = index_of(service, visit.correcting);
    if (!session.correcting || *session.correcting <= *step) return std::nullopt;
  }
  session.values = visit.values;
  session.keys = visit.keys;
  session.asked = visit.asked;
  session.photos = visit.photos;
  session.memos = visit.memos;
  session.strokes = visit.strokes;
  return session;
}

Values fitting_answers(const ParkedVisit& visit, const ServiceSpec& service) {
  Values fit;
  for (const StepSpec& step : service.steps) {
    const Value* value = visit.values.find(answer_field(step));
    if (value == nullptr) continue;
    const std::string_view text = value->text.reveal();
    if (const auto* choose = std::get_if<ChooseStep>(&step.action)) {
      for (const auto& option : choose->options)
        if (option.value == text) fit.set(choose->field, Value{value->text, option.label});
    } else if (const auto* form = std::get_if<FormStep>(&step.action)) {
      const auto count =
          std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
      if (count <= form->max_characters && form_error(*form, text) == nullptr) fit.set(form->field, *value);
    }
  }
  return fit;
}

json::object visit_shape(std::string_view text) {
  auto document = base::parse_json(text, {kMostParkedBytes, 32});
  if (!document || !document->is_object() || !read_visit(text)) return {};
  const auto& visit = document->as_object();
  json::object out;
  for (const char* plain : {"format", "service", "version", "step", "trail", "answered", "correcting"})
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
