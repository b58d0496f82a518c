#include "main/tick.h"

#include <condition_variable>
#include <mutex>

#include "business/aid/commands.h"
#include "business/application/due.h"
#include "business/card/due.h"
#include "business/clearing/due.h"
#include "business/enrolment/joiner_wait.h"
#include "business/entitlement/reminders.h"
#include "business/place_change/commands_company.h"
#include "business/place_change/commands_following.h"
#include "business/transfer/commands_end.h"
#include "business/transfer/commands_supplement.h"
#include "main/services.h"

namespace yibao::main {

namespace {

using Commands = std::vector<std::unique_ptr<business::Command>>;

constexpr int kAtOnce = 500;
constexpr int kPairsAtOnce = 10'000;  // 340 regions have that many with each other

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

// A round at a time: what was refused today would be refused again, so that a round that does
// nothing is the last.
template<class Find>
int run_rounds(Installation& installation, Find find) {
  int all = 0;
  for (;;) {
    const int done = run_as_system(installation, find());
    if (done == 0) return all;
    all += done;
  }
}

int remind(Installation& installation, storage::Session& reader) {
  const Date today = installation.clock().now().date();
  int all = 0;
  entitlement::ReminderSweep sweep;
  while (!sweep.ended) {
    all += run_as_system(installation, entitlement::next_reminders(reader, installation.vault(),
                                                                   installation.data().policies,
                                                                   today, kAtOnce, sweep));
  }
  return all;
}

// 月度清算单: of the institutions first, then of pairs of regions whose institutions are through.
int draw_statements(Installation& installation, storage::Session& reader) {
  business::Actor actor;
  actor.role = business::Role::system;
  actor.channel = "system";
  business::Context context =
      service::context_for(installation.surroundings(), installation.clock().now());
  context.actor = &actor;
  int all = 0;
  clearing::DrawingSweep sweep;
  while (!sweep.ended) {
    all += run_as_system(installation, clearing::next_drawings(reader, context, kAtOnce, sweep));
  }
  return all + run_as_system(installation, clearing::pair_drawings(reader, context, kPairsAtOnce));
}

}  // namespace

int tick(Installation& installation) {
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const auto today = [&] { return installation.clock().now().date(); };
  int all = run_rounds(installation, [&] {
    return transfer::due_commands(*reader, installation.data().policies, today(), kAtOnce);
  });
  all += run_rounds(installation, [&] {
    return application::due_commands(*reader, all_services(), installation.vault(), today(),
                                     kAtOnce);
  });
  // Once a day is enough for what looks at many people or institutions: the process keeps the day.
  if (installation.begins_day(today())) {
    all += remind(installation, *reader);
    all += draw_statements(installation, *reader);
    all += run_rounds(installation, [&] { return transfer::interest_to_follow(*reader, kAtOnce); });
    all += run_rounds(installation, [&] {
      return enrolment::due_joiners(*reader, installation.data().policies, today(), kAtOnce);
    });
  }
  all += run_rounds(installation, [&] { return aid::due_commands(*reader, today(), kAtOnce); });
  all += run_rounds(installation, [&] {
    return card::due_commands(*reader, installation.data().policies, today(), kAtOnce);
  });
  all += run_rounds(installation,
                    [&] { return place_change::due_company_commands(*reader, today(), kAtOnce); });
  all += run_rounds(installation, [&] {
    return place_change::due_commands(*reader, installation.vault(), today(), kAtOnce);
  });
  return all;
}

int recompute_deadlines(Installation& installation) {
  constexpr int kAll = 100'000;
  const std::unique_ptr<storage::Session> reader = installation.database().reader();
  const calendar::Calendar& calendar = installation.data().calendar;
  return run_as_system(installation, transfer::commands_to_recompute(*reader, calendar, kAll)) +
         run_as_system(installation,
                       application::commands_to_recompute(*reader, all_services(),
                                                          installation.vault(), calendar, kAll)) +
         run_as_system(installation, clearing::provisional_commands(*reader, kAll));
}

int tick_installation(Installation& installation, const Tree& arguments, Console& console) {
  const int done = tick(installation);
  console.out << (flag_argument(arguments, "json") ? Tree::object({{"carried_out", done}}).to_json()
                                                   : "到点处理 " + std::to_string(done) + " 项。")
              << "\n";
  return kDone;
}

int recompute_installation(Installation& installation, const Tree& arguments, Console& console) {
  const int done = recompute_deadlines(installation);
  console.out << (flag_argument(arguments, "json")
                      ? Tree::object({{"recomputed", done}}).to_json()
                      : "重新计算了 " + std::to_string(done) + " 个办件的期限。")
              << "\n";
  return kDone;
}

}  // namespace yibao::main
