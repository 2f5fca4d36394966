#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

Pieces pieces_of(const Photo&, double, Builder&) { return {}; }

}  // namespace bianmin::ui
