#include "devices/card/pcsc_session.hpp"

#include <array>
#include <cstring>

#include <winscard.h>

#include "devices/card/social_security_card.hpp"

namespace bianmin::devices {
namespace {

using base::fail;
using base::FailureCode;

constexpr std::size_t kAnswerBytes = 4096;
// pcscd looks for the card every 400 ms (PCSCLITE_STATUS_POLL_RATE); a removal is known well within this.
constexpr DWORD kRemovalNoticedMs = 900;

struct Context {
  SCARDCONTEXT handle{};
  bool valid = false;
  ~Context() {
    if (valid) SCardReleaseContext(handle);
  }
};

struct Connection {
  SCARDHANDLE handle{};
  DWORD protocol = 0;
  bool connected = false, transaction = false;
  ~Connection() {
    if (transaction) SCardEndTransaction(handle, SCARD_LEAVE_CARD);
    if (connected) SCardDisconnect(handle, SCARD_LEAVE_CARD);
  }
};

bool still_there(SCARDCONTEXT context, const std::string& reader) {
  SCARD_READERSTATE state{};
  state.szReader = reader.c_str();
  if (SCardGetStatusChange(context, 0, &state, 1) != SCARD_S_SUCCESS) return false;
  if ((state.dwEventState & SCARD_STATE_PRESENT) == 0) return false;
  // Nothing but a removal makes the counter in the upper half of the state move.
  const DWORD counter = state.dwEventState >> 16;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(kRemovalNoticedMs);
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return true;
    state.dwCurrentState = state.dwEventState;
    const LONG result = SCardGetStatusChange(context, static_cast<DWORD>(left), &state, 1);
    if (result == static_cast<LONG>(SCARD_E_TIMEOUT)) return true;
    if (result != SCARD_S_SUCCESS) return false;
    if ((state.dwEventState & SCARD_STATE_PRESENT) == 0 || state.dwEventState >> 16 != counter) return false;
  }
}

base::Failure failure_of(LONG result, const char* where, SCARDCONTEXT context, const std::string& reader) {
  const std::string detail = std::string(where) + ": " + pcsc_stringify_error(result);
  switch (static_cast<unsigned long>(result)) {
    case static_cast<unsigned long>(SCARD_W_REMOVED_CARD):
    case static_cast<unsigned long>(SCARD_E_NO_SMARTCARD):
    case static_cast<unsigned long>(SCARD_E_READER_UNAVAILABLE):
    case static_cast<unsigned long>(SCARD_E_UNKNOWN_READER): return {FailureCode::CardRemovedEarly, detail};
    case static_cast<unsigned long>(SCARD_W_UNRESPONSIVE_CARD):
    case static_cast<unsigned long>(SCARD_W_UNPOWERED_CARD): return {FailureCode::CardMute, detail};
    case static_cast<unsigned long>(SCARD_W_UNSUPPORTED_CARD):
    case static_cast<unsigned long>(SCARD_E_PROTO_MISMATCH): return {FailureCode::CardUnknown, detail};
    case static_cast<unsigned long>(SCARD_E_NO_SERVICE):
    case static_cast<unsigned long>(SCARD_F_COMM_ERROR): return {FailureCode::ReaderMissing, detail};
    default: break;
  }
  // A card pulled out in mid-command is first reported as a failed transmission.
  if (!still_there(context, reader)) return {FailureCode::CardRemovedEarly, detail};
  return {FailureCode::CardReadFailed, detail};
}

}  // namespace

class PcscRead::Channel final : public ApduChannel {
 public:
  Channel(State& state, SCARDCONTEXT context, const Connection& card, const std::string& reader)
      : state_(state), context_(context), card_(card), reader_(reader) {}

  base::Result<base::Secret> transmit(ByteView command) override {
    {
      const std::scoped_lock lock(state_.signal->mutex);
      if (state_.given_up) return fail(FailureCode::Cancelled, "the read was given up");
    }
    std::string answer(kAnswerBytes, '\0');
    DWORD length = kAnswerBytes;
    const SCARD_IO_REQUEST* protocol = card_.protocol == SCARD_PROTOCOL_T1 ? SCARD_PCI_T1 : SCARD_PCI_T0;
    const LONG result = SCardTransmit(card_.handle, protocol, command.data(), static_cast<DWORD>(command.size()),
                                      nullptr, reinterpret_cast<LPBYTE>(answer.data()), &length);
    // Some drivers report success without a byte when the card has gone in mid-command.
    if (result != SCARD_S_SUCCESS || length < 2) {
      base::wipe(answer);
      return tl::unexpected(failure_of(result == SCARD_S_SUCCESS ? static_cast<LONG>(SCARD_E_NOT_TRANSACTED) : result,
                                       "SCardTransmit", context_, reader_));
    }
    base::Secret bytes(std::string_view(answer).substr(0, length));
    base::wipe(answer);
    const std::scoped_lock lock(state_.signal->mutex);
    state_.last_answer = std::chrono::steady_clock::now();
    return bytes;
  }

 private:
  State& state_;
  SCARDCONTEXT context_;
  const Connection& card_;
  const std::string& reader_;
};

PcscRead::PcscRead(std::string reader, std::vector<std::uint8_t> atr, base::Instant now, std::shared_ptr<Signal> signal)
    : state_(std::make_shared<State>()) {
  state_->signal = std::move(signal);
  state_->last_answer = std::chrono::steady_clock::now();
  thread_ = std::thread(
      [state = state_, reader = std::move(reader), atr = std::move(atr), now] { run(state, reader, atr, now); });
}

PcscRead::~PcscRead() {
  bool over = false;
  {
    const std::scoped_lock lock(state_->signal->mutex);
    state_->given_up = true;
    over = finished();
  }
  if (over)
    thread_.join();
  else
    thread_.detach();  // it waits for a silent card, and SCardTransmit can't be broken off
}

void PcscRead::run(const std::shared_ptr<State>& state, const std::string& reader, const std::vector<std::uint8_t>& atr,
                   base::Instant now) {
  auto result = read(*state, reader, atr, now);
  const std::scoped_lock lock(state->signal->mutex);
  state->result = std::move(result);
  state->signal->changed.notify_all();
}

base::Result<CardHolder> PcscRead::read(State& state, const std::string& reader, const std::vector<std::uint8_t>& atr,
                                        base::Instant now) {
  Context context;
  LONG result = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context.handle);
  if (result != SCARD_S_SUCCESS)
    return fail(FailureCode::ReaderMissing, std::string("SCardEstablishContext: ") + pcsc_stringify_error(result));
  context.valid = true;
  Connection card;
  result = SCardConnect(context.handle, reader.c_str(), SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                        &card.handle, &card.protocol);
  if (result != SCARD_S_SUCCESS) return tl::unexpected(failure_of(result, "SCardConnect", context.handle, reader));
  card.connected = true;
  result = SCardBeginTransaction(card.handle);
  if (result != SCARD_S_SUCCESS)
    return tl::unexpected(failure_of(result, "SCardBeginTransaction", context.handle, reader));
  card.transaction = true;
  Channel channel(state, context.handle, card, reader);
  const base::ManualClock today(now);
  return read_card(atr, channel, today);
}

}  // namespace bianmin::devices
