// The A4 receipt that the last page of a payment offers: printed when it is asked for, and then once.
#include "base/file.hpp"
#include "tests/kiosk/paying.hpp"

using namespace bianmin;
using namespace bianmin::kiosk;
using namespace bianmin::kiosk::testing;

namespace {

constexpr const char* kOffer = "paper:voucher";
const base::Failure kNoPaper{base::FailureCode::PrinterOutOfPaper, {}};

struct Paid : Paying {
  explicit Paid(std::string which = "medical-payment") : service(std::move(which)) {
    if (service == "medical-payment") {
      to_code();
    } else {
      send(devices::ScanEvent(devices::ScannerReady{}));
      press("service:utilities");
      card();
      answer(kBills);
      press("next");
      press("next");
      begun("P1");
    }
    until_asked();
    paid();
    paper(devices::PrintFinished{job()}, "slip");
    BOOST_REQUIRE(id() == done());
  }
  std::string done(const char* more = "") const { return service + "/done" + more; }
  void asks_for_it() { press(kOffer); }
  int a4_sheets() const {
    int count = 0;
    for (const auto& print : effects<Print>()) count += print.printer == "a4" ? 1 : 0;
    return count;
  }
  std::string service;
};

const std::string& sample() {
  static const std::string text = must(base::read_file(kSource / "kiosk/services/utilities.json", 1U << 20));
  return text;
}

// The sample as `change` leaves its receipt step and all of its steps.
template <class Change>
std::string refusal(Change change) {
  auto document = boost::json::parse(sample());
  auto& steps = document.at("steps").as_array();
  for (auto& step : steps)
    if (step.at("id").as_string() == "voucher") {
      change(step.as_object());
      break;
    }
  const auto service = load_service(boost::json::serialize(document), "utilities.json", kLanguages);
  return service ? "(accepted)" : service.error().detail;
}

bool names(const std::string& detail, std::string_view what) { return detail.find(what) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(receipt_flow_tests)

BOOST_AUTO_TEST_CASE(nothing_comes_out_that_nobody_asked_for) {
  for (const char* service : {"medical-payment", "utilities"}) {
    Paid p(service);
    BOOST_TEST(p.a4_sheets() == 0, service);
    BOOST_TEST(p.offers(kOffer), service);
    BOOST_TEST(p.plain().find("打印 A4 凭证") != std::string::npos, p.plain());
    p.press("next");
    BOOST_TEST(p.id() == std::string(service) + "/rate");
    p.press("rate:5");
    BOOST_TEST(p.id() == "home");
    BOOST_TEST(p.a4_sheets() == 0, service);
  }
}

BOOST_AUTO_TEST_CASE(a_press_prints_it_once_and_it_is_offered_again) {
  for (const char* service : {"medical-payment", "utilities"}) {
    Paid p(service);
    p.asks_for_it();
    BOOST_TEST(p.id() == p.done("/reprint"));
    BOOST_TEST(p.page().title.shown == "正在打印凭证，请等纸出来");
    const auto prints = p.effects<Print>(p.last);
    BOOST_REQUIRE(prints.size() == 1u);
    BOOST_TEST(prints[0].printer == "a4");
    BOOST_TEST(prints[0].document->layout == "receipt");
    BOOST_TEST(prints[0].document->number == "R-2611-7");
    BOOST_TEST(prints[0].document->rows.size() == 3u);
    const std::string first = p.job();
    for (int i = 0; i < 3; ++i) p.press_blindly(kOffer);  // pressed again while it comes
    p.press_blindly("reprint");
    BOOST_TEST(p.a4_sheets() == 1);
    p.paper(devices::PrintFinished{"another-job"});
    BOOST_TEST(p.id() == p.done("/reprint"));
    p.paper(devices::PrintFinished{first});
    BOOST_TEST(p.id() == p.done());
    BOOST_TEST(p.offers(kOffer));
    p.paper(devices::PrintFinished{first});  // told twice
    BOOST_TEST(p.id() == p.done());
    BOOST_TEST(p.a4_sheets() == 1);
    p.asks_for_it();
    BOOST_TEST(p.a4_sheets() == 2);
    BOOST_TEST(p.job() != first);
  }
}

BOOST_AUTO_TEST_CASE(the_slip_is_still_the_slip) {
  Paid p;
  p.asks_for_it();
  p.paper(devices::PrintFinished{p.job()});
  p.press("reprint");
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1u);
  BOOST_TEST(prints[0].printer == "slip");
  BOOST_TEST(prints[0].document->layout == "slip");
}

BOOST_AUTO_TEST_CASE(it_bears_the_amount_in_capitals) {
  Paid p;
  p.asks_for_it();
  const auto prints = p.effects<Print>(p.last);
  BOOST_REQUIRE(prints.size() == 1u);
  const auto& facts = prints[0].document->facts;
  BOOST_TEST(std::any_of(facts.begin(), facts.end(), [](const auto& fact) { return fact.value == "壹仟贰佰元整"; }));
}

BOOST_AUTO_TEST_CASE(not_offered_where_it_cannot_be_printed) {
  for (const devices::PrinterStatus& status :
       {devices::PrinterStatus(devices::PrinterStopped{kNoPaper}),
        devices::PrinterStatus(devices::PrinterGone{{base::FailureCode::PrinterMissing, {}}})}) {
    Paid p;
    p.printer("a4", status);
    BOOST_TEST(!p.offers(kOffer));
    BOOST_TEST(p.plain().find("A4") == std::string::npos, p.plain());
    p.press_blindly(kOffer);
    BOOST_TEST(p.a4_sheets() == 0);
    BOOST_TEST(p.id() == p.done());
    p.printer("a4", devices::PrinterReady{});  // somebody brought paper
    BOOST_TEST(p.offers(kOffer));
  }
}

BOOST_AUTO_TEST_CASE(no_a4_printer_at_all) {
  Paid p;
  p.state.printers.erase("a4");
  p.wait(1);
  BOOST_TEST(!p.offers(kOffer));
  p.press_blindly(kOffer);
  BOOST_TEST(p.id() == p.done());
  BOOST_TEST(p.a4_sheets() == 0);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_no_receipt_prints_nothing) {
  Paid p;
  for (const char* id : {"paper:", "paper:slip", "paper:pay", "paper:nothing", "paper:voucher "}) p.press_blindly(id);
  BOOST_TEST(p.id() == p.done());
  BOOST_TEST(p.effects<Print>().size() == 1u);  // the slip
}

BOOST_AUTO_TEST_CASE(nowhere_but_on_the_last_page) {
  Paying p;
  p.to_code();
  p.press_blindly(kOffer);
  BOOST_TEST(p.id() == "medical-payment/pay");
  p.until_asked();
  p.paid();
  p.press_blindly(kOffer);
  BOOST_TEST(p.effects<Print>().size() == 1u);
  p.paper(devices::PrintFinished{p.job()}, "slip");
  p.press("next");
  p.press_blindly(kOffer);
  BOOST_TEST(p.id() == "medical-payment/rate");
  BOOST_TEST(p.effects<Print>().size() == 1u);
}

BOOST_AUTO_TEST_CASE(out_of_paper_while_it_comes) {
  Paid p;
  p.asks_for_it();
  p.paper(devices::PrintWaiting{p.job(), kNoPaper});
  BOOST_TEST(p.id().starts_with(p.done()));
  BOOST_TEST(p.offers("skip"));
  p.printer("a4", devices::PrinterReady{});
  BOOST_TEST(p.id() == p.done("/reprint"), "it goes on by itself");
  p.paper(devices::PrintFinished{p.job()});
  BOOST_TEST(p.id() == p.done());
  BOOST_TEST(p.a4_sheets() == 1);
}

BOOST_AUTO_TEST_CASE(not_waited_for_any_more) {
  Paid p;
  p.asks_for_it();
  const std::string job = p.job();
  p.paper(devices::PrintWaiting{job, kNoPaper});
  p.press("skip");
  BOOST_TEST(p.last_count<CancelPrints>() == 1);
  BOOST_TEST(p.id() == p.done());
  p.paper(devices::PrintFinished{job});  // what is called back is not heard of any more
  BOOST_TEST(p.id() == p.done());
  p.press("next");
  BOOST_TEST(p.id() == "medical-payment/rate");
}

BOOST_AUTO_TEST_CASE(it_failed) {
  Paid p;
  p.asks_for_it();
  const std::string first = p.job();
  p.paper(devices::PrintFailed{first, {base::FailureCode::PrinterJam, {}}});
  BOOST_TEST(p.id() == p.done("/stuck"));
  p.press("retry");
  BOOST_TEST(p.a4_sheets() == 2);
  BOOST_TEST(p.job() != first);
  BOOST_TEST(p.effects<Print>(p.last).front().document->layout == "receipt");
  p.paper(devices::PrintFailed{p.job(), {base::FailureCode::PrinterJam, {}}});
  p.press("skip");
  BOOST_TEST(p.id() == p.done());
  BOOST_TEST(p.job().empty());
}

BOOST_AUTO_TEST_CASE(the_printer_goes_before_it_is_tried_again) {
  Paid p;
  p.asks_for_it();
  p.send(PrintNotPossible{p.job(), {base::FailureCode::TypesetterCrashed, {}}});
  BOOST_TEST(p.id() == p.done("/stuck"));
  p.printer("a4", devices::PrinterGone{{base::FailureCode::PrinterMissing, {}}});
  p.press("retry");
  BOOST_TEST(p.id() == p.done("/stuck"));
  BOOST_TEST(p.a4_sheets() == 1);
  p.press("skip");
  BOOST_TEST(p.id() == p.done());
  BOOST_TEST(!p.offers(kOffer));
}

BOOST_AUTO_TEST_CASE(who_leaves_meanwhile_leaves_nothing) {
  Paid p;
  p.asks_for_it();
  const std::string job = p.job();
  p.paper(devices::PrintFinished{job});
  p.press("next");
  p.press("rate:5");
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.last_count<WipeSession>() == 1);
  p.press_blindly(kOffer);
  p.paper(devices::PrintFinished{job});
  BOOST_TEST(p.id() == "home");
  BOOST_TEST(p.a4_sheets() == 1);
}

BOOST_AUTO_TEST_CASE(a_rehearsal_offers_no_paper) {
  Paid p;
  p.state.session->rehearsal = true;
  BOOST_TEST(!offers_paper(p.state, *current_service(p.state)->step("voucher")));
}

BOOST_AUTO_TEST_CASE(spoken_without_the_hand) {
  Paid p;
  for (int i = 0; i < 20 && p.state.focus != kOffer; ++i) p.key(devices::Key::Down);
  BOOST_REQUIRE(p.state.focus == kOffer);
  p.key(devices::Key::Select);
  BOOST_TEST(p.a4_sheets() == 1);
}

BOOST_AUTO_TEST_CASE(services_that_are_refused) {
  using boost::json::object;
  BOOST_TEST(refusal([](object&) {}) == "(accepted)");
  BOOST_TEST(names(refusal([](object& step) { step.erase("layout"); }), "layout"));
  BOOST_TEST(names(refusal([](object& step) { step["layout"] = "poster"; }), "no known layout"));
  BOOST_TEST(names(refusal([](object& step) { step["printer"] = "slip"; }), "needs the printer a4"));
  BOOST_TEST(names(refusal([](object& step) { step.erase("offer"); }), "offer_note"));
  BOOST_TEST(names(refusal([](object& step) {
                     step.erase("offer");
                     step.erase("offer_note");
                   }),
                   "needs"));
  BOOST_TEST(names(refusal([](object& step) { step["offer"] = 1; }), "offer"));
  BOOST_TEST(names(refusal([](object& step) { step["offer"] = object{{"zh-CN", "打印"}}; }), "offer"));
  BOOST_TEST(names(refusal([](object& step) {
                     step["offer"] = object{{"zh-CN", "{holder.name}"}, {"en", "{holder.name}"}};
                   }),
                   "offer"));
  BOOST_TEST(names(refusal([](object& step) {
                     step["when"] = object{{"field", "record.total"}, {"not_empty", true}};
                   }),
                   "passed over"));
}

BOOST_AUTO_TEST_CASE(an_offer_that_no_page_makes_is_refused) {
  auto document = boost::json::parse(sample());
  auto& steps = document.at("steps").as_array();
  steps.erase(std::remove_if(steps.begin(), steps.end(),
                             [](const auto& step) { return step.at("kind").as_string() == "done"; }),
              steps.end());
  const auto service = load_service(boost::json::serialize(document), "utilities.json", kLanguages);
  BOOST_REQUIRE(!service);
  BOOST_TEST(names(service.error().detail, "no done page"), service.error().detail);
}

BOOST_AUTO_TEST_SUITE_END()
