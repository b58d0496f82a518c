#include "business/enquiry/credits.h"

#include <algorithm>

namespace yibao::enquiry {

namespace {

// A hundred years of months, each corrected twice.
constexpr std::int64_t kRowsMax = 3'600;

// 101 个人账户划账, and what was taken back of one: by naming it, or its month (203: a correction,
// a refund, a death).
constexpr storage::Statement kMonthlyCredits{
    "enquiry_monthly_credits",
    "SELECT COALESCE(p.month, o.month), p.region, p.direction, p.amount_fen, p.balance_after_fen, "
    "p.happened_on, p.entry_id, p.posting_id FROM posting p "
    "LEFT JOIN posting o ON o.person_id = p.person_id AND o.posting_id = p.corrects "
    "WHERE p.person_id = $1 AND (p.code IN (101, 203) OR o.code = 101) "
    "AND COALESCE(p.month, o.month) >= $2 AND COALESCE(p.month, o.month) < $3 "
    "ORDER BY 1, p.posting_id LIMIT $4"};

// Of one month, at one place or at any: what money has moved on to is asked after where it came.
void take_off(std::vector<Credit>& standing, Month month, std::optional<RegionCode> place,
              Money& taken) {
  for (auto credit = standing.rbegin(); credit != standing.rend(); ++credit) {
    if (credit->month != month || (place && credit->region != *place)) continue;
    const Money part = std::min(taken, credit->amount);
    credit->amount -= part;
    taken -= part;
  }
}

}  // namespace

std::vector<Credit> credits_of(PersonId person, std::optional<int> year,
                               storage::Session& session) {
  constexpr std::int64_t kAll = std::int64_t{1} << 31;  // behind every month
  const std::int64_t from = year ? Month::of(*year, 1).index() : 0;
  const std::int64_t until = year ? from + 12 : kAll;
  std::vector<Credit> credits;
  for (const storage::Row& row :
       session.select(kMonthlyCredits, {person.value(), from, until, kRowsMax})) {
    const Money amount = Money::fen(row[3].integer());
    credits.push_back({Month::from_index(static_cast<std::int32_t>(row[0].integer())),
                       RegionCode(static_cast<std::int32_t>(row[1].integer())),
                       row[2].text() == "credit" ? amount : Money() - amount,
                       Money::fen(row[4].integer()),
                       Date::from_days(static_cast<std::int32_t>(row[5].integer())),
                       row[6].integer(), row[7].integer()});
  }
  return credits;
}

std::vector<Credit> standing_of(std::vector<Credit> credits) {
  std::vector<Credit> standing;
  for (Credit& credit : credits) {
    if (credit.amount > Money()) {
      standing.push_back(credit);
      continue;
    }
    Money taken = Money() - credit.amount;
    take_off(standing, credit.month, credit.region, taken);
    take_off(standing, credit.month, std::nullopt, taken);
  }
  std::erase_if(standing, [](const Credit& each) { return each.amount.is_zero(); });
  return standing;
}

}  // namespace yibao::enquiry
