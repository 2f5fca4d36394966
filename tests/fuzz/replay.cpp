// tests_fuzz NAME FOLDER: gives every seed of the folder to the target, whole, cut short at many places and with bytes
// changed, always the same ones. Finds again what a search found once, in a build without libFuzzer.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <unistd.h>

#include "tests/fuzz/targets.hpp"

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kCuts = 32;
constexpr std::size_t kChanges = 64;

char standing_at[1024];

extern "C" void say_where(int signal) {
  // Only what may be called in a signal handler.
  if (::write(STDERR_FILENO, static_cast<const void*>(standing_at), std::strlen(standing_at)) < 0) std::_Exit(2);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void run(const bianmin::fuzz::Target& target, const Bytes& bytes, const fs::path& seed, const char* how,
         std::size_t at) {
  std::snprintf(standing_at, sizeof standing_at, "fuzz.%s stopped at %s, %s %zu\n", std::string(target.name).c_str(),
                seed.c_str(), how, at);
  // Memory of just this size, so that a sanitizer sees a read beyond the end.
  const auto exact = std::make_unique<std::uint8_t[]>(bytes.size());
  std::copy(bytes.begin(), bytes.end(), exact.get());
  target.run(exact.get(), bytes.size());
}

std::size_t play(const bianmin::fuzz::Target& target, const fs::path& seed) {
  std::ifstream in(seed, std::ios::binary);
  const Bytes whole{std::istreambuf_iterator<char>(in), {}};
  std::size_t count = 1;
  run(target, whole, seed, "whole, bytes", whole.size());
  const std::size_t cuts = std::min(kCuts, whole.size());
  for (std::size_t i = 0; i < cuts; ++i, ++count) {
    const std::size_t length = i * whole.size() / cuts;
    run(target, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)), seed, "cut to", length);
  }
  std::uint64_t state = 0x9E3779B97F4A7C15U ^ whole.size();
  for (std::size_t i = 0; i < kChanges && !whole.empty(); ++i, ++count) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    Bytes changed = whole;
    changed[(state >> 33U) % changed.size()] ^= static_cast<std::uint8_t>((state >> 24U) | 1U);
    run(target, changed, seed, "with change", i);
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  const auto& all = bianmin::fuzz::targets();
  const auto target =
      std::find_if(all.begin(), all.end(), [&](const auto& t) { return argc == 3 && t.name == argv[1]; });
  if (target == all.end()) {
    std::fprintf(stderr, "tests_fuzz NAME FOLDER\n");
    for (const auto& each : all) std::fprintf(stderr, "  %s\n", std::string(each.name).c_str());
    return 2;
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, say_where);
  std::vector<fs::path> seeds;
  for (const auto& entry : fs::directory_iterator(argv[2]))
    if (entry.is_regular_file()) seeds.push_back(entry.path());
  std::sort(seeds.begin(), seeds.end());
  std::size_t inputs = 0;
  for (const auto& seed : seeds) inputs += play(*target, seed);
  std::printf("%s: %zu seeds, %zu inputs\n", argv[1], seeds.size(), inputs);
  return seeds.empty() ? 1 : 0;  // a target without seeds tests nothing
}
