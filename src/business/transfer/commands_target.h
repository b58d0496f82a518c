// The target's steps (转入地): receipt of a posted sheet, review, dispute, refusal, completion.
#pragma once

#include <string>

#include "business/transfer/case_command.h"

namespace yibao::transfer {

// 收到信息表: a posted sheet is there; the target's clock begins. The days are on the letter.
class ReceiveSheet : public CaseCommand {
 protected:
  Side side() const override { return Side::target; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

// 转入审核通过. Completes (办结) where the money has arrived or none is to come: the months are
// recognised, the money is credited. Otherwise the case waits for the money.
class ApproveAtTarget : public ApprovalCommand {
 protected:
  Side side() const override { return Side::target; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

// 退回核实: the sheet is wrong, the origin corrects it.
class DisputeSheet : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::target; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

// 转入不予接收: the money goes back (N-22).
class RefuseAtTarget : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::target; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

// 两地分别审核: nobody approves for both sides, in whatever role. Of an agency on no system
// the officers are those who entered its letters: what one of them has read, another one looks at.
Verdict check_four_eyes(const CaseFacts& known, const std::string& officer);

}  // namespace yibao::transfer
