// serve: the application behind HTTP, until it is told to stop.
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include "adapters/http/server.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/tick.h"

namespace yibao::main {

namespace {

// Ticks once a minute on a thread of its own, until it goes out of scope.
class MinuteHand {
 public:
  explicit MinuteHand(Installation& installation)
      : thread_([this, &installation] { run(installation); }) {}
  ~MinuteHand() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  MinuteHand(const MinuteHand&) = delete;
  MinuteHand& operator=(const MinuteHand&) = delete;

 private:
  void run(Installation& installation) {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, std::chrono::minutes(1), [this] { return stopping_; })) {
      try {
        tick(installation);
      } catch (const std::exception& error) {
        std::cerr << "yibao: tick: " << error.what() << std::endl;  // again in a minute
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace

int serve(const Settings& settings, Demo demo) {
  // Blocked before any thread starts, so that only sigwait below sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  const bool first = demo != Demo::nothing && !std::filesystem::exists(demo_file(settings));
  std::map<std::string, std::string> people;
  if (first && demo == Demo::data_and_sign_ins) people = make_demo_data(settings);
  Installation installation(settings);
  if (first) make_demo_sign_ins(installation, settings, people);
  adapters::HttpOptions options;
  options.address = settings.address;
  options.port = static_cast<std::uint16_t>(settings.port);
  options.threads = settings.threads;
  const std::string note = settings.state + "/server.json";
  {
    adapters::HttpServer server(options, installation.application(), installation.database());
    const std::string address = "http://" + settings.address + ":" + std::to_string(server.port());
    std::ofstream(note) << Tree::object({{"address", address}}).to_json() << "\n";
    std::cout << "yibao: " << address << std::endl;
    if (demo != Demo::nothing) {
      std::cout << "演示登录: " << demo_file(settings) << "(每类用户一个令牌,参保人另有编号)\n"
                << "例如: yibao enquiry summary --person <编号> --as 张伟" << std::endl;
    }
    const MinuteHand hand(installation);
    int received = 0;
    sigwait(&signals, &received);
    // Commands on their way answer through the server: they end first.
    installation.dispatcher().stop();
  }
  std::filesystem::remove(note);
  return kDone;
}

}  // namespace yibao::main
