#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/model/page.hpp"
#include "ui/screen/items.hpp"
#include "ui/screen/text_measurer.hpp"
#include "ui/screen/words.hpp"

namespace bianmin::ui {

// clang-format off
enum class InputTab { Handwriting, Pinyin, Strokes, English, Phrases };
enum class KeyLayer { Main, Numbers, Signs };
// clang-format on

/// What the screen itself knows while a resident writes; the page holds the text.
struct Writing {
  std::string field;  // the one being written in; empty: the page's first
  InputTab tab = InputTab::Handwriting;
  KeyLayer layer = KeyLayer::Main;
  bool capitals = false;
  std::string composition;  // pinyin as typed so far
  std::vector<std::string> candidates;
  std::string code;        // strokes tapped so far: h s p n z
  bool following = false;  // the candidates continue what was written last
  std::size_t candidate_offset = 0;
  std::vector<Stroke> strokes;  // 0 … 1 across the writing area
  std::size_t phrase_offset = 0;
  friend bool operator==(const Writing&, const Writing&) = default;
};

/// The part of what is shown that the core does not know.
struct LocalState {
  std::size_t body_page = 0;  // of a page too long for the screen
  Writing writing;
  std::shared_ptr<const Bitmap> viewfinder;  // what the camera sees, for a Photo without a bitmap
};

enum class TargetKind { Action, Field, Key, Ink };  // Ink is drawn on with the finger

/// Something that can be touched.
struct Target {
  std::string id;  // an action's id, "field:<id>", or the screen's own "key:…"
  TargetKind kind = TargetKind::Action;
  Rect rect;
  double radius{};
  bool enabled = true;
  int layer = 0;
  bool repeats = false;  // made to be pressed many times in a row: only a bounce is dropped
  std::string spoken{};  // what a key of the screen's own says when the keypad reaches it
  friend bool operator==(const Target&, const Target&) = default;
};

/// Where a focus stop stands.
struct Spot {
  ActionId id;
  Rect rect;
  double radius{};
  friend bool operator==(const Spot&, const Spot&) = default;
};

/// A page placed on a screen: what painting, touching, the focus ring and the geometry checks all work on.
struct Layout {
  Size size;
  Palette palette;
  Rect header, tools, ribbon, body, foot;
  std::vector<Item> items;  // in painting order
  std::vector<Target> targets;
  std::vector<Spot> spots;                  // focus stops on this part of the page
  std::map<ActionId, std::size_t> part_of;  // on which part of a long page a focus stop is
  std::size_t body_page = 0, body_pages = 1;
  double focus_width = 6;

  const Target* target_at(Point p) const;
  const Target* target(std::string_view id) const;
  const Spot* spot(const ActionId& id) const;
  /// Where the focus ring goes: round a focus stop, or round one of the screen's own keys.
  std::optional<Spot> ring(const ActionId& id) const;
};

/// Places the page. Every text is shown whole: what does not fit goes to a further part of the page, reached by
/// "key:previous" and "key:next".
Layout lay_out(const Page& page, Size size, const TextMeasurer& measurer, const Words& words,
               const LocalState& local = {});

/// The layout as JSON for journeys and tests: size, actions, fields, texts with their rectangles.
std::string to_json(const Layout& layout, const std::string& page_id);

}  // namespace bianmin::ui
