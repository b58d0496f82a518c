// Runs in the database (schema/006_bulk.sql).
#pragma once

#include <vector>

#include "business/run/types.h"
#include "storage/plan.h"

namespace yibao::run {

extern const storage::Table kBulkRun;

extern const storage::KeyedSelect kOpenRunsOf;  // by region: whole rows of those still running
extern const storage::KeyedSelect kLastRunOf;   // by region: region, the highest number

std::vector<Run> read_runs(const storage::Rows& rows);
storage::Row run_row(const Run& run);

// All that are still running, in order of region and number.
std::vector<Run> open_runs(storage::Session& reader);
// The latest of a region, the last one first.
std::vector<Run> latest_runs(storage::Session& reader, RegionCode region, int limit);

}  // namespace yibao::run
