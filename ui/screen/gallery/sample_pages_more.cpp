#include <cmath>

#include "ui/screen/gallery/sample_pages.hpp"

namespace bianmin::ui {
namespace {

Action primary(const ActionId& id, const std::string& label) { return {id, label, Icon::None, Emphasis::Primary}; }

Progress filing(const Say& say, std::size_t current) {
  return {{say("选类别", "Topic"), say("说事情", "Tell"), say("核对", "Check"), say("提交", "Send")}, current};
}

// A sheet on a table, as a camera above it would see it: made-up grey lines, nobody's document.
std::shared_ptr<const Bitmap> made_up_sheet(int width, int height) {
  auto bitmap = std::make_shared<Bitmap>();
  bitmap->width = width;
  bitmap->height = height;
  std::string rgb;
  rgb.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double u = (x - 0.5 * width) / width, v = (y - 0.5 * height) / height;
      const double a = u * 0.995 + v * 0.06, c = v * 0.995 - u * 0.06;  // it lies a little askew
      int red = 96, green = 78, blue = 60;
      if (std::abs(a) < 0.38 && std::abs(c) < 0.44) {
        red = green = 244;
        blue = 236;
        const int row = static_cast<int>((c + 0.44) * 22);
        if (row == 2 && std::abs(a) < 0.16)
          red = green = blue = 60;
        else if (row > 3 && row < 17 && row % 2 == 0 && a > -0.32 && a < 0.32 - 0.05 * (row % 3))
          red = green = blue = 150;
        else if (std::hypot((a - 0.2) * 1.3, c - 0.3) < 0.075 && std::hypot((a - 0.2) * 1.3, c - 0.3) > 0.062) {
          red = 196;
          green = 52;
          blue = 46;
        }
      }
      rgb += static_cast<char>(red);
      rgb += static_cast<char>(green);
      rgb += static_cast<char>(blue);
    }
  bitmap->rgb = base::Secret(rgb);
  return bitmap;
}

Field told(const Say& say, const std::string& value, Text counter) {
  Field field{.id = "text", .kind = FieldKind::Chinese, .value = value, .max_characters = 500};
  field.hint = say("写在下面，或者直接说", "Write below, or simply speak");
  field.counter = std::move(counter);
  for (const auto* phrase : {"路灯不亮，晚上看不清路。", "垃圾没有人清运，气味很大。", "路面坏了，老人走路容易摔。"})
    field.phrases.emplace_back(phrase);
  return field;
}

void undo_and_park(Page& page, const Say& say) {
  page.undo = Action{"undo", say("撤回上一步", "Undo"), Icon::Refresh};
  if (page.view.style == ViewStyle::Elder)
    page.park = Action{"park", say("先让后面的人", "Let the next one go first"), Icon::People};
}

}  // namespace

void home_many_page(Sample& s, const Say& say) {
  Page& p = s.page;
  p.title = say("您好，要办什么？", "Hello, what can we do for you?");
  p.lead = say("轻点一项就开始。不知道选哪个，点“请人帮忙”。", "Tap one to start. Not sure? Tap “Get help”.");
  p.blocks = {
      Tiles{
          {{"pension-check", Icon::Heart, Hue::Magenta, say("养老待遇资格认证", "Pension check"),
            say("每年认证一次", "Once a year")},
           {"age-allowance", Icon::Gift, Hue::Magenta, say("高龄津贴申请", "Allowance for seniors"),
            say("满 80 岁可以办", "From 80 years")},
           {"pension-payments", Icon::Wallet, Hue::Magenta, say("养老金发放明细", "Pension payments"),
            say("近两年每月", "Month by month")},
           {"medical", Icon::Card, Hue::Purple, say("城乡居民医保缴费", "Health insurance"),
            say("可以替家人交", "Also for family")},
           {"water", Icon::Drop, Hue::Teal, say("交水费", "Water bill"), say("按户号查", "By customer number")},
           {"power", Icon::Bolt, Hue::Brown, say("交电费", "Power bill"), say("按户号查", "By customer number")},
           {"gas", Icon::Bolt, Hue::Orange, say("交燃气费", "Gas bill"), say("按户号查", "By customer number")},
           {"social-proof", Icon::Document, Hue::Blue, say("社保参保证明", "Insurance certificate"),
            say("一分钟拿走", "In a minute")},
           {"property", Icon::House, Hue::Blue, say("不动产登记查询证明", "Property certificate"),
            say("有房无房都能开", "Owner or not")},
           {"medical-proof", Icon::Document, Hue::Blue, say("医保缴费证明", "Payment certificate"),
            say("一分钟拿走", "In a minute")},
           {"complaint", Icon::Message, Hue::Orange, say("投诉与建议", "Complaints"),
            say("5 个工作日内答复", "Answer in 5 working days")},
           {"photo", Icon::Camera, Hue::Orange, say("随手拍", "Snap and report"),
            say("照片、地点、类别", "Photo, place, topic")},
           {"repair", Icon::House, Hue::Brown, say("小区报修", "Repairs at home"),
            say("漏水、电梯、路灯", "Leaks, lifts, lamps")},
           {"rating", Icon::Star, Hue::Green, say("城市评价", "Rate the city"), say("四个问题", "Four questions")},
           {"progress", Icon::Clock, Hue::Green, say("查办理进度", "Progress"), say("刷卡或扫回执", "By card or slip")},
           {"appointment", Icon::Calendar, Hue::Teal, say("预约取号", "Appointments"),
            say("今天可约 14 个号", "14 places today")},
           {"birth", Icon::Person, Hue::Magenta, say("新生儿出生一件事", "A child is born"),
            say("六件事一次办", "Six matters at once")},
           {"retire", Icon::Leaf, Hue::Green, say("退休一件事", "Retiring"),
            say("五件事一次办", "Five matters at once")},
           {"afterwards", Icon::People, Hue::Slate, say("身后一件事", "After a death"),
            say("慢慢来，我们帮您", "We help you")},
           {"company", Icon::Wallet, Hue::Brown, say("开办企业一件事", "Opening a business"),
            say("四件事一次办", "Four matters at once")},
           {"guide", Icon::Book, Hue::Slate, say("办事指南", "Guides"), say("先看看要带什么", "See what to bring")},
           {"policy", Icon::Info, Hue::Slate, say("政策推荐", "Policies for you"),
            say("可以随时关掉", "Can be turned off")},
           {"notices", Icon::Bell, Hue::Slate, say("公告", "Notices"), say("今天 2 条新的", "Two new today")},
           {"air", Icon::Eye, Hue::Teal, say("空气和水质日报", "Air and water today"),
            say("今天：良", "Today: good")}}},
      Callout{CalloutKind::Warning, Icon::Bell, say("大风黄色预警", "Gale warning"),
              say("今天下午到夜间阵风 8 级，请少出门。", "gusts of force 8 tonight, please stay in.")}};
}

void ticks_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Choice;
  s.page.title = say("哪些地方不满意？", "What was not good?");
  s.page.lead =
      say("点一下打勾，再点一下取消，可以选好几项。", "Tap to tick, tap again to undo. You may tick several.");
  Choices choices;
  choices.many = true;
  choices.choices = {{"choose:slow", say("等得太久", "It took too long"), "", Icon::Clock, true},
                     {"choose:unclear", say("没说清楚", "It was not explained"), "", Icon::Message},
                     {"choose:again", say("要我来回跑", "I had to come again"), "", Icon::Place, true},
                     {"choose:rude", say("态度不好", "They were not kind"), "", Icon::Person},
                     {"choose:wrong", say("事情没办好", "It was not done right"), "", Icon::Document}};
  s.page.blocks = {choices};
  undo_and_park(s.page, say);
  s.page.primary = primary("next", say("下一步", "Next"));
}

void date_page(Sample& s, const Say& say) {
  s.page.title = say("老人是哪一天出生的？", "When was the person born?");
  s.page.lead = say("点“加”“减”调到对的日子，不用打字。", "Tap plus or minus until it is right. No typing.");
  Picker picker;
  picker.label = say("现在选的是", "Chosen now");
  picker.whole = say("1948年3月12日", "12 March 1948");
  picker.parts = {{say("年", "Year"), "1948", "date:year:less", "date:year:more", say("上一年", "A year before"),
                   say("下一年", "A year later")},
                  {say("月", "Month"), say("3", "March"), "date:month:less", "date:month:more",
                   say("上个月", "A month before"), say("下个月", "A month later")},
                  {say("日", "Day"), "12", "date:day:less", "date:day:more", say("前一天", "A day before"),
                   say("后一天", "A day later")}};
  s.page.blocks = {picker};
  undo_and_park(s.page, say);
  s.page.primary = primary("next", say("就是这天", "That is the day"));
}

void date_wrong_page(Sample& s, const Say& say) {
  date_page(s, say);
  auto& picker = std::get<Picker>(s.page.blocks[0]);
  picker.whole = say("1958年3月12日", "12 March 1958");
  picker.parts[0].value = "1958";
  picker.parts[0].more.clear();
  picker.error = say("满 80 岁才能办，再看看年份对不对？", "The allowance begins at 80. Is the year right?");
}

void viewfinder_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Capture;
  s.page.progress = filing(say, 1);
  s.page.title = say("把证件平放在拍照台上", "Lay the paper under the camera");
  s.page.lead = say("四个角都看得见，再点“拍照”。", "When all four corners are seen, take the picture.");
  s.page.blocks = {Photo{nullptr, say("摄像头现在看到的", "What the camera sees now")}};
  s.local.viewfinder = made_up_sheet(320, 240);
  s.page.secondary = Action{"skip", say("不拍了", "Without a picture")};
  s.page.primary = Action{"shoot", say("拍照", "Take it"), Icon::Camera, Emphasis::Primary};
}

void viewfinder_dark_page(Sample& s, const Say& say) {
  viewfinder_page(s, say);
  s.local.viewfinder.reset();
}

void photo_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Capture;
  s.page.personal = true;
  s.page.progress = filing(say, 1);
  s.page.title = say("看得清楚吗？", "Is it clear?");
  s.page.lead = say("字能看清就可以。看不清，再拍一张。", "If the writing can be read it is good. Else take another.");
  s.page.blocks = {Photo{made_up_sheet(320, 240), say("刚才拍的第 1 张", "Picture 1")}};
  undo_and_park(s.page, say);
  s.page.secondary = Action{"again", say("再拍一张", "Again"), Icon::Refresh};
  s.page.primary = primary("use", say("看得清，用这张", "It is clear"));
}

void sign_empty_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Capture;
  s.page.personal = true;
  s.page.title = say("请签上您的名字", "Please sign your name");
  s.page.lead = say("用手指在框里写，写得不好可以重来。", "Write with a finger. You can start again.");
  s.page.blocks = {SignaturePad{"signature", "", say("申请人签名", "Signature"), say("请在这里签名", "Sign here"), ""}};
  s.page.primary = primary("next", say("签好了", "Signed"));
  s.page.primary->enabled = false;
}

void sign_page(Sample& s, const Say& say) {
  sign_empty_page(s, say);
  // Three made-up strokes of no name.
  auto& pad = std::get<SignaturePad>(s.page.blocks[0]);
  pad.strokes =
      "250,150 300,140 360,150 330,200 280,260 250,300;300,210 340,260 400,300;470,150 480,250 470,320;470,160 560,150 "
      "570,240 560,310;480,235 560,230;650,140 640,330;650,170 760,150 740,250 660,290";
  s.page.primary->enabled = true;
  undo_and_park(s.page, say);
}

void sign_wrong_page(Sample& s, const Say& say) {
  sign_empty_page(s, say);
  std::get<SignaturePad>(s.page.blocks[0]).error =
      say("还没有签名，请在框里写上名字。", "There is no signature yet. Please write your name in the frame.");
}

void memo_page(Sample& s, const Say& say) {
  s.page.personal = true;
  s.page.title = say("请说说是什么事", "Please tell us what it is about");
  s.page.lead = say("写字、点常用语、或者直接说，都行。", "Write, tap a phrase, or simply speak.");
  Field field = told(say, "", say("最多 500 字", "500 characters at most"));
  field.memo = Memo{.actions = {{"memo:start", say("不想写？点这里说", "Speak instead"), Icon::Microphone}}};
  s.page.blocks = {field};
  s.page.primary = primary("next", say("下一步", "Next"));
}

void memo_recording_page(Sample& s, const Say& say) {
  memo_page(s, say);
  auto& field = std::get<Field>(s.page.blocks[0]);
  field.memo =
      Memo{.state = Memo::State::Recording, .seconds = 12, .level = 64, .status = say("正在听您说", "Listening")};
  field.memo->actions = {{"memo:stop", say("说完了", "Done"), Icon::Check}};
}

void memo_recorded_page(Sample& s, const Say& say) {
  memo_page(s, say);
  auto& field = std::get<Field>(s.page.blocks[0]);
  field.memo =
      Memo{.state = Memo::State::Recorded, .seconds = 12, .status = say("录好了，12 秒", "Recorded, 12 seconds")};
  field.memo->actions = {{"memo:play", say("听一听", "Listen"), Icon::Sound},
                         {"memo:erase", say("删掉", "Erase"), Icon::Erase}};
}

void strokes_page(Sample& s, const Say& say) {
  s.page.personal = true;
  s.page.title = say("请说说是什么事", "Please tell us what it is about");
  s.page.lead = say("按笔顺点横、竖、撇、捺、折。", "Tap the strokes in the order of writing.");
  s.page.blocks = {told(say, "小区门口的", say("已写 5 字，最多 500 字", "5 of 500 characters written"))};
  s.local.writing.tab = InputTab::Strokes;
  s.local.writing.composition = "一丨丿丶";
  s.local.writing.candidates = {"大", "来", "夫", "太", "本", "木", "不", "有"};
  s.page.primary = primary("next", say("下一步", "Next"));
}

void following_page(Sample& s, const Say& say) {
  strokes_page(s, say);
  s.page.lead =
      say("用手指写，或者点常用语。不用写得很整齐。", "Write with a finger, or tap a phrase. It need not be neat.");
  std::get<Field>(s.page.blocks[0]).value = "小区门口的路";
  s.local.writing = Writing{};
  s.local.writing.candidates = {"灯", "上", "面", "口", "边", "过", "线", "，", "。"};
  s.local.writing.following = true;
}

void english_in_chinese_page(Sample& s, const Say& say) {
  strokes_page(s, say);
  s.page.lead = say("也可以用英文写。", "You may write in English.");
  std::get<Field>(s.page.blocks[0]).value = "The lamp at the gate is out";
  s.local.writing = Writing{};
  s.local.writing.tab = InputTab::English;
}

void pay_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Pay;
  s.page.personal = true;
  s.page.progress =
      Progress{{say("刷卡", "Card"), say("核对", "Check"), say("付款", "Pay"), say("票据", "Receipt")}, 2};
  s.page.title = say("请用手机扫码付款", "Scan to pay");
  s.page.blocks = {
      Facts{{{say("城乡居民医保，2027 年度", "Health insurance for 2027"), say("380.00 元", "¥380.00"), "", ""}}},
      CodeView{"https://pay.example.invalid/q/7K2M-4410-93XA-5518",
               say("微信、支付宝、云闪付都行，5 分钟内有效", "Any payment app, valid for 5 minutes")},
      Buttons{{{"pay:mine", say("让机器扫我的付款码", "Scan my payment code instead"), Icon::Code}}}};
  undo_and_park(s.page, say);
  s.page.undo.reset();
}

void pay_scan_page(Sample& s, const Say& say) {
  pay_page(s, say);
  s.page.title = say("请出示您的付款码", "Show your payment code");
  s.page.lead = say("手机点“付款码”，对着扫码口，离一个手掌远。",
                    "Open the payment code and hold it a hand's width from the scanner.");
  s.page.blocks = {s.page.blocks[0],
                   Illustration{Picture::PaymentCode, say("正在等您的付款码 …", "Waiting for your code …")},
                   Buttons{{{"pay:theirs", say("改用手机扫屏幕", "Scan the screen instead"), Icon::Phone}}}};
}

void pay_unsure_page(Sample& s, const Say& say) {
  pay_page(s, say);
  s.page.title = say("正在跟银行核对", "Asking the bank");
  s.page.lead =
      say("钱不会付两次。请稍等，或者拿回执先走。", "You never pay twice. Please wait, or take a slip and go.");
  s.page.blocks = {s.page.blocks[0],
                   Callout{CalloutKind::Warning, Icon::Clock, say("还不知道有没有付成。", "Not known yet. "),
                           say("核对好了发短信告诉您；没付成的，钱自动退回。",
                               "We text you the outcome; what failed is paid back.")}};
  s.page.secondary = Action{"slip", say("拿回执先走", "Take a slip"), Icon::Print};
  s.page.primary = primary("wait", say("再等等", "Wait"));
}

void helper_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Notice;
  s.page.title = say("正在叫人，请稍等", "Calling somebody");
  s.page.lead = say("您写的都留着，不用着急。", "What you wrote is kept. Take your time.");
  s.page.blocks = {Illustration{Picture::HelperComes, say("1 号窗口的同志马上来", "Counter 1 is on the way")}};
  s.page.primary = primary("resume", say("不用了，我自己来", "I can manage"));
}

void two_people_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Identify;
  s.page.title = say("谁来帮您办？", "Who helps you?");
  s.page.lead = say("先放老人的身份证，再放帮忙人的身份证。", "First the senior's card, then the helper's.");
  s.page.blocks = {Illustration{Picture::TwoPeople, say("正在等第一张卡 …", "Waiting for the first card …")}};
  undo_and_park(s.page, say);
}

void rehearsal_page(Sample& s, const Say& say) {
  ticks_page(s, say);
  s.page.ribbon = say("练一练：按错不要紧，什么也不会交上去", "Practice: nothing is sent, mistakes do not matter");
}

void done_short_page(Sample& s, const Say& say) {
  s.page.kind = PageKind::Done;
  s.page.personal = true;
  s.page.title = say("证明打印好了", "Your certificate is printed");
  s.page.lead = say("共 1 页。请拿好证明和身份证。", "One page. Please take it and your card.");
  s.page.blocks = {Mark{MarkKind::Ok}};
  s.page.back.reset();
  s.page.primary = primary("finish", say("办完了，退出", "Done, log out"));
}

}  // namespace bianmin::ui
