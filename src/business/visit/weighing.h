// What the pooled fund pays of one bill: entitlement on the day of each of its fees, the terms that
// follow from kind, place and registrations on that day, and what the year of the fees has used up.
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

// What is in scope of the fees of one day.
struct Charge {
  Date day;
  Money in_scope;
};

struct BillFacts {
  std::string institution;
  provider::Level level = provider::Level::none;
  RegionCode insured_place;
  RegionCode place_of_care;
  std::string insurance;  // insutype
  std::string kind;       // med_type
  std::string disease;
  std::vector<Charge> charges;  // of one year, in the order of their days; at least one
  bool has_account = false;     // at the insured place, where no relation has ever been
};

// What the year has used up before this bill, chronic care apart from the rest: reversals, with
// their amounts below zero, count.
struct YearSoFar {
  Money deductible;
  Money fund;
};
FundUse fund_use_of(const Settlement& settlement);
std::vector<FundUse> fund_uses_of(const std::vector<Settlement>& all);
YearSoFar year_so_far(const std::vector<FundUse>& all, const std::string& insurance, int year,
                      bool chronic);

// What is told of the whole bill (terms, rate) is that of the first day on which the fund pays;
// where it pays on none, that of the first day.
struct Weighing {
  Date day;                   // that one
  std::vector<Reason> cover;  // why the person is entitled, or is not, on any of the days
  Terms terms;
  FundShare share;
  Rate rate;   // at which the fund pays: of the terms, as far as the person is covered
  Money left;  // what the fund may still pay in the year, this bill included
  // What a cashier cannot know: fees of days without cover beside others, a ceiling that is used
  // up.
  std::vector<Reason> hints;

  std::vector<Reason> reasons() const;  // of cover and terms
};

// 年度限额用完的: who asks beforehand is told that the fund pays nothing more in the year of `day`.
// None: something is left, or there is no ceiling.
std::optional<Reason> ceiling_used_up(const Terms& terms, const std::vector<FundUse>& all,
                                      const std::string& insurance, Date day);

// Refused: person_not_insured, insurance_differs, insured_elsewhere,
// chronic_disease_not_recognised.
Decision<Weighing> weigh_bill(const BillFacts& bill, const entitlement::PersonRecord& record,
                              const std::vector<care::Registration>& on_record,
                              const std::vector<FundUse>& before, const business::Context& context);

// 参保地不一致: whoever is insured, on that day, elsewhere than was said. Who is insured nowhere
// may have an account all the same. Refused: insured_elsewhere.
Verdict check_insured_place(RegionCode said, Date day, const entitlement::PersonRecord& record,
                            const business::Context& context);

// 住院期间关系转移 (N-20): which lines the fund of `place` settles, and since which day. Where the
// region has the origin settle the whole stay, all of them, by the day on which it began.
//
// 待遇、认定和年度按费用发生日: everything else is asked of the day of each fee, and a part is of
// one year, the earliest that is open (年度限额按费用所属年度).
struct Part {
  std::vector<Line> lines;
  RegionCode insured_place;
  Date day;
  std::map<RegionCode, Money> elsewhere = {};  // what is left out, by the place that settles it
  std::vector<Charge> charges = {};            // of the lines
  std::map<int, Money> later = {};             // what is left out, by the later year that it is of
};
Part part_of(const Visit& visit, const std::vector<Line>& lines, RegionCode place,
             const entitlement::PersonRecord& record, const business::Context& context);

// The same of lines that one place settles, as those of a sale are.
Part part_of_years(Part whole, const entitlement::PersonRecord& record,
                   const business::Context& context);
// What a fee is judged by: its own day, or where another relation answers for that (the place or
// the insurance has changed), the day since which the part is settled.
std::vector<Charge> charges_of(const std::vector<Line>& lines, Date since,
                               const entitlement::PersonRecord& record,
                               const business::Context& context);

// What a sender that knows nothing of the split is told. Refused: insured_elsewhere where nothing
// of the bill is settled at the place that it named; stay_split_by_place where the total is not
// that of the lines that are, stay_split_by_year likewise; total_differs_from_lines where there are
// no others.
Verdict check_part(const Part& part, Money total);
// Of what cannot be settled later, as a sale: nothing may be left out. Refused: stay_split_by_year.
Verdict check_whole(const Part& part, Money total);
// stay_goes_on_elsewhere, stay_goes_on_next_year: what is left to be settled, and where or of when.
std::vector<Reason> left_over(const Part& part);

}  // namespace yibao::visit
