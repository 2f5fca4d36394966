#include "devices/printer/ipp_worker.hpp"

#include "base/log.hpp"
#include "base/secret.hpp"
#include "devices/printer/printer_reasons.hpp"

namespace bianmin::devices {
namespace {

using base::Failure;
using base::FailureCode;

std::string name_ending(const std::string& id) { return "#" + id; }

/// The title, cut at a character's edge, and the id: at most 255 octets in all (RFC 8011 §5.1.3).
std::string job_name(const PrintJob& job) {
  std::string title = job.title.substr(0, 120);
  while (!title.empty() && title.size() < job.title.size() && (job.title[title.size()] & 0xC0) == 0x80)
    title.pop_back();
  return title + ' ' + name_ending(job.id);
}

bool same(const PrinterStatus& a, const PrinterStatus& b) {
  if (a.index() != b.index()) return false;
  if (const auto* ready = std::get_if<PrinterReady>(&a)) return ready->paper_low == std::get<PrinterReady>(b).paper_low;
  if (const auto* stopped = std::get_if<PrinterStopped>(&a)) return stopped->why == std::get<PrinterStopped>(b).why;
  return true;
}

}  // namespace

IppPrinter::Worker::Worker(Options options)
    : options_(std::move(options)),
      client_(options_.uri, options_.connect_timeout, options_.answer_timeout, stopping_) {}

IppPrinter::Worker::~Worker() {
  stopping_ = true;
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  for (PrintJob& job : queue_) base::wipe(job.pdf);
  if (active_) base::wipe(active_->job.pdf);
}

void IppPrinter::Worker::start(Sink sink) {
  if (thread_.joinable()) return;
  sink_ = std::move(sink);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void IppPrinter::Worker::print(PrintJob job) {
  {
    const std::lock_guard lock(mutex_);
    if (!seen_.insert(job.id).second) {
      base::wipe(job.pdf);
      return;
    }
    queue_.push_back(std::move(job));
    wake_ = true;
  }
  woken_.notify_all();
}

void IppPrinter::Worker::cancel_all() {
  {
    const std::lock_guard lock(mutex_);
    cancel_requested_ = wake_ = true;
  }
  woken_.notify_all();
}

void IppPrinter::Worker::run(const std::stop_token& stop) {
  journal_ = PrintJournal::open(options_.journal);
  if (!*journal_) base::log_failure("print-journal-unusable", journal_->error(), options_.name);
  while (!stop.stop_requested()) {
    poll_status();
    handle_cancel();
    take_next();
    for (auto stage = std::optional<Stage>(); active_ && stage != active_->stage;) {
      stage = active_->stage;
      step();
    }
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, stop, pause(), [this] { return wake_; });
    wake_ = false;
  }
}

base::Milliseconds IppPrinter::Worker::pause() const {
  return active_ || !queue_.empty() || orphans_to_purge_ ? options_.busy_poll : options_.idle_poll;
}

void IppPrinter::Worker::take_next() {
  if (active_) return;
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) return;
  active_ = Active{.job = std::move(queue_.front())};
  queue_.pop_front();
}

void IppPrinter::Worker::poll_status() {
  auto state = client_.printer_state();
  if (stopping_) return;
  if (!state) return publish(PrinterGone{state.error()});
  media_ = std::move(state->media);
  publish(printer_status(state->state, state->accepting, state->reasons, options_.ignored_reasons));
}

void IppPrinter::Worker::publish(PrinterStatus status) {
  if (status_ && same(*status_, status)) return;
  status_ = status;
  sink_(PrintStatusChanged{std::move(status)});
}

const Failure* IppPrinter::Worker::trouble() const {
  if (const auto* stopped = std::get_if<PrinterStopped>(&*status_)) return &stopped->why;
  if (const auto* gone = std::get_if<PrinterGone>(&*status_)) return &gone->why;
  return nullptr;
}

void IppPrinter::Worker::step() {
  if (!status_) return;
  if (active_->waiting_for && std::chrono::steady_clock::now() - active_->waiting_since > options_.patience) {
    const Failure too_long{*active_->waiting_for, "waited too long"};
    return active_->stage == Stage::New ? finish(PrintOutcome::Failed, too_long) : abandon(too_long);
  }
  switch (active_->stage) {
    case Stage::New: return active_->journal_asked ? send() : begin();
    case Stage::Lookup: return look_up();
    case Stage::AtPrinter: return watch();
  }
}

void IppPrinter::Worker::begin() {
  if (!*journal_) journal_ = PrintJournal::open(options_.journal);
  if (!*journal_) return finish(PrintOutcome::Failed, journal_->error());
  if (!PrintJournal::valid_id(active_->job.id))
    return finish(PrintOutcome::Failed, Failure{FailureCode::DocumentInvalid, "print job: malformed id"});
  active_->journal_asked = true;
  if (const auto entry = (*journal_)->find(active_->job.id)) {
    if (entry->outcome == PrintOutcome::Finished) return finish(PrintOutcome::Finished, std::nullopt);
    if (entry->outcome == PrintOutcome::Failed)
      return finish(PrintOutcome::Failed, Failure{FailureCode::PrintJobFailed, "failed before the restart"});
    base::wipe(active_->job.pdf);
    active_->stage = Stage::Lookup;
    return;
  }
  if (!active_->job.pdf.starts_with("%PDF-"))
    return finish(PrintOutcome::Failed, Failure{FailureCode::DocumentInvalid, "print job: not a PDF"});
  send();
}

void IppPrinter::Worker::send() {
  const Failure* why = trouble();
  if (why && (options_.hold || std::holds_alternative<PrinterGone>(*status_))) return waiting(*why);
  if (auto noted = (*journal_)->record(active_->job.id, PrintOutcome::Sending); !noted)
    return finish(PrintOutcome::Failed, noted.error());
  const bool media_known = std::find(media_.begin(), media_.end(), options_.media) != media_.end();
  const auto sent = client_.submit(job_name(active_->job), active_->job.pdf, media_known ? options_.media : "");
  if (sent) {
    base::wipe(active_->job.pdf);
    not_waiting();
    active_->printer_job = *sent;
    active_->stage = Stage::AtPrinter;
    if (auto noted = (*journal_)->record(active_->job.id, PrintOutcome::Accepted, *sent); !noted)
      base::log_failure("print-journal-write", noted.error(), options_.name);
    return;
  }
  if (sent.error().sent) {
    base::log_failure("print-sending-broke", sent.error().why, options_.name);
    base::wipe(active_->job.pdf);
    active_->stage = Stage::Lookup;
    return;
  }
  if (sent.error().why.code != FailureCode::PrinterMissing && !sent.error().busy)
    return finish(PrintOutcome::Failed, Failure{FailureCode::PrintJobFailed, sent.error().why.detail});
  // Nothing of the document is at the printer, so a later try, even after a power cut, can't print it twice.
  if (auto noted = (*journal_)->record(active_->job.id, PrintOutcome::Failed); !noted)
    return finish(PrintOutcome::Failed, noted.error());
  waiting(sent.error().why);
}

void IppPrinter::Worker::look_up() {
  const auto found = client_.find_job(name_ending(active_->job.id));
  if (stopping_) return;
  if (!found) return waiting(found.error());
  not_waiting();
  if (*found) {
    active_->printer_job = (*found)->id;
    active_->stage = Stage::AtPrinter;
    active_->lookup_until.reset();
    return;
  }
  const Time now = std::chrono::steady_clock::now();
  if (!active_->lookup_until) active_->lookup_until = now + options_.lookup;
  if (now >= *active_->lookup_until)
    finish(PrintOutcome::Failed,
           Failure{FailureCode::PrintJobFailed, "uncertain: the printer knows no such job; it may have come out"});
}

void IppPrinter::Worker::watch() {
  const auto answer = client_.job(active_->printer_job);
  if (stopping_) return;
  if (!answer) return waiting(answer.error());
  const bool ours = *answer && (*answer)->name.ends_with(name_ending(active_->job.id));
  if (!ours) {  // a printer that restarted forgets its jobs and counts from 1 again
    active_->stage = Stage::Lookup;
    return;
  }
  switch ((*answer)->phase) {
    case ipp::JobPhase::Completed: return finish(PrintOutcome::Finished, std::nullopt);
    case ipp::JobPhase::Aborted:
      return finish(PrintOutcome::Failed, Failure{FailureCode::PrintJobFailed, "the printer gave the job up"});
    case ipp::JobPhase::Canceled:
      return finish(PrintOutcome::Failed, Failure{FailureCode::Cancelled, "cancelled at the printer"});
    case ipp::JobPhase::Pending:
    case ipp::JobPhase::Held:
    case ipp::JobPhase::Processing:
    case ipp::JobPhase::Stopped: break;
  }
  if (const Failure* why = trouble()) return waiting(*why);
  if ((*answer)->phase == ipp::JobPhase::Stopped)
    return waiting(Failure{FailureCode::PrinterFault, "job-state: processing-stopped"});
  not_waiting();
}

void IppPrinter::Worker::waiting(const Failure& why) {
  if (active_->waiting_for == why.code) return;
  if (!active_->waiting_for) active_->waiting_since = std::chrono::steady_clock::now();
  active_->waiting_for = why.code;
  sink_(PrintWaiting{active_->job.id, why});
}

void IppPrinter::Worker::finish(PrintOutcome outcome, std::optional<Failure> why) {
  const std::string& id = active_->job.id;
  if (*journal_ && PrintJournal::valid_id(id))
    if (auto noted = (*journal_)->record(id, outcome, active_->printer_job); !noted)
      base::log_failure("print-journal-write", noted.error(), options_.name);
  report(std::move(why));
}

// The printer may still hold it and can't be told now. The journal keeps it open, so that it is cancelled as soon as
// the printer answers, even after a restart: nobody waits for this paper any more, and the next resident must not find
// it.
void IppPrinter::Worker::abandon(const Failure& why) {
  orphans_to_purge_ = true;
  report(why);
}

void IppPrinter::Worker::report(std::optional<Failure> why) {
  const std::string id = active_->job.id;
  base::wipe(active_->job.pdf);
  active_.reset();
  {
    const std::lock_guard lock(mutex_);
    wake_ = wake_ || !queue_.empty();
  }
  if (why)
    sink_(PrintFailed{id, std::move(*why)});
  else
    sink_(PrintFinished{id});
}

void IppPrinter::Worker::handle_cancel() {
  std::deque<PrintJob> dropped;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(cancel_requested_, false)) {
      dropped.swap(queue_);
      orphans_to_purge_ = true;
      if (active_) active_->cancel_wanted = true;
    }
  }
  for (PrintJob& job : dropped) {
    base::wipe(job.pdf);
    sink_(PrintFailed{job.id, {FailureCode::Cancelled, "cancelled before it was sent"}});
  }
  if (active_ && active_->cancel_wanted) cancel_active();
  if (orphans_to_purge_) purge_orphans();
}

void IppPrinter::Worker::cancel_active() {
  const Failure cancelled{FailureCode::Cancelled, "cancelled before it came out"};
  if (active_->stage == Stage::New) return finish(PrintOutcome::Failed, cancelled);
  const auto job = client_.find_job(name_ending(active_->job.id));
  if (!job) return;  // asked again when the printer answers
  if (!*job) return finish(PrintOutcome::Failed, cancelled);
  const ipp::JobPhase phase = (*job)->phase;
  const bool coming_out = phase >= ipp::JobPhase::Canceled || (phase == ipp::JobPhase::Processing && !trouble());
  active_->cancel_wanted = false;
  if (coming_out) return;  // its end is reported as usual
  if (auto done = client_.cancel((*job)->id); !done) {
    base::log_failure("print-cancel", done.error(), options_.name);
    return abandon(cancelled);
  }
  finish(PrintOutcome::Failed, cancelled);
}

void IppPrinter::Worker::purge_orphans() {
  if (!*journal_) {
    orphans_to_purge_ = false;
    return;
  }
  std::vector<std::string> unresolved;
  for (const auto& [id, entry] : (*journal_)->entries())
    if ((entry.outcome == PrintOutcome::Sending || entry.outcome == PrintOutcome::Accepted) &&
        !(active_ && active_->job.id == id))
      unresolved.push_back(id);
  for (const std::string& id : unresolved) {
    const auto job = client_.find_job(name_ending(id));
    if (!job) return;  // unreachable: again later
    if (*job && (*job)->phase < ipp::JobPhase::Canceled && !client_.cancel((*job)->id)) return;
    const bool out = *job && (*job)->phase == ipp::JobPhase::Completed;
    (void)(*journal_)->record(id, out ? PrintOutcome::Finished : PrintOutcome::Failed);
  }
  orphans_to_purge_ = false;
}

}  // namespace bianmin::devices
