#pragma once

#include <functional>
#include <string>

#include "base/failure.hpp"
#include "kiosk/documents/document.hpp"

namespace bianmin::kiosk::documents {

/// Makes PDFs of documents. All methods return at once.
class Typesetter {
 public:
  /// Called once, on any thread. DocumentInvalid, TypesetterCrashed, ConfigInvalid. Who takes the PDF wipes it.
  using Done = std::function<void(base::Result<std::string> pdf)>;

  virtual ~Typesetter() = default;
  /// A paper is to be expected: what can be made ready for it is.
  virtual void prepare() = 0;
  /// None is expected any more. What was asked for and is not done is dropped, and its `done` is not called.
  virtual void rest() = 0;
  virtual void typeset(Document document, Done done) = 0;
};

}  // namespace bianmin::kiosk::documents
