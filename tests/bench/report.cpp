// bench_report: turns the benches' JSON lines into a table for people and, with a file's name, into one JSON array.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "base/json.hpp"

namespace {

namespace json = boost::json;

constexpr const char* kMembers[] = {"name", "ours", "peer", "peer_name", "unit", "ratio", "goal", "met"};

// The figures of benches that have no peer come with a bare number as their goal.
json::object whole(const json::object& line) {
  json::object row;
  for (const char* member : kMembers) row[member] = line.contains(member) ? line.at(member) : json::value(nullptr);
  if (row["peer_name"].is_null()) row["peer_name"] = "";
  if (row["goal"].is_number()) {
    const std::string unit(json::value_to<std::string>(row["unit"]));
    char goal[64];
    std::snprintf(goal, sizeof goal, "%s %.10g",
                  unit.find("/s") != std::string::npos ? ">=" : "<=", row["goal"].to_number<double>());
    row["goal"] = goal;
  }
  return row;
}

std::string number(const json::value& value, const std::string& after) {
  if (!value.is_number()) return "";
  char text[64];
  const double amount = value.to_number<double>();
  std::snprintf(text, sizeof text, amount >= 1000 ? "%.0f" : amount >= 100 ? "%.1f" : "%.2f", amount);
  return std::string(text) + after;
}

// Letters as they are wide on a terminal: all these names are Latin but for one arrow or dash.
std::string padded(const std::string& text, int width, bool right) {
  int letters = 0;
  for (const char c : text) letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  const std::string blanks(static_cast<std::size_t>(width > letters ? width - letters : 0), ' ');
  return right ? blanks + text : text + blanks;
}

}  // namespace

int main(int argc, char** argv) {
  json::array rows;
  for (std::string line; std::getline(std::cin, line);) {
    auto parsed = bianmin::base::parse_json(line);
    if (parsed && parsed->is_object() && parsed->as_object().contains("name"))
      rows.push_back(whole(parsed->as_object()));
    else if (!line.empty())
      std::cerr << line << "\n";
  }
  const auto print = [](const std::vector<std::string>& cells) {
    constexpr int kWidths[] = {54, 16, 12, 22, 8, 14, 4};
    for (std::size_t i = 0; i < cells.size(); ++i)
      std::cout << padded(cells[i], kWidths[i], i == 1 || i == 2 || i == 4) << "  ";
    std::cout << "\n";
  };
  print({"name", "ours", "peer", "", "ratio", "goal", "met"});
  bool all = true;
  for (const auto& value : rows) {
    const json::object& row = value.as_object();
    const auto text = [&](const char* member) { return json::value_to<std::string>(row.at(member)); };
    const bool met = row.at("met").is_bool() && row.at("met").as_bool();
    all = all && met;
    print({text("name"), number(row.at("ours"), " " + text("unit")), number(row.at("peer"), ""), text("peer_name"),
           number(row.at("ratio"), ""), text("goal"), met ? "yes" : "NO"});
  }
  if (argc > 1) std::ofstream(argv[1]) << json::serialize(rows) << "\n";
  return all && !rows.empty() ? 0 : 1;
}
