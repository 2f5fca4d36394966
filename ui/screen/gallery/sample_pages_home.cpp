// The first page as it is with all services: groups under their headings, in one table.
#include "ui/screen/gallery/sample_pages.hpp"

namespace bianmin::ui {
namespace {

struct Words3 {
  const char *zh, *en, *ko;
  const char* in(const Say& say) const {
    return say.language.primary() == "zh" ? zh : say.language.primary() == "ko" ? ko : en;
  }
};
struct Service {
  const char* group;
  const char* id;
  Icon icon;
  Hue hue;
  Words3 title, note;
};

// As the services in kiosk/services call themselves.
constexpr Service kServices[] = {
    {"certificate",
     "medical-proof",
     Icon::Document,
     Hue::Blue,
     {"医保证明", "Medical proof", "의료보험 증명"},
     {"一分钟拿走", "Printed in a minute", "1분이면 됩니다"}},
    {"certificate",
     "property-proof",
     Icon::House,
     Hue::Blue,
     {"房产证明", "Property proof", "부동산 증명"},
     {"名下有哪些房", "What is in your name", "내 이름의 집"}},
    {"certificate",
     "social-proof",
     Icon::Document,
     Hue::Blue,
     {"打印社保证明", "Social insurance certificate", "사회보험 증명"},
     {"一分钟拿走", "Printed in a minute", "1분이면 됩니다"}},
    {"pension",
     "age-allowance",
     Icon::Gift,
     Hue::Magenta,
     {"高龄津贴", "Age allowance", "고령 수당"},
     {"80 周岁起可以领", "From the age of 80", "만 80세부터 받습니다"}},
    {"pension",
     "pension-check",
     Icon::Heart,
     Hue::Magenta,
     {"养老金认证", "Pension check", "연금 확인"},
     {"每年办一次", "Once a year", "해마다 한 번"}},
    {"pension",
     "pension-payments",
     Icon::Wallet,
     Hue::Magenta,
     {"养老金明细", "Pension payments", "연금 내역"},
     {"每月发了多少", "Paid to you each month", "달마다 받은 금액"}},
    {"payment",
     "medical-payment",
     Icon::Heart,
     Hue::Purple,
     {"医保缴费", "Medical insurance", "의료보험료"},
     {"家里人的一起交", "Pay for the whole family", "가족 것도 함께"}},
    {"payment",
     "utilities",
     Icon::Drop,
     Hue::Purple,
     {"水电气缴费", "Water and power", "수도·전기 요금"},
     {"暖气费也能交", "Gas and heating too", "가스와 난방도"}},
    {"voice",
     "city-rating",
     Icon::Star,
     Hue::Orange,
     {"城市评价", "Rate our town", "도시 평가"},
     {"四个小问题", "Four questions, no card", "짧은 질문 네 개"}},
    {"voice",
     "complaint",
     Icon::Message,
     Hue::Orange,
     {"投诉与建议", "Complaints and ideas", "민원과 제안"},
     {"5 个工作日内答复", "Answered in 5 working days", "근무일 5일 안에 답변"}},
    {"voice",
     "repair",
     Icon::House,
     Hue::Orange,
     {"小区报修", "Repairs at home", "주택 수리 신청"},
     {"水、电、楼道灯", "Water, power, lights, lifts", "물, 전기, 계단 등"}},
    {"voice",
     "snap",
     Icon::Camera,
     Hue::Orange,
     {"随手拍", "Take a picture", "사진 신고"},
     {"拍一张，有人管", "Show us what is wrong", "찍어서 알려 주세요"}},
    {"family",
     "after-death",
     Icon::Leaf,
     Hue::Green,
     {"身后事", "After a death", "사망 후 일 처리"},
     {"请节哀，少跑一趟是一趟", "We are sorry. Fewer errands for you", "한 번에 처리해 드립니다"}},
    {"family",
     "birth",
     Icon::Gift,
     Hue::Green,
     {"新生儿出生", "A new baby", "아기 출생"},
     {"户口、医保、补贴一次办", "Register once, not six times", "호적, 보험, 수당을 한 번에"}},
    {"family",
     "open-business",
     Icon::Wallet,
     Hue::Green,
     {"开办企业", "Opening a business", "사업 시작"},
     {"执照、公章、税务一次办", "Licence, seal and tax at once", "허가, 도장, 세금을 한 번에"}},
    {"family",
     "retirement",
     Icon::Leaf,
     Hue::Green,
     {"退休", "Retiring", "퇴직"},
     {"核准、养老金、医保一起办", "Approval, pension and insurance at once", "승인, 연금, 보험을 함께"}},
    {"life",
     "appointment",
     Icon::Calendar,
     Hue::Teal,
     {"预约取号", "Book a visit", "방문 예약"},
     {"约好时间再来", "Choose when to come", "시간을 정하고 오세요"}},
    {"life",
     "daily",
     Icon::Bell,
     Hue::Teal,
     {"公告与空气", "News, air and water", "공지와 공기"},
     {"今天的通知、空气和水", "Today's notices, air and water", "오늘의 공지, 공기, 물"}},
    {"life",
     "guide",
     Icon::Book,
     Hue::Teal,
     {"办事指南", "Guide", "이용 안내"},
     {"先看看要带什么", "See what to bring", "준비물 알아보기"}},
    {"life",
     "progress",
     Icon::Clock,
     Hue::Teal,
     {"查办理进度", "Track a case", "진행 상황"},
     {"刷卡或扫回执", "With your card or slip", "카드나 접수증으로"}},
};

void add_groups(Page& page, const Say& say) {
  for (const std::string group : {"certificate", "pension", "payment", "voice", "family", "life"}) {
    Tiles tiles;
    tiles.heading = say.key("group." + group);
    for (const Service& service : kServices)
      if (group == service.group)
        tiles.tiles.push_back({"service:" + std::string(service.id), service.icon, service.hue, service.title.in(say),
                               service.note.in(say)});
    page.blocks.emplace_back(std::move(tiles));
  }
  auto& last = std::get<Tiles>(page.blocks.back()).tiles;
  last.push_back({"rehearse", Icon::Pencil, last.back().hue, say.key("action.rehearse"), say.key("home.rehearse")});
}

void add_status(Page& page, const Say& say, bool online) {
  page.status = say.key("status.line", {{"link", say.key(online ? "status.online" : "status.offline")},
                                        {"printer", say.key(online ? "status.printer.ready" : "status.printer.empty")},
                                        {"hotline", say.key("status.hotline", {{"phone", "12345"}})}});
}

}  // namespace

void home_groups_page(Sample& s, const Say& say) {
  s.page.title = say.key("home.title");
  s.page.lead = say.key("home.lead");
  add_groups(s.page, say);
  s.page.blocks.emplace_back(
      Callout{CalloutKind::Warning, Icon::Bell, say("大风黄色预警", "Gale warning"),
              say("今天下午到夜间阵风 8 级，请少出门。", "gusts of force 8 tonight, please stay in.")});
  add_status(s.page, say, true);
}

void home_offline_page(Sample& s, const Say& say) {
  s.page.title = say.key("home.title");
  s.page.lead = say.key("home.lead.offline");
  s.page.blocks = {Callout{CalloutKind::Warning, Icon::Card, {}, say.key("home.card_left")}};
  add_groups(s.page, say);
  std::size_t i = 0;
  for (auto& block : s.page.blocks)
    if (auto* tiles = std::get_if<Tiles>(&block))
      for (auto& tile : tiles->tiles)
        if (++i % 3 != 0) {
          tile.note = say.key(i % 3 == 1 ? "home.service.offline" : "home.service.needs_paper");
          tile.hue = Hue::Slate;
          tile.not_now = true;
        }
  add_status(s.page, say, false);
}

}  // namespace bianmin::ui
