#include "ui/screen/blocks/blocks.hpp"

namespace bianmin::ui {

Pieces pieces_of(const SignaturePad&, double, Builder&) { return {}; }

}  // namespace bianmin::ui
