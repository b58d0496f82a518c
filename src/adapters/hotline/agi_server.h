// Takes the calls that Asterisk hands over (FastAGI): a thread per call, so many and no more.
#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "adapters/hotline/agi_line.h"

namespace yibao::adapters {

struct AgiOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 4573;  // 0: any that is free
  std::size_t calls_max = 64;
};

class AgiServer {
 public:
  // `hold` holds the conversation of one call, on that call's thread. Throws Fault where the
  // address cannot be had.
  using Hold = std::function<void(AgiLine& line, const IncomingCall& call)>;
  AgiServer(const AgiOptions& options, PromptFile prompt_file, Hold hold);
  ~AgiServer();
  AgiServer(const AgiServer&) = delete;
  AgiServer& operator=(const AgiServer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  struct Call {
    int connection = -1;
    std::atomic<bool> over = false;
    std::thread thread;
  };
  void accept_calls();
  void take(int connection);
  void clear_away();

  AgiOptions options_;
  PromptFile prompt_file_;
  Hold hold_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::list<Call> calls_;
  std::atomic<bool> stopping_ = false;
  std::thread acceptor_;
};

}  // namespace yibao::adapters
