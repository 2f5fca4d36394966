#include "devices/printer/ipp_printer.hpp"

#include "devices/printer/ipp_worker.hpp"

namespace bianmin::devices {

IppPrinter::IppPrinter(Options options) : worker_(std::make_unique<Worker>(std::move(options))) {}
IppPrinter::~IppPrinter() = default;
void IppPrinter::start(Sink sink) { worker_->start(std::move(sink)); }
void IppPrinter::print(PrintJob job) { worker_->print(std::move(job)); }
void IppPrinter::cancel_all() { worker_->cancel_all(); }

}  // namespace bianmin::devices
