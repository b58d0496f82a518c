#include "adapters/hotline/baresip.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/check.h"
#include "base/text.h"
#include "storage/json.h"

extern char** environ;

namespace yibao::adapters {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kMessageMax = 64U << 10U;
constexpr std::chrono::seconds kStartMax{10};

void write_file(const std::string& path, const std::string& text) {
  const mode_t before = umask(0077);
  std::ofstream file(path);
  file << text;
  file.close();
  umask(before);
  if (!file) throw Fault("cannot write " + path);
}

std::string settings_of(const SipOptions& options, const std::string& first_file) {
  return "poll_method epoll\nsip_listen " + options.address +
         "\ncall_max_calls 1\naudio_source aufile," + first_file +
         "\nausrc_srate 8000\nctrl_tcp_listen 127.0.0.1:" + std::to_string(options.control_port) +
         "\nmodule_path /usr/lib/baresip/modules\nmodule aufile.so\nmodule g711.so\n"
         "module_app account.so\nmodule_app menu.so\nmodule_app ctrl_tcp.so\n";
}

std::string accounts_of(const SipOptions& options) {
  if (!options.account.empty()) return options.account + "\n";
  const std::string host = options.address.substr(0, options.address.rfind(':'));
  std::string accounts;
  for (const std::string& number : options.numbers) {
    accounts += "<sip:" + number + "@" + host +
                ">;regint=0;answermode=auto;audio_codecs=PCMA/8000/1,PCMU/8000/1\n";
  }
  return accounts;
}

pid_t start(const std::string& folder) {
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  // What it prints names who calls: nobody keeps it.
  posix_spawn_file_actions_addopen(&quiet, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);  // ours are blocked for sigwait
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::array<std::string, 4> words{"baresip", "-f", folder, "-4"};
  std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                                 nullptr};
  pid_t child = 0;
  const int failed =
      posix_spawnp(&child, "baresip", &quiet, &attributes, arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&quiet);
  if (failed != 0) throw Fault("baresip is not installed: there is no SIP line");
  return child;
}

}  // namespace

Baresip::Baresip(const SipOptions& options, const std::string& first_file) {
  std::filesystem::create_directories(options.folder);
  write_file(options.folder + "/config", settings_of(options, first_file));
  write_file(options.folder + "/accounts", accounts_of(options));
  write_file(options.folder + "/contacts", "");
  process_ = start(options.folder);
  try {
    connect_control(options.control_port);
  } catch (...) {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
    throw;
  }
}

Baresip::~Baresip() {
  close(control_);
  kill(process_, SIGTERM);
  for (int i = 0; i < 100; ++i) {
    if (waitpid(process_, nullptr, WNOHANG) == process_) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

void Baresip::connect_control(int port) {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(static_cast<std::uint16_t>(port));
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (const auto until = Clock::now() + kStartMax; Clock::now() < until;) {
    control_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(control_, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0) return;
    close(control_);
    if (waitpid(process_, nullptr, WNOHANG) == process_) throw Fault("baresip has ended at once");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  throw Fault("baresip does not listen");
}

// "12:{"event":true},"
std::optional<Tree> Baresip::event(Clock::time_point until) {
  while (true) {
    const std::size_t colon = buffer_.find(':');
    if (colon != std::string::npos) {
      const auto size = parse_integer(buffer_.substr(0, colon));
      if (!size || *size < 0 || static_cast<std::size_t>(*size) > kMessageMax) {
        throw Fault("baresip says what is no message");
      }
      const std::size_t end = colon + 1 + static_cast<std::size_t>(*size) + 1;
      if (buffer_.size() >= end) {
        const Decision<Tree> told =
            storage::parse_json(buffer_.substr(colon + 1, static_cast<std::size_t>(*size)));
        buffer_.erase(0, end);
        if (told && told->find("event") != nullptr) return *told;
        continue;
      }
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    if (left.count() <= 0) return std::nullopt;
    pollfd waiting{control_, POLLIN, 0};
    if (poll(&waiting, 1, static_cast<int>(left.count())) <= 0) continue;
    char piece[4096];
    const ssize_t count = recv(control_, piece, sizeof piece, 0);
    if (count <= 0) throw Fault("baresip has gone");
    buffer_.append(piece, static_cast<std::size_t>(count));
  }
}

void Baresip::command(const std::string& name, const std::string& parameters) {
  const std::string text =
      Tree::object({{"command", name}, {"params", parameters}, {"token", "hotline"}}).to_json();
  const std::string message = std::to_string(text.size()) + ":" + text + ",";
  if (send(control_, message.data(), message.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(message.size())) {
    throw Fault("baresip does not listen any more");
  }
}

}  // namespace yibao::adapters
