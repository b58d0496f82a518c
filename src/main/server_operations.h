// The operations of a running server: each on a thread of its own, reading from its own snapshot,
// with what it prints kept until it is started again.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

#include "main/operations.h"
#include "service/operations.h"

namespace yibao::main {

class ServerOperations : public service::Operations {
 public:
  explicit ServerOperations(Installation& installation) : installation_(installation) {}
  ~ServerOperations() override { stop(); }
  // Ends those under way at their next line of progress, and waits for them.
  void stop();
  ServerOperations(const ServerOperations&) = delete;
  ServerOperations& operator=(const ServerOperations&) = delete;

  Tree start(std::string_view name, const Tree& arguments) override;
  Tree state(std::string_view name) override;

 private:
  struct Run {
    bool running = false;
    std::string progress;
    std::string output;
    std::string errors;
    int exit_code = 0;
    std::thread thread;
  };
  void perform(const Operation& operation, const Tree& arguments, Run& run);
  Tree told(std::string_view name, const Run& run) const;

  Installation& installation_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;  // of runs_ and what is in them
  std::map<std::string, Run, std::less<>> runs_;
};

}  // namespace yibao::main
