#include "main/hotline.h"

#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/files/read.h"
#include "adapters/hotline/agi_server.h"
#include "adapters/hotline/console_line.h"
#include "adapters/hotline/conversation.h"
#include "adapters/hotline/sip_line.h"
#include "adapters/hotline/voice.h"
#include "business/hotline/machine.h"
#include "main/hotline_desk.h"

namespace yibao::main {

namespace {

// Blocked before any thread starts, so that only sigwait or sigtimedwait sees them.
sigset_t block_stopping_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

adapters::Voice voice_of(const Settings& settings, const HotlineRequest& request) {
  if (!adapters::Voice::is_there()) {
    throw Fault("espeak-ng is not installed: the hotline has no voice");
  }
  return {std::filesystem::absolute(settings.state).string() + "/voice",
          request.recordings.empty() ? settings.hotline_recordings : request.recordings};
}

}  // namespace

int hotline_at_console(const Settings& settings, const HotlineRequest& request) {
  std::ifstream file;
  if (!request.script.empty()) {
    file.open(request.script);
    if (!file) throw Fault("cannot read " + request.script);
  }
  std::istream& keys = request.script.empty() ? std::cin : file;
  const bool typed = request.script.empty() && isatty(STDIN_FILENO) == 1;
  HotlineDesk desk(settings, request.token);
  adapters::ConsoleLine line(keys, std::cout, !typed);
  const bool taken =
      adapters::converse(line, {request.dialled, request.caller, request.region}, desk.token(),
                         [&](const service::Call& call) { return desk.exchange(call); });
  return taken ? kDone : kRefused;
}

int hotline_for_asterisk(const Settings& settings, const HotlineRequest& request) {
  const sigset_t signals = block_stopping_signals();
  HotlineDesk desk(settings, request.token);
  adapters::Voice voice = voice_of(settings, request);
  adapters::AgiOptions options;
  options.address = request.address.empty() ? settings.hotline_address : request.address;
  options.port =
      static_cast<std::uint16_t>(request.port < 0 ? settings.hotline_port : request.port);
  const adapters::AgiServer server(
      options, [&](const adapters::Prompt& prompt) { return voice.file_of(prompt); },
      [&](adapters::AgiLine& line, const adapters::IncomingCall& incoming) {
        adapters::converse(line, incoming, desk.token(),
                           [&](const service::Call& call) { return desk.exchange(call); });
      });
  std::cout << "yibao: agi://" << options.address << ":" << server.port() << std::endl;
  int received = 0;
  sigwait(&signals, &received);
  return kDone;
}

int hotline_on_sip(const Settings& settings, const HotlineRequest& request) {
  const sigset_t signals = block_stopping_signals();
  const auto told_to_stop = [&] {
    const timespec at_once{0, 0};
    return sigtimedwait(&signals, nullptr, &at_once) > 0;
  };
  HotlineDesk desk(settings, request.token);
  adapters::Voice voice = voice_of(settings, request);
  adapters::SipOptions options;
  options.folder = std::filesystem::absolute(settings.state).string() + "/sip";
  options.address = request.sip.empty() ? settings.hotline_sip : request.sip;
  if (!request.sip_account.empty()) options.account = files::read_file(request.sip_account, 4096);
  options.staff = request.sip_staff;
  std::cout << "yibao: sip:" << options.numbers.front() << "@" << options.address << std::endl;
  while (true) {
    adapters::SipLine line(options, voice);
    try {
      std::optional<adapters::IncomingCall> incoming;
      while (!incoming) {
        if (told_to_stop()) return kDone;
        incoming = line.wait(std::chrono::milliseconds(200));
      }
      adapters::converse(line, *incoming, desk.token(),
                         [&](const service::Call& call) { return desk.exchange(call); });
    } catch (const Fault& fault) {
      std::cerr << "yibao: " << fault.what() << std::endl;  // that call is lost, the line is not
    }
  }
}

int hotline_diagram() {
  std::cout << hotline::to_mermaid();
  return kDone;
}

}  // namespace yibao::main
