// The inheritance of a personal account (个人账户继承) as values: shares of an estate. Its money is
// the person's own and heritable; how it is paid out to whom stands in service.h.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/id.h"
#include "base/money.h"

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

// Net credit of one contribution month, over all postings of the month.
struct MonthCredit {
  Month month;
  Money amount;
  PostingId posting;  // the credit, where it is the only one and whole
};

}  // namespace yibao::inheritance
