// Pages of a whole visit: help, trouble, a companion, practice, bills. Most of their words are the product's own.
#include "ui/screen/gallery/sample_pages.hpp"

namespace bianmin::ui {
namespace {

Action plain(const Say& say, const ActionId& id, std::string_view key, Icon icon = Icon::None) {
  return {id, say.key(key), icon};
}

Action primary(const Say& say, const ActionId& id, std::string_view key) {
  return {id, say.key(key), Icon::None, Emphasis::Primary};
}

Text phone() { return "12345"; }

Callout code_note(const Say& say, const char* code) {
  return {CalloutKind::Info, Icon::Info, {}, say.key("error.code", {{"code", code}})};
}

Buttons looks(const Page& page, const Say& say) {
  Buttons made{{plain(say, "tool:contrast", "tool.contrast", Icon::Eye),
                plain(say, "tool:text_size", "tool.text_size", Icon::Plus),
                plain(say, "tool:low_reach", "tool.low_reach", Icon::Hand)}};
  made.actions[0].selected = page.view.high_contrast;
  made.actions[1].selected = page.view.text_percent > 100;
  return made;
}

Text elder(const Say& say) { return say("李奶奶", "Mrs Li"); }
Text helper(const Say& say) { return say("王小样", "Sample Wang"); }

}  // namespace

void help_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Notice;
  s.page.title = say.key("help.title");
  s.page.lead = say.key("help.where", {{"phone", phone()}});
  s.page.blocks = {Buttons{{plain(say, "park", "action.park", Icon::People)}},
                   Callout{CalloutKind::Info, Icon::Hand, {}, say.key("help.touch")},
                   Callout{CalloutKind::Info, Icon::Headphones, {}, say.key("help.headphones")},
                   Callout{CalloutKind::Info, Icon::Lock, {}, say.key("help.privacy")}, looks(s.page, say)};
  s.page.help.reset();
  s.page.primary = primary(say, "help:call", "help.call");
}

void help_not_possible_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Notice;
  s.page.title = say.key("help.not_possible.title");
  s.page.lead = say.key("help.not_possible", {{"phone", phone()}});
  s.page.blocks = {Mark{MarkKind::Warning}, looks(s.page, say)};
  s.page.help.reset();
  s.page.primary = primary(say, "help:call", "action.retry");
}

void cannot_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Error;
  s.page.title = say.key("cannot.title");
  s.page.lead = say.key("cannot.PRINT-02");
  s.page.blocks = {Mark{MarkKind::Warning}, code_note(say, "PRINT-02")};
}

void emergency_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Notice;
  s.page.title = say("暴雨红色预警", "Red alert: heavy rain");
  s.page.lead = say("请马上到三楼大厅，不要坐电梯，听工作人员指挥。",
                    "Go to the hall on the third floor now. Do not use the lift. Staff show you the way.");
  s.page.blocks = {Mark{MarkKind::Warning}};
  s.page.back.reset();
  s.page.home.reset();
  s.page.primary = primary(say, "acknowledge", "notice.emergency.read");
}

void nothing_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Error;
  s.page.title = say.key("list.empty");
  s.page.lead = say.key("nothing.lead");
  s.page.blocks = {Mark{MarkKind::Warning}};
}

void waiting_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Wait;
  s.page.title = say.key("wait.sending");
  s.page.blocks = {Illustration{Picture::Waiting, say.key("wait.title"), true}};
  s.page.back.reset();
}

void print_paused_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Wait;
  s.page.personal = true;
  s.page.title = say.key("print.paused.title");
  s.page.lead = say.key("failure.PRINT-02");
  s.page.blocks = {Callout{CalloutKind::Warning, Icon::Warning, {}, say.key("print.paused")},
                   code_note(say, "PRINT-02")};
  s.page.secondary = plain(say, "skip", "action.print.no");
}

void welcome_back_page(Sample& s, const Say& say) {
  home_page(s, say);
  s.page.dialog = Dialog{say.key("park.welcome"),
                         say.key("park.welcome.text", {{"service", say("投诉与建议", "Complaints")}}),
                         {primary(say, "resume", "action.resume"), plain(say, "stay", "park.welcome.not_now")}};
}

void companion_card_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Identify;
  s.page.personal = true;
  s.page.title = say.key("companion.helper.title");
  s.page.lead = say.key("companion.helper.lead", {{"elder", elder(say)}});
  s.page.blocks = {
      Callout{CalloutKind::Warning, Icon::Card, {}, say.key("companion.same_card", {{"elder", elder(say)}})},
      Illustration{Picture::CardOnReader, say.key("identify.waiting"), true}};
}

void companion_consent_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Review;
  s.page.personal = true;
  s.page.ribbon = say.key("companion.ribbon", {{"elder", elder(say)}, {"helper", helper(say)}});
  s.page.ribbon_icon = Icon::People;
  s.page.title = say.key("companion.consent.title", {{"elder", elder(say)}});
  s.page.lead = say.key(
      "companion.consent.lead",
      {{"elder", elder(say)}, {"helper", helper(say)}, {"service", say("高龄津贴申请", "Allowance for seniors")}});
  s.page.blocks = {Illustration{Picture::TwoPeople, {}, false},
                   Facts{{{say.key("companion.whose"), elder(say), "", ""},
                          {say.key("companion.whose.number"), "3714**********0028", "", ""},
                          {say.key("companion.who"), helper(say), "", ""},
                          {say.key("companion.who.number"), "3714**********0015", "", ""}}},
                   Buttons{{plain(say, "companion:swap", "companion.swap", Icon::Refresh)}}};
  s.page.primary = primary(say, "companion:consent", "companion.agree");
}

void rehearsal_choose_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::List;
  s.page.ribbon = say.key("rehearse.ribbon");
  s.page.title = say.key("rehearse.choose");
  s.page.lead = say.key("rehearse.choose.lead");
  s.page.blocks = {Choices{{{"rehearse:pension", say("养老金认证", "Pension check"), {}, Icon::Heart},
                            {"rehearse:certificates", say("打印证明", "Certificates"), {}, Icon::Document},
                            {"rehearse:complaint", say("投诉与建议", "Complaints"), {}, Icon::Message},
                            {"rehearse:water", say("交水费", "Water bill"), {}, Icon::Drop}}}};
}

void rehearsal_told_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Notice;
  s.page.ribbon = say.key("rehearse.ribbon");
  s.page.title = say.key("rehearse.here");
  s.page.lead = say.key("rehearse.pay");
  s.page.blocks = {Illustration{Picture::PaymentCode, {}, false}};
  s.page.undo = Action{"undo", say.key("action.undo"), Icon::Refresh};
  s.page.primary = primary(say, "next", "action.next");
}

void rehearsal_done_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Done;
  s.page.ribbon = say.key("rehearse.ribbon");
  s.page.title = say.key("rehearse.done");
  s.page.lead = say.key("rehearse.done.lead", {{"service", say("交水费", "Water bill")}});
  s.page.blocks = {Mark{MarkKind::Ok}, Buttons{{plain(say, "rehearse:again", "rehearse.again", Icon::Refresh),
                                                plain(say, "rehearse:other", "rehearse.other")}}};
  s.page.back.reset();
  s.page.primary = primary(say, "rehearse:real", "rehearse.real");
}

void parked_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Done;
  s.page.title = say.key("park.done");
  s.page.lead = say.key("park.done.both");
  s.page.blocks = {Mark{MarkKind::Ok}, Callout{CalloutKind::Info, Icon::Clock, {}, say.key("park.done.until")},
                   Callout{CalloutKind::Warning, Icon::Card, {}, say.key("home.card_left")}};
  s.page.back.reset();
  s.page.primary = primary(say, "finish", "park.leave");
}

void photo_kept_page(Sample& s, const Say& say) {
  photo_page(s, say);
  s.page.title = say.key("photo.kept.title", {{"count", "2"}});
  s.page.lead = Text();
  const auto bitmap = std::get<Photo>(s.page.blocks[0]).bitmap;
  s.page.blocks = {Photo{bitmap, say.key("photo.nth", {{"n", "1"}})}, Photo{bitmap, say.key("photo.nth", {{"n", "2"}})},
                   Buttons{{{"photo:drop:0", say.key("photo.drop", {{"n", "1"}}), Icon::Erase},
                            {"photo:drop:1", say.key("photo.drop", {{"n", "2"}}), Icon::Erase},
                            plain(say, "photo:more", "photo.more", Icon::Plus)}}};
  s.page.secondary.reset();
  s.page.primary = primary(say, "next", "action.next");
}

void consent_page(Sample& s, const Say& say) {
  sign_page(s, say);
  auto& pad = std::get<SignaturePad>(s.page.blocks[0]);
  pad.label = say.key("sign.label");
  pad.hint = say.key("sign.hint");
  s.page.blocks.insert(
      s.page.blocks.begin(),
      Paragraph{say("我同意社区工作人员看我的证件照片，只为办高龄津贴这件事。",
                    "I agree that the staff see the pictures of my papers, for this allowance and nothing else.")});
  s.page.blocks.emplace_back(Buttons{{plain(say, "sign:key", "sign.key", Icon::Hand)}});
  s.page.primary = primary(say, "next", "sign.done");
}

void bills_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Choice;
  s.page.personal = true;
  s.page.title = say("要交哪几项？", "Which bills?");
  s.page.lead = say("点一下就勾上，再点一下不交。", "Tap to tick. Tap again to leave it out.");
  Choices choices;
  choices.many = true;
  choices.choices = {{"bill:0", say("水费 36.50 元", "Water ¥36.50"),
                      say("2026年10月，11月30日前交", "October 2026, due 30 November"), Icon::None, true},
                     {"bill:1", say("电费 112.80 元", "Power ¥112.80"),
                      say("2026年10月，11月25日前交", "October 2026, due 25 November"), Icon::None, true},
                     {"bill:2", say("燃气费 48.00 元", "Gas ¥48.00"),
                      say("2026年9月，已经过期", "September 2026, overdue"), Icon::None, false}};
  s.page.blocks = {choices, Callout{CalloutKind::Info,
                                    Icon::Wallet,
                                    {},
                                    say.key("bills.total", {{"count", "2"}, {"amount", say("149.30 元", "¥149.30")}})}};
  s.page.primary = primary(say, "next", "action.next");
}

void pay_failed_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Error;
  s.page.personal = true;
  s.page.title = say.key("pay.failed.title");
  s.page.lead = say.key("pay.failed.insufficient");
  s.page.blocks = {Mark{MarkKind::Error}};
  s.page.primary = primary(say, "retry", "action.retry");
}

void pay_lost_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Error;
  s.page.personal = true;
  s.page.title = say.key("pay.uncertain.title");
  s.page.lead = say.key("pay.uncertain.lead");
  s.page.blocks = {Mark{MarkKind::Warning},
                   Facts{{{say.key("pay.order"), "BM-2611-004418", "", ""},
                          {say.key("pay.how_much"), say("380.00 元", "¥380.00"), "", ""}}},
                   Callout{CalloutKind::Info, Icon::Info, {}, say.key("pay.uncertain.what", {{"phone", phone()}})},
                   Callout{CalloutKind::Warning, Icon::Print, {}, say.key("pay.slip.failed")}};
  s.page.back.reset();
  s.page.secondary = plain(say, "finish", "pay.leave_anyway");
  s.page.primary = primary(say, "slip", "action.retry");
}

void review_table_page(Sample& s, const Say& say) {
  review_page(s, say);
  s.page.title = say("请核对参保信息", "Please check your insurance");
  Table table{{say("年度", "Year"), say("险种", "Insurance"), say("月数", "Months")},
              {{"2026", say("城乡居民养老", "Pension"), "11"},
               {"2025", say("城乡居民养老", "Pension"), "12"},
               {"2024", say("城镇职工养老", "Pension, as an employee"), "12"}}};
  s.page.blocks = {Facts{{{say("姓名", "Name"), say("张*样", "Zhang * Yang"), "", ""},
                          {say("身份证号", "ID number"), "3714**********0028", "", ""}}},
                   table};
  s.page.secondary = Action{"other", say("信息不对", "Not correct")};
  s.page.primary = Action{"next", say("对，打印", "Correct, print"), Icon::None, Emphasis::Primary};
}

void cases_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::List;
  s.page.personal = true;
  s.page.title = say("您的几件事", "Your cases");
  s.page.lead = say("点一件，看办到哪一步了。", "Tap one to see how far it is.");
  s.page.blocks = {Choices{{{"row:0", say("小区门口的路灯坏了", "The lamp at the gate is out"),
                             say("11月21日交的，正在办", "Filed 21 November, in progress"), Icon::Message},
                            {"row:1", say("高龄津贴申请", "Allowance for seniors"),
                             say("11月3日交的，办好了", "Filed 3 November, done"), Icon::Gift},
                            {"row:2", say("电梯一直响", "The lift makes a noise"),
                             say("10月8日交的，红牌：超期了", "Filed 8 October, red card: late"), Icon::House}}}};
}

void done_suggestions_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Done;
  s.page.personal = true;
  s.page.title = say("认证办好了", "The check is done");
  s.page.lead = say("养老金照常发，明年再来一次就行。", "Your pension goes on. Come again in a year.");
  s.page.blocks = {
      Mark{MarkKind::Ok},
      Facts{{{say("姓名", "Name"), say("张*样", "Zhang * Yang"), "", ""},
             {say("有效到", "Good until"), say("2027年11月21日", "21 November 2027"), "", ""}}},
      Paragraph{say.key("suggest.title")},
      Tiles{{{"service:age-allowance", Icon::Gift, Hue::Magenta, say("高龄津贴申请", "Allowance for seniors"),
              say("您满 80 岁了，可以领", "You are over 80 and may have it")},
             {"service:medical", Icon::Card, Hue::Purple, say("城乡居民医保缴费", "Health insurance"),
              say("明年的还没有交", "Next year's is not paid yet")}}},
      Buttons{{plain(say, "suggestions:off", "suggest.off")}}};
  s.page.back.reset();
  s.page.secondary = plain(say, "reprint", "action.reprint", Icon::Print);
  s.page.primary = primary(say, "finish", "action.finish");
}

void date_decade_page(Sample& s, const Say& say) {
  date_page(s, say);
  auto& picker = std::get<Picker>(s.page.blocks[0]);
  picker.error = say.key("date.first", {{"date", picker.whole}});
  picker.parts.insert(
      picker.parts.begin(),
      PickerPart{say.key("date.decade"), say.key("date.decade.value", {{"year", "1940"}}), "date:decade:less",
                 "date:decade:more", say.key("date.decade.less"), say.key("date.decade.more")});
}

void ticks_full_page(Sample& s, const Say& say) {
  ticks_page(s, say);
  s.page.kind = PageKind::Choice;
  s.page.blocks.insert(s.page.blocks.begin(),
                       Callout{CalloutKind::Warning, Icon::Warning, {}, say.key("tick.full", {{"most", "2"}})});
  s.page.blocks.emplace_back(Paragraph{say.key("tick.count", {{"count", "2"}})});
}

void customer_number_page(Sample& s, const Say& say) {
  s.page.personal = true;
  s.page.title = say("户号是多少？", "What is the customer number?");
  s.page.lead = say("在水费单的右上角，一共 10 位。", "On the water bill, upper right: ten digits.");
  Field field{.id = "number", .kind = FieldKind::Digits, .value = "20260", .max_characters = 10};
  field.label = say("户号", "Customer number");
  field.hint = say("点下面的数字", "Tap the digits below");
  field.error = say.key("form.required");
  s.page.blocks = {field};
  s.page.primary = primary(say, "next", "action.next");
}

void memo_playing_page(Sample& s, const Say& say) {
  memo_page(s, say);
  auto& field = std::get<Field>(s.page.blocks[0]);
  field.memo = Memo{.state = Memo::State::Playing, .seconds = 12};
  field.memo->status = say.key("memo.recorded", {{"seconds", "12"}});
  field.memo->actions = {plain(say, "memo:hush", "memo.hush"), plain(say, "memo:erase", "memo.erase")};
}

void amount_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Form;
  s.page.personal = true;
  s.page.title = say("存多少钱？", "How much do you put in?");
  s.page.lead = say("点一个钱数，或者一点一点加。", "Tap an amount, or go up and down in steps.");
  const auto yuan = [&](const std::string& count) { return say(count + " 元", "¥" + count); };
  Amount amount;
  amount.label = say("存进水卡", "To the water card");
  amount.value = yuan("100");
  amount.limits = say.key("amount.limits", {{"least", yuan("10")}, {"most", yuan("500")}});
  amount.beside = {{say("户号", "Customer number"), "2026004418", "", ""},
                   {say("余额", "Balance"), yuan("12.60"), "", ""}};
  for (const std::string count : {"20", "50", "100", "200", "300", "500"})
    amount.presets.push_back({"amount:sum:set:" + count, yuan(count), {}, Icon::None, count == "100"});
  amount.less = "amount:sum:less";
  amount.more = "amount:sum:more";
  amount.less_label = say.key("amount.less", {{"amount", yuan("10")}});
  amount.more_label = say.key("amount.more", {{"amount", yuan("10")}});
  amount.other = plain(say, "amount:sum:other", "amount.other", Icon::Keyboard);
  s.page.blocks = {amount};
  s.page.primary = primary(say, "next", "action.next");
}

void amount_written_page(Sample& s, const Say& say) {
  amount_page(s, say);
  auto& amount = std::get<Amount>(s.page.blocks[0]);
  const auto yuan = [&](const std::string& count) { return say(count + " 元", "¥" + count); };
  amount.value = yuan("505");
  amount.error = say.key("amount.too_much", {{"most", yuan("500")}});
  amount.presets.clear();
  amount.less.clear();
  amount.more.clear();
  for (const std::string digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0"})
    amount.keys.push_back(digit.empty() ? Action{} : Action{"amount:sum:key:" + digit, digit});
  amount.keys.push_back(plain(say, "amount:sum:key:erase", "amount.erase", Icon::Erase));
  amount.other = plain(say, "amount:sum:other", "amount.ready", Icon::Back);
}

}  // namespace bianmin::ui
