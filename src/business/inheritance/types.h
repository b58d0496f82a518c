// The inheritance of a personal account (个人账户继承) as values: shares of an estate. Its money is
// the person's own and heritable; how it is paid out to whom stands in service.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/account/types.h"

namespace yibao::inheritance {

// An exact fraction of the whole, in lowest terms.
struct Share {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  std::string to_string() const {
    return std::to_string(numerator) + "/" + std::to_string(denominator);
  }
  bool operator==(const Share&) const = default;
};

inline constexpr std::size_t kHeirsMax = 20;
// A court deals out thirds and twelfths. Finer fractions than this are slips of the pen, and up to
// here amount × share stays far inside the arithmetic.
inline constexpr std::int64_t kDenominatorMax = 10'000;
inline constexpr std::int64_t kCommonDenominatorMax = 1'000'000'000;

// A posting that tells where the credits of months are: such a credit, what took one back, or money
// on its way between two accounts of the person (a transfer, a merge).
struct Traced {
  PostingId id;
  PersonId number;  // under which it stands
  RegionCode region;
  account::PostingCode code = account::PostingCode::monthly_credit;
  Money amount;
  std::optional<Month> month;
  std::string other;
  Date on;
};

// How long money was on one account.
struct Stay {
  PersonId number;
  RegionCode region;
  Date from;
  std::optional<Date> until;  // none: it is there
};

// Net credit of one contribution month from one fund, over all postings of the month, wherever they
// are.
struct MonthCredit {
  Month month;
  Money amount;
  PostingId posting;      // the credit, where it is the only one, whole, and has not moved
  std::string fund = {};  // who paid it: "contribution:441900"
  PersonId number = {};   // where it is now; none: it left the person's accounts
  RegionCode region = {};
};

}  // namespace yibao::inheritance
