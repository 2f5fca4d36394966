#include <cerrno>
#include <cstdio>
#include <string>

#include <malloc.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kiosk/documents/typeset/cage.hpp"
#include "kiosk/documents/typeset/render.hpp"
#include "kiosk/documents/typeset_protocol.hpp"

// bianmin-typeset: sets one document of typeset_protocol.hpp, which comes on descriptor 0, a socket, and ends. It can
// do nothing else (cage.hpp). Started by the terminal only. Exit codes: 0 done, or nothing was asked; 1 no cage or a
// broken request; 2 not started by the terminal.

namespace {

using namespace bianmin;
using namespace bianmin::kiosk::documents;

bool receive(void* to, std::size_t length) {
  auto* next = static_cast<char*>(to);
  while (length > 0) {
    const ssize_t got = ::read(0, next, length);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next += got;
    length -= static_cast<std::size_t>(got);
  }
  return true;
}

bool send(const void* from, std::size_t length) {
  const auto* next = static_cast<const char*>(from);
  while (length > 0) {
    const ssize_t wrote = ::write(0, next, length);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    next += wrote;
    length -= static_cast<std::size_t>(wrote);
  }
  return true;
}

bool answer(TypesetOutcome outcome, std::string_view bytes) {
  const TypesetReply reply{kTypesetMagic, outcome, static_cast<std::uint32_t>(bytes.size())};
  return send(&reply, sizeof reply) && send(bytes.data(), bytes.size());
}

base::Result<std::string> set(std::string_view bytes) {
  auto document = unpack(bytes);
  if (!document) return tl::unexpected(document.error());
  return render_pdf(*document);
}

}  // namespace

int main() {
  struct stat input {};
  if (::fstat(0, &input) != 0 || !S_ISSOCK(input.st_mode)) {
    std::fputs("bianmin-typeset is started by the terminal, which sends it a document\n", stderr);
    return 2;
  }
  // What is freed goes back at once, whatever was freed before.
  ::mallopt(M_MMAP_THRESHOLD, 256 << 10);
  warm_up();
  if (const auto failure = enter_cage(); !failure.empty()) {
    std::fprintf(stderr, "bianmin-typeset: %s\n", failure.c_str());
    return 1;
  }
  TypesetRequest request;
  if (!receive(&request, sizeof request)) return 0;
  if (!valid(request)) return 1;
  std::string bytes(request.length, '\0');
  if (!receive(bytes.data(), bytes.size())) return 1;
  const auto pdf = set(bytes);
  if (pdf && pdf->size() <= kMostPdf)
    answer(TypesetOutcome::Pdf, *pdf);
  else
    answer(TypesetOutcome::Invalid, pdf ? std::string_view("/: the PDF is too large")
                                        : std::string_view(pdf.error().detail).substr(0, kMostReason));
  // Nothing is taken down: the memory goes back as it is, and the kernel clears it before anybody else has it.
  ::_exit(0);
}
