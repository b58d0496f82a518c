// 补录: what stands in old papers and was never in this system: a past enrolment, or the balance
// that an account brings along. With it an agency would come by somebody's data and money, so that
// one officer proposes it, with the evidence, and another one of the same agency decides.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"

namespace yibao::late_record {

enum class What { enrolment, balance };
enum class State { proposed, approved, refused };

constexpr std::string_view to_text(What what) {
  return what == What::enrolment ? "enrolment" : "balance";
}
constexpr std::string_view to_text(State state) {
  return state == State::proposed ? "proposed" : state == State::approved ? "approved" : "refused";
}

struct LateRecord {
  PersonId person;
  int ordinal = 0;  // 1, 2, 3 … of the person
  What what = What::enrolment;
  RegionCode region;
  std::string evidence;  // the paper that it was taken from
  std::string kind;      // of an enrolment, as are the five below
  EmployerId employer;
  int account_type = 0;
  Money base;
  std::optional<Date> started_on;
  std::optional<Date> suspended_on;
  // 应保未保: nobody paid in those months, and the employer has to pay up. Else what the papers say
  // is settled: the months were paid and credited in their time.
  bool owed = false;
  Money amount;  // of a balance
  State state = State::proposed;
  std::string proposed_by;
  std::string decided_by;  // empty while it is open
  Instant recorded_at;
  std::optional<Instant> decided_at;
  std::optional<std::int64_t> entered;  // approved: the enrolment's number, or the posting
};

}  // namespace yibao::late_record
