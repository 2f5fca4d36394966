#pragma once

#include <string>
#include <vector>

#include "ui/screen/gallery/samples.hpp"

namespace bianmin::ui {

/// One control in one state, on a page that holds nothing else of interest.
struct Specimen {
  enum class Part { Header, Tools, Ribbon, Body, Foot, Whole };
  std::string control;  // "button"
  std::string state;    // "pressed"
  Sample sample;
  ActionId focus{};       // has the focus ring
  std::string pressed{};  // is being touched
  Part part = Part::Body;
};

/// Every control of ours in every state that looks different, grouped by control.
std::vector<Specimen> specimens(const i18n::Language& language, const View& view);

/// What of the layout belongs to the specimen, pixels.
Rect place_of(const Specimen& specimen, const Layout& layout);

}  // namespace bianmin::ui
