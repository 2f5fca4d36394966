// An amount of money: a ready one, a step less or more, or written key by key.
#include <algorithm>
#include <charconv>

#include "kiosk/flow/service/amount.hpp"
#include "kiosk/flow/turn/turn.hpp"

namespace bianmin::kiosk {

void Turn::press(const AmountStep& step, const std::string& id) {
  Session& session = *s.session;
  Values& values = session.values;
  const AmountLimits limits = amount_limits(step, values);
  if (id == "next") {
    if (amount_error(step, values) != nullptr) {
      session.phase = Asking{.missing = true};
      return arrived(true);
    }
    keep_amount(step, values, *shown_amount(step, values));
    return next();
  }
  const std::string prefix = "amount:" + step.field + ":";
  if (!id.starts_with(prefix)) return;
  const std::string_view what = std::string_view(id).substr(prefix.size());
  const bool written = is_written(step, values);

  if (what == "other") {
    // What was chosen stays until something else can be taken: who goes back to the ready ones finds it.
    if (written)
      values.erase(written_name(step));
    else
      values.set(written_name(step), Value{});
    session.phase = Asking{};
    return arrived();  // other things stand there now
  }
  if (what.starts_with("key:")) {
    if (!written) return;
    const std::string before(values.text(written_name(step)));
    const std::string after = after_key(step, before, what.substr(4));
    values.set(written_name(step), Value{base::Secret(after), {}});
    // Said at once when it is too much; that it is too little may still change.
    const auto fen = shown_amount(step, values);
    session.phase = Asking{.full = (fen && *fen > limits.most) || (after == before && what != "key:erase")};
    if (amount_error(step, values) == nullptr) keep_amount(step, values, *fen);
  } else if (!written && (what == "less" || what == "more")) {
    const long long shown = *shown_amount(step, values);
    const long long to = std::clamp(shown + (what == "more" ? step.step : -step.step), limits.least, limits.most);
    session.phase = Asking{.full = to == shown};
    keep_amount(step, values, to);
  } else if (!written && what.starts_with("set:")) {
    long long fen{};
    const auto [end, error] = std::from_chars(what.data() + 4, what.data() + what.size(), fen);
    const bool ready = std::find(step.presets.begin(), step.presets.end(), fen) != step.presets.end();
    if (error != std::errc{} || end != what.data() + what.size() || !ready || fen < limits.least || fen > limits.most)
      return;
    session.phase = Asking{};
    keep_amount(step, values, fen);
  } else {
    return;
  }
  // Whatever was pressed, by finger or by key: the ear hears the whole amount.
  if (s.voice_on) {
    stop_speech();
    emit(Announce{Announce::What::Field, false});
  }
}

}  // namespace bianmin::kiosk
