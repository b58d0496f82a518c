// The money leg's steps between the agencies: arrival at the target, unmatched money, return to the
// origin. What goes to a bank: commands_payout.h.
#pragma once

#include <optional>
#include <string>

#include "business/transfer/case_command.h"
#include "business/transfer/remittance.h"

namespace yibao::transfer {

// 到账登记: a line of the bank statement of the target agency. Matched by itself where number and
// amount agree; the case completes where it only waited for the money.
class RecordArrival : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Remittance arrival_;
  std::optional<casework::CaseKey> case_;  // that the reference names
};

// 未匹配资金的处理: matched to a case by hand, in whole or in part, or sent back to the payer. What
// comes for a case that was completed is credited as its supplement (late_money.h).
class ResolveArrival : public business::Command {
 public:
  enum class How { match, send_back };
  static business::CommandOrRefusal parse_match(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session& session);
  static business::CommandOrRefusal parse_send_back(const business::Request& request,
                                                    const business::Context& context,
                                                    storage::Session& session);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  static business::CommandOrRefusal parse(How how, const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  Decision<bool> agree(Remittance& remittance, const Transfer& transfer, Money open,
                       const storage::Facts& facts, const business::Context& context,
                       storage::Plan& plan) const;
  Decision<bool> agree_by_two(Remittance& remittance, const std::string& why,
                              const business::Context& context, storage::Plan& plan) const;
  Decision<storage::Plan> supplement(Remittance remittance, const CaseFacts& known,
                                     const storage::Facts& facts,
                                     const business::Context& context) const;
  Decision<storage::Plan> send_back(Remittance remittance, const storage::Facts& facts,
                                    const business::Context& context) const;

  How how_ = How::match;
  RemittanceId id_;
  RegionCode region_;                      // of the remittance: never changes
  std::optional<casework::CaseKey> case_;  // to be matched to; or matched, to be sent back
  std::string note_;
};

// 退回到账: the money is back with the origin agency: kept on the account, or paid out. What the
// bank's statement says of it must be what is still away; the line is kept, so that none is entered
// twice. What comes in several lines is entered as arrivals and matched until the sum is right.
class RecordReturn : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;

 protected:
  Side side() const override { return Side::origin; }
  Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                      const business::Context& context) const override;

 private:
  Verdict check_line(const CaseFacts& known, const storage::Facts& facts) const;
  Remittance line_of(const CaseFacts& known, const business::Context& context) const;

  // As on the statement; none and empty where the origin says by letter that it has the money.
  std::optional<Money> amount_;
  std::optional<Date> arrived_on_;
  std::string bank_serial_;
  RegionCode origin_;  // of the case: never changes
};

}  // namespace yibao::transfer
