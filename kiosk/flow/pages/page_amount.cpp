// An amount of money, chosen or written.
#include "i18n/format.hpp"
#include "kiosk/flow/pages/step_pages.hpp"
#include "kiosk/flow/service/amount.hpp"

namespace bianmin::kiosk {
namespace {

// "35.5" as it was written, in the place where the figures of 35.50 stand; said as money.
ui::Text as_written(const i18n::Language& language, long long fen, std::string_view written) {
  ui::Text words = i18n::money(language, fen);
  const auto first = words.shown.find_first_of("0123456789");
  const auto last = words.shown.find_last_of("0123456789");
  words.shown.replace(first, last - first + 1, written);
  return words;
}

class AmountBlock {
 public:
  AmountBlock(const PageParts& parts, const AmountStep& step)
      : parts_(parts),
        step_(step),
        values_(parts.state.session->values),
        limits_(amount_limits(step, values_)),
        shown_(shown_amount(step, values_)),
        prefix_("amount:" + step.field + ":") {}

  ui::Amount build() {
    ui::Amount block;
    block.label = parts_.text(step_.label);
    block.limits = parts_.text("amount.limits", {{"least", words(limits_.least)}, {"most", words(limits_.most)}});
    for (const auto& fact : step_.facts)
      if (ui::Text value = parts_.text(fact.value); !value.shown.empty())
        block.beside.push_back({parts_.text(fact.label), std::move(value), {}, {}});
    if (is_written(step_, values_))
      add_keys(block);
    else
      add_ready(block);
    block.error = error();
    return block;
  }

 private:
  ui::Text words(long long fen) const { return amount_words(parts_.state.language, fen); }

  void add_ready(ui::Amount& block) const {
    block.value = words(*shown_);
    for (const long long preset : step_.presets) {
      if (preset < limits_.least || preset > limits_.most) continue;
      ui::Choice choice{
          prefix_ + "set:" + std::to_string(preset), words(preset), {}, ui::Icon::None, preset == *shown_};
      if (choice.selected)
        choice.label.spoken.append(parts_.state.language.primary() == "zh" ? "，" : ", ")
            .append(parts_.text("voice.selected").spoken);
      block.presets.push_back(std::move(choice));
    }
    block.less = prefix_ + "less";
    block.more = prefix_ + "more";
    block.less_label = parts_.text("amount.less", {{"amount", words(step_.step)}});
    block.more_label = parts_.text("amount.more", {{"amount", words(step_.step)}});
    block.other = parts_.action(prefix_ + "other", "amount.other", ui::Icon::Keyboard);
  }

  void add_keys(ui::Amount& block) const {
    const std::string_view written = values_.text(written_name(step_));
    if (shown_) block.value = as_written(parts_.state.language, *shown_, written);
    const auto digit = [&](char c) {
      block.keys.push_back({prefix_ + "key:" + c, i18n::number(parts_.state.language, c - '0')});
    };
    for (char c = '1'; c <= '9'; ++c) digit(c);
    // Three in a row to the end, so that the zero stands where it does on a telephone.
    if (step_.unit % 100 != 0) {
      ui::Action point = parts_.action(prefix_ + "key:point", "amount.point");
      point.label.shown = ".";
      block.keys.push_back(std::move(point));
    } else {
      block.keys.emplace_back();
    }
    digit('0');
    block.keys.push_back(parts_.action(prefix_ + "key:erase", "amount.erase", ui::Icon::Erase));
    block.keys.back().enabled = !written.empty();
    block.other = parts_.action(prefix_ + "other", "amount.ready", ui::Icon::Back);
  }

  ui::Text error() const {
    const auto* asking = std::get_if<Asking>(&parts_.state.session->phase);
    if (asking == nullptr || (!asking->missing && !asking->full)) return {};
    const char* key = amount_error(step_, values_);
    if (key == nullptr) {  // a step, or a figure, that goes no further
      if (is_written(step_, values_)) return parts_.text("amount.full", {{"amount", shown_words()}});
      key = *shown_ == limits_.least ? "amount.no_less" : "amount.no_more";
    }
    return parts_.text(key, {{"least", words(limits_.least)},
                             {"most", words(limits_.most)},
                             {"unit", words(step_.unit)},
                             {"amount", shown_words()}});
  }
  ui::Text shown_words() const { return shown_ ? words(*shown_) : ui::Text(); }

  const PageParts& parts_;
  const AmountStep& step_;
  const Values& values_;
  AmountLimits limits_;
  std::optional<long long> shown_;
  std::string prefix_;
};

}  // namespace

void build_body(const PageParts& parts, const AmountStep& step, ui::Page& page) {
  page.kind = ui::PageKind::Form;
  page.blocks.emplace_back(AmountBlock(parts, step).build());
  page.primary = parts.primary("next", "action.next");
}

}  // namespace bianmin::kiosk
