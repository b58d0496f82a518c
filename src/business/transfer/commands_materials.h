// Materials of a case (材料), and urging (催办).
#pragma once

#include "business/casework/upload.h"
#include "business/transfer/case_command.h"

namespace yibao::transfer {

// 上传材料 into a slot of the case: a draft's, or one that a return has named. An officer
// ticks what was shown at the counter instead.
class FillSlot : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;
  void need(storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  casework::Upload upload_;
};

// 催办: asks the agency whose queue the case stands in. Changes no state and no deadline.
class UrgeCase : public CaseCommand {
 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

}  // namespace yibao::transfer
