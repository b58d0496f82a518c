#include "business/enquiry/credits.h"

namespace yibao::enquiry {

namespace {

// A hundred years of months, each corrected twice.
constexpr std::int64_t kRowsMax = 3'600;

// 101 个人账户划账, and what was taken back of one: by naming it, or its month (203: a correction,
// a refund, a death).
constexpr storage::Statement kMonthlyCredits{
    "enquiry_monthly_credits",
    "SELECT COALESCE(p.month, o.month), p.region, p.direction, p.amount_fen, p.balance_after_fen, "
    "p.happened_on, p.entry_id FROM posting p "
    "LEFT JOIN posting o ON o.person_id = p.person_id AND o.posting_id = p.corrects "
    "WHERE p.person_id = $1 AND (p.code IN (101, 203) OR o.code = 101) "
    "AND COALESCE(p.month, o.month) >= $2 AND COALESCE(p.month, o.month) < $3 "
    "ORDER BY 1, p.posting_id LIMIT $4"};

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
    credits.push_back(
        {Month::from_index(static_cast<std::int32_t>(row[0].integer())),
         RegionCode(static_cast<std::int32_t>(row[1].integer())),
         row[2].text() == "credit" ? amount : Money() - amount, Money::fen(row[4].integer()),
         Date::from_days(static_cast<std::int32_t>(row[5].integer())), row[6].integer()});
  }
  return credits;
}

}  // namespace yibao::enquiry
