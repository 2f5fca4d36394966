#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/lint/tree.hpp"

// What the tree must hold to. Each rule reads its table from the tree itself (tests/lint/*.txt), so that a test can
// bring its own. README.md says what each is for.
namespace bianmin::lint {

/// Folders depend along DESIGN's arrows only (layers.txt), and the table has no circle.
Findings check_layers(const Tree& tree);
/// No module (foo.hpp with foo.cpp) includes itself through others.
Findings check_circles(const Tree& tree);
/// A third-party header stands behind its backend (third_party.txt); an unknown header is a finding.
Findings check_third_party(const Tree& tree);
/// The functional core takes nothing from the operating system (pure.txt).
Findings check_pure(const Tree& tree);
/// #pragma once, own header first, quoted includes from the root.
Findings check_headers(const Tree& tree);
/// No note of unfinished work.
Findings check_unfinished(const Tree& tree);
/// No resident's text in the product's C++: it belongs to the catalogues.
Findings check_chinese(const Tree& tree);
/// No path of a build machine.
Findings check_paths(const Tree& tree);
/// At most 500 lines a file.
Findings check_length(const Tree& tree);
/// Every catalogue key that C++ names exists in Chinese and English.
Findings check_texts(const Tree& tree);
/// Not a rule but a hint: keys that nobody seems to name.
Findings unused_texts(const Tree& tree);

struct Rule {
  std::string_view name;
  std::function<Findings(const Tree&)> check;
};
const std::vector<Rule>& rules();

/// A rule's findings less those that tests/lint/allow.txt allows ("rule | file or folder | why"); an allowance without
/// a reason, or that nothing needs any more, is a finding.
Findings run(const Rule& rule, const Tree& tree);

}  // namespace bianmin::lint
