#include "tests/lint/tree.hpp"

#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace bianmin::lint {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t kMaxBytes = 2U << 20;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

Tree read_tree(const fs::path& root) {
  static const std::set<std::string> kSkipped{".git", "build", "node_modules", "dist", "corpus"};
  Tree tree;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    if (it->is_symlink()) continue;
    if (it->is_directory()) {
      if (kSkipped.contains(it->path().filename().string())) it.disable_recursion_pending();
      continue;
    }
    std::error_code gone;  // others may be at work in the tree
    if (!it->is_regular_file() || it->file_size(gone) > kMaxBytes || gone) continue;
    std::ifstream in(it->path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (text.find('\0') == std::string::npos)
      tree.emplace(it->path().lexically_relative(root).string(), std::move(text));
  }
  return tree;
}

std::string to_string(const Finding& finding) {
  return finding.path + (finding.line == 0 ? "" : ":" + std::to_string(finding.line)) + ": " + finding.message;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c != ' ' && c != '\t') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::vector<Row> read_table(const Tree& tree, const std::string& path) {
  std::vector<Row> rows;
  const auto file = tree.find(path);
  if (file == tree.end()) return rows;
  std::size_t number = 0;
  for (std::string_view line : lines_of(file->second)) {
    ++number;
    line = trimmed(line);
    if (line.empty() || line.front() == '#') continue;
    Row row{number, {}};
    for (;;) {
      const auto bar = line.find('|');
      row.fields.emplace_back(trimmed(line.substr(0, bar)));
      if (bar == std::string_view::npos) break;
      line.remove_prefix(bar + 1);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

bool lies_in(std::string_view path, std::string_view place) {
  return path == place || place == "*" ||
         (path.size() > place.size() && path.starts_with(place) && path[place.size()] == '/');
}

bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || path.ends_with(".hpp"); }

bool is_product_cpp(std::string_view path) { return is_cpp(path) && !lies_in(path, "tests"); }

}  // namespace bianmin::lint
