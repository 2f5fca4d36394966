#pragma once

#include "ui/screen/gallery/samples.hpp"

namespace bianmin::ui {

/// Chooses the sample's language.
struct Say {
  i18n::Language language;
  /// Words of the sample's own; Korean is found by the English.
  std::string operator()(std::string_view zh, std::string_view en) const;
  /// The product's words, from the catalogue.
  Text key(std::string_view key, const i18n::Args& args = {}) const;
};

void home_page(Sample& sample, const Say& say);
void identify_page(Sample& sample, const Say& say);
void scan_page(Sample& sample, const Say& say);
void complaint_page(Sample& sample, const Say& say);
void pinyin_page(Sample& sample, const Say& say);
void phrases_page(Sample& sample, const Say& say);
void signs_page(Sample& sample, const Say& say);
void phone_page(Sample& sample, const Say& say);
void id_number_page(Sample& sample, const Say& say);
void english_page(Sample& sample, const Say& say);
void choice_page(Sample& sample, const Say& say);
void review_page(Sample& sample, const Say& say);
void done_page(Sample& sample, const Say& say);
void printing_page(Sample& sample, const Say& say);
void take_page(Sample& sample, const Say& say);
void error_page(Sample& sample, const Say& say);
void trouble_page(Sample& sample, const Say& say);
void list_page(Sample& sample, const Say& say);
void guide_page(Sample& sample, const Say& say);
void rate_page(Sample& sample, const Say& say);
void code_page(Sample& sample, const Say& say);
void dialog_page(Sample& sample, const Say& say);
void home_many_page(Sample& sample, const Say& say);
void ticks_page(Sample& sample, const Say& say);
void date_page(Sample& sample, const Say& say);
void date_wrong_page(Sample& sample, const Say& say);
void viewfinder_page(Sample& sample, const Say& say);
void viewfinder_dark_page(Sample& sample, const Say& say);
void photo_page(Sample& sample, const Say& say);
void sign_page(Sample& sample, const Say& say);
void sign_empty_page(Sample& sample, const Say& say);
void sign_wrong_page(Sample& sample, const Say& say);
void memo_page(Sample& sample, const Say& say);
void memo_recording_page(Sample& sample, const Say& say);
void memo_recorded_page(Sample& sample, const Say& say);
void strokes_page(Sample& sample, const Say& say);
void following_page(Sample& sample, const Say& say);
void english_in_chinese_page(Sample& sample, const Say& say);
void pay_page(Sample& sample, const Say& say);
void pay_scan_page(Sample& sample, const Say& say);
void pay_unsure_page(Sample& sample, const Say& say);
void helper_page(Sample& sample, const Say& say);
void two_people_page(Sample& sample, const Say& say);
void rehearsal_page(Sample& sample, const Say& say);
void done_short_page(Sample& sample, const Say& say);
void home_groups_page(Sample& sample, const Say& say);
void amount_page(Sample& sample, const Say& say);
void amount_written_page(Sample& sample, const Say& say);
void help_page(Sample& sample, const Say& say);
void help_not_possible_page(Sample& sample, const Say& say);
void cannot_page(Sample& sample, const Say& say);
void emergency_page(Sample& sample, const Say& say);
void nothing_page(Sample& sample, const Say& say);
void waiting_page(Sample& sample, const Say& say);
void print_paused_page(Sample& sample, const Say& say);
void home_offline_page(Sample& sample, const Say& say);
void welcome_back_page(Sample& sample, const Say& say);
void companion_card_page(Sample& sample, const Say& say);
void companion_consent_page(Sample& sample, const Say& say);
void rehearsal_choose_page(Sample& sample, const Say& say);
void rehearsal_told_page(Sample& sample, const Say& say);
void rehearsal_done_page(Sample& sample, const Say& say);
void parked_page(Sample& sample, const Say& say);
void photo_kept_page(Sample& sample, const Say& say);
void consent_page(Sample& sample, const Say& say);
void bills_page(Sample& sample, const Say& say);
void pay_failed_page(Sample& sample, const Say& say);
void pay_lost_page(Sample& sample, const Say& say);
void review_table_page(Sample& sample, const Say& say);
void cases_page(Sample& sample, const Say& say);
void done_suggestions_page(Sample& sample, const Say& say);
void date_decade_page(Sample& sample, const Say& say);
void ticks_full_page(Sample& sample, const Say& say);
void customer_number_page(Sample& sample, const Say& say);
void memo_playing_page(Sample& sample, const Say& say);

}  // namespace bianmin::ui
