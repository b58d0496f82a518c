// The press as a thread: one paper after the other, a bounded queue before it. Fonts and keys are
// opened with the first paper, so that starting costs nothing. What has a number is signed.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/paper/pdf.h"
#include "adapters/paper/signature.h"
#include "service/press.h"

namespace yibao::adapters {

class PaperPress : public service::Press {
 public:
  // `public_address` stands before "/verify/…" in the code: "https://…"; the key lies in `folder`.
  PaperPress(std::string public_address, std::string folder,
             PaperSigner::Missing missing_key = PaperSigner::Missing::made);
  ~PaperPress() override { stop(); }
  PaperPress(const PaperPress&) = delete;
  PaperPress& operator=(const PaperPress&) = delete;

  bool submit(service::PrintJob job) override;
  std::string certificate() override { return signer().certificate(); }
  void stop();  // what waits is printed first; nothing is taken any more

  // On the caller's thread: for tests.
  std::string print(const Tree& print);

  static constexpr std::size_t kWaitingMax = 64;

 private:
  void run();
  const PaperSigner& signer();

  const std::string public_address_;
  const std::string folder_;
  const PaperSigner::Missing missing_key_;
  std::once_flag opened_;
  std::unique_ptr<const PaperSigner> signer_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<service::PrintJob> waiting_;
  bool stopping_ = false;
  std::thread thread_;  // last: it uses the rest
};

}  // namespace yibao::adapters
