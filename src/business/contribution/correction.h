// 更正缴费记录: the base, the kind or the very payment of a month was wrong. Two officers; nothing
// is edited: the wrong receipt is taken back by a row, the right one stands in another, and a row
// names all three. The account gets, or gives back, the difference of the two credits.
#pragma once

#include "business/application/service.h"
#include "business/contribution/store.h"

namespace yibao::contribution {

extern const storage::Table kContributionCorrection;
// 更正冲回: by person: month and serial of the rows that take back a wrong receipt. No money has
// gone anywhere with them, as with a refund.
extern const storage::KeyedSelect kTakenBackWrongOf;
bool takes_back_wrong(const Contribution& row, const storage::Rows& taken_back_wrong);

// What was wrong with the receipt of a month, and what is right.
struct Correction {
  Month month;
  int enrolment = 0;
  std::optional<ReceiptKind> kind;  // none: it was never paid
  std::optional<Money> base;        // none: as it was
};

struct CorrectionFacts {
  std::span<const enrolment::Enrolment> enrolments;
  std::span<const Contribution> contributions;
  Money available;  // on the account of the enrolment's place
  Date today;
};

struct Corrected {
  Contribution wrong;
  Contribution taken_back;            // refund row
  std::optional<Contribution> right;  // none: never paid
  Money credit_before;
  Money credit_after;
};

// Refuses: month_not_paid, resident_pays_by_year, nothing_to_correct, base_missing,
// correction_credit_spent.
Decision<Corrected> correct_month(const Correction& wish, const CorrectionFacts& facts,
                                  const policy::PolicySet& policies);

class CorrectionService : public application::Service {
 public:
  std::string_view name() const override { return "contribution_correction"; }
  std::string_view path() const override { return "contribution-corrections"; }
  std::string_view title() const override { return "更正缴费记录"; }

  std::vector<business::Field> fields() const override;
  void read_form(business::Reader& reader, const business::Context& context,
                 Tree& form) const override;
  void need(storage::Needs& needs, PersonId person, RegionCode region,
            const Tree& form) const override;
  application::Assessment assess(const application::Asked& asked) const override;
  Verdict carry_out(const application::Asked& asked, application::Change& change) const override;
};
inline const CorrectionService kCorrection{};

}  // namespace yibao::contribution
