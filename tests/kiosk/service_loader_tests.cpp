#include <boost/test/unit_test.hpp>

#include <fstream>

#include <unistd.h>

#include "base/file.hpp"
#include "kiosk/flow/service/service_reader.hpp"
#include "tests/kiosk/flow_player.hpp"
#include "tests/kiosk/whole_service.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

std::string with(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, "the sample has no " << from);
  text.replace(at, from.size(), to);
  return text;
}

// The sample without the step of this id (steps stand on their own lines, "},\n" apart).
std::string without_step(const std::string& id) {
  auto document = json(kWholeService.c_str()).as_object();
  boost::json::array steps;
  for (const auto& step : document["steps"].as_array())
    if (step.at("id").as_string() != id) steps.push_back(step);
  document["steps"] = std::move(steps);
  return boost::json::serialize(document);
}

std::string refusal(const std::string& text) {
  const auto service = load_service(text, "whole.json", kLanguages);
  if (service) return "(accepted)";
  BOOST_TEST((service.error().code == base::FailureCode::ServiceInvalid));
  return service.error().detail;
}

void expect(const std::string& text, std::initializer_list<std::string_view> words) {
  const std::string said = refusal(text);
  BOOST_TEST(said.starts_with("whole.json: "), said);
  for (const auto word : words)
    BOOST_TEST((said.find(word) != std::string::npos), "\"" << said << "\" lacks \"" << word << "\"");
}
void expect(std::string_view from, std::string_view to, std::initializer_list<std::string_view> words) {
  expect(with(kWholeService, from, to), words);
}

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "bianmin-services-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path, error);
  }
  void put(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }
  std::filesystem::path path;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(service_loader_tests)

BOOST_AUTO_TEST_CASE(the_sample_is_accepted) {
  const auto service = load_service(kWholeService, "whole.json", kLanguages);
  BOOST_REQUIRE_MESSAGE(service.has_value(), refusal(kWholeService));
  BOOST_TEST(service->steps.size() == 11U);
  BOOST_TEST(service->version == 3);
  BOOST_TEST(!service->elder_home);
  BOOST_TEST(service->elder_order == service->order);  // none is given
  BOOST_TEST(service->needs.size() == 2U);
  BOOST_TEST(std::get<QueryStep>(service->step("ask")->action).input.at("deep.phone") == "phone");
  BOOST_TEST(service->step("nobody") == nullptr);
}

BOOST_AUTO_TEST_CASE(what_is_installed_loads) {
  const auto services = load_services(kSource / "kiosk/services", kLanguages);
  BOOST_REQUIRE_MESSAGE(services.has_value(), (services ? "" : services.error().detail));
  BOOST_TEST(services->size() >= 3U);
  for (std::size_t i = 1; i < services->size(); ++i) BOOST_TEST((*services)[i - 1].order <= (*services)[i].order);
}

// What a service that ships lacks in Korean stands in Chinese on a Korean page.
BOOST_AUTO_TEST_CASE(what_is_installed_is_whole_in_korean) {
  std::vector<i18n::Language> all = kLanguages;
  all.push_back(i18n::kKorean);
  for (const std::string id : {"after-death",      "age-allowance", "appointment",    "birth",
                               "city-rating",      "complaint",     "daily",          "guide",
                               "medical-payment",  "medical-proof", "open-business",  "pension-check",
                               "pension-payments", "progress",      "property-proof", "repair",
                               "retirement",       "snap",          "social-proof",   "utilities"}) {
    const auto text = must(base::read_file(kSource / "kiosk/services" / (id + ".json"), kMaxServiceBytes));
    const auto service = load_service(text, id + ".json", all);
    BOOST_TEST(service.has_value(), (service ? std::string() : service.error().detail));
  }
}

BOOST_AUTO_TEST_CASE(what_is_said_has_the_places_of_what_is_shown) {
  constexpr std::string_view kTitle = R"("title": {"zh-CN": "{holder.name}看看", "en": "Check, {holder.name}"})";
  const auto said = [](std::string_view words) {
    return R"("title": {"zh-CN": {"shown": "{holder.name}看看", "spoken": ")" + std::string(words) +
           R"("}, "en": "Check, {holder.name}"})";
  };
  BOOST_TEST(refusal(with(kWholeService, kTitle, said("{holder.name}听听"))) == "(accepted)");
  expect(kTitle, said("请听听"), {"check", "title", "{places}", "zh-CN"});
  expect(kTitle, said("{holder.nmae}听听"), {"holder.nmae"});
  expect(kTitle, said("{holder.name听听"), {"stands alone"});
  expect(R"({"zh-CN": "号码", "en": "Number"})", R"({"zh-CN": {"shown": "号码", "spoken": "{号码}"}, "en": "Number"})",
         {"label", "fixed words"});
}

BOOST_AUTO_TEST_CASE(not_json) {
  expect("", {"whole.json"});
  expect("{", {"whole.json"});
  expect("[]", {"object"});
  expect("{\"id\":\"a\",\"id\":\"b\"}", {"whole.json"});
  expect(std::string(kMaxServiceBytes + 1, ' '), {"larger than"});
  expect(std::string(200, '['), {"whole.json"});
}

BOOST_AUTO_TEST_CASE(unknown_words) {
  expect(R"("order": 5)", R"("ordre": 5)", {"ordre"});
  expect(R"("kind": "rate")", R"("kind": "pray")", {"/steps/10/kind", "no known kind"});
  expect(R"("icon": "document")", R"("icon": "unicorn")", {"/icon", "no known icon"});
  expect(R"("hue": "blue")", R"("hue": "infrared")", {"/hue", "no known colour"});
  expect(R"("icon": "leaf")", R"("icon": "lead")", {"/steps/1/options/0/icon", "no known icon"});
  expect(R"("record.things")", R"("delete.things")", {"/steps/4/operation", "no known operation"});
  expect(R"("printer": "a4")", R"("printer": "a3")", {"/steps/8/printer", "no known printer"});
  expect(R"("layout": "certificate")", R"("layout": "poster")", {"/steps/8/layout", "no known layout"});
  expect(R"("input": "phone")", R"("input": "morse")", {"/steps/3/input", "no known input"});
  expect(R"("state": "done")", R"("state": "late")", {"/steps/9/timeline/0/state", "no known state"});
  expect(R"("printer.a4"])", R"("printer.a9"])", {"/needs/1", "no known need"});
  expect(R"(["card", "code"])", R"(["card", "face"])", {"/steps/0/methods/1", "no known method"});
  expect(R"({row.day|date})", R"({row.day|dote})", {"\"pick\"", "row_note", "dote", "no known format"});
  expect(R"("field": "name"}])", R"("field": "name", "format": "shouted"}])",
         {"/steps/6/table/columns/0/format", "no known format"});
  for (const char* kind : {"identify", "choose", "form", "query", "list", "review", "submit", "print", "done", "rate"})
    expect("\"kind\": \"" + std::string(kind) + "\"", "\"kind\": \"" + std::string(kind) + "\", \"colour\": 1",
           {"colour"});
}

BOOST_AUTO_TEST_CASE(missing_words) {
  expect(R"("title": {"zh-CN": "整套", "en": "Whole"},)", "", {"title"});
  expect(R"("zh-CN": "整套", "en": "Whole")", R"("zh-CN": "整套")", {"/title", "not translated into en"});
  expect(R"("zh-CN": "一", "en": "One")", R"("en": "One")", {"/steps/1/options/0/label", "zh-CN"});
  expect(R"("en": "One")", R"("en": "")", {"/steps/1/options/0/label/en", "empty"});
  expect(R"("en": "Good")", R"("e": "Good")", {"/steps/2/phrases/0"});
  expect(R"("title": {"zh-CN": "查", "en": "Asking"},)", "", {"/steps/4", "has no title"});
  expect(R"(, "nothing": {"zh-CN": "没有", "en": "None"})", "", {"/steps/4", "nothing"});
  expect(R"(, "waiting": {"zh-CN": "等", "en": "Waiting"})", "", {"/steps/9/timeline/0", "waiting"});
  expect(R"("id": "who", )", "", {"/steps/0", "id"});
  expect(R"("version": 3, )", "", {"version"});
}

BOOST_AUTO_TEST_CASE(wrong_shapes_and_limits) {
  expect(R"("id": "whole")", R"("id": "Whole Service")", {"/id", "a-z"});
  expect(R"("id": "whole")", R"("id": "")", {"/id", "empty"});
  expect(R"("id": "whole")", "\"id\": \"" + std::string(65, 'a') + "\"", {"/id"});
  expect(R"("version": 3)", R"("version": 0)", {"/version"});
  expect(R"("order": 5)", R"("order": -1)", {"/order"});
  expect(R"("max": 20)", R"("max": 2001)", {"/steps/2/max"});
  expect(R"("min": 1, "max": 20)", R"("min": 21, "max": 20)", {"/steps/2/min"});
  expect(R"("min": 1, )", "", {"\"tell\"", "min", "at least 1 character"});
  expect(R"("answer_within_working_days": 5)", R"("answer_within_working_days": 366)", {"/steps/7/answer_within"});
  expect(R"("accepts_slip": true)", R"("accepts_slip": "yes")", {"/steps/0/accepts_slip"});
  expect(R"("steps": [)", R"("steps": 1, "x": [)", {"x"});
  auto many = json(kWholeService.c_str()).as_object();
  auto& steps = many["steps"].as_array();
  const auto step = steps[1];
  while (steps.size() <= kMaxSteps) steps.insert(steps.begin(), step);
  expect(boost::json::serialize(many), {"/steps/40", "one step too many"});
  many["steps"] = boost::json::array();
  expect(boost::json::serialize(many), {"/steps", "must hold a step"});
  std::string options;
  for (std::size_t i = 0; i <= kMaxOptions; ++i)
    options += R"({"value": "v)" + std::to_string(i) + R"(", "label": {"zh-CN": "项", "en": "Item"}},)";
  expect(R"("options": [)", "\"options\": [" + options, {"/steps/1/options/40", "one option too many"});
  expect(R"("columns": [)",
         R"("columns": [)" +
             [] {
               std::string columns;
               for (int i = 0; i < 8; ++i) columns += R"({"head": {"zh-CN": "名", "en": "Name"}, "field": "name"},)";
               return columns;
             }(),
         {"/steps/6/table/columns/8", "one column too many"});
}

BOOST_AUTO_TEST_CASE(nobody_is_shut_out) {
  for (const char* one : {R"(["card"])", R"(["code"])", R"([])", R"(["card", "card"])"})
    expect(R"(["card", "code"])", one, {"/steps/0/methods", "two ways"});
  expect(R"({"value": "two", "label": {"zh-CN": "二", "en": "Two"}}])", "]", {"whole.json"});
}

BOOST_AUTO_TEST_CASE(names_that_are_not_known) {
  expect("{row.name}", "{things.name", {"\"pick\"", "row_title", "alone"});
  expect("{row.name}", "row.name}", {"\"pick\"", "row_title", "alone"});
  expect("{holder.name}看看", "{nobody.name}看看", {"\"check\"", "title", "nobody.name", "not known"});
  expect("{holder.name}看看", "{holder.nmae}看看", {"\"check\"", "title", "holder.nmae", "not known"});
  expect("{holder.name}看看", "{holder}看看", {"\"check\"", "\"holder\"", "not known"});
  expect("{holder.name}看看", "{topic.name}看看", {"\"check\"", "topic.name", "not known"});
  expect("{holder.name}看看", "{case.number}看看", {"\"check\"", "case.number", "not known at this step"});
  expect("{holder.name}看看", "{row.name}看看", {"\"check\"", "row.name"});
  expect("到 {case.deadline|date}", "到 {case.dedaline|date}", {"\"paper\"", "paragraphs", "case.dedaline"});
  expect(R"("number": "case.number", "code")", R"("number": "cast.number", "code")",
         {"\"paper\"", "number", "cast.number"});
  expect(R"("code": "case.code")", R"("code": "code")", {"\"paper\"", "code"});
  expect(R"("topic": "topic", "deep)", R"("topic": "tipoc", "deep)", {"\"ask\"", "input", "tipoc"});
  expect(R"("tale": "tale"})", R"("tale": "tail"})", {"\"send\"", "content", "tail"});
  expect(R"("rows": "things", "into")", R"("rows": "topic", "into")", {"\"pick\"", "rows", "topic"});
  expect(R"("table": {"rows": "things")", R"("table": {"rows": "holder")", {"\"check\"", "table", "holder"});
  expect(R"("waits_for": "case.unit")", R"("waits_for": "case.unite")", {"\"end\"", "timeline", "case.unite"});
  expect(R"("reprint": "paper")", R"("reprint": "check")", {"\"end\"", "reprint", "no earlier print step"});
  expect(R"("edit": "call")", R"("edit": "cal")", {"\"check\"", "facts", "no earlier step"});
  expect(R"("edit": "call")", R"("edit": "paper")", {"\"check\"", "facts", "no earlier step"});
  expect(R"("edit": "call")", R"("edit": "ask")", {"\"check\"", "facts", "asks nothing"});
  expect(R"("number": "case.number", "reprint")", R"("case_history": "nothing", "reprint")",
         {"\"end\"", "case_history"});
}

BOOST_AUTO_TEST_CASE(controls_have_fixed_words) {
  expect(R"("zh-CN": "整套")", R"("zh-CN": "{terminal.place}")", {"title", "fixed words"});
  expect(R"("zh-CN": "一")", R"("zh-CN": "{holder.name}")", {"\"what\"", "options", "fixed words"});
  expect(R"("zh-CN": "事情")", R"("zh-CN": "{topic}")", {"\"tell\"", "label", "fixed words"});
  expect(R"("zh-CN": "对")", R"("zh-CN": "{topic}")", {"\"check\"", "confirm", "fixed words"});
  expect(R"("zh-CN": "慢")", R"("zh-CN": "{topic}")", {"\"stars\"", "reasons", "fixed words"});
}

BOOST_AUTO_TEST_CASE(names_that_stand_twice_or_are_taken) {
  expect(R"("id": "what")", R"("id": "who")", {"\"who\"", "stands twice"});
  expect(R"("value": "two")", R"("value": "one")", {"\"what\"", "\"one\"", "stands twice"});
  expect(R"("field": "phone")", R"("field": "topic")", {"\"call\"", "stands twice"});
  expect(R"("into": "thing",)", R"("into": "things",)", {"\"pick\"", "stands twice"});
  expect(R"("into": "things")", R"("into": "holder")", {"\"ask\"", "\"holder\"", "taken"});
  expect(R"("field": "phone")", R"("field": "rating")", {"\"call\"", "\"rating\"", "taken"});
  expect(R"("reasons": [)", R"("reasons": [{"value": "slow", "label": {"zh-CN": "慢", "en": "Slow"}},)",
         {"\"stars\"", "stands twice"});
}

BOOST_AUTO_TEST_CASE(steps_that_are_never_reached) {
  expect(R"("equals": "two")", R"("equals": "three")", {"\"tell\"", "when", "can never be"});
  expect(R"("when": {"field": "topic")", R"("when": {"field": "tale")", {"\"tell\"", "when", "never reached"});
  expect(R"("when": {"field": "topic")", R"("when": {"field": "phone")", {"\"tell\"", "when", "never reached"});
  expect(R"("equals": "two"})", R"("equals": "two", "or": "one"})", {"/steps/2/when", "or"});
}

BOOST_AUTO_TEST_CASE(there_is_an_end) {
  auto document = json(kWholeService.c_str()).as_object();
  document["steps"].as_array().pop_back();
  BOOST_TEST(refusal(boost::json::serialize(document)) == "(accepted)");
  document["steps"].as_array().pop_back();
  expect(boost::json::serialize(document), {"no end"});
  expect(R"("id": "stars", )", R"("id": "stars", "when": {"field": "topic", "equals": "one"}, )", {"no end"});
}

BOOST_AUTO_TEST_CASE(nothing_is_sent_or_printed_unseen) {
  expect(without_step("check"), {"\"send\"", "before a review"});
  auto document = json(without_step("check").c_str()).as_object();
  boost::json::array steps;
  for (const auto& step : document["steps"].as_array())
    if (step.at("id").as_string() != "send") steps.push_back(step);
  document["steps"] = std::move(steps);
  expect(boost::json::serialize(document), {"\"paper\"", "before a review"});
  expect(R"("id": "check", )", R"("id": "check", "when": {"field": "topic", "equals": "one"}, )",
         {"\"send\"", "before a review"});
  auto empty = json(kWholeService.c_str()).as_object();
  auto& review = empty["steps"].as_array()[6].as_object();
  review["facts"] = boost::json::array();
  review.erase("table");
  expect(boost::json::serialize(empty), {"\"check\"", "shows nothing"});
}

BOOST_AUTO_TEST_CASE(who_is_here_is_asked_before_anything_is_given) {
  auto document = json(kWholeService.c_str()).as_object();
  auto& steps = document["steps"].as_array();
  auto late = steps[0];
  late.as_object()["id"] = "late";
  steps.insert(steps.end() - 2, late);
  expect(boost::json::serialize(document), {"\"late\"", "before anything is sent"});
}

BOOST_AUTO_TEST_CASE(paper_that_nobody_looks_after) {
  expect(R"(["platform", "printer.a4"])", R"(["platform"])", {"\"paper\"", "printer", "needs"});
}

BOOST_AUTO_TEST_CASE(numbers_of_a_person_are_masked_on_pages) {
  expect("{holder.name}看看", "{holder.id_number}看看", {"\"check\"", "holder.id_number", "|masked"});
  expect("{holder.name}看看", "{holder.id_number|full}看看", {"\"check\"", "paper only"});
  expect("{phone|masked}", "{phone}", {"\"check\"", "\"phone\"", "|masked"});
  expect("{phone|masked}", "{phone|phone}", {"\"check\"", "\"phone\"", "|masked"});
  expect("{holder.name}看看", "{holder.code}看看", {"\"check\"", "holder.code", "eyes"});
  expect(R"("field": "name"}])", R"("field": "id_number"}])", {"\"check\"", "table", "|masked"});
  expect("到 {case.deadline|date}", "到 {holder.slip_token}", {"\"paper\"", "eyes"});
}

BOOST_AUTO_TEST_CASE(members_of_what_is_sent) {
  expect(R"({"topic": "topic", "tale": "tale"})", R"({"topic": "topic", "topic.more": "tale"})",
         {"\"send\"", "content", "topic"});
  for (const std::string bad : {"", ".", "a.", ".a", "a..b", "a.b.c.d.e", "A", "a b"})
    expect(R"({"topic": "topic", "tale")", "{\"topic\": \"topic\", \"" + bad + "\"", {"/steps/7/content"});
  std::string deep = "a";
  for (int i = 0; i < 50'000; ++i) deep += ".a";
  expect(R"({"topic": "topic", "tale")", "{\"topic\": \"topic\", \"" + deep + "\"", {"/steps/7/content"});
}

BOOST_AUTO_TEST_CASE(a_broken_one_among_good_ones_is_named) {
  Folder folder;
  folder.put("a.json", kWholeService);
  folder.put("readme.txt", "not a service");
  BOOST_TEST(load_services(folder.path, kLanguages)->size() == 1U);
  folder.put("b.json",
             with(with(kWholeService, R"("id": "whole")", R"("id": "second")"), R"("order": 5)", R"("order": 4)"));
  const auto both = load_services(folder.path, kLanguages);
  BOOST_REQUIRE(both.has_value());
  BOOST_TEST((*both)[0].id == "second");
  folder.put("c.json", kWholeService);
  auto failed = load_services(folder.path, kLanguages);
  BOOST_REQUIRE(!failed.has_value());
  BOOST_TEST(failed.error().detail == "c.json: /id: \"whole\" stands twice");
  folder.put("c.json", with(kWholeService, R"("hue": "blue")", R"("hue": "blau")"));
  failed = load_services(folder.path, kLanguages);
  BOOST_REQUIRE(!failed.has_value());
  BOOST_TEST(failed.error().detail.find("c.json: /hue") != std::string::npos);
  failed = load_services(folder.path / "nowhere", kLanguages);
  BOOST_REQUIRE(!failed.has_value());
  BOOST_TEST((failed.error().code == base::FailureCode::ContentMissing));
}

// The examples of the README are read as steps: their members are those the loader knows. (Names of earlier steps they
// can't know, which check_service says in other words.)
BOOST_AUTO_TEST_CASE(the_readmes_examples_are_steps) {
  const std::string readme = must(base::read_file(kSource / "kiosk/services/README.md"));
  int examples = 0;
  for (auto at = readme.find("```json\n"); at != std::string::npos; at = readme.find("```json\n", at + 1)) {
    const auto start = at + 8;
    const std::string step = readme.substr(start, readme.find("```", start) - start);
    auto document = json(kWholeService.c_str()).as_object();
    auto& steps = document["steps"].as_array();
    steps.insert(steps.begin(), json(step.c_str()));
    const std::string said = refusal(boost::json::serialize(document));
    BOOST_TEST((said == "(accepted)" || said.find(": step \"") != std::string::npos ||
                said.find("the step") != std::string::npos),
               said);
    ++examples;
  }
  BOOST_TEST(examples >= 14);
}

BOOST_AUTO_TEST_CASE(too_many_services) {
  Folder folder;
  for (std::size_t i = 0; i <= kMaxServices; ++i) folder.put(std::to_string(i) + ".json", "{}");
  const auto failed = load_services(folder.path, kLanguages);
  BOOST_REQUIRE(!failed.has_value());
  BOOST_TEST(failed.error().detail.find("more than 200") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
