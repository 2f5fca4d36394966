#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ui/screen/theme.hpp"

namespace bianmin::ui {

// What a page is drawn from: plain values, so that two pages can be compared and only what differs is drawn.

struct BoxItem {
  double radius{};
  std::optional<Colour> fill;
  std::optional<Colour> edge;
  double edge_width{};
  friend bool operator==(const BoxItem&, const BoxItem&) = default;
};

/// The rectangle's width is where lines break; its height is that of all lines.
struct TextItem {
  std::string text;  // UTF-8
  TextStyle style;
  Colour colour;
  std::size_t bold_bytes = 0;  // how many bytes at the start are bold
  friend bool operator==(const TextItem&, const TextItem&) = default;
};

struct IconItem {
  Icon icon = Icon::None;
  Colour colour;
  double stroke = 1.8;  // in the icon's 24 × 24 grid
  friend bool operator==(const IconItem&, const IconItem&) = default;
};

/// `phase` of the motion is the painter's.
struct PictureItem {
  Picture picture = Picture::Waiting;
  bool active = false;
  bool night = false;
  friend bool operator==(const PictureItem& a, const PictureItem& b) {
    return a.picture == b.picture && a.active == b.active && a.night == b.night;
  }
};

/// A QR code, black on white with its quiet zone inside the rectangle.
struct CodeItem {
  std::string payload;
  friend bool operator==(const CodeItem&, const CodeItem&) = default;
};

using Stroke = std::vector<Point>;  // pixels of the window
struct InkItem {
  std::vector<Stroke> strokes;
  double width{};
  Colour colour;
  friend bool operator==(const InkItem&, const InkItem&) = default;
};

/// A photograph, whole inside the rectangle; without a bitmap a dark place with a camera. A `live` one is changed in
/// place as the camera sees on.
struct PhotoItem {
  std::shared_ptr<const Bitmap> bitmap;
  bool live = false;
  double radius{};
  friend bool operator==(const PhotoItem&, const PhotoItem&) = default;
};

struct Item {
  Rect rect;
  std::variant<BoxItem, TextItem, IconItem, PictureItem, CodeItem, InkItem, PhotoItem> what;
  int layer = 0;  // 1: the dialog
  friend bool operator==(const Item&, const Item&) = default;
};

}  // namespace bianmin::ui
