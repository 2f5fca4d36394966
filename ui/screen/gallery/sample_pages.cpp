#include "ui/screen/gallery/sample_pages.hpp"

namespace bianmin::ui {
namespace {

Progress steps(const Say& say, std::size_t current) {
  return {{say("刷卡", "Card"), say("核对", "Check"), say("打印", "Print"), say("评价", "Rate")}, current};
}

Action primary(const ActionId& id, const std::string& label) { return {id, label, Icon::None, Emphasis::Primary}; }

Field complaint_field(const Say& say) {
  Field field{.id = "text",
              .kind = FieldKind::Chinese,
              .value = "小区门口的路灯坏了三天，晚上看不清路，老人走",
              .max_characters = 500};
  field.counter = say("已写 22 字，最多 500 字", "22 of 500 characters written");
  for (const auto* phrase : {"路灯不亮，晚上看不清路。", "垃圾没有人清运，气味很大。", "路面坏了，老人走路容易摔。",
                             "夜里施工太吵，睡不好。", "楼道里堆了杂物，出门不方便。"})
    field.phrases.emplace_back(phrase);
  return field;
}

void complaint_frame(Sample& s, const Say& say) {
  s.page.personal = true;
  s.page.title = say("请说说是什么事", "Please tell us what it is about");
  s.page.lead =
      say("用手指写，或者点常用语。不用写得很整齐。", "Write with a finger, or tap a phrase. It need not be neat.");
  s.page.blocks = {complaint_field(say)};
  s.page.primary = primary("next", say("下一步", "Next"));
}

}  // namespace

void home_page(Sample& s, const Say& say) {
  Page& p = s.page;
  if (p.view.style == ViewStyle::Elder) {
    p.title = say("您要办哪一件？", "What would you like to do?");
    p.lead = say("点一下就行。按错了不要紧，能退回来。", "One tap is enough. You can always go back.");
    p.blocks = {
        Tiles{
            {{"pension", Icon::Heart, Hue::Magenta, say("养老金认证", "Pension check"),
              say("每年办一次", "Once a year")},
             {"insurance", Icon::Card, Hue::Purple, say("交医保", "Health insurance"),
              say("刷卡就能交", "Pay with your card")},
             {"certificates", Icon::Document, Hue::Blue, say("打印证明", "Print certificates"),
              say("一分钟拿走", "Ready in a minute")},
             {"complaint", Icon::Message, Hue::Orange, say("有话要说", "Speak up"),
              say("投诉、建议", "Complaints, ideas")},
             {"progress", Icon::Clock, Hue::Green, say("查进度", "Progress"), say("办到哪一步了", "How far is it?")}}},
        Buttons{{{"rehearse", say("练一练", "Practise"), Icon::Book}, {"all", say("全部服务", "All services")}}}};
    return;
  }
  p.title = say("您好，要办什么？", "Hello, what can we do for you?");
  p.lead = say("轻点一项就开始。不知道选哪个，点“请人帮忙”。", "Tap one to start. Not sure? Tap “Get help”.");
  p.blocks = {
      Tiles{
          {{"certificates", Icon::Document, Hue::Blue, say("打印证明", "Certificates"),
            say("社保、不动产等 12 种", "12 kinds, in a minute")},
           {"complaint", Icon::Message, Hue::Orange, say("投诉与建议", "Complaints"),
            say("5 个工作日内答复", "Answer in 5 working days")},
           {"progress", Icon::Clock, Hue::Green, say("查办理进度", "Progress"), say("刷卡或扫回执", "By card or slip")},
           {"pay", Icon::Card, Hue::Purple, say("缴费", "Payments"),
            say("医保、水、电、燃气", "Insurance, water, power")},
           {"elder-care", Icon::Heart, Hue::Magenta, say("养老服务", "For seniors"),
            say("资格认证、高龄津贴", "Pension check, allowance")},
           {"appointment", Icon::Calendar, Hue::Teal, say("预约取号", "Appointments"),
            say("今天可约 14 个号", "14 places today")},
           {"bundles", Icon::Gift, Hue::Brown, say("一件事一次办", "Life events"),
            say("出生、退休、开店", "Birth, retiring, a shop")},
           {"guide", Icon::Book, Hue::Slate, say("办事指南", "Guides"), say("先看看要带什么", "See what to bring")}}},
      Callout{CalloutKind::Warning, Icon::Bell, say("大风黄色预警", "Gale warning"),
              say("今天下午到夜间阵风 8 级，请少出门。", "gusts of force 8 tonight, please stay in.")}};
  if (!p.view.low_reach && p.view.text_percent == 100)
    p.status = say("已接通平台 · 打印机有纸\n服务电话 12345", "Connected · paper ready\nHotline 12345");
}

void identify_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Identify;
  s.page.progress = steps(say, 0);
  s.page.title = say("请把身份证放在读卡区", "Put your ID card on the reader");
  s.page.lead = say("读卡区在屏幕右下方，亮着橙色灯。卡放稳，先不要拿开。",
                    "The reader is below on the right, with the orange light. Leave the card there for now.");
  s.page.blocks = {Illustration{Picture::CardOnReader, say("正在等您的卡 …", "Waiting for your card …")},
                   Buttons{{{"use-social-card", say("用社会保障卡", "Social-security card"), Icon::Card},
                            {"use-code", say("扫手机上的码", "Code on my phone"), Icon::Code}}}};
}

void scan_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Identify;
  s.page.title = say("请出示手机上的码", "Show the code on your phone");
  s.page.lead = say("把码对着扫码口，离一个手掌远。", "Hold it a hand's width from the scanner.");
  s.page.blocks = {Illustration{Picture::CodeToScanner, say("正在等您的码 …", "Waiting for your code …")}};
}

void complaint_page(Sample& s, const Say& say) {
  complaint_frame(s, say);
  s.local.writing.candidates = {"路", "跑", "踏", "跟", "蹈", "距", "跳", "踢", "踪", "跌"};
  s.local.writing.strokes = {{{0.28, 0.2}, {0.28, 0.36}, {0.4, 0.36}, {0.4, 0.2}, {0.28, 0.2}},
                             {{0.34, 0.36}, {0.34, 0.7}},
                             {{0.34, 0.51}, {0.42, 0.51}},
                             {{0.27, 0.53}, {0.27, 0.71}},
                             {{0.24, 0.75}, {0.34, 0.72}, {0.43, 0.67}},
                             {{0.57, 0.18}, {0.54, 0.29}, {0.47, 0.4}},
                             {{0.53, 0.26}, {0.69, 0.26}, {0.62, 0.45}, {0.47, 0.6}},
                             {{0.53, 0.34}, {0.62, 0.48}, {0.77, 0.58}},
                             {{0.54, 0.63}, {0.54, 0.85}, {0.7, 0.85}, {0.7, 0.63}, {0.54, 0.63}}};
}

void pinyin_page(Sample& s, const Say& say) {
  complaint_frame(s, say);
  s.local.writing.tab = InputTab::Pinyin;
  s.local.writing.composition = "lu deng";
  s.local.writing.candidates = {"路灯", "路", "陆", "录", "绿", "鹿"};
}

void phrases_page(Sample& s, const Say& say) {
  complaint_frame(s, say);
  s.local.writing.tab = InputTab::Phrases;
}

void signs_page(Sample& s, const Say& say) {
  complaint_frame(s, say);
  s.local.writing.layer = KeyLayer::Signs;
}

void phone_page(Sample& s, const Say& say) {
  s.page.personal = true;
  s.page.title = say("您的手机号是多少？", "What is your mobile number?");
  s.page.lead = say("办好了给您发短信。不想留，点“跳过”。", "We text you when it is done. You may skip this.");
  Field field{.id = "phone", .kind = FieldKind::Phone, .value = "1380000123", .max_characters = 11};
  field.counter = say("还差 1 位", "1 digit to go");
  field.error = say("手机号是 11 位，请再看看。", "A mobile number has 11 digits, please check.");
  s.page.blocks = {field};
  s.page.secondary = Action{"skip", say("跳过", "Skip")};
  s.page.primary = primary("next", say("下一步", "Next"));
}

void id_number_page(Sample& s, const Say& say) {
  s.page.personal = true;
  s.page.title = say("请输入身份证号", "Enter your ID number");
  s.page.lead = say("末位是字母 X 的，点左下角的 X。", "If it ends in X, tap X at the lower left.");
  Field field{.id = "id", .kind = FieldKind::IdNumber, .value = "37140219500", .max_characters = 18};
  field.counter = say("已输 11 位，共 18 位", "11 of 18 characters");
  s.page.blocks = {field};
  s.page.primary = primary("next", say("下一步", "Next"));
}

void english_page(Sample& s, const Say& say) {
  s.page.personal = true;
  s.page.title = say("请输入护照上的姓名", "Your name as in the passport");
  Field field{.id = "name", .kind = FieldKind::English, .value = "Sample Visitor", .max_characters = 60};
  field.counter = say("已写 14 个字母", "14 letters written");
  s.page.blocks = {field};
  s.page.primary = primary("next", say("下一步", "Next"));
}

void choice_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Choice;
  s.page.progress =
      Progress{{say("选类别", "Topic"), say("说事情", "Tell"), say("核对", "Check"), say("提交", "Send")}, 0};
  s.page.title = say("是哪方面的事？", "What is it about?");
  s.page.lead = say("选最接近的一项就行，派错了由我们转。", "Pick the closest. If it is the wrong one, we pass it on.");
  s.page.blocks = {Choices{
      {{"choose:roads", say("道路、路灯", "Roads and lights"), say("坑洼、井盖、路灯不亮", "Holes, covers, dark lamps"),
        Icon::Place, true},
       {"choose:waste", say("垃圾、卫生", "Waste"), say("清运、公厕、异味", "Collection, toilets, smells"), Icon::Leaf},
       {"choose:noise", say("噪声", "Noise"), say("施工、广场舞、商铺", "Works, dancing, shops"), Icon::Sound},
       {"choose:water", say("水、电、燃气", "Water, power, gas"), say("停供、漏水、收费", "Cuts, leaks, bills"),
        Icon::Drop},
       {"choose:housing", say("物业、楼道", "Housing"), say("电梯、杂物、维修", "Lifts, clutter, repairs"),
        Icon::House},
       {"choose:other", say("别的事", "Something else"), say("说不清也没关系", "It need not be clear yet"),
        Icon::Message}}}};
  s.page.primary = primary("next", say("下一步", "Next"));
}

void review_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Review;
  s.page.personal = true;
  s.page.progress =
      Progress{{say("选类别", "Topic"), say("说事情", "Tell"), say("核对", "Check"), say("提交", "Send")}, 2};
  s.page.title = say("请看看对不对", "Please check");
  s.page.lead = say("不对的地方，点右边的“改”。", "Tap “Change” where something is wrong.");
  const Text change = say("改", "Change");
  s.page.blocks = {
      Facts{{{say("类别", "Topic"), say("道路、路灯", "Roads and lights"), "edit:topic", change},
             {say("事情", "What"),
              say("小区门口的路灯坏了三天，晚上看不清路，老人走路容易摔。请尽快修一修。",
                  "The lamp at the gate has been out for three days. Old people may fall. Please mend it soon."),
              "edit:text", change},
             {say("地点", "Where"), say("样例路 8 号小区东门", "East gate, 8 Sample Road"), "edit:place", change},
             {say("姓名", "Name"), say("张*样", "Zhang * Yang"), "", ""},
             {say("手机号", "Mobile"), "138****1234", "edit:phone", change}}},
      Callout{CalloutKind::Ok, Icon::Lock, "",
              say("您的姓名和电话只有承办人能看到。离开后这台机器不留任何信息。",
                  "Only the clerk in charge sees your name and number. This machine keeps nothing.")}};
  s.page.primary = primary("submit", say("没问题，提交", "All right, send"));
}

void done_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Done;
  s.page.personal = true;
  s.page.title = say("已收到，谢谢您", "Received, thank you");
  s.page.lead = say("编号 LC-2611-00981-7，回执正在打印", "Number LC-2611-00981-7, the slip is being printed");
  s.page.blocks = {
      Mark{MarkKind::Ok},
      Timeline{{{ItemState::Done, say("您提交了投诉", "You filed it"),
                 say("今天 9:46 · 铜城街道便民服务中心", "Today 9:46 · Tongcheng Service Centre")},
                {ItemState::Done, say("已派给 铜城街道城管中队", "Given to the Tongcheng city team"),
                 say("首接单位，负责到底 · 用时 2 秒", "They stay responsible · took 2 seconds")},
                {ItemState::Current, say("11月27日（星期五）前答复您", "You get an answer by Fri 27 Nov"),
                 say("提前 1 天未答复亮黄牌，超期亮红牌", "Yellow card one day before, red card when late")},
                {ItemState::Todo, say("请您评价，不满意可以重办", "You rate it, and may ask again"),
                 say("在任何一台终端扫回执就能看、能评", "Scan the slip at any terminal")}}},
      Callout{CalloutKind::Ok, Icon::Lock, "",
              say("您的姓名和电话只有承办人能看到。离开后这台机器不留任何信息。",
                  "Only the clerk in charge sees your name and number. This machine keeps nothing.")}};
  s.page.back.reset();
  s.page.secondary = Action{"reprint", say("再印一张", "Print again"), Icon::Print};
  s.page.primary = primary("finish", say("办完了，退出", "Done, log out"));
}

void printing_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Wait;
  s.page.progress = steps(say, 2);
  s.page.title = say("正在打印", "Printing");
  s.page.lead = say("大约 20 秒，请在这里等一等。", "About 20 seconds, please wait here.");
  s.page.blocks = {Illustration{Picture::Printing, say("第 1 页，共 2 页", "Page 1 of 2")}};
  s.page.back.reset();
}

void take_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Wait;
  s.page.progress = steps(say, 3);
  s.page.title = say("请拿走您的证明", "Please take your certificate");
  s.page.lead = say("在屏幕下方的出纸口。别忘了身份证。", "In the slot below the screen. Do not forget your card.");
  s.page.blocks = {Illustration{Picture::TakeDocument, say("证明共 2 页", "2 pages")}};
  s.page.primary = primary("taken", say("拿到了", "I have it"));
}

void error_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Error;
  s.page.title = say("这张卡没读出来", "The card could not be read");
  s.page.lead = say("不要紧，换个办法就行。", "Never mind, there are other ways.");
  s.page.blocks = {Mark{MarkKind::Error},
                   Callout{CalloutKind::Info, Icon::Info, say("可以这样试", "Please try"),
                           say("把卡拿开，擦一擦，再平放上去，等听到“嘀”一声。",
                               "Lift the card, wipe it, lay it flat again and wait for the beep.")},
                   Paragraph{say("如果还是不行，可以扫手机上的码，或者请人帮忙。故障代码 CARD-03。",
                                 "If it still fails, use the code on your phone or get help. Code CARD-03.")},
                   Buttons{{{"use-code", say("扫手机上的码", "Code on my phone"), Icon::Code},
                            {"type-number", say("手动输号码", "Type the number"), Icon::Keyboard}}}};
  s.page.primary = primary("retry", say("再试一次", "Try again"));
}

void trouble_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Trouble;
  s.page.title = say("机器出了点问题", "The machine has a problem");
  s.page.lead = say("您的事没有丢，已经存好了。", "Nothing is lost, it has been kept.");
  s.page.blocks = {Illustration{Picture::Trouble, say("打印机没有纸了", "The printer is out of paper"), false},
                   Callout{CalloutKind::Warning, Icon::Warning, say("已经叫人了。", "Staff have been called. "),
                           say("9:42 通知了 1 号窗口，一般 5 分钟内来。",
                               "Counter 1 was told at 9:42; they come within 5 minutes.")}};
  s.page.primary = primary("wait", say("我等一等", "I will wait"));
}

void list_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::List;
  s.page.personal = true;
  s.page.title = say("您的缴费记录", "Your payments");
  Table table{{say("日期", "Date"), say("项目", "For"), say("金额", "Amount")}, {}};
  for (int month = 1; month <= 14; ++month)
    table.rows.push_back({"2026-" + std::string(month < 10 ? "0" : "") + std::to_string(std::min(month, 12)) + "-0" +
                              std::to_string(1 + month % 9),
                          month % 3 == 0 ? say("城乡居民医疗保险", "Health insurance")
                          : month % 2    ? say("水费", "Water")
                                         : say("燃气费", "Gas"),
                          std::to_string(30 + month * 7) + ".50 " + say("元", "yuan")});
  s.page.blocks = {table};
}

void guide_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Notice;
  s.page.title = say("高龄津贴怎么办", "The allowance for seniors");
  s.page.lead = say("满 80 岁的老人都可以办。", "For everybody over 80.");
  for (int i = 0; i < 4; ++i) {
    s.page.blocks.emplace_back(
        Paragraph{say("带上老人的身份证和银行卡。老人来不了的，家里人可以代办，带上双方的身份证就行。户口不在本地的，先"
                      "点“请人帮忙”，我们帮您查能不能办。",
                      "Bring the ID card and the bank card. If the person cannot come, family may do it with both ID "
                      "cards. If registered elsewhere, tap “Get help” and we look into it.")});
    s.page.blocks.emplace_back(
        Paragraph{say("每月 15 日前申请的，当月就发；15 日以后申请的，下个月补发，一分不少。",
                      "Applied by the 15th, it is paid this month; later, it is made up next month in full.")});
  }
  s.page.blocks.emplace_back(Callout{CalloutKind::Info, Icon::Phone, say("想问人", "To ask somebody"),
                                     say("打 12345，或者到 1 号窗口。", "call 12345 or go to counter 1.")});
}

void rate_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Choice;
  s.page.title = say("这次办得怎么样？", "How was it?");
  s.page.lead = say("您的评价会影响我们的考核，请放心说。", "Your rating counts, please speak freely.");
  s.page.blocks = {Choices{{{"rate:5", say("非常满意", "Very good"), "", Icon::Star},
                            {"rate:4", say("满意", "Good"), "", Icon::Star},
                            {"rate:3", say("基本满意", "Fair"), "", Icon::Star, true},
                            {"rate:2", say("不满意", "Poor"), "", Icon::Star},
                            {"rate:1", say("非常不满意", "Very poor"), "", Icon::Star}}}};
  s.page.primary = primary("send", say("交评价", "Send"));
}

void code_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Done;
  s.page.title = say("用手机接着看", "Go on with your phone");
  s.page.lead = say("用微信扫一扫，就能看到办到哪一步了。", "Scan this to see how far it is.");
  s.page.blocks = {
      CodeView{"https://example.invalid/c/LC-2611-00981-7", say("编号 LC-2611-00981-7", "Number LC-2611-00981-7")},
      Paragraph{say("不用手机也行：带上回执，到任何一台终端都能查。", "No phone? Bring the slip to any terminal.")}};
  s.page.primary = primary("finish", say("办完了，退出", "Done, log out"));
}

void dialog_page(Sample& s, const Say& say) {
  review_page(s, say);
  s.page.dialog =
      Dialog{say("您还在吗？", "Are you still there?"),
             say("20 秒后自动退出，您写的都会清掉。", "In 20 seconds we log you out and clear what you wrote."),
             {primary("stay", say("我还在", "I am here")), {"leave", say("退出", "Log out")}}};
}

}  // namespace bianmin::ui
