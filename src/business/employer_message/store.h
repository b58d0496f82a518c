// 单位消息: what an employer is told (schema/033_employer_messages.sql). Each is about somebody: a
// joiner or a leaver report, a case that the employer has filed; it stands in that person's
// journal. Notices of arrears are the employer's own paper already (contribution/arrears_notices.h)
// and are shown among them (http.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/id.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::employer_message {

extern const storage::Table kEmployerMessage;
extern const storage::Table kEmployerReading;
extern const storage::KeyedSelect kReadingsOf;  // by employer: whole rows behind it, oldest first

// Of who has filed a case, as the journal names them ("employer_officer:17"); none: no employer.
EmployerId employer_of(std::string_view journal_name);

// Stages a message, told by its code; the words are in messages/.
void tell(storage::Plan& plan, EmployerId employer, PersonId about, std::string code,
          const std::vector<Fact>& facts, const business::Context& context);

// 已读: everything told until a moment, by whoever looked.
struct Reading {
  RegionCode region;
  EmployerId employer;
  int number = 1;  // 1, 2, 3 … of the employer
  Instant up_to;
  std::string read_by;
  Instant recorded_at;
};
std::vector<Reading> read_readings(const storage::Rows& rows);
storage::Row reading_row(const Reading& reading);
// When it was first read; none: not yet.
std::optional<Instant> read_at(Instant told_at, const std::vector<Reading>& readings);

// Where the employer is registered; none: nowhere.
std::optional<RegionCode> region_of(EmployerId employer, storage::Session& session);

}  // namespace yibao::employer_message
