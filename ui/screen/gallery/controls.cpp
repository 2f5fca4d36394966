#include "ui/screen/gallery/controls.hpp"

#include <cmath>

#include "ui/screen/gallery/sample_pages.hpp"

namespace bianmin::ui {
namespace {

// Collects specimens of one language and view.
class Collection {
 public:
  Collection(const i18n::Language& language, const View& view) : language_(language), view_(view), say{language} {}

  /// A page with these blocks alone.
  Specimen& blocks(std::string control, std::string state, std::vector<Block> blocks) {
    Sample sample = make_sample("guide", language_, view_);
    sample.page.title = sample.page.lead = Text();
    sample.page.blocks = std::move(blocks);
    return add(std::move(control), std::move(state), std::move(sample), Specimen::Part::Body);
  }
  /// The blocks of a sample, without its words; `index` picks one of them.
  Specimen& from(std::string control, std::string state, const std::string& sample, int index = -1) {
    Sample made = make_sample(sample, language_, view_);
    Page& page = made.page;
    page.title = page.lead = Text();
    page.progress.reset();
    if (index >= 0) page.blocks = {Block(page.blocks.at(static_cast<std::size_t>(index)))};
    return add(std::move(control), std::move(state), std::move(made), Specimen::Part::Body);
  }
  /// A part of the frame of a sample.
  Specimen& frame(std::string control, std::string state, const std::string& sample, Specimen::Part part) {
    return add(std::move(control), std::move(state), make_sample(sample, language_, view_), part);
  }

 private:
  Specimen& add(std::string control, std::string state, Sample sample, Specimen::Part part) {
    sample.page.id = control + "/" + state;
    all.push_back({std::move(control), std::move(state), std::move(sample), {}, {}, part});
    return all.back();
  }
  i18n::Language language_;
  View view_;

 public:
  Say say;
  std::vector<Specimen> all;
};

void frame(Collection& c) {
  c.frame("header", "plain", "home", Specimen::Part::Header);
  c.frame("tools", "plain", "home", Specimen::Part::Tools);
  c.frame("tools", "focus", "home", Specimen::Part::Tools).focus = "voice";
  c.frame("tools", "pressed", "home", Specimen::Part::Tools).pressed = "language";
  c.frame("tools", "undo and park", "rehearsal", Specimen::Part::Tools);
  c.frame("ribbon", "rehearsal", "rehearsal", Specimen::Part::Ribbon);
  c.frame("foot", "home page", "home", Specimen::Part::Foot);
  c.frame("foot", "own actions", "done", Specimen::Part::Foot);
  c.frame("foot", "undo, park", "rehearsal", Specimen::Part::Foot);
  c.frame("foot", "not yet possible", "sign-empty", Specimen::Part::Foot);
  c.frame("foot", "focus", "take", Specimen::Part::Foot).focus = "taken";
  c.frame("foot", "pressed", "take", Specimen::Part::Foot).pressed = "help";
  c.frame("dialog", "asks", "dialog", Specimen::Part::Whole);
}

void tiles_and_buttons(Collection& c) {
  const Say& say = c.say;
  const auto tile = [&](std::string id, bool enabled) {
    return Tile{std::move(id),
                Icon::Document,
                Hue::Blue,
                say("打印证明", "Certificates"),
                enabled ? say("社保、不动产等 12 种", "12 kinds, in a minute")
                        : say("打印机没有纸，已经叫人了", "Out of paper, staff are told"),
                enabled};
  };
  c.blocks("tile", "plain, disabled", {Tiles{{tile("a", true), tile("b", false)}}});
  c.blocks("tile", "focus", {Tiles{{tile("a", true), tile("b", true)}}}).focus = "a";
  c.blocks("tile", "pressed", {Tiles{{tile("a", true), tile("b", true)}}}).pressed = "a";
  c.from("tile", "many", "home-many", 0);
  const auto button = [&](Emphasis emphasis, bool selected, bool enabled) {
    Action action{"x", say("再试一次", "Try again"), Icon::Refresh, emphasis, selected, enabled};
    return action;
  };
  c.blocks("button", "plain", {Buttons{{button(Emphasis::Plain, false, true)}}});
  c.blocks("button", "primary", {Buttons{{button(Emphasis::Primary, false, true)}}});
  c.blocks("button", "selected", {Buttons{{button(Emphasis::Plain, true, true)}}});
  c.blocks("button", "disabled", {Buttons{{button(Emphasis::Primary, false, false)}}});
  c.blocks("button", "focus", {Buttons{{button(Emphasis::Primary, false, true)}}}).focus = "x";
  c.blocks("button", "pressed", {Buttons{{button(Emphasis::Plain, false, true)}}}).pressed = "x";
}

void choosing(Collection& c) {
  c.from("choice", "one of them", "choice");
  c.from("choice", "several", "ticks");
  c.from("choice", "focus", "ticks").focus = "choose:again";
  c.from("picker", "a day", "date");
  c.from("picker", "wrong, at its end", "date-wrong");
  c.from("picker", "focus", "date").focus = "date:year:less";
  c.from("picker", "pressed", "date").pressed = "date:month:more";
  c.from("amount", "ready ones", "amount");
  c.from("amount", "written, too much", "amount-written");
  c.from("amount", "focus", "amount").focus = "amount:sum:set:200";
  c.from("amount", "pressed", "amount").pressed = "amount:sum:more";
  c.from("amount", "a key in focus", "amount-written").focus = "amount:sum:key:5";
}

void writing(Collection& c) {
  c.from("field", "empty, not written in yet", "memo");
  c.from("field", "handwriting", "complaint-text");
  c.from("field", "what follows", "following");
  c.from("field", "pinyin", "complaint-pinyin");
  c.from("field", "strokes", "strokes");
  c.from("field", "english", "english-in-chinese");
  c.from("field", "phrases", "complaint-phrases");
  c.from("field", "signs", "complaint-signs");
  c.from("keypad", "number, error", "phone");
  c.from("keypad", "with X", "id-number");
  c.from("keypad", "written by the keypad", "id-number").focus = "key:type:5";
  c.from("keypad", "pressed", "id-number").pressed = "key:type:5";
  c.from("memo", "idle", "memo");
  c.from("memo", "recording", "memo-recording");
  c.from("memo", "recorded", "memo-recorded");
  c.from("signature", "empty", "sign-empty");
  c.from("signature", "signed", "sign");
  c.from("signature", "error", "sign-wrong");
}

void telling(Collection& c) {
  const Say& say = c.say;
  const auto words = [&](CalloutKind kind, Icon icon) {
    return Callout{kind, icon, say("请留意", "Please note"),
                   say("大约要等 5 分钟，可以先坐一坐。", "It takes about five minutes. Please sit down.")};
  };
  c.blocks("callout", "information", {words(CalloutKind::Info, Icon::Info)});
  c.blocks("callout", "all is well", {words(CalloutKind::Ok, Icon::Lock)});
  c.blocks("callout", "warning", {words(CalloutKind::Warning, Icon::Bell)});
  c.blocks("callout", "error", {words(CalloutKind::Error, Icon::Warning)});
  c.blocks("mark", "done", {Mark{MarkKind::Ok}});
  c.blocks("mark", "warning", {Mark{MarkKind::Warning}});
  c.blocks("mark", "error", {Mark{MarkKind::Error}});
  c.from("facts", "to check", "review", 0);
  c.from("facts", "focus", "review", 0).focus = "edit:text";
  c.from("table", "payments", "list", 0);
  c.from("timeline", "of a case", "done", 1);
  Timeline late{{{ItemState::Late, say("11月20日前没有答复您", "No answer by 20 November"),
                  say("已亮红牌，督办单位在催", "Red card, it is being chased")},
                 {ItemState::Todo, say("请您评价", "You rate it"), ""}}};
  c.blocks("timeline", "late", {late});
  c.frame("pay", "amount and code", "pay", Specimen::Part::Body);
  c.from("code", "to scan", "code", 0);
  c.from("photo", "live", "viewfinder");
  c.from("photo", "no picture yet", "viewfinder-dark");
  c.from("photo", "taken", "photo");
  for (const auto& [picture, name] : {std::pair(Picture::CardOnReader, "card on reader"),
                                      {Picture::CodeToScanner, "code to scanner"},
                                      {Picture::PaymentCode, "payment code"},
                                      {Picture::Printing, "printing"},
                                      {Picture::Waiting, "waiting"},
                                      {Picture::TakeDocument, "take it"},
                                      {Picture::Trouble, "trouble"},
                                      {Picture::HelperComes, "help comes"},
                                      {Picture::TwoPeople, "two people"}})
    c.blocks("picture", name, {Illustration{picture, {}, true}});
}

}  // namespace

std::vector<Specimen> specimens(const i18n::Language& language, const View& view) {
  Collection c(language, view);
  frame(c);
  tiles_and_buttons(c);
  choosing(c);
  writing(c);
  telling(c);
  return std::move(c.all);
}

Rect place_of(const Specimen& specimen, const Layout& layout) {
  switch (specimen.part) {
    case Specimen::Part::Header: return layout.header;
    case Specimen::Part::Tools: return layout.tools;
    case Specimen::Part::Ribbon: return layout.ribbon;
    case Specimen::Part::Foot: return layout.foot;
    case Specimen::Part::Whole: return {0, 0, layout.size.width, layout.size.height};
    case Specimen::Part::Body: break;
  }
  Rect used;
  for (const auto& item : layout.items)
    if (layout.body.inflated(1).contains(item.rect)) used = used.united(item.rect);
  if (used.empty()) return layout.body;
  const double air = layout.focus_width * 3;
  return {0, used.y - air, layout.size.width, used.height + 2 * air};
}

}  // namespace bianmin::ui
