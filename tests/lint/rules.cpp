#include "tests/lint/rules.hpp"

namespace bianmin::lint {
namespace {

const std::string kAllowances = "tests/lint/allow.txt";

}  // namespace

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all{
      {"layers", check_layers},   {"circles", check_circles}, {"third_party", check_third_party},
      {"pure", check_pure},       {"headers", check_headers}, {"unfinished", check_unfinished},
      {"chinese", check_chinese}, {"paths", check_paths},     {"length", check_length},
      {"texts", check_texts},
  };
  return all;
}

Findings run(const Rule& rule, const Tree& tree) {
  Findings findings = rule.check(tree);
  for (const Row& row : read_table(tree, kAllowances)) {
    if (row.fields[0] != rule.name) continue;
    if (row.fields.size() != 3 || row.fields[2].size() < 10) {
      findings.push_back({kAllowances, row.line, "an allowance is \"rule | file or folder | why\""});
      continue;
    }
    if (std::erase_if(findings, [&](const Finding& f) { return lies_in(f.path, row.fields[1]); }) == 0)
      findings.push_back({kAllowances, row.line, "nothing needs this allowance: " + row.fields[1]});
  }
  return findings;
}

}  // namespace bianmin::lint
