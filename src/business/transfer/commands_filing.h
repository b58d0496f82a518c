// Filing (申请): a draft with its summary, the confirmation that accepts or declines it, and the
// withdrawal.
#pragma once

#include <string>

#include "business/transfer/assessment.h"
#include "business/transfer/case_command.h"
#include "business/transfer/form.h"
#include "business/use_case.h"

namespace yibao::transfer {

inline constexpr std::string_view kTransferService = "relation_transfer";

// 受理: what an assessment without obstacles makes of a draft.
void accept_transfer(Change& change, const Assessment& assessment, const Policies& policies,
                     const business::Context& context);

// 填报草稿: keeps the form, tells the plan of the money, the obstacles as of now, the materials
// that are needed, and the digest that the confirmation must repeat.
class DraftTransfer : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  Form form_;
};

// 确认提交: pre-check at both places; accepted (受理) or declined (不予受理) with all reasons.
class ConfirmTransfer : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string form_digest_;
};

// 撤销: until the sheet, or the money, has left.
class WithdrawTransfer : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::applicant; }
  bool comes_by_post(const Transfer& transfer) const override;
  bool needs_paper(const Transfer& transfer, const business::Actor& actor) const override;
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::vector<Fact> withdrawn_by(const storage::Facts& facts,
                                 const business::Context& context) const;

  std::string why_;
};

}  // namespace yibao::transfer
