#include "kiosk/flow/papers/payment_slip.hpp"

#include "i18n/format.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {
namespace {

class Slip {
 public:
  explicit Slip(const State& state) : s_(state) {}

  std::shared_ptr<const PrintedDocument> build() const {
    const Payment& payment = *s_.session->payment;
    auto document = std::make_shared<PrintedDocument>();
    document->layout = "slip";
    document->language = s_.language;
    document->title = words("pay.slip.title");
    document->number_label = words("pay.order");
    document->number = payment.order;
    document->facts.push_back({words("pay.slip.what"), current_service(s_)->title.in(s_.language), true});
    document->facts.push_back(
        {words("pay.how_much"), format_value({payment.amount, {}}, "money", s_.language, false).shown, true});
    document->facts.push_back(
        {words("pay.slip.when"), i18n::date_time(s_.language, base::to_china_time(s_.now)).shown});
    document->facts.push_back({words("pay.slip.terminal"), s_.rules.terminal});
    document->steps_title = words("pay.slip.steps");
    const i18n::Args call{{"phone", i18n::phone(s_.language, s_.rules.telephone)}};
    for (const char* key : {"pay.slip.dont", "pay.slip.settled", "pay.slip.call"})
      document->paragraphs.push_back(s_.content->texts.phrase(s_.language, key, call).shown);
    document->issuer = {s_.rules.place.in(s_.language),
                        s_.language == i18n::kChinese ? std::string() : s_.rules.place.in(i18n::kChinese)};
    document->issued_on = i18n::date(s_.language, base::to_china_time(s_.now)).shown;
    document->sample = s_.rules.sample_data;
    if (document->sample) document->sample_mark = s_.content->texts.phrase(s_.language, "paper.sample").shown;
    return document;
  }

 private:
  Label words(std::string_view key) const {
    const auto& texts = s_.content->texts;
    const bool second = s_.language != i18n::kChinese;
    return {texts.phrase(s_.language, key).shown, second ? texts.phrase(i18n::kChinese, key).shown : std::string()};
  }

  const State& s_;
};

}  // namespace

std::shared_ptr<const PrintedDocument> build_payment_slip(const State& state) { return Slip(state).build(); }

}  // namespace bianmin::kiosk
