#include "ui/screen/page_view.hpp"

#include <cmath>
#include <cstdlib>

#include "base/secret.hpp"
#include "ui/screen/panel/panel.hpp"

namespace bianmin::ui {
namespace {

constexpr base::Milliseconds kMovesFor{60'000};

void wipe_page(Page& page) {
  if (!page.personal) return;
  for (auto& block : page.blocks) {
    if (auto* field = std::get_if<Field>(&block)) base::wipe(field->value);
    if (auto* pad = std::get_if<SignaturePad>(&block)) base::wipe(pad->strokes);
    if (auto* photo = std::get_if<Photo>(&block)) photo->bitmap.reset();
    if (auto* facts = std::get_if<Facts>(&block))
      for (auto& fact : facts->facts) {
        base::wipe(fact.value.shown);
        base::wipe(fact.value.spoken);
      }
  }
}

std::vector<std::string> field_ids(const Page& page) {
  std::vector<std::string> ids;
  for (const auto& block : page.blocks)
    if (const auto* field = std::get_if<Field>(&block)) ids.push_back(field->id);
  return ids;
}

bool shows_live_photo(const Page& page) {
  for (const auto& block : page.blocks)
    if (const auto* photo = std::get_if<Photo>(&block); photo && !photo->bitmap) return true;
  return false;
}

bool has_field(const Page& page, std::string_view id) {
  for (const auto& block : page.blocks)
    if (const auto* field = std::get_if<Field>(&block); field && field->id == id) return true;
  return false;
}

}  // namespace

PageView::PageView(const base::Clock& clock, const TextEngine& text, Words words, TouchRules rules)
    : clock_(clock),
      text_(text),
      words_(std::move(words)),
      rules_(rules),
      canvas_(text),
      page_{.language = i18n::kChinese} {}

PageView::~PageView() { wipe_page(page_); }

void PageView::set_input_methods(InputMethods methods) {
  methods_ = std::move(methods);
  if (!local_.writing.strokes.empty()) finish_strokes();
}

void PageView::send(ScreenEvent event) {
  if (sink_) sink_(std::move(event));
}

void PageView::refresh(std::vector<Rect> changes) { changes_.insert(changes_.end(), changes.begin(), changes.end()); }

std::vector<Rect> PageView::take_changes() { return std::exchange(changes_, {}); }

void PageView::relayout() {
  if (!has_page_ || size_.width < 1) return;
  refresh(canvas_.update(lay_out(page_, size_, text_, words_, local_), overlay_));
  local_.body_page = canvas_.layout().body_page;
}

void PageView::resize(Size size) {
  if (size == size_) return;
  size_ = size;
  relayout();
}

void PageView::show(const Page& page) {
  const bool other = !has_page_ || page.id != page_.id;
  if (other || field_ids(page) != field_ids(page_) || page.language != page_.language || page.dialog) {
    clear_writing();
    end_keypad_writing();
  }
  // Who reads English writes English; the other ways stay one tap away.
  if (other || page.language != page_.language)
    local_.writing.tab = page.language.primary() == "zh" ? InputTab::Handwriting : InputTab::English;
  if (other) {
    local_.body_page = 0;
    overlay_.focus.clear();
    turned_ = true;
  }
  const bool was_personal = has_page_ && page_.personal;
  wipe_page(page_);
  page_ = page;
  if (!shows_live_photo(page_)) local_.viewfinder.reset();
  has_page_ = true;
  awake_ = clock_.elapsed();
  relayout();
  // The picture no longer needs the resident's lines: they must not outlive the page.
  if (was_personal && other) {
    text_.forget();
    changes_.clear();
    changes_.push_back({0, 0, size_.width, size_.height});
  }
}

void PageView::viewfinder(std::shared_ptr<const Bitmap> frame) {
  const auto shape_of = [](const std::shared_ptr<const Bitmap>& bitmap) {
    return bitmap ? std::pair(bitmap->width, bitmap->height) : std::pair(0, 0);
  };
  const bool same_shape = shape_of(frame) == shape_of(local_.viewfinder);
  if (!shows_live_photo(page_)) frame.reset();
  local_.viewfinder = frame;
  // A picture of another shape takes another place; each further one is drawn where the last one was.
  if (!same_shape && frame) relayout();
  refresh(canvas_.show_live(std::move(frame)));
}

void PageView::focus(const ActionId& id) {
  field_focus_.clear();
  overlay_.focus = id;
  bool again = false;
  if (id.starts_with("phrase:") && local_.writing.tab != InputTab::Phrases) {
    local_.writing.tab = InputTab::Phrases;
    again = true;
  }
  if (id.starts_with("phrase:")) {
    // The phrase the focus is on heads the list where not all find room.
    const std::size_t index = static_cast<std::size_t>(std::strtoul(id.c_str() + id.rfind(':') + 1, nullptr, 10));
    again = again || local_.writing.phrase_offset != index;
    local_.writing.phrase_offset = index;
  }
  if (id.starts_with("field:") && has_field(page_, id.substr(6)) && "field:" + field()->id != id) {
    clear_writing();
    local_.writing.field = id.substr(6);
    again = true;
  }
  if (again) relayout();
  const auto part = canvas_.layout().part_of.find(id);
  if (part != canvas_.layout().part_of.end() && part->second != local_.body_page) {
    local_.body_page = part->second;
    again = true;
  }
  if (again)
    relayout();
  else
    refresh(canvas_.update(overlay_));
}

Rect PageView::ink_area() const {
  const Target* ink = drawing_.empty() ? nullptr : canvas_.layout().target(drawing_);
  return ink ? ink->rect : Rect{};
}

void PageView::touch_down(Point p) {
  awake_ = clock_.elapsed();
  send(ScreenTouched{});
  end_keypad_writing();
  const Target* target = canvas_.layout().target_at(p);
  if (!target || !target->enabled) return;
  const base::Milliseconds since = clock_.elapsed() - last_time_;
  const bool same = target->id == last_pressed_;
  const bool strike_through = turned_ && std::hypot(p.x - last_point_.x, p.y - last_point_.y) < 2 * rules_.slip;
  if (target->kind == TargetKind::Ink) {
    drawing_ = target->id;
    if (signing())
      begin_signature(p);
    else
      local_.writing.strokes.emplace_back();
    touch_move(p);
    return;
  }
  const auto limit = target->repeats                                                           ? rules_.same_key
                     : target->kind == TargetKind::Key && target->id.starts_with("key:type")   ? rules_.same_key
                     : target->kind == TargetKind::Key && target->id.starts_with("key:pinyin") ? rules_.same_key
                     : target->id == "key:erase"                                               ? rules_.same_key
                                                                                               : rules_.same_control;
  if (since < limit && same) return;
  if (since < rules_.same_control && strike_through) return;
  overlay_.pressed = target->id;
  refresh(canvas_.update(overlay_));
}

void PageView::touch_move(Point p) {
  if (drawing_.empty()) return;
  const Rect area = ink_area();
  if (area.empty()) return;
  if (signing()) return extend_signature(area, p);
  if (local_.writing.strokes.empty()) return;
  p.x = std::clamp(p.x, area.x, area.right());
  p.y = std::clamp(p.y, area.y, area.bottom());
  Stroke& stroke = local_.writing.strokes.back();
  constexpr std::size_t kMostPoints = 4000;
  if (stroke.size() >= kMostPoints) return;
  const Point inside{(p.x - area.x) / area.width, (p.y - area.y) / area.height};
  const Point from =
      stroke.empty() ? p : Point{area.x + stroke.back().x * area.width, area.y + stroke.back().y * area.height};
  if (!stroke.empty() && from == p) return;
  const bool first = stroke.empty();
  stroke.push_back(inside);
  if (first && local_.writing.strokes.size() == 1)
    relayout();  // the invitation to write goes away
  else
    refresh({canvas_.extend_ink(area, first ? p : from, p)});
}

void PageView::touch_up(Point p) {
  if (!drawing_.empty()) {
    touch_move(p);
    const bool signature = signing();
    if (signature) finish_signature();
    drawing_.clear();
    if (!signature) finish_strokes();
    return;
  }
  if (overlay_.pressed.empty()) return;
  const std::string id = std::exchange(overlay_.pressed, {});
  refresh(canvas_.update(overlay_));
  const Target* target = canvas_.layout().target(id);
  if (!target || !target->enabled || !target->rect.inflated(rules_.slip).contains(p)) return;
  last_pressed_ = id;
  last_time_ = clock_.elapsed();
  last_point_ = p;
  turned_ = false;
  activate(*target);
}

void PageView::touch_lost() {
  if (signing()) finish_signature();
  drawing_.clear();
  overlay_.pressed.clear();
  refresh(canvas_.update(overlay_));
}

void PageView::activate(const Target& target) {
  switch (target.kind) {
    case TargetKind::Action: send(ActionPressed{std::string(target.id)}); break;
    case TargetKind::Field: {
      const std::string id = target.id.substr(6);
      if (field() && field()->id == id) break;
      clear_writing();
      local_.writing.field = id;
      relayout();
      break;
    }
    case TargetKind::Key: press_key(std::string(target.id)); break;
    case TargetKind::Ink: break;
  }
}

void PageView::key(KeyPress key) {
  send(ScreenTouched{});
  const std::vector<FocusStop> stops = focus_stops(page_);
  if (key == KeyPress::Cancel) {
    if (page_.back && !page_.dialog && page_.back->enabled) send(ActionPressed{page_.back->id});
    return;
  }
  std::size_t at = stops.size();
  for (std::size_t i = 0; i < stops.size(); ++i)
    if (stops[i].id == overlay_.focus) at = i;
  if (key == KeyPress::Activate) {
    if (at < stops.size() && stops[at].field && begin_keypad_writing()) return;
    if (at < stops.size() && stops[at].action && stops[at].enabled && !stops[at].id.starts_with("phrase:"))
      send(ActionPressed{stops[at].id});
    else if (at == stops.size() && page_.primary && page_.primary->enabled && !page_.dialog)
      send(ActionPressed{page_.primary->id});
    return;
  }
  if (stops.empty()) return;
  if (key == KeyPress::Next)
    at = at + 1 < stops.size() ? at + 1 : 0;
  else
    at = at == 0 || at >= stops.size() ? stops.size() - 1 : at - 1;
  focus(stops[at].id);
}

bool PageView::moving() const { return canvas_.moving() && clock_.elapsed() - awake_ < kMovesFor && !page_.dialog; }

void PageView::animate() {
  overlay_.phase = static_cast<double>((clock_.elapsed() - awake_).count()) / 1000;
  refresh(canvas_.animate(overlay_.phase));
}

}  // namespace bianmin::ui
