// What the pooled fund pays of one bill: entitlement on the day of care, the terms that follow from
// kind, place and registrations, and what the year has used up.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "business/entitlement/facts.h"
#include "business/entitlement/types.h"
#include "business/use_case.h"
#include "business/visit/rules.h"
#include "business/visit/terms.h"
#include "business/visit/types.h"

namespace yibao::visit {

struct BillFacts {
  std::string institution;
  provider::Level level = provider::Level::none;
  RegionCode insured_place;
  RegionCode place_of_care;
  std::string insurance;  // insutype
  std::string kind;       // med_type
  std::string disease;
  Date day;  // of care
  Money in_scope;
  bool has_account = false;  // at the insured place, where no relation has ever been
};

// What the year has used up before this bill, chronic care apart from the rest: reversals, with
// their amounts below zero, count.
struct YearSoFar {
  Money deductible;
  Money fund;
};
YearSoFar year_so_far(const std::vector<Settlement>& all, const std::string& insurance, int year,
                      bool chronic);

struct Weighing {
  entitlement::Entitlement entitlement;
  Terms terms;
  FundShare share;
  Rate rate;   // at which the fund pays: of the terms, as far as the person is covered
  Money left;  // what the fund may still pay in the year, this bill included

  std::vector<Reason> reasons() const;  // of both
};

// Refused: person_not_insured, insurance_differs, insured_elsewhere,
// chronic_disease_not_recognised.
Decision<Weighing> weigh_bill(const BillFacts& bill, const entitlement::PersonRecord& record,
                              const std::vector<care::Registration>& on_record,
                              const std::vector<Settlement>& before,
                              const business::Context& context);

// 参保地不一致: whoever is insured, on that day, elsewhere than was said. Who is insured nowhere
// may have an account all the same. Refused: insured_elsewhere.
Verdict check_insured_place(RegionCode said, Date day, const entitlement::PersonRecord& record,
                            const business::Context& context);

// 住院期间关系转移 (N-20): which lines the fund of `place` settles, and since which day. Where the
// region has the origin settle the whole stay, all of them, by the day on which it began.
struct Part {
  std::vector<Line> lines;
  RegionCode insured_place;
  Date day;
  std::map<RegionCode, Money> elsewhere = {};  // what is left out, by the place that settles it
};
Part part_of(const Visit& visit, const std::vector<Line>& lines, RegionCode place,
             const entitlement::PersonRecord& record, const business::Context& context);

// What a sender that knows nothing of the split is told. Refused: insured_elsewhere where nothing
// of the bill is settled at the place that it named; stay_split_by_place where the total is not
// that of the lines that are; total_differs_from_lines where there are no others.
Verdict check_part(const Part& part, Money total);
// stay_goes_on_elsewhere: what is left to be settled, and where. None: nothing is.
std::optional<Reason> left_elsewhere(const Part& part);

}  // namespace yibao::visit
