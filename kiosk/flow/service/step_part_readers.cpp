// What steps of several kinds are made of.
#include "kiosk/flow/service/service_reader.hpp"

#include <algorithm>

#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {

using base::JsonReader;

When ServiceReader::condition(JsonReader in) {
  in.only({"field", "equals", "one_of", "not_empty", "has"});
  When when{in.member("field").string(128), When::Test::OneOf, {}};
  int tests = 0;
  const auto test = [&](const char* name, When::Test kind) {
    auto member = in.optional_member(name);
    if (!member.present()) return;
    ++tests;
    when.test = kind;
    if (kind == When::Test::Filled) {
      if (!member.boolean()) member.refuse("can only be true");
    } else if (std::string_view(name) == "one_of") {
      member.each([&](JsonReader value) {
        if (when.values.size() >= kMaxOptions) return value.refuse("is one value too many");
        when.values.push_back(value.string(256));
      });
      if (when.values.empty()) member.refuse("must hold a value");
    } else {
      when.values = {member.string(256)};
    }
  };
  test("equals", When::Test::OneOf);
  test("one_of", When::Test::OneOf);
  test("not_empty", When::Test::Filled);
  test("has", When::Test::Has);
  if (tests != 1) in.refuse("must hold one of equals, one_of, not_empty, has");
  return when;
}

std::vector<ChooseOption> ServiceReader::options(JsonReader in) {
  std::vector<ChooseOption> out;
  in.each([&](JsonReader option) {
    if (out.size() >= kMaxOptions) return option.refuse("is one option too many");
    option.only({"value", "label", "note", "icon"});
    out.push_back({identifier(option.member("value")), text(option.member("label")),
                   optional_text(option.optional_member("note")), icon(option.optional_member("icon"))});
  });
  return out;
}

ui::CalloutKind ServiceReader::callout_kind(JsonReader in, ui::CalloutKind usual) {
  if (!in.present()) return usual;
  const std::string name = in.string(16);
  if (name == "info") return ui::CalloutKind::Info;
  if (name == "ok") return ui::CalloutKind::Ok;
  if (name == "warning") return ui::CalloutKind::Warning;
  if (name == "error") return ui::CalloutKind::Error;
  in.refuse("is no known kind of callout (info, ok, warning, error)");
  return usual;
}

// "contact.phone": bounded, because each dot is an object inside another.
bool ServiceReader::is_member_path(std::string_view path) {
  if (path.empty() || path.size() > 64 || path.front() == '.' || path.back() == '.') return false;
  if (path.find("..") != std::string_view::npos || std::count(path.begin(), path.end(), '.') > 3) return false;
  return std::all_of(path.begin(), path.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; });
}

std::map<std::string, std::string> ServiceReader::names(JsonReader in) {
  std::map<std::string, std::string> out;
  in.each_member([&](std::string_view key, JsonReader value) {
    if (out.size() >= 64) return in.refuse("has more than 64 members");
    if (!is_member_path(key)) return value.refuse("may be named by a-z, 0-9, _ and at most 3 dots between");
    out[std::string(key)] = value.string(128);
  });
  return out;
}

std::vector<ReviewFact> ServiceReader::facts(JsonReader in) {
  std::vector<ReviewFact> out;
  in.each([&](JsonReader fact) {
    if (out.size() >= kMaxOptions) return fact.refuse("is one fact too many");
    fact.only({"label", "value", "edit", "strong"});
    ReviewFact f{text(fact.member("label")), text(fact.member("value")), {}};
    if (auto edit = fact.optional_member("edit"); edit.present()) f.edit = identifier(edit);
    if (auto strong = fact.optional_member("strong"); strong.present()) f.strong = strong.boolean();
    out.push_back(std::move(f));
  });
  return out;
}

std::vector<ReviewColumn> ServiceReader::columns(JsonReader in) {
  std::vector<ReviewColumn> out;
  in.each([&](JsonReader column) {
    if (out.size() >= 8) return column.refuse("is one column too many");
    column.only({"head", "field", "format"});
    ReviewColumn c{text(column.member("head")), identifier(column.member("field")), {}};
    if (auto format = column.optional_member("format"); format.present()) {
      c.format = format.string(32);
      if (!is_value_format(c.format)) format.refuse("is no known format");
    }
    out.push_back(std::move(c));
  });
  return out;
}

}  // namespace bianmin::kiosk
