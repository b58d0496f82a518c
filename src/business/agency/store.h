// Agencies and their proposed changes in the database (schema/002_people.sql).
#pragma once

#include <vector>

#include "business/agency/types.h"
#include "storage/plan.h"

namespace yibao::agency {

extern const storage::Table kAgency;
extern const storage::Table kAgencyChange;

extern const storage::KeyedSelect kAgencyOf;   // by region: whole row
extern const storage::KeyedSelect kChangesOf;  // by region: whole rows, oldest first

Agency read_agency(const storage::Row& row);
std::vector<Agency> read_agencies(storage::Session& session);  // all, by region, bounded
storage::Row agency_row(const Agency& agency);
std::vector<AgencyChange> read_changes(const storage::Rows& rows);
storage::Row change_row(const AgencyChange& change);

}  // namespace yibao::agency
