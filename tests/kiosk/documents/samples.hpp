#pragma once

#include "kiosk/documents/document.hpp"

// Made-up people and numbers: the names are nobody's, the identity numbers are the published examples of
// specs/devices.md §1.
namespace bianmin::tests {

inline kiosk::documents::Document certificate(std::size_t months = 6, bool english = false) {
  using namespace kiosk::documents;
  using base::Secret;
  const auto words = [english](const char* zh, const char* en) { return english ? Words(zh, en) : Words(zh); };
  Document d;
  d.kind = Kind::Certificate;
  d.title = words("社会保险个人参保证明", "Certificate of Social Insurance Participation");
  d.number_label = words("证明编号", "No.");
  d.number = "SB-3712-20261121-004217";
  d.issuer = words("莱芜示例区社会保险事业中心", "Laiwu Example District Social Insurance Centre");
  d.fields = {
      {words("姓名", "Name"), Secret("王秀英"), true},
      {words("性别", "Sex"), Secret("女")},
      {words("社会保障号码", "Social security number"), Secret("11010519491231002X")},
      {words("参保状态", "Status"), Secret("参保缴费")},
      {words("参保单位", "Employer"), Secret("莱芜示例区铜城街道示例花生加工专业合作社（有限合伙）第二生产车间")},
      {words("首次参保", "First insured"), Secret("2008年3月")},
      {words("累计缴费", "Months paid"), Secret("212 个月")}};
  Table kinds{words("参保险种", "Insurance"),
              {{words("险种", "Kind"), 2.4},
               {words("参保起始", "From"), 1.4, Align::Centre},
               {words("状态", "Status"), 1.2, Align::Centre},
               {words("累计月数", "Months"), 1, Align::Right}},
              {}};
  for (const char* kind : {"企业职工基本养老保险", "失业保险", "工伤保险"})
    kinds.rows.push_back({Secret(kind), Secret("2008年3月"), Secret("正常"), Secret("212")});
  Table payments{words("缴费明细", "Payments"),
                 {{words("月份", "Month"), 1.2},
                  {words("缴费基数（元）", "Base, yuan"), 1.3, Align::Right},
                  {words("单位缴费（元）", "Employer paid"), 1.3, Align::Right},
                  {words("个人缴费（元）", "You paid"), 1.3, Align::Right},
                  {words("到账", "Received"), 0.9, Align::Centre}},
                 {}};
  for (std::size_t i = 0; i < months; ++i)
    payments.rows.push_back({Secret(std::to_string(2026 - i / 12) + "年" + std::to_string(12 - i % 12) + "月"),
                             Secret("4,416.00"), Secret("706.56"), Secret("353.28"), Secret("已到账")});
  d.tables = {std::move(kinds), std::move(payments)};
  d.statement.emplace_back("以上信息来自社会保险经办系统，特此证明。本证明打印后三个月内有效，复印件需与原件核对。");
  d.seal = "莱芜示例区社会保险事业中心";
  d.sample = true;
  d.sample_mark = "样章 仅供演示";
  d.issued_on = "2026年11月21日";
  d.qr = "https://example.cn/v/SB-3712-20261121-004217?c=7KQ4M2XD";
  d.verify = words("扫码验证真伪", "Scan to verify");
  d.verify_code_label = words("验证码", "Code");
  d.verify_code = "7KQ4-M2XD";
  d.page_label = "第 {page} 页，共 {pages} 页";
  d.footer = {words("由铜城街道便民服务中心自助终端打印", "Printed by a self-service terminal"),
              words("有疑问请拨打 12333", "Questions: call 12333")};
  return d;
}

inline kiosk::documents::Document complaint_slip(bool english = false) {
  using namespace kiosk::documents;
  using base::Secret;
  const auto words = [english](const char* zh, const char* en) { return english ? Words(zh, en) : Words(zh); };
  Document d;
  d.kind = Kind::Slip;
  d.media = Media::Roll80;
  d.issuer = words("铜城街道便民服务中心", "Tongcheng Service Centre");
  d.title = words("投诉回执", "Complaint receipt");
  d.number_label = words("您的编号", "Your number");
  d.number = "LC-2611-00981-7";
  d.qr = "BM1:LC-2611-00981-7:0192f3d8-7c1e-7a33-9c41-5e2b8f6a1d07:MEUCIQDs3kq0ZCk1yN0x4tU9mG5dH2wQ7vXbP8rLfJ6aTnE0cw";
  d.verify = words("在任何一台终端扫这个码", "Scan this at any terminal");
  d.fields = {{words("事项", "About"), Secret("噪音扰民（夜间施工）")},
              {words("承办单位", "Handled by"), Secret("铜城街道城管中队")},
              {words("答复期限", "Answer by"), Secret("11月27日（星期五）前"), true},
              {words("提交时间", "Filed"), Secret("11月21日 9:46")}};
  d.steps_title = words("怎么查进度", "How to follow it");
  d.steps = {words("到任何一台便民终端，点查进度，扫上面的码。", "At any terminal press Progress and scan the code."),
             words("或者拨打 12345，报上面的编号。", "Or call 12345 and say the number."),
             words("不满意可以要求重办，不收费。", "Not satisfied? Ask for it to be done again, free.")};
  d.footer = {words("您的姓名和电话只有承办人能看到。本机不留您的信息。",
                    "Only the person in charge sees your name and phone. This machine keeps nothing.")};
  d.issued_on = "2026年11月21日 9:46";
  return d;
}

inline kiosk::documents::Document progress_slip() {
  using namespace kiosk::documents;
  using base::Secret;
  Document d = complaint_slip();
  d.kind = Kind::ProgressSlip;
  d.title = "办理进度";
  d.fields = {{"事项", Secret("噪音扰民（夜间施工）")}, {"答复期限", Secret("11月27日（星期五）前"), true}};
  Table steps;
  steps.caption = "办到哪一步了";
  steps.columns = {{"时间"}, {"进度"}};
  steps.rows.push_back({Secret("11月21日 9:46"), Secret("您提交了投诉")});
  steps.rows.push_back({Secret("11月21日 9:46"), Secret("已派给铜城街道城管中队")});
  steps.rows.push_back({Secret("11月23日 15:20"), Secret("工作人员到现场查看，已要求夜间停工")});
  steps.rows.push_back({Secret("11月27日前"), Secret("答复您")});
  steps.rows.push_back({Secret(""), Secret("请您评价，不满意可以重办")});
  steps.done = 3;
  d.tables = {std::move(steps)};
  return d;
}

/// What was paid: on A4 for who needs it, or on a roll. Labels in Korean with Chinese below, or in Chinese only.
inline kiosk::documents::Document receipt(kiosk::documents::Media media, bool korean = false) {
  using namespace kiosk::documents;
  using base::Secret;
  const auto words = [korean](const char* zh, const char* ko) { return korean ? Words(ko, zh) : Words(zh); };
  Document d;
  const bool sheet = media == Media::A4;
  d.kind = sheet ? Kind::Certificate : Kind::Slip;
  d.media = media;
  d.language = korean ? "ko" : "zh-CN";
  d.issuer = words("莱芜示例区便民服务中心", "라이우 시범구 주민 서비스 센터");
  d.title = words("缴费凭证", "납부 영수증");
  d.number_label = words("收据号", "영수증 번호");
  d.number = "SJ-2026-000981-3";
  d.fields = {{words("缴费人", "낸 사람"), Secret("王秀英"), true},
              {words("付款时间", "결제 시각"), Secret(korean ? "2026년 11월 21일 9:46" : "2026年11月21日 9:46")},
              {words("金额", "금액"), Secret(korean ? "1196.55 위안" : "1196.55 元"), true},
              {words("人民币大写", "한자 금액"), Secret("壹仟壹佰玖拾陆元伍角伍分"), true},
              {words("单号", "주문 번호"), Secret("261121-GMNBYQPFJF")}};
  Table bills;
  bills.columns = {{words("项目", "항목"), 1.2}, {words("金额", "금액")}};
  bills.rows.push_back({Secret("水费"), Secret(korean ? "46.20 위안" : "46.20 元")});
  bills.rows.push_back({Secret("铜城街道示例小区三号楼的集中供暖费"), Secret(korean ? "1150.35 위안" : "1150.35 元")});
  d.tables = {std::move(bills)};
  if (sheet) {
    d.statement.emplace_back("付款情况以收款单位的记录为准。");
    d.seal = "莱芜示例区便民服务中心";
    d.seal_words = "收费专用章";
  } else {
    d.steps_title = words("请您留意", "알아 두세요");
    d.steps = {words("请把收据收好。", "영수증을 잘 간직하세요.")};
  }
  d.sample = true;
  d.sample_mark = korean ? "견본 · 지어낸 자료입니다" : "样张 · 数据是编的";
  d.issued_on = korean ? "2026년 11월 21일" : "2026年11月21日";
  d.page_label = "第 {page} 页，共 {pages} 页";
  return d;
}

}  // namespace bianmin::tests
