#include "business/seal/releasing.h"

#include "business/hold/store.h"

namespace yibao::seal {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kHoldReleaseColumns[] = {
    {"person_id", ColumnType::integer},   {"hold_id", ColumnType::integer},
    {"ground", ColumnType::text},         {"case_id", ColumnType::integer},
    {"evidence", ColumnType::text},       {"released_by", ColumnType::text},
    {"released_on", ColumnType::integer}, {"entry_id", ColumnType::integer},
    {"recorded_at", ColumnType::integer}};

}  // namespace

const storage::Table kHoldRelease{90,
                                  "hold_release",
                                  kHoldReleaseColumns,
                                  2,
                                  storage::Owner::person,
                                  0,
                                  storage::Mutability::append_only};

void release_hold(storage::Plan& plan, const storage::Row& hold, const Releasing& why,
                  const business::Context& context) {
  YB_CHECK(why.application.is_none() == (why.ground == Ground::identity_updated),
           "a release names its case");
  hold::lift_hold(plan, hold, context);
  plan.insert(kHoldRelease, {hold[0], hold[1], to_text(why.ground),
                             why.application.is_none() ? storage::Value()
                                                       : storage::Value(why.application.value()),
                             why.evidence, context.actor->journal_name(), context.today.days(),
                             context.entry_id, context.now.milliseconds()});
}

const storage::Row* standing_row(const storage::Rows& history, HoldId id) {
  for (const storage::Row& row : history) {
    if (row[1].integer() == id.value() && row[7].is_null()) return &row;
  }
  return nullptr;
}

}  // namespace yibao::seal
