#include "adapters/http/server.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include "adapters/http/connection.h"

namespace yibao::adapters {

namespace {

// Linux's sched_attr, its first version: the header that has it cannot stand beside <sched.h>.
struct SchedulingWish {
  std::uint32_t size = sizeof(SchedulingWish);
  std::uint32_t policy = 0;  // SCHED_OTHER
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t slice_nanoseconds = 0;
  std::uint64_t deadline = 0;
  std::uint64_t period = 0;
};

// For this thread: an answer takes a tenth of a millisecond, and who asks for short slices is put
// on a core sooner where others have long ones, as the writer has. Linux before 6.12 does not
// listen.
void take_short_turns() {
  SchedulingWish wish;
  wish.nice = getpriority(PRIO_PROCESS, 0);
  wish.slice_nanoseconds = 200'000;
  (void)syscall(SYS_sched_setattr, 0, &wish, 0);  // where it may not, it waits as before
}

}  // namespace

struct HttpServer::Parts : Serving {
  std::vector<std::unique_ptr<Lane>> lanes;
  std::optional<tcp::acceptor> acceptor;
  std::optional<asio::steady_timer> breath;
  std::size_t next_lane = 0;
  std::atomic<bool> stopping = false;

  Parts(const HttpOptions& given, service::Handler& its_handler, storage::Database& db)
      : Serving{given, its_handler, db} {}
  void accept();
  void accept_later();
  void sweep(Lane& lane);
};

void HttpServer::Parts::accept() {
  Lane& lane = *lanes[next_lane++ % lanes.size()];
  acceptor->async_accept(lane.io, [this, &lane](beast::error_code error, tcp::socket socket) {
    if (stopping) return;
    if (error) return accept_later();
    if (open < options.connections_max) {
      beast::error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      auto connection = std::make_shared<Connection>(*this, lane, std::move(socket));
      asio::dispatch(lane.io, [&lane, connection] {
        lane.connections.push_back(connection);
        connection->start();
      });
    }
    accept();
  });
}

// Where no file descriptor is free, asking again at once would only burn the thread.
void HttpServer::Parts::accept_later() {
  breath->expires_after(std::chrono::milliseconds(50));
  breath->async_wait([this](beast::error_code error) {
    if (!error && !stopping) accept();
  });
}

void HttpServer::Parts::sweep(Lane& lane) {
  lane.sweep->expires_after(std::chrono::seconds(1));
  lane.sweep->async_wait([this, &lane](beast::error_code error) {
    if (error || stopping) return;
    lane.connections.remove_if([&](const std::weak_ptr<Connection>& weak) {
      const std::shared_ptr<Connection> connection = weak.lock();
      if (connection != nullptr) connection->age(crowded());
      return connection == nullptr;
    });
    sweep(lane);
  });
}

// Connections are file descriptors: as many as the system gives, and some left for the database.
static int connections_possible(int wanted) {
  constexpr int kOthers = 100;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const auto needed = static_cast<rlim_t>(wanted + kOthers);
  if (limit.rlim_cur < needed) {
    limit.rlim_cur = std::min(limit.rlim_max, needed);
    setrlimit(RLIMIT_NOFILE, &limit);
    getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur >= needed) return wanted;
  return std::max(16, static_cast<int>(limit.rlim_cur) - kOthers);
}

HttpServer::HttpServer(const HttpOptions& options, service::Handler& handler,
                       storage::Database& database)
    : parts_(std::make_unique<Parts>(options, handler, database)) {
  parts_->options.connections_max = connections_possible(options.connections_max);
  for (int i = 0; i < options.threads; ++i) {
    auto lane = std::make_unique<Lane>();
    if (database.engine() == "sqlite") lane->reader = database.reader();
    parts_->lanes.push_back(std::move(lane));
  }
  if (database.engine() != "sqlite") parts_->pool = std::make_unique<asio::thread_pool>(8);
  beast::error_code error;
  const tcp::endpoint endpoint(asio::ip::make_address(options.address, error), options.port);
  if (error) throw Fault("not an address: " + options.address);
  auto& acceptor = parts_->acceptor.emplace(parts_->lanes.front()->io);
  acceptor.open(endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind(endpoint, error);
  if (error) {
    throw Fault("cannot listen on " + options.address + ":" + std::to_string(options.port) + ": " +
                error.message());
  }
  acceptor.listen();
  parts_->breath.emplace(parts_->lanes.front()->io);
  parts_->accept();
  for (auto& lane : parts_->lanes) {
    lane->sweep.emplace(lane->io);
    parts_->sweep(*lane);
    lane->thread = std::thread([&io = lane->io] {
      take_short_turns();
      const auto work = asio::make_work_guard(io);
      io.run();
    });
  }
}

HttpServer::~HttpServer() {
  parts_->stopping = true;
  for (auto& lane : parts_->lanes) lane->io.stop();
  for (auto& lane : parts_->lanes) lane->thread.join();
  if (parts_->pool != nullptr) parts_->pool->join();
}

std::uint16_t HttpServer::port() const {
  return parts_->acceptor->local_endpoint().port();
}

}  // namespace yibao::adapters
