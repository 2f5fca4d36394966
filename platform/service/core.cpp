#include "platform/service/core.hpp"

#include "base/base64.hpp"
#include "base/file.hpp"
#include "platform/api/routes.hpp"

namespace bianmin::platform {

using base::FailureCode;

base::Result<void> Fleet::load(Readers& readers) {
  auto known = readers.read<std::map<std::string, std::string>>(
      [](Database& database) -> base::Result<std::map<std::string, std::string>> {
        std::map<std::string, std::string> serials;
        Statement query = database.prepare("SELECT id, serial FROM terminal WHERE revoked=0");
        while (query.step()) serials.emplace(query.text_at(0), query.text_at(1));
        return serials;
      });
  if (!known) return tl::unexpected(known.error());
  std::lock_guard lock(mutex_);
  serials_ = std::move(*known);
  return {};
}

bool Fleet::admits(const std::string& terminal, const std::string& serial) const {
  std::lock_guard lock(mutex_);
  const auto found = serials_.find(terminal);
  return found != serials_.end() && found->second == serial;
}

void Fleet::set(const std::string& terminal, const std::string& serial) {
  std::lock_guard lock(mutex_);
  serials_[terminal] = serial;
}

void Fleet::remove(const std::string& terminal) {
  std::lock_guard lock(mutex_);
  serials_.erase(terminal);
}

Core::Core(std::filesystem::path data_directory, const base::Clock& the_clock, PlatformKeys the_keys)
    : data(std::move(data_directory)),
      clock(the_clock),
      keys(std::move(the_keys)),
      writer(data / "platform.db"),
      readers(data / "platform.db"),
      reference(data),
      board(the_clock),
      content_key_(load_content_key(data)) {}

std::optional<std::string> Core::content_key() const {
  std::lock_guard lock(mutex_);
  return content_key_;
}

base::Result<void> Core::pin_content_key(const std::string& public_half) {
  std::lock_guard lock(mutex_);
  if (content_key_ == public_half) return {};
  if (content_key_)
    return base::fail(FailureCode::SignatureInvalid,
                      "terminals trust another content key; its public half is in keys/content.pub");
  if (public_half.size() != 32) return base::fail(FailureCode::InputInvalid, "a content key has 32 bytes");
  if (auto written =
          base::write_file_durably(data / "keys" / "content.pub", base::encode_base64(public_half) + "\n", 0644);
      !written)
    return written;
  content_key_ = public_half;
  return {};
}

std::string Core::base_url() const {
  std::lock_guard lock(mutex_);
  return base_url_;
}

void Core::set_base_url(std::string url) {
  std::lock_guard lock(mutex_);
  base_url_ = std::move(url);
}

base::Result<void> Core::publish_state() {
  struct State {
    long long content = 0;
    long long sequence = 0;
    std::vector<SignedNotice> notices;
  };
  auto state = readers.read<State>([](Database& database) -> base::Result<State> {
    State found;
    Statement version = database.prepare("SELECT COALESCE(MAX(version), 0) FROM content_version");
    if (version.step()) found.content = version.number_at(0);
    Statement sequence = database.prepare("SELECT COALESCE(MAX(sequence), 0) FROM notice");
    if (sequence.step()) found.sequence = sequence.number_at(0);
    // The newest envelope of each notice; a withdrawal stays listed until its notice would have ended.
    Statement active = database.prepare(
        "SELECT id, envelope, signature, until FROM notice n WHERE sequence=(SELECT MAX(sequence) FROM notice WHERE "
        "id=n.id) ORDER BY sequence DESC LIMIT 200");
    while (active.step())
      found.notices.push_back({active.text_at(0), base::encode_base64(active.text_at(1)),
                               base::encode_base64(active.text_at(2)),
                               base::Instant{base::Milliseconds{active.number_at(3)}}});
    return found;
  });
  if (!state) return tl::unexpected(state.error());
  board.set_content(state->content);
  board.set_notices(state->sequence, std::move(state->notices));
  return {};
}

Platform::Platform(std::unique_ptr<Sandbox> sandbox, std::shared_ptr<SandboxMeters> meters, std::unique_ptr<Core> core,
                   PlatformOptions options)
    : sandbox_(std::move(sandbox)),
      meters_(std::move(meters)),
      core_(std::move(core)),
      housekeeping_(core_->clock, core_->writer, options.keep_attachments) {
  auto provider = sandbox_ ? std::make_shared<SandboxProvider>(*sandbox_) : std::move(options.provider);
  payments_ = Payments::make({core_->clock, core_->writer, core_->readers, core_->keys.data}, std::move(provider),
                             options.payment_times);
  topups_ =
      TopUps::make({core_->clock, core_->writer, core_->readers, core_->keys.data}, payments_,
                   meters_ ? std::shared_ptr<MeterCompany>(meters_) : std::move(options.meters), options.credit_times);
  add_content_routes(router_, *core_);
  add_slot_routes(router_, *core_);
  add_booking_routes(router_, *core_);
  add_public_data_routes(router_, *core_);
  add_suggestion_routes(router_, *core_);
  add_record_routes(router_, *core_);
  add_case_filing_routes(router_, *core_);
  add_upload_routes(router_, *core_);
  add_case_routes(router_, *core_);
  add_case_step_routes(router_, *core_);
  add_case_text_routes(router_, *core_);
  add_retention_routes(router_, *core_);
  add_help_routes(router_, *core_);
  add_rating_routes(router_, *core_);
  add_certificate_routes(router_, *core_);
  add_fleet_routes(router_, *core_);
  add_reconciliation_routes(router_, *core_, *payments_, sandbox_.get());
  add_payment_routes(router_, *core_, *payments_);
  add_topup_routes(router_, *core_, *payments_, *topups_);
  add_sandbox_routes(router_, sandbox_.get(), meters_.get());
  router_.set_gate(
      [this](const std::string& terminal, const std::string& serial) { return core_->fleet.admits(terminal, serial); });
}

base::Result<std::unique_ptr<Platform>> Platform::open(const std::filesystem::path& data, const base::Clock& clock,
                                                       PlatformOptions options) {
  if (auto made = make_private_directory(data); !made) return tl::unexpected(made.error());
  auto keys = load_or_make_keys(data, clock);
  if (!keys) return tl::unexpected(keys.error());
  std::unique_ptr<Core> core;
  try {
    core = std::make_unique<Core>(data, clock, std::move(*keys));
  } catch (const StoreError& error) {
    return tl::unexpected(error.failure());
  }
  if (auto loaded = core->reference.load(); !loaded) return tl::unexpected(loaded.error());
  if (auto loaded = core->fleet.load(core->readers); !loaded) return tl::unexpected(loaded.error());
  if (auto published = core->publish_state(); !published) return tl::unexpected(published.error());
  std::unique_ptr<Sandbox> sandbox;
  std::shared_ptr<SandboxMeters> meters;
  if (options.sandbox_payments) {
    auto opened = Sandbox::open(data / "sandbox-payments.db", clock);
    if (!opened) return tl::unexpected(opened.error());
    sandbox = std::move(*opened);
    auto book =
        SandboxMeters::open(data / "sandbox-meters.db", clock, [&reference = core->reference](const std::string& id) {
          std::optional<Fen> opening;
          for (const auto& [number, resident] : reference.current()->residents)
            for (const Meter& meter : resident->meters)
              if (meter.id == id) opening = meter.balance;
          return opening;
        });
    if (!book) return tl::unexpected(book.error());
    meters = std::move(*book);
  }
  std::unique_ptr<Platform> platform(
      new Platform(std::move(sandbox), std::move(meters), std::move(core), std::move(options)));
  if (auto resumed = platform->payments_->resume(); !resumed) return tl::unexpected(resumed.error());
  if (auto resumed = platform->topups_->resume(); !resumed) return tl::unexpected(resumed.error());
  return platform;
}

}  // namespace bianmin::platform
