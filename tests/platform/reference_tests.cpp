#include <boost/test/unit_test.hpp>

#include "base/id_number.hpp"
#include "platform/cases/case_view.hpp"
#include "platform/records/reference.hpp"
#include "tests/platform/in_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::platform;

constexpr char kDemo[] = BIANMIN_SOURCE_DIR "/platform/demo";

std::string refusal(std::string_view text) {
  const auto resident = parse_resident(base::parse_json(text).value(), "resident");
  return resident ? "accepted" : resident.error().detail;
}

BOOST_AUTO_TEST_SUITE(reference_tests)

BOOST_AUTO_TEST_CASE(the_made_up_data_is_sound) {
  const auto reference = load_reference(kDemo);
  BOOST_TEST_REQUIRE((reference ? std::string() : reference.error().detail) == "");
  BOOST_TEST(reference->residents.size() >= 6U);
  std::set<std::string> names;
  for (const auto& [number, resident] : reference->residents) {
    BOOST_TEST(base::IdNumber::parse(number).has_value());
    BOOST_TEST(number.substr(0, 6) == "371524");
    names.insert(resident->name);
  }
  BOOST_TEST(names.contains("王秀兰"));
  BOOST_TEST(names.contains("龚䶮"));
  BOOST_TEST(reference->residents.at(tests::kZhaoXiaoyu)->datasets.empty());
  BOOST_TEST(reference->residents.at(tests::kWangXiulan)->datasets.contains("pension"));
}

BOOST_AUTO_TEST_CASE(the_first_unit_is_found_by_category_and_area) {
  const auto reference = load_reference(kDemo).value();
  BOOST_TEST(reference.dispatch.first_unit("roads", "dongguan").id == "urban-management");
  BOOST_TEST(reference.dispatch.first_unit("roads", "jiangzhuang").id == "jiangzhuang");
  BOOST_TEST(reference.dispatch.first_unit("other", "jiangzhuang").id == "office");
  BOOST_TEST(reference.dispatch.first_unit("no-such", "no-such").id == "office");
  const Unit& unit = reference.dispatch.first_unit("roads", "dongguan");
  BOOST_TEST(reference.dispatch.text("dispatched", "roads", unit, {}).zh ==
             "已经转给铜城街道城管中队，由他们负责到底。");
}

BOOST_AUTO_TEST_CASE(every_category_and_area_has_a_unit) {
  const auto reference = load_reference(kDemo).value();
  for (const char* category : {"roads", "environment", "noise", "utilities", "property", "parking", "staff", "other"})
    for (const char* area : {"dongguan", "xiguan", "nanguan", "beiguan", "jiangzhuang", "other"}) {
      BOOST_TEST(reference.dispatch.knows_category(category));
      BOOST_TEST(reference.dispatch.knows_area(area));
      BOOST_TEST(!reference.dispatch.first_unit(category, area).name.zh.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_category_can_have_its_own_days_and_texts) {
  const auto parse = [](std::string_view manners) {
    std::string texts;
    for (const char* status : {"accepted", "dispatched", "in_progress", "answered", "revisit", "reopened", "closed"})
      texts +=
          (texts.empty() ? "\"" : ",\"") + std::string(status) + R"(":{"zh-CN":"{unit}收到","en":"{unit} {deadline}"})";
    const std::string text =
        R"({"categories":["roads","check"],"areas":["here"],"units":{"a":{"zh-CN":"甲","en":"A"}},)"
        R"("rules":[{"category":"*","area":"*","unit":"a"}],"texts":{)" +
        texts + R"(},"manners":)" + std::string(manners) + "}";
    return Dispatch::parse(base::parse_json(text).value(), "dispatch.json");
  };
  const auto dispatch =
      parse(R"({"check":{"days":20,"texts":{"accepted":{"zh-CN":"{deadline}前{unit}认证","en":"checked"}}}})");
  BOOST_TEST_REQUIRE((dispatch ? std::string() : dispatch.error().detail) == "");
  const Unit& unit = dispatch->first_unit("check", "");
  const auto day = base::parse_civil_date("2026-11-03").value();
  BOOST_TEST(dispatch->days_to_answer("check") == 20);
  BOOST_TEST(dispatch->days_to_answer("roads") == 5);
  BOOST_TEST(dispatch->days_to_answer("no-such") == 5);
  BOOST_TEST(dispatch->text("accepted", "check", unit, day).zh == "2026年11月3日前甲认证");
  BOOST_TEST(dispatch->text("accepted", "roads", unit, day).zh == "甲收到");
  BOOST_TEST(dispatch->text("dispatched", "check", unit, day).zh == "甲收到");
  BOOST_TEST(dispatch->text("dispatched", "check", unit, day).en == "A 2026-11-03");
  BOOST_TEST(dispatch->text("no-such", "check", unit, day).zh == "");
  BOOST_TEST(!dispatch->settles_at_once("check"));
  BOOST_TEST(!dispatch->settles_at_once("no-such"));
  BOOST_TEST(parse(R"({"check":{"settles":true}})")->settles_at_once("check"));
  const auto refusal_of = [&](std::string_view manners) {
    const auto refused = parse(manners);
    return refused ? std::string("accepted") : refused.error().detail;
  };
  BOOST_TEST(refusal_of(R"({"rods":{}})").find("/manners/rods") != std::string::npos);
  BOOST_TEST(refusal_of(R"({"check":{"days":0}})").find("/manners/check/days") != std::string::npos);
  BOOST_TEST(refusal_of(R"({"check":{"settles":1}})").find("/manners/check/settles") != std::string::npos);
  BOOST_TEST(refusal_of(R"({"check":{"hours":1}})").find("/manners/check") != std::string::npos);
  BOOST_TEST(refusal_of(R"({"check":{"texts":{"lost":{"zh-CN":"","en":""}}}})").find("/texts/lost") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(dispatch_errors_name_the_place) {
  const auto detail = [](std::string_view rules) {
    const std::string text =
        R"({"categories":["roads"],"areas":["here"],"units":{"a":{"zh-CN":"甲","en":"A"}},"rules":)" +
        std::string(rules) + R"(,"texts":{}})";
    const auto dispatch = Dispatch::parse(base::parse_json(text).value(), "dispatch.json");
    return dispatch ? std::string("accepted") : dispatch.error().detail;
  };
  BOOST_TEST(detail(R"([{"category":"*","area":"*","unit":"b"}])").find("unknown unit") != std::string::npos);
  BOOST_TEST(detail(R"([{"category":"rods","area":"*","unit":"a"}])").find("/rules/0") != std::string::npos);
  BOOST_TEST(detail(R"([{"category":"roads","area":"*","unit":"a"}])").find("category *") != std::string::npos);
  BOOST_TEST(detail(R"([{"category":"*","area":"*","unit":"a"}])").find("/texts/accepted") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(residents_are_refused_without_telling_their_data) {
  BOOST_TEST(refusal(R"({"id_number":"371524194803120067","name":"王秀兰"})") == "accepted");
  BOOST_TEST(
      refusal(
          R"({"id_number":"371524194803120067","name":"王秀兰","datasets":{"a":{"fields":{"x":{"zh-CN":"好","en":"good"}},"rows":[{"y":{"zh-CN":"好","en":"good"}}]}}})") ==
      "accepted");
  for (const char* text :
       {R"({"id_number":"371524194803129028","name":"王秀兰"})", R"({"id_number":"x","name":"王秀兰"})",
        R"({"name":"王秀兰"})", R"({"id_number":"371524194803120067","name":""})",
        R"({"id_number":"371524194803120067","name":"王秀兰","codes":["short"]})",
        R"({"id_number":"371524194803120067","name":"王秀兰","datasets":{"A B":{"fields":{}}}})",
        R"({"id_number":"371524194803120067","name":"王秀兰","datasets":{"a":{"fields":{"x":[1]}}}})",
        R"({"id_number":"371524194803120067","name":"王秀兰","datasets":{"a":{"fields":{"x":{"zh-CN":"好"}}}}})",
        R"({"id_number":"371524194803120067","name":"王秀兰","datasets":{"a":{"fields":{},"rows":[{"x":{"y":1}}]}}})",
        R"({"id_number":"371524194803120067","name":"王秀兰","x":1})", R"([])"}) {
    const std::string reason = refusal(text);
    BOOST_TEST(reason != "accepted", text);
    BOOST_TEST(reason.find("37152419") == std::string::npos);
    BOOST_TEST(reason.find("王秀兰") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(lights_follow_the_working_days) {
  const auto calendar = load_reference(kDemo).value().calendar;
  const auto day = [](std::string_view text) { return base::parse_civil_date(text).value(); };
  const auto at = [&](std::string_view status, std::string_view today) {
    return std::string(light(status, day("2026-10-08"), day(today), calendar));
  };
  // 8 October 2026 is the first working day after National Day; the working day before it is 30 September.
  BOOST_TEST(at("dispatched", "2026-09-29") == "none");
  BOOST_TEST(at("dispatched", "2026-09-30") == "yellow");
  BOOST_TEST(at("in_progress", "2026-10-05") == "yellow");
  BOOST_TEST(at("in_progress", "2026-10-08") == "yellow");
  BOOST_TEST(at("in_progress", "2026-10-09") == "red");
  BOOST_TEST(at("reopened", "2026-10-09") == "red");
  for (const char* status : {"answered", "revisit", "closed"}) BOOST_TEST(at(status, "2026-10-09") == "none");
}

BOOST_AUTO_TEST_CASE(steps_follow_the_order_of_a_case) {
  for (const auto& [from, to] : std::vector<std::pair<const char*, const char*>>{{"accepted", "dispatched"},
                                                                                 {"dispatched", "in_progress"},
                                                                                 {"in_progress", "answered"},
                                                                                 {"answered", "revisit"},
                                                                                 {"revisit", "closed"},
                                                                                 {"revisit", "reopened"},
                                                                                 {"reopened", "in_progress"}})
    BOOST_TEST(may_follow(from, to), from << " → " << to);
  for (const auto& [from, to] : std::vector<std::pair<const char*, const char*>>{{"closed", "reopened"},
                                                                                 {"dispatched", "closed"},
                                                                                 {"answered", "closed"},
                                                                                 {"closed", "dispatched"},
                                                                                 {"accepted", "answered"},
                                                                                 {"", ""},
                                                                                 {"dispatched", "nonsense"}})
    BOOST_TEST(!may_follow(from, to), from << " → " << to);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
