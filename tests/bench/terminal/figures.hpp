#pragma once

#include <optional>
#include <string>
#include <vector>

namespace bianmin::tests {

/// Milliseconds of a clock that only goes forward.
double now_ms();
void rest_ms(double ms);

double median(std::vector<double> values);
/// `share` 0 … 1; the nearest rank. 0 without values.
double percentile(std::vector<double> values, double share);

/// One row of the table. `ratio` says how many times less than the peer ours is.
struct Figure {
  std::string name;
  double ours = 0;
  std::string unit;
  std::optional<double> peer;
  std::string peer_name;
  std::string goal;  // "ratio >= 5", "<= 33"
  bool met = false;
};

/// Less is better: met when `ours` is at most `most`.
Figure at_most(std::string name, double ours, std::string unit, double most);
/// Met when the peer needs at least `times` what we do.
Figure less_than_peer(std::string name, double ours, double peer, std::string peer_name, std::string unit,
                      double times);
/// Prints it as one JSON line on standard output.
void print(const Figure& figure);

}  // namespace bianmin::tests
