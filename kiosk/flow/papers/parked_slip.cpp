#include "kiosk/flow/papers/parked_slip.hpp"

#include "i18n/format.hpp"

namespace bianmin::kiosk {

std::shared_ptr<const PrintedDocument> build_parked_slip(const State& s, const base::Secret& code) {
  const auto& texts = s.content->texts;
  const bool second = s.language != i18n::kChinese;
  const auto words = [&](std::string_view key) {
    return Label{texts.phrase(s.language, key).shown, second ? texts.phrase(i18n::kChinese, key).shown : std::string()};
  };
  auto document = std::make_shared<PrintedDocument>();
  document->layout = "slip";
  document->language = s.language;
  document->title = words("park.slip.title");
  document->code = std::string(code.reveal());
  document->code_label = words("park.slip.scan");
  document->facts.push_back({words("park.slip.what"), current_service(s)->title.in(s.language), true});
  document->facts.push_back({words("park.slip.when"), i18n::date_time(s.language, base::to_china_time(s.now)).shown});
  document->facts.push_back({words("park.slip.terminal"), s.rules.terminal});
  document->steps_title = words("park.slip.steps");
  for (const char* key : {"park.slip.come_back", "park.slip.until", "park.slip.keep"})
    document->paragraphs.push_back(texts.phrase(s.language, key).shown);
  document->issuer = {s.rules.place.in(s.language), second ? s.rules.place.in(i18n::kChinese) : std::string()};
  document->issued_on = i18n::date(s.language, base::to_china_time(s.now)).shown;
  document->sample = s.rules.sample_data;
  if (document->sample) document->sample_mark = texts.phrase(s.language, "paper.sample").shown;
  return document;
}

}  // namespace bianmin::kiosk
