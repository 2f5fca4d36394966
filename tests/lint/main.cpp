// bianmin-lint ROOT RULE… : checks a checkout. Prints a line a finding; exit 0 when there is none, 1 when there is, 2
// when it was called wrongly. `all` runs every rule; `unused-texts` prints hints and exits 0.
#include <iostream>

#include "tests/lint/rules.hpp"

int main(int argc, char** argv) {
  using namespace bianmin::lint;
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() < 2 || !std::filesystem::is_directory(words[0])) {
    std::cerr << "bianmin-lint ROOT RULE…\nrules: all unused-texts";
    for (const Rule& rule : rules()) std::cerr << ' ' << rule.name;
    std::cerr << '\n';
    return 2;
  }
  const Tree tree = read_tree(words[0]);
  std::size_t found = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "unused-texts") {
      for (const Finding& finding : unused_texts(tree)) std::cout << "hint: " << to_string(finding) << '\n';
      continue;
    }
    bool known = false;
    for (const Rule& rule : rules()) {
      if (words[i] != "all" && words[i] != rule.name) continue;
      known = true;
      for (const Finding& finding : run(rule, tree)) {
        std::cout << to_string(finding) << " [" << rule.name << "]\n";
        ++found;
      }
    }
    if (!known) {
      std::cerr << "bianmin-lint: no rule is called " << words[i] << '\n';
      return 2;
    }
  }
  std::cout << tree.size() << " files, " << found << " findings\n";
  return found == 0 ? 0 : 1;
}
