// The origin's steps (转出地): review, return for correction, rejection, approval, the information
// sheet. Its correction: commands_correction.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/transfer/case_command.h"
#include "business/transfer/sheet.h"
#include "business/transfer/sheet_writing.h"

namespace yibao::transfer {

// 退回补正: everything that is missing is named at once; the clock stands still.
class ReturnForCorrection : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::vector<std::string> items_;
  std::string note_;
};

// 补正: the applicant has completed what was named; the clock goes on.
class CompleteMaterials : public CaseCommand {
 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

// 转出不通过
class RejectAtOrigin : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

// 转出审核通过. The pre-check of the origin is asked again: what was true at acceptance may have
// changed since.
class ApproveAtOrigin : public ApprovalCommand {
 public:
  void need(storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

// What is read of a sheet that comes on paper.
struct PaperSheet {
  std::vector<WrittenLine> lines;
  std::optional<Money> balance;  // asked for where money moves
};

// 上传信息表: made from the rows of the origin; where the origin is on no system, entered from its
// paper by the target. To a target on no system it goes by post.
class UploadSheet : public CaseCommand {
 public:
  void need(storage::Needs& needs) const override;
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  Verdict check_content(const Transfer& transfer) const;
  SheetHousehold household_of(const Transfer& transfer, const storage::Facts& facts) const;

  std::optional<PaperSheet> on_paper_;
  SheetHousehold household_;
};

}  // namespace yibao::transfer
