#include "main/tick.h"

#include <condition_variable>
#include <mutex>

#include "business/transfer/commands_end.h"

namespace yibao::main {

namespace {

using Commands = std::vector<std::unique_ptr<business::Command>>;

constexpr int kAtOnce = 500;

// Runs them as the system and waits for all; returns how many were carried out.
int run_as_system(Installation& installation, Commands commands) {
  std::mutex mutex;
  std::condition_variable ready;
  std::size_t open = 0;
  int done = 0;
  for (std::unique_ptr<business::Command>& command : commands) {
    service::Job job;
    job.command = std::move(command);
    job.actor.role = business::Role::system;
    job.actor.channel = "system";
    job.now = installation.clock().now();
    job.done = [&](const service::Outcome& outcome) {
      const std::lock_guard lock(mutex);
      --open;
      if (outcome.status == 200) ++done;
      ready.notify_one();
    };
    {
      const std::lock_guard lock(mutex);
      ++open;
    }
    if (installation.dispatcher().submit(std::move(job))) continue;
    const std::lock_guard lock(mutex);
    --open;
  }
  std::unique_lock lock(mutex);
  ready.wait(lock, [&] { return open == 0; });
  return done;
}

}  // namespace

int tick(Installation& installation) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  int all = 0;
  for (;;) {
    // What was refused today would be refused again: a round that does nothing is the last.
    const int done = run_as_system(
        installation,
        transfer::due_commands(*reader, installation.clock().now().date(), kAtOnce));
    if (done == 0) return all;
    all += done;
  }
}

int recompute_deadlines(Installation& installation) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  return run_as_system(installation, transfer::provisional_commands(*reader, 100'000));
}

}  // namespace yibao::main
