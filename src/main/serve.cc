// serve: the application behind HTTP, until it is told to stop.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/http/server.h"
#include "main/commands.h"
#include "main/installation.h"

namespace yibao::main {

int serve(const Settings& settings, bool with_demo) {
  // Blocked before any thread starts, so that only sigwait below sees them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  Installation installation(settings);
  if (with_demo) make_demo_sign_ins(installation, settings);
  adapters::HttpOptions options;
  options.address = settings.address;
  options.port = static_cast<std::uint16_t>(settings.port);
  options.threads = settings.threads;
  const std::string note = settings.state + "/server.json";
  {
    adapters::HttpServer server(options, installation.application(), installation.database());
    const std::string address =
        "http://" + settings.address + ":" + std::to_string(server.port());
    std::ofstream(note) << Tree::object({{"address", address}}).to_json() << "\n";
    std::cout << "yibao: " << address << std::endl;
    int received = 0;
    sigwait(&signals, &received);
  }
  std::filesystem::remove(note);
  return kDone;
}

}  // namespace yibao::main
