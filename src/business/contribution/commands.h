// Commands on contributions: what the collection authority (税务部门) reports as received.
#pragma once

#include <optional>
#include <vector>

#include "business/contribution/receipts.h"
#include "business/use_case.h"

namespace yibao::contribution {

// What both share: the facts, and writing rows, credits and the notice.
class ReceiptCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 protected:
  virtual Decision<Receipts> take(const ReceiptFacts& facts,
                                  const policy::PolicySet& policies) const = 0;
  Verdict post(storage::Plan& plan, const Receipts& receipts, const enrolment::Enrolment& under,
               const storage::Facts& facts, const business::Context& context) const;

  PersonId person_;
  int ordinal_ = 0;  // of the enrolment; 0: the active one
  std::optional<ReceiptKind> kind_;
  std::optional<Date> received_on_;
};

// 缴费到账、补缴: months of the employee scheme.
class RecordReceipts : public ReceiptCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 private:
  Decision<Receipts> take(const ReceiptFacts& facts,
                          const policy::PolicySet& policies) const override;
  std::vector<ReceiptWish> wishes_;
};

// 居民年度缴费, and the repair of a missed year (修复).
class RecordResidentYear : public ReceiptCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);

 private:
  Decision<Receipts> take(const ReceiptFacts& facts,
                          const policy::PolicySet& policies) const override;
  int year_ = 0;
  std::optional<Money> amount_;
};

}  // namespace yibao::contribution
