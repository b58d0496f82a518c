// Reports of deaths in the database (schema/024_death_report.sql).
#pragma once

#include <vector>

#include "business/death/types.h"
#include "business/use_case.h"
#include "storage/database.h"

namespace yibao::death {

extern const storage::Table kDeathReport;
extern const storage::KeyedSelect kDeathReportsOf;  // by person, in the order of their numbers

std::vector<DeathReport> read_reports(const storage::Rows& rows);
storage::Row report_row(const DeathReport& report);

}  // namespace yibao::death
