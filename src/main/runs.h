// run: carries bulk runs on, step by step, until they are done (business/run/step.h).
//
// Asked for over HTTP, a run is a row; the server carries on whatever is open, one run after the
// other, on a thread of its own, also what a server before it left unfinished. `yibao run` does the
// same in its own process, where no server owns the database.
#pragma once

#include <functional>
#include <string>

#include "business/run/types.h"
#include "main/commands.h"
#include "main/installation.h"

namespace yibao::main {

struct RunRequest {
  std::string kind;  // "monthly-credits"
  std::string region;
  std::string month;
  std::string year;
  std::string received_on;
  bool everybody = false;
  bool dry_run = false;
};
int run_in_bulk(const Settings& settings, const RunRequest& request, Output output);

// Carries one run on to its end; `told` hears of it after each step. False where another process
// carries the same run on, or `stop` said so. A dry run writes nothing and needs no row.
enum class Rehearsal { no, dry_run };
bool carry_on(Installation& installation, run::Run& run, Rehearsal rehearsal,
              const std::function<void(const run::Run&)>& told, const std::function<bool()>& stop);

// Carries on all that is open; returns how many runs came to their end.
int carry_on_open_runs(Installation& installation, const std::function<bool()>& stop);

}  // namespace yibao::main
