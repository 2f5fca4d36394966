// Reads a visit back.
#include "kiosk/flow/visit/parked_visit.hpp"

#include "base/base64.hpp"
#include "base/json.hpp"
#include "base/wipe_json.hpp"

namespace bianmin::kiosk {
namespace {

using base::JsonReader;

constexpr std::size_t kMostName = 128;
constexpr std::size_t kMostSteps = 80;
constexpr int kMostRecordDepth = 6;
constexpr int kMostPictureSide = 1024;
constexpr std::size_t kMostPhotoBytes = 1U << 20;
constexpr std::size_t kMostMemoBytes = 512U << 10;

class VisitReader {
 public:
  explicit VisitReader(JsonReader in) : in_(std::move(in)) {}

  ParkedVisit read() {
    in_.only({"format", "service", "version", "step", "trail", "answered", "correcting", "committed", "last_holder",
              "answers", "records", "keys", "asked", "photos", "memos", "strokes"});
    in_.member("format").integer(kParkedFormat, kParkedFormat);
    ParkedVisit visit;
    visit.service = name(in_.member("service"));
    visit.version = int(in_.member("version").integer(1, 1'000'000));
    visit.step = name(in_.member("step"));
    visit.trail = names(in_.member("trail"));
    visit.answered = names(in_.member("answered"));
    if (auto correcting = in_.optional_member("correcting"); correcting.present()) visit.correcting = name(correcting);
    if (auto committed = in_.optional_member("committed"); committed.present()) visit.committed = committed.boolean();
    if (auto holder = in_.optional_member("last_holder"); holder.present())
      visit.last_holder = secret(holder, kMostName);
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

}  // namespace

base::Result<ParkedVisit> read_visit(std::string_view text) {
  auto document = base::parse_json(text, {kMostParkedBytes, 32});
  if (!document) return base::fail(base::FailureCode::InputInvalid, "parked visit: " + document.error().detail);
  JsonReader in(*document, "parked visit");
  ParkedVisit visit = VisitReader(in).read();
  base::wipe_json(*document);
  if (!in.ok()) return base::fail(base::FailureCode::InputInvalid, in.error());
  return visit;
}

}  // namespace bianmin::kiosk
