#pragma once

#include "kiosk/documents/typeset/render.hpp"
#include "kiosk/documents/typesetter.hpp"

namespace bianmin::kiosk::documents {

/// Sets documents in this process and at once: for journeys without a window and for tests, never in the terminal.
class DirectTypesetter final : public Typesetter {
 public:
  void prepare() override {}
  void rest() override {}
  void typeset(Document document, Done done) override { done(render_pdf(document)); }
};

}  // namespace bianmin::kiosk::documents
