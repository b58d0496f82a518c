// 补转 (N-21): asked for, approved by the agency where the money is, credited when it arrives.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/secret.h"
#include "business/transfer/case_command.h"

namespace yibao::transfer {

// On the case that the money follows; opens a case of its own. By default the money is at the
// origin of that transfer, else at the place that an earlier move has left it.
class SupplementTransfer : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;
  // 结息日记到已转出账户的利息: the system asks for it, nobody has to.
  void for_interest(const casework::CaseKey& key) {
    for_case(key);
    for_interest_ = true;
  }

 protected:
  Side side() const override { return Side::applicant; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::optional<RegionCode> region_;
  bool for_interest_ = false;
  BankAccount bank_account_;  // of the person; empty: the one of the case that the money follows
};

// The accounts that a transfer has emptied and an interest day has credited since, each followed
// under its transfer: run each as the system. What stands in the way of one (a freeze, a death, a
// case that runs) keeps it for another day.
std::vector<std::unique_ptr<business::Command>> interest_to_follow(storage::Session& reader,
                                                                   int limit);

class ApproveSupplement : public CaseCommand {
 public:
  void need(storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;
};

class RefuseSupplement : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

// The target cannot take it: the money goes back to the account it left.
class SendSupplementBack : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Side side() const override { return Side::target; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  std::string why_;
};

}  // namespace yibao::transfer
