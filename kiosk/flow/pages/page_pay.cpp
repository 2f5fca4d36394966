// The pages of paying.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/service/template.hpp"

namespace bianmin::kiosk {
namespace {

using Pay = Payment::State;

ui::Text money(const PageParts& parts, const base::Secret& yuan) {
  return format_value({yuan, {}}, "money", parts.state.language, false);
}

class PayPage {
 public:
  PayPage(const PageParts& parts, ui::Page& page)
      : parts_(parts),
        s_(parts.state),
        payment_(*parts.state.session->payment),
        page_(page),
        amount_(money(parts, payment_.amount)) {}

  void build() {
    if (payment_.leaving) return wait("cancelling");
    if (payment_.lost())
      return unknown(payment_.charged ? "pay.uncertain.title" : "pay.lost.title",
                     payment_.charged ? "pay.lost.lead.charged" : "pay.lost.lead");
    switch (payment_.state) {
      case Pay::Starting: break;  // the step's own title and lead
      case Pay::Waiting: return waiting();
      case Pay::Paying: return wait("paying");
      case Pay::Failed:
        return over("failed", ui::MarkKind::Error,
                    payment_.reason == "insufficient" ? "pay.failed.insufficient" : "pay.failed.refused",
                    "action.retry");
      case Pay::Cancelled:
        if (payment_.charged) return over("cancelled", ui::MarkKind::Ok, "pay.cancelled.lead", "pay.expired.again");
        [[fallthrough]];
      case Pay::Expired: return over("expired", ui::MarkKind::Warning, "pay.expired.lead", "pay.expired.again");
      case Pay::Uncertain: return unknown("pay.uncertain.title", "pay.uncertain.lead");
      case Pay::Refunding: return refunding();
      case Pay::Refunded: return over("refunded", ui::MarkKind::Ok, "pay.refunded.lead", "pay.refunded.again");
    }
    page_.id += "/starting";
    page_.kind = ui::PageKind::Wait;
    page_.blocks.emplace_back(ui::Illustration{ui::Picture::Waiting, parts_.text("pay.starting"), true});
  }

 private:
  void words(const std::string& title, const std::string& lead) {
    page_.title = parts_.text(title, {{"amount", amount_}});
    page_.lead = parts_.text(lead, {{"amount", amount_}});
  }

  // Both ways work at the same time, whichever of them is shown.
  void waiting() {
    page_.kind = ui::PageKind::Pay;
    const bool mine = s_.session->showing_code;
    // Where letters are large the amount is the title: the code must stand on the same page without turning it.
    const bool large = parts_.elder() || s_.view.text_percent > 100;
    words(mine    ? "pay.mine.title"
          : large ? "pay.now.title.amount"
                  : "pay.now.title",
          payment_.wrong_code ? "pay.now.wrong_code"
          : mine              ? "pay.mine.lead"
                              : "pay.now.lead");
    if (mine || !large) page_.blocks.emplace_back(ui::Facts{{{parts_.text("pay.now.amount"), amount_, {}, {}}}});
    if (mine) {
      ui::Illustration picture{ui::Picture::PaymentCode, parts_.text("pay.mine.waiting"), true};
      if (s_.scanner_lost) {  // it would be waited for in vain
        picture.caption = parts_.failure({base::FailureCode::CameraMissing, {}});
        picture.active = false;
      }
      page_.blocks.emplace_back(std::move(picture));
      page_.blocks.emplace_back(ui::Buttons{{parts_.action("pay:theirs", "pay.mine.other", ui::Icon::Phone)}});
      return;
    }
    ui::Text caption = parts_.text("pay.now.code");
    if (payment_.expires_at)
      caption = parts_.text("pay.now.code.until",
                            {{"time", i18n::time_of_day(s_.language, base::to_china_time(*payment_.expires_at))}});
    page_.blocks.emplace_back(ui::CodeView{std::string(payment_.code.reveal()), std::move(caption)});
    page_.blocks.emplace_back(ui::Buttons{{parts_.action("pay:mine", "pay.now.mine", ui::Icon::Code)}});
  }

  void wait(const std::string& what) {
    page_.id += "/" + what;
    page_.kind = ui::PageKind::Wait;
    words("pay." + what + ".title", "pay." + what + ".lead");
    page_.blocks.emplace_back(ui::Illustration{ui::Picture::Waiting, amount_, true});
  }

  void over(const std::string& what, ui::MarkKind mark, const std::string& lead, std::string_view again) {
    page_.id += "/" + what;
    page_.kind = ui::PageKind::Error;
    words("pay." + what + ".title", lead);
    page_.blocks.emplace_back(ui::Mark{mark});
    if (payment_.state == Pay::Refunded) {
      page_.secondary = parts_.action("retry", again);
      page_.primary = parts_.primary("finish", "action.finish");
    } else {
      page_.primary = parts_.primary("retry", again);
    }
  }

  ui::Facts facts() const {
    ui::Facts facts;
    facts.facts.push_back({parts_.text("pay.order"), i18n::case_number(s_.language, payment_.order), {}, {}});
    facts.facts.push_back({parts_.text("pay.how_much"), amount_, {}, {}});
    return facts;
  }

  void unknown(const std::string& title, const std::string& lead) {
    page_.id += "/uncertain";
    page_.kind = ui::PageKind::Error;
    words(title, lead);
    page_.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
    page_.blocks.emplace_back(facts());
    page_.blocks.emplace_back(
        ui::Callout{ui::CalloutKind::Info,
                    ui::Icon::Info,
                    {},
                    parts_.text("pay.uncertain.what", {{"phone", i18n::phone(s_.language, s_.rules.telephone)}})});
    using Slip = Payment::Slip;
    if (payment_.slip != Slip::None) {
      const char* said = payment_.slip == Slip::Printing  ? "wait.printing"
                         : payment_.slip == Slip::Printed ? "pay.slip.printed"
                                                          : "pay.slip.failed";
      page_.blocks.emplace_back(
          ui::Callout{payment_.slip == Slip::Failed ? ui::CalloutKind::Warning : ui::CalloutKind::Ok,
                      ui::Icon::Print,
                      {},
                      parts_.text(said)});
    }
    if (payment_.slip == Slip::None || payment_.slip == Slip::Failed) {
      page_.secondary = parts_.action("finish", "pay.leave_anyway");
      page_.primary = parts_.primary("slip", payment_.slip == Slip::Failed ? "action.retry" : "pay.slip.button");
    } else {
      page_.primary = parts_.primary("finish", "pay.leave_anyway");
    }
  }

  void refunding() {
    page_.id += "/refunding";
    page_.kind = ui::PageKind::Error;
    words("pay.refunding.title", "pay.refunding.lead");
    page_.blocks.emplace_back(ui::Mark{ui::MarkKind::Warning});
    page_.blocks.emplace_back(facts());
    page_.primary = parts_.primary("finish", "pay.leave_anyway");
  }

  const PageParts& parts_;
  const State& s_;
  const Payment& payment_;
  ui::Page& page_;
  const ui::Text amount_;
};

}  // namespace

void build_body(const PageParts& parts, const PayStep&, ui::Page& page) {
  if (parts.state.session->payment) return PayPage(parts, page).build();
  // Nothing is to be paid.
  page.id += "/nothing";
  page.kind = ui::PageKind::Error;
  page.title = parts.text("pay.nothing.title");
  page.lead = parts.text("pay.nothing.lead");
  page.blocks.emplace_back(ui::Mark{ui::MarkKind::Ok});
}

}  // namespace bianmin::kiosk
