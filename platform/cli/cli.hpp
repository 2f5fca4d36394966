#pragma once

namespace bianmin::platform {

/// The program bianmin-platform: parses the command line, runs the command, returns the exit status (0 done, 1 failed,
/// 2 wrong usage).
int run_cli(int argc, char** argv);

}  // namespace bianmin::platform
