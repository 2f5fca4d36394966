#include "tests/bench/support/processes.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bianmin::tests {
namespace {

namespace fs = std::filesystem;

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<pid_t> all_processes() {
  std::vector<pid_t> found;
  std::error_code error;
  for (fs::directory_iterator it("/proc", error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename().string();
    int pid = 0;
    const auto [stop, bad] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (bad == std::errc() && stop == name.data() + name.size()) found.push_back(pid);
  }
  return found;
}

fs::path proc(pid_t process, const char* file) { return fs::path("/proc") / std::to_string(process) / file; }

// Fields of /proc/N/stat from the third on; the second, the name, may hold blanks.
std::vector<std::string> stat_fields(pid_t process) {
  const std::string stat = slurp(proc(process, "stat"));
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream rest(stat.substr(name_end + 1));
  std::vector<std::string> fields;
  for (std::string field; rest >> field;) fields.push_back(field);
  return fields;
}

bool alive(pid_t process) {
  ::waitpid(process, nullptr, WNOHANG);
  const auto fields = stat_fields(process);
  return !fields.empty() && fields[0] != "Z";
}

}  // namespace

pid_t find_process(const std::vector<std::string>& words) {
  for (const pid_t process : all_processes()) {
    std::string line = slurp(proc(process, "cmdline"));
    std::vector<std::string> given;
    std::istringstream in(line);
    for (std::string word; std::getline(in, word, '\0');) given.push_back(word);
    if (given.empty() || given[0].ends_with("setpriv") || given[0].ends_with("cage") || given[0].ends_with("env"))
      continue;
    if (process != ::getpid() && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
          return std::find(given.begin(), given.end(), word) != given.end();
        }))
      return process;
  }
  return -1;
}

std::vector<pid_t> family(pid_t first) {
  std::vector<pid_t> members{first};
  const auto everybody = all_processes();
  for (std::size_t i = 0; i < members.size(); ++i)
    for (const pid_t process : everybody) {
      const auto fields = stat_fields(process);
      if (fields.size() > 1 && fields[1] == std::to_string(members[i]) &&
          std::find(members.begin(), members.end(), process) == members.end())
        members.push_back(process);
    }
  return members;
}

double memory_mib(const std::vector<pid_t>& processes) {
  double kib = 0;
  for (const pid_t process : processes) {
    std::istringstream lines(slurp(proc(process, "smaps_rollup")));
    for (std::string line; std::getline(lines, line);)
      if (line.starts_with("Pss:")) kib += std::atof(line.c_str() + 4);
  }
  return kib / 1024;
}

double processor_ms(const std::vector<pid_t>& processes) {
  double ticks = 0;
  for (const pid_t process : processes) {
    const auto fields = stat_fields(process);
    if (fields.size() > 12) ticks += std::atof(fields[11].c_str()) + std::atof(fields[12].c_str());
  }
  return ticks * 1000 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void end_process(pid_t process) {
  using namespace std::chrono;
  if (process <= 1) return;
  ::kill(process, SIGTERM);
  for (const auto begun = steady_clock::now(); alive(process) && steady_clock::now() - begun < seconds(3);) {
    if (steady_clock::now() - begun > seconds(2)) ::kill(process, SIGKILL);
    std::this_thread::sleep_for(milliseconds(2));
  }
}

double load() {
  double averages[1]{};
  return ::getloadavg(averages, 1) == 1 ? averages[0] : 0;
}

}  // namespace bianmin::tests
