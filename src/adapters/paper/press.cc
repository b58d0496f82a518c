#include "adapters/paper/press.h"

#include "adapters/paper/xlsx.h"
#include "base/tree_text.h"

namespace yibao::adapters {

namespace {

Sheet sheet_of(const Tree& print, const std::string& public_address) {
  Sheet sheet;
  sheet.paper = document::read_paper(*print.find("paper"));
  sheet.number = text_of(print, "number");
  sheet.check_code = text_of(print, "check_code");
  if (const std::string path = text_of(print, "verify"); !path.empty()) {
    sheet.verify = public_address + path;
  }
  sheet.digest = text_of(print, "digest");
  sheet.printed_on = text_of(print, "printed_on");
  sheet.last_day = text_of(print, "last_day");
  if (const Tree* stamps = print.find("stamps"); stamps != nullptr && stamps->list() != nullptr) {
    for (const Tree& stamp : *stamps->list()) {
      sheet.stamps.push_back({*stamp.list()->at(0).text(), *stamp.list()->at(1).text()});
    }
  }
  return sheet;
}

}  // namespace

PaperPress::PaperPress(std::string public_address, std::string folder,
                       PaperSigner::Missing missing_key)
    : public_address_(std::move(public_address)),
      folder_(std::move(folder)),
      missing_key_(missing_key),
      thread_([this] { run(); }) {}

const PaperSigner& PaperPress::signer() {
  std::call_once(opened_,
                 [this] { signer_ = std::make_unique<const PaperSigner>(folder_, missing_key_); });
  return *signer_;
}

void PaperPress::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool PaperPress::submit(service::PrintJob job) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || waiting_.size() >= kWaitingMax) return false;
  waiting_.push_back(std::move(job));
  wake_.notify_one();
  return true;
}

std::string PaperPress::print(const Tree& print) {
  const Sheet sheet = sheet_of(print, public_address_);
  if (text_of(print, "format") == "xlsx") return print_xlsx(sheet);
  const std::string pdf = print_pdf(sheet);
  return sheet.number.empty() ? pdf : signer().sign(pdf, sheet.printed_on);
}

void PaperPress::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const service::PrintJob job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    std::optional<std::string> bytes;
    std::string failure;
    try {
      bytes = print(job.print);
    } catch (const std::exception& error) {
      failure = error.what();
    }
    job.done(std::move(bytes), failure);
    lock.lock();
  }
}

}  // namespace yibao::adapters
