#pragma once

#include <vector>

#include "ui/screen/builder.hpp"

namespace bianmin::ui {

// The parts of the block Amount. Private to blocks/amount.cpp; block and builder outlive them.

/// The amount in large figures between minus and plus, its name above, its limits or what is wrong with it below.
class AmountFigure {
 public:
  AmountFigure(const Amount& block, double width, ActionId stop, Builder& b);

  double least() const;
  void draw(const Rect& place) const;

 private:
  void press(double x, const ActionId& id, Icon icon, const Rect& place) const;
  double sign() const;

  const Amount& block_;
  Builder& b_;
  ActionId stop_;
  bool steps_;
  double side_{}, pad_{}, inner_{}, label_{}, value_{}, below_{};
  TextStyle style_, error_style_;
};

/// What it is for, side by side while each stands on a line; else one below the other.
class AmountBeside {
 public:
  AmountBeside(const Amount& block, double width, bool stacked, std::vector<ActionId> stops, Builder& b);

  double least() const;
  bool on_one_line_each() const { return inline_ || columns_ > 1; }
  void draw(const Rect& place) const;

 private:
  double height_of(const Fact& fact) const;

  const Amount& block_;
  Builder& b_;
  std::vector<ActionId> stops_;
  double pad_{}, each_{};
  std::size_t columns_ = 1;
  bool inline_ = false;
};

}  // namespace bianmin::ui
