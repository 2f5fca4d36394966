#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bianmin::lint {

/// The text files of a checkout, by their path from its root ("base/clock.hpp"). Tests make one by hand.
using Tree = std::map<std::string, std::string>;

/// Every text file below `root` up to 2 MB, without what is built or brought in (build, node_modules, dist, .git).
Tree read_tree(const std::filesystem::path& root);

/// What a rule has to say about a place. Line 0 means the whole file.
struct Finding {
  std::string path;
  std::size_t line = 0;
  std::string message;
  friend bool operator==(const Finding&, const Finding&) = default;
};
using Findings = std::vector<Finding>;

/// "path:line: message".
std::string to_string(const Finding& finding);

/// A table of the lint: one entry a line, fields parted by '|' and trimmed, '#' starts a comment line.
struct Row {
  std::size_t line = 0;
  std::vector<std::string> fields;
};
std::vector<Row> read_table(const Tree& tree, const std::string& path);

std::vector<std::string> words_of(std::string_view text);
/// Borrowed from `text`.
std::vector<std::string_view> lines_of(std::string_view text);
std::vector<std::string_view> lines_of(std::string&& text) = delete;

/// True when `path` is `place`, or lies below it where `place` is a folder ("devices/voice").
bool lies_in(std::string_view path, std::string_view place);
bool is_cpp(std::string_view path);
/// The product's own C++: not tests.
bool is_product_cpp(std::string_view path);

}  // namespace bianmin::lint
