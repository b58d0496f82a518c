// 补录: what stands in old papers and was never in this system: a past enrolment, the balance that
// an account brings along, or months that count as paid (视同缴费认定). With it an agency would
// come by somebody's data and money, so that one officer proposes it, with the evidence, and
// another one of the same agency decides.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"

namespace yibao::late_record {

enum class What { enrolment, balance, deemed };
enum class State { proposed, approved, refused };

constexpr std::string_view to_text(What what) {
  return what == What::enrolment ? "enrolment" : what == What::balance ? "balance" : "deemed";
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
  std::string kind;      // of an enrolment, as are the three below
  EmployerId employer;
  int account_type = 0;
  Money base;
  std::optional<Date> started_on;    // of an enrolment, or the first day of deemed months
  std::optional<Date> suspended_on;  // the first day behind either
  // 应保未保: nobody paid in those months, and the employer has to pay up. Else what the papers say
  // is settled: the months were paid and credited in their time.
  bool owed = false;
  Money amount;                      // of a balance
  State state = State::proposed;
  std::string proposed_by;
  std::string decided_by;  // empty while it is open
  Instant recorded_at;
  std::optional<Instant> decided_at;
  std::optional<std::int64_t> entered;  // approved: the enrolment's number, the posting, or
                                        // how many months are deemed paid
};

}  // namespace yibao::late_record
