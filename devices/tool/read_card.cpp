#include <cstdio>

#include <boost/json.hpp>

#include "devices/card/pcsc_card_reader.hpp"
#include "devices/tool/commands.hpp"
#include "devices/tool/event_queue.hpp"

namespace bianmin::tool {
namespace {

// The first character of a name, then a star for each other.
std::string masked_name(std::string_view name) {
  std::string masked;
  for (std::size_t i = 0; i < name.size();) {
    std::size_t length = 1;
    while (i + length < name.size() && (static_cast<unsigned char>(name[i + length]) & 0xC0U) == 0x80U) ++length;
    masked += i == 0 ? std::string(name.substr(0, length)) : "*";
    i += length;
  }
  return masked;
}

void show(const devices::CardHolder& holder, bool full, const Output& output) {
  const std::string kind(to_string(holder.kind));
  const std::string name = full ? std::string(holder.name.reveal()) : masked_name(holder.name.reveal());
  const std::string number = full ? std::string(holder.id_number.secret().reveal()) : holder.id_number.masked();
  const auto card = holder.card_number.reveal();
  const std::string card_number =
      full ? std::string(card)
           : std::string(card.size() > 4 ? "*****" : "") +
                 std::string(card.substr(card.size() - std::min<std::size_t>(card.size(), 4)));
  output.say("card    " + kind + "\nname    " + name + "\nnumber  " + number + "\ncard no " + card_number,
             {{"kind", kind}, {"name", name}, {"id_number", number}, {"card_number", card_number}});
}

}  // namespace

int read_card(const ReadCard& options, const Output& output) {
  const base::SystemClock clock;
  EventQueue<devices::CardEvent> events;
  devices::PcscCardReader reader({.reader = options.reader}, clock);
  reader.arm();
  reader.start(events.sink());
  const auto deadline = seconds_from_now(options.timeout);
  std::optional<base::Failure> lost;
  while (auto event = events.next(deadline)) {
    if (auto* read = std::get_if<devices::CardRead>(&*event)) {
      show(read->holder, options.full, output);
      return kOk;
    }
    if (auto* failed = std::get_if<devices::CardFailed>(&*event)) return output.fail(failed->why);
    if (auto* gone = std::get_if<devices::ReaderLost>(&*event)) lost = gone->why;
    if (std::holds_alternative<devices::ReaderReady>(*event)) {
      lost.reset();
      if (!output.json()) std::fputs("Put the card on the reader.\n", stderr);
    }
  }
  if (lost) return output.fail(*lost);
  return output.time_out("No card was presented in time.");
}

}  // namespace bianmin::tool
