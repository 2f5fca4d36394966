// A visit as JSON.
#include "kiosk/flow/visit/parked_visit.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/wipe_json.hpp"

namespace bianmin::kiosk {
namespace json = boost::json;
namespace {

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
  if (session.committed) out["committed"] = true;
  if (!session.last_holder.empty()) out["last_holder"] = session.last_holder.reveal();
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
    return base::fail(base::FailureCode::StoreFull,
                      "a visit of more than " + std::to_string(kMostParkedBytes) + " bytes");
  return written;
}

}  // namespace bianmin::kiosk
