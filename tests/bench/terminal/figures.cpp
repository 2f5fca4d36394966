#include "tests/bench/terminal/figures.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <thread>

#include <boost/json.hpp>

namespace bianmin::tests {
namespace {

std::string plain(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

double rounded(double value) { return std::round(value * 1000) / 1000; }

}  // namespace

double now_ms() {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void rest_ms(double ms) { std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(ms)); }

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::min(values.size(), std::max<std::size_t>(rank, 1)) - 1];
}

double median(std::vector<double> values) { return percentile(std::move(values), 0.5); }

Figure at_most(std::string name, double ours, std::string unit, double most) {
  return {std::move(name), ours, std::move(unit), std::nullopt, "", "<= " + plain(most), ours <= most};
}

Figure less_than_peer(std::string name, double ours, double peer, std::string peer_name, std::string unit,
                      double times) {
  return {std::move(name),
          ours,
          std::move(unit),
          peer,
          std::move(peer_name),
          "ratio >= " + plain(times),
          ours > 0 && peer / ours >= times};
}

void print(const Figure& figure) {
  boost::json::object row{{"name", figure.name}, {"ours", rounded(figure.ours)}, {"unit", figure.unit}};
  row["peer"] = figure.peer ? boost::json::value(rounded(*figure.peer)) : boost::json::value(nullptr);
  row["peer_name"] = figure.peer_name;
  row["ratio"] = figure.peer && figure.ours > 0 ? boost::json::value(rounded(*figure.peer / figure.ours))
                                                : boost::json::value(nullptr);
  row["goal"] = figure.goal;
  row["met"] = figure.met;
  std::cout << boost::json::serialize(row) << std::endl;
}

}  // namespace bianmin::tests
