// serve: the application behind HTTP, until it is told to stop.
#include <sys/stat.h>

#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

#include "adapters/http/server.h"
#include "adapters/pages/pages.h"
#include "adapters/pages/stamp.h"
#include "base/tree_text.h"
#include "main/commands.h"
#include "main/installation.h"
#include "main/notices.h"
#include "main/provider_door.h"
#include "main/provider_manual.h"
#include "main/runs.h"
#include "main/server_operations.h"
#include "main/signing.h"
#include "main/test_institutions.h"
#include "main/tick.h"

namespace yibao::main {

namespace {

// Does something again and again on a thread of its own, until it goes out of scope.
class Repeated {
 public:
  using Stopping = std::function<bool()>;
  Repeated(std::chrono::milliseconds pause, std::function<void(const Stopping&)> action)
      : pause_(pause), action_(std::move(action)), thread_([this] { run(); }) {}
  ~Repeated() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  Repeated(const Repeated&) = delete;
  Repeated& operator=(const Repeated&) = delete;

 private:
  bool is_stopping() {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }
  void run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, pause_, [this] { return stopping_; })) {
      lock.unlock();
      try {
        action_([this] { return is_stopping(); });
      } catch (const std::exception& error) {
        std::cerr << "yibao: " << error.what() << std::endl;  // again after the pause
      }
      lock.lock();
    }
  }

  std::chrono::milliseconds pause_;
  std::function<void(const Stopping&)> action_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

constexpr std::chrono::milliseconds kTickPause{60'000};
// What a person sees of who has looked comes so late; fewer commits leave readers their pages.
constexpr std::chrono::milliseconds kLooksPause{250};
constexpr std::chrono::milliseconds kRunsPause{500};  // until a run that was asked for begins

// Where the server listens, and the token of whoever may read this file: the operator here.
void write_note(const std::string& path, const std::string& address, const std::string& token) {
  const mode_t before = umask(0077);
  std::ofstream(path) << Tree::object({{"address", address}, {"token", token}}).to_json() << "\n";
  umask(before);
}

// One line for each test institution, as a maker of another system types it in.
void print_test_institutions(const Settings& settings) {
  const Tree told = test_institutions(settings);
  const Tree* list = told.find("institutions");
  if (list == nullptr || list->list() == nullptr) return;
  for (const Tree& each : *list->list()) {
    std::cout << "  测试机构 " << text_of(each, "code") << " 方式 " << text_of(each, "profile")
              << " 密钥 " << text_of(each, "access_key") << " " << text_of(each, "secret") << "\n";
  }
  std::cout << "测试机构与测试人员: " << test_institutions_file(settings)
            << "\n例如: yibao provider simulate" << std::endl;
}

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
  if (first && demo == Demo::data_and_sign_ins) make_test_institutions(settings);
  Installation installation(settings);
  // Stories may lie ahead of a simulated day, once: when they have just been told.
  if (people.empty()) installation.require_clock_ahead();
  if (demo != Demo::nothing) installation.play_identity();
  if (first) make_demo_sign_ins(installation, settings, people);
  adapters::HttpOptions options;
  options.address = settings.address;
  options.port = static_cast<std::uint16_t>(settings.port);
  options.threads = settings.threads;
  options.behind_tls = settings.behind_tls != 0;
  const std::string note = settings.state + "/server.json";
  std::filesystem::remove(note);  // of a server that was killed; others may read it
  const std::string token = service::Access::random_token();
  installation.application().access().set_local(token);
  ServerOperations operations(installation);
  installation.application().offer(&operations);
  if (demo == Demo::data_and_sign_ins) {
    installation.application().show_demo(
        [&](const std::string& path, const std::string& parameters, storage::Session& reader) {
          return demo_page(installation, path, parameters, reader);
        });
  }
  service::offer_manual(make_provider_manual(settings, installation.data()));
  const adapters::Pages pages = adapters::Pages::load(settings.home + "/build/web");
  if (!pages.empty()) {
    const std::string behind = adapters::pages_behind(settings.home);
    if (!behind.empty()) std::cerr << "yibao: " << behind << std::endl;
    installation.application().offer_pages(
        [&pages](const service::Call& call, const std::string& path) {
          return pages.find(call, path);
        },
        behind);
  }
  {
    adapters::HttpServer server(options, installation.application(), installation.database());
    const ProviderDoor providers(installation);
    const std::string address = "http://" + settings.address + ":" + std::to_string(server.port());
    write_note(note, address, token);
    std::cout << "yibao: " << address << std::endl;
    std::cout << "医药机构接口: " << providers.address() << std::endl;
    note_provider_address(settings, providers.address());
    if (demo != Demo::nothing) print_test_institutions(settings);
    if (demo != Demo::nothing) {
      std::cout << "演示登录: " << demo_file(settings) << "(每类用户一个令牌,参保人另有编号)\n"
                << "例如: yibao enquiry summary --person <编号> --as 张伟" << std::endl;
    }
    installation.prepare_organisation();
    const Repeated minute_hand(kTickPause, [&](const Repeated::Stopping&) {
      installation.prepare_organisation();
      tick(installation);
      sign_heads_when_due(installation);
      if (!settings.notices.empty()) send_notices(installation, settings.notices);
    });
    std::optional<Repeated> runs;
    runs.emplace(kRunsPause, [&](const Repeated::Stopping& stopping) {
      carry_on_open_runs(installation, stopping);
    });
    std::optional<Repeated> looks;
    looks.emplace(kLooksPause, [&](const Repeated::Stopping&) { providers.write_looks(); });
    int received = 0;
    sigwait(&signals, &received);
    runs.reset();  // ends with its step; the rest waits for the next start
    operations.stop();
    looks.reset();
    providers.write_looks();
    // Commands and papers on their way answer through the server: they end first.
    installation.dispatcher().stop();
    installation.press().stop();
  }
  sign_after_serving(installation);
  std::filesystem::remove(note);
  return kDone;
}

}  // namespace yibao::main
