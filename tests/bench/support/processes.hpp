#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace bianmin::tests {

/// The first process whose command line holds all these words, -1 when there is none.
pid_t find_process(const std::vector<std::string>& words);
/// A process and all that descend from it.
std::vector<pid_t> family(pid_t first);
/// Sum of their proportional set sizes in MiB.
double memory_mib(const std::vector<pid_t>& processes);
/// Processor time they have used so far, in milliseconds.
double processor_ms(const std::vector<pid_t>& processes);
/// SIGTERM, after two seconds SIGKILL; returns when it is gone (at most three seconds). For processes that are not our
/// children, too.
void end_process(pid_t process);
/// Programs running or waiting to run on average in the last minute.
double load();

}  // namespace bianmin::tests
