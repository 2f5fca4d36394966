// Rules about who includes whom.
#include <algorithm>
#include <set>

#include "tests/lint/cpp_source.hpp"
#include "tests/lint/rules.hpp"

namespace bianmin::lint {
namespace {

const std::string kLayers = "tests/lint/layers.txt";
const std::string kThirdParty = "tests/lint/third_party.txt";
const std::string kPure = "tests/lint/pure.txt";

// The longest entry of the table that holds the path; nullptr when none does.
const Row* layer_of(const std::vector<Row>& layers, std::string_view path) {
  const Row* best = nullptr;
  for (const Row& row : layers)
    if (lies_in(path, row.fields[0]) && (best == nullptr || row.fields[0].size() > best->fields[0].size())) best = &row;
  return best;
}

const Row* entry(const std::vector<Row>& layers, std::string_view name) {
  for (const Row& row : layers)
    if (row.fields[0] == name) return &row;
  return nullptr;
}

// "devices/card/apdu" for apdu.hpp and apdu.cpp.
std::string module_of(std::string_view path) { return std::string(path.substr(0, path.rfind('.'))); }

// Depth-first over a graph of names; each circle is reported once, as the path that closes it.
class Circles {
 public:
  using Graph = std::map<std::string, std::set<std::string>>;
  explicit Circles(const Graph& graph) : graph_(graph) {
    for (const auto& [name, targets] : graph_) visit(name);
  }
  std::vector<std::vector<std::string>> found;

 private:
  void visit(const std::string& name) {
    if (done_.contains(name)) return;
    const auto standing = std::find(path_.begin(), path_.end(), name);
    if (standing != path_.end()) {
      found.emplace_back(standing, path_.end());
      return;
    }
    path_.push_back(name);
    if (const auto targets = graph_.find(name); targets != graph_.end())
      for (const auto& target : targets->second) visit(target);
    path_.pop_back();
    done_.insert(name);
  }

  const Graph& graph_;
  std::vector<std::string> path_;
  std::set<std::string> done_;
};

std::string chain(const std::vector<std::string>& circle) {
  std::string text;
  for (const auto& name : circle) text.append(name).append(" → ");
  return text + circle.front();
}

}  // namespace

Findings check_layers(const Tree& tree) {
  Findings findings;
  const auto layers = read_table(tree, kLayers);
  if (layers.empty()) return {{kLayers, 0, "the table of layers is missing"}};

  Circles::Graph table;
  for (const Row& row : layers) {
    if (row.fields.size() != 3) return {{kLayers, row.line, "a layer is \"folder | what it may include | why\""}};
    for (const auto& target : words_of(row.fields[1])) {
      const Row* known = layer_of(layers, target);
      if (known == nullptr)
        findings.push_back({kLayers, row.line, "unknown layer " + target});
      else if (known->fields[0] != row.fields[0])
        table[row.fields[0]].insert(known->fields[0]);
    }
  }
  for (const auto& circle : Circles(table).found)
    findings.push_back({kLayers, entry(layers, circle.front())->line, "layers in a circle: " + chain(circle)});

  for (const auto& [path, text] : tree) {
    if (!is_product_cpp(path)) continue;
    const Row* own = layer_of(layers, path);
    if (own == nullptr) {
      findings.push_back({path, 0, "lies in no layer of " + kLayers});
      continue;
    }
    const auto allowed = words_of(own->fields[1]);
    for (const Include& include : includes_of(text)) {
      if (!include.quoted) continue;
      const Row* target = layer_of(layers, include.header);
      if (target == own) continue;
      if (lies_in(include.header, "tests")) {
        findings.push_back({path, include.line, "the product includes a test's header, " + include.header});
      } else if (target != nullptr) {
        // A word of the table that is a whole layer does not open the layers inside it.
        const bool open = std::any_of(allowed.begin(), allowed.end(), [&](const std::string& word) {
          return lies_in(include.header, word) && (word.size() >= target->fields[0].size());
        });
        if (!open) findings.push_back({path, include.line, own->fields[0] + " may not include " + include.header});
      }
    }
  }
  return findings;
}

Findings check_circles(const Tree& tree) {
  Circles::Graph graph;
  for (const auto& [path, text] : tree) {
    if (!is_product_cpp(path)) continue;
    for (const Include& include : includes_of(text))
      if (include.quoted && tree.contains(include.header) && module_of(include.header) != module_of(path))
        graph[module_of(path)].insert(module_of(include.header));
  }
  Findings findings;
  for (const auto& circle : Circles(graph).found) {
    const std::string& first = *std::min_element(circle.begin(), circle.end());
    findings.push_back(
        {first + (tree.contains(first + ".hpp") ? ".hpp" : ".cpp"), 0, "includes in a circle: " + chain(circle)});
  }
  return findings;
}

Findings check_third_party(const Tree& tree) {
  Findings findings;
  const auto table = read_table(tree, kThirdParty);
  if (table.empty()) return {{kThirdParty, 0, "the table of headers is missing"}};
  for (const Row& row : table)
    if (row.fields.size() != 3)
      return {{kThirdParty, row.line, "an entry is \"headers | who may include them | why\""}};

  const auto matches = [](std::string_view header, std::string_view pattern) {
    return header == pattern || (pattern.ends_with('/') && header.starts_with(pattern));
  };
  std::set<std::size_t> needed;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path)) continue;
    for (const Include& include : includes_of(text)) {
      if (include.quoted) continue;
      if (include.header.find_first_of("./") == std::string::npos) continue;  // the standard library's
      bool known = false, allowed = false;
      for (const Row& row : table) {
        const auto patterns = words_of(row.fields[0]);
        if (std::none_of(patterns.begin(), patterns.end(), [&](const auto& p) { return matches(include.header, p); }))
          continue;
        known = true;
        const auto places = words_of(row.fields[1]);
        if (lies_in(path, "tests") ||
            std::any_of(places.begin(), places.end(), [&](const auto& p) { return lies_in(path, p); })) {
          allowed = true;
          needed.insert(row.line);
        }
      }
      if (!known)
        findings.push_back({path, include.line, "<" + include.header + "> is in no row of " + kThirdParty});
      else if (!allowed)
        findings.push_back({path, include.line, "<" + include.header + "> is not for this file, see " + kThirdParty});
    }
  }
  for (const Row& row : table)
    if (!needed.contains(row.line)) findings.push_back({kThirdParty, row.line, "nobody includes " + row.fields[0]});
  return findings;
}

Findings check_pure(const Tree& tree) {
  Findings findings;
  std::vector<std::string> folders, headers;
  for (const Row& row : read_table(tree, kPure)) {
    if (row.fields.size() != 2) return {{kPure, row.line, "an entry is \"pure | folder\" or \"refuse | headers\""}};
    auto& list = row.fields[0] == "pure" ? folders : headers;
    for (auto& word : words_of(row.fields[1])) list.push_back(std::move(word));
  }
  if (folders.empty() || headers.empty()) return {{kPure, 0, "the table of the functional core is missing"}};
  for (const auto& [path, text] : tree) {
    if (!is_product_cpp(path)) continue;
    if (std::none_of(folders.begin(), folders.end(), [&](const auto& f) { return lies_in(path, f); })) continue;
    for (const Include& include : includes_of(text)) {
      if (include.quoted) continue;
      // What ends in .h is C's or the system's.
      const bool refused =
          include.header.ends_with(".h") || std::find(headers.begin(), headers.end(), include.header) != headers.end();
      if (refused)
        findings.push_back({path, include.line, "the functional core may not include <" + include.header + ">"});
    }
  }
  return findings;
}

Findings check_headers(const Tree& tree) {
  Findings findings;
  for (const auto& [path, text] : tree) {
    if (!is_cpp(path)) continue;
    const bool header = path.ends_with(".hpp");
    if (header && strip(text).code.find("#pragma once") == std::string::npos)
      findings.push_back({path, 0, "has no #pragma once"});
    const auto includes = includes_of(text);
    const std::string own = module_of(path) + ".hpp";
    if (!header && tree.contains(own) && (includes.empty() || includes.front().header != own))
      findings.push_back(
          {path, includes.empty() ? 0 : includes.front().line, "includes its own header \"" + own + "\" first"});
    for (const Include& include : includes) {
      if (!include.quoted || tree.contains(include.header)) continue;
      // Headers that the build makes stand below build/<preset>/generated, with the folder's name before them.
      const bool made = tree.contains(include.header + ".in") ||
                        tree.contains(path.substr(0, path.rfind('/')) + "/" +
                                      include.header.substr(include.header.rfind('/') + 1) + ".in");
      if (!made)
        findings.push_back({path, include.line, "\"" + include.header + "\" is no file from the root of the tree"});
    }
  }
  return findings;
}

}  // namespace bianmin::lint
