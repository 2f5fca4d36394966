#include "platform/cli/cli.hpp"

int main(int argc, char** argv) { return bianmin::platform::run_cli(argc, argv); }
