#include "kiosk/journey/stack_waits.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bianmin::kiosk {

bool port_is_free(int port) {
  const int tried = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool free = ::bind(tried, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  ::close(tried);
  return free;
}

}  // namespace bianmin::kiosk
