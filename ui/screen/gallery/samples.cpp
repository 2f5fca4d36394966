#include "ui/screen/gallery/samples.hpp"

#include "ui/screen/gallery/sample_pages.hpp"

namespace bianmin::ui {
namespace {

using Maker = void (*)(Sample&, const Say&);

const std::vector<std::pair<std::string, Maker>>& makers() {
  static const std::vector<std::pair<std::string, Maker>> all{
      {"home", home_page},
      {"identify", identify_page},
      {"scan", scan_page},
      {"complaint-text", complaint_page},
      {"complaint-pinyin", pinyin_page},
      {"complaint-phrases", phrases_page},
      {"complaint-signs", signs_page},
      {"phone", phone_page},
      {"id-number", id_number_page},
      {"english-name", english_page},
      {"choice", choice_page},
      {"review", review_page},
      {"done", done_page},
      {"printing", printing_page},
      {"take", take_page},
      {"error", error_page},
      {"trouble", trouble_page},
      {"list", list_page},
      {"guide", guide_page},
      {"rate", rate_page},
      {"code", code_page},
      {"dialog", dialog_page},
      {"home-groups", home_groups_page},
      {"amount", amount_page},
      {"amount-written", amount_written_page},
      {"home-many", home_many_page},
      {"ticks", ticks_page},
      {"date", date_page},
      {"date-wrong", date_wrong_page},
      {"viewfinder", viewfinder_page},
      {"viewfinder-dark", viewfinder_dark_page},
      {"photo", photo_page},
      {"sign", sign_page},
      {"sign-empty", sign_empty_page},
      {"sign-wrong", sign_wrong_page},
      {"memo", memo_page},
      {"memo-recording", memo_recording_page},
      {"memo-recorded", memo_recorded_page},
      {"strokes", strokes_page},
      {"following", following_page},
      {"english-in-chinese", english_in_chinese_page},
      {"pay", pay_page},
      {"pay-scan", pay_scan_page},
      {"pay-unsure", pay_unsure_page},
      {"helper", helper_page},
      {"two-people", two_people_page},
      {"rehearsal", rehearsal_page},
      {"done-short", done_short_page},
      {"help", help_page},
      {"help-not-possible", help_not_possible_page},
      {"cannot", cannot_page},
      {"emergency", emergency_page},
      {"nothing", nothing_page},
      {"waiting", waiting_page},
      {"print-paused", print_paused_page},
      {"home-offline", home_offline_page},
      {"welcome-back", welcome_back_page},
      {"companion-card", companion_card_page},
      {"companion-consent", companion_consent_page},
      {"rehearsal-choose", rehearsal_choose_page},
      {"rehearsal-told", rehearsal_told_page},
      {"rehearsal-done", rehearsal_done_page},
      {"parked", parked_page},
      {"photo-kept", photo_kept_page},
      {"consent", consent_page},
      {"bills", bills_page},
      {"pay-failed", pay_failed_page},
      {"pay-lost", pay_lost_page},
      {"review-table", review_table_page},
      {"cases", cases_page},
      {"done-suggestions", done_suggestions_page},
      {"date-decade", date_decade_page},
      {"ticks-full", ticks_full_page},
      {"customer-number", customer_number_page},
      {"memo-playing", memo_playing_page},
  };
  return all;
}

void add_frame(Page& page, const Say& say) {
  page.header = {say("铜城街道便民服务中心", "Tongcheng Service Centre"),
                 page.view.style == ViewStyle::Elder
                     ? say("长辈版 · 慢慢来，不着急", "Senior view · take your time")
                     : say("政务服务自助终端 · 免费使用", "Self-service terminal · free of charge"),
                 "9:42", say("11月21日 星期六", "Sat 21 Nov")};
  const bool elder = page.view.style == ViewStyle::Elder;
  page.tools = {
      {"view", say("长辈版", elder ? "Elder view is on" : "Elder view"), Icon::Person, Emphasis::Plain, elder},
      {"voice", say("语音", "Voice is off"), Icon::Sound},
      {"language", say.key("tool.language"), Icon::Globe},
      {"headphones", say("插耳机可私密收听", "Plug in headphones to listen in private"), Icon::Headphones}};
  page.help = Action{"help", say("请人帮忙", "Get help"), Icon::Hand};
  if (elder) page.repeat = Action{"repeat", say("再说一遍", "Say again"), Icon::Sound};
  if (page.kind == PageKind::Home) return;
  page.back = Action{"back", say("返回", "Back"), Icon::Back};
  page.home = Action{"home", say("首页", "Home"), Icon::Home};
}

}  // namespace

std::vector<std::string> sample_names() {
  std::vector<std::string> names;
  for (const auto& [name, _] : makers()) names.push_back(name);
  return names;
}

Sample make_sample(const std::string& name, const i18n::Language& language, const View& view) {
  Sample sample{.page = {.id = name, .kind = PageKind::Home, .language = language, .view = view}};
  const Say say{language};
  Maker make = home_page;
  for (const auto& [known, maker] : makers())
    if (known == name) make = maker;
  sample.page.kind = name.starts_with("home") ? PageKind::Home : PageKind::Form;
  add_frame(sample.page, say);
  make(sample, say);
  return sample;
}

}  // namespace bianmin::ui
