#include "adapters/hotline/agi_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <exception>

#include "adapters/log/log.h"
#include "base/check.h"

namespace yibao::adapters {

namespace {

constexpr int kBacklog = 32;
constexpr int kSilentSecondsMax = 120;  // longer than any question waits

int listen_at(const AgiOptions& options) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) throw Fault("no socket for the hotline");
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(options.port);
  const bool known = inet_pton(AF_INET, options.address.c_str(), &where.sin_addr) == 1;
  if (!known || bind(listener, reinterpret_cast<const sockaddr*>(&where), sizeof where) != 0 ||
      listen(listener, kBacklog) != 0) {
    close(listener);
    throw Fault("the hotline cannot listen at " + options.address + ":" +
                std::to_string(options.port));
  }
  return listener;
}

std::uint16_t port_of(int listener) {
  sockaddr_in where{};
  socklen_t size = sizeof where;
  getsockname(listener, reinterpret_cast<sockaddr*>(&where), &size);
  return ntohs(where.sin_port);
}

}  // namespace

AgiServer::AgiServer(const AgiOptions& options, PromptFile prompt_file, Hold hold)
    : options_(options), prompt_file_(std::move(prompt_file)), hold_(std::move(hold)) {
  listener_ = listen_at(options);
  port_ = port_of(listener_);
  acceptor_ = std::thread([this] { accept_calls(); });
}

AgiServer::~AgiServer() {
  stopping_ = true;
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  close(listener_);
  {
    const std::lock_guard lock(mutex_);
    for (Call& call : calls_) {
      if (!call.over) shutdown(call.connection, SHUT_RDWR);  // the caller has hung up, as it were
    }
  }
  for (Call& call : calls_) call.thread.join();
}

void AgiServer::accept_calls() {
  while (!stopping_) {
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (stopping_) {
      if (connection >= 0) close(connection);
      return;
    }
    if (connection < 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      continue;
    }
    clear_away();
    const timeval silent{kSilentSecondsMax, 0};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &silent, sizeof silent);
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &silent, sizeof silent);
    take(connection);
  }
}

void AgiServer::take(int connection) {
  const std::lock_guard lock(mutex_);
  if (calls_.size() >= options_.calls_max) {  // Asterisk goes on with its own plan: a busy tone
    close(connection);
    return;
  }
  Call& call = calls_.emplace_back();
  call.connection = connection;
  call.thread = std::thread([this, &call] {
    try {
      AgiLine line(call.connection, prompt_file_);
      if (const auto incoming = line.read_call()) hold_(line, *incoming);
    } catch (const std::exception& error) {
      log_incident("hotline", error.what());
    }
    const std::lock_guard closing(mutex_);
    close(call.connection);
    call.over = true;
  });
}

void AgiServer::clear_away() {
  std::list<Call> over;
  {
    const std::lock_guard lock(mutex_);
    for (auto call = calls_.begin(); call != calls_.end();) {
      const auto next = std::next(call);
      if (call->over) over.splice(over.end(), calls_, call);
      call = next;
    }
  }
  for (Call& call : over) call.thread.join();
}

}  // namespace yibao::adapters
