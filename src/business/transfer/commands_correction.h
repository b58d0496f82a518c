// 信息表纠错 (N-09): the next version of the sheet, with its reason.
//
// Where the origin is on this system the sheet follows from its records, which have corrections of
// their own; the money that has left is not touched. But what was misread from the paper of an
// agency on no system was never sent: such an amount is put right, to zero and from zero too, as
// long as not all of it has come, by two officers, one after the other with the same figure. The
// target then looks at the case again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/transfer/case_command.h"
#include "business/transfer/sheet_writing.h"

namespace yibao::transfer {

class CorrectSheet : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;
  void need(storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  bool corrects_amount(const CaseFacts& known) const;
  Verdict check_possible_amount(const CaseFacts& known, Money come) const;
  storage::Plan propose_amount(const CaseFacts& known, const business::Context& context) const;
  NewSheet sheet_of(const CaseFacts& known, Date today) const;
  Verdict check_lines_of(const NewSheet& sheet, const CaseFacts& known,
                         const business::Context& context) const;
  storage::Plan correct(const CaseFacts& known, const NewSheet& sheet, Money come,
                        const storage::Facts& facts, const business::Context& context) const;

  std::optional<std::vector<WrittenLine>> lines_;  // none: as on record
  std::optional<Money> balance_;                   // none: as it is
  std::string why_;
};

}  // namespace yibao::transfer
