// 结算 (2102 at a pharmacy, 2207 at a hospital), and the same before it is done (2101, 2206): the
// command, stopped before it writes.
//
// What the pooled fund pays follows from entitlement on the day of each fee and the policy of the
// place of insurance; what the account may pay from the holds (R28): a gap and arrears leave the
// account alone and the fund at zero. Account and fund are looked at and written under the person's
// lock, so that two tills never spend one fen twice.
#pragma once

#include <optional>
#include <vector>

#include "business/use_case.h"
#include "business/visit/message.h"
#include "business/visit/types.h"

namespace yibao::entitlement {
struct PersonRecord;
}

namespace yibao::visit {

struct Part;

enum class AccountUse { none, own, shared };  // acct_used_flag 0, 1, 2

class Settle : public business::Command {
 public:
  // Lines that stand in the message, divided by the catalogue already; of a visit, none: those
  // that were uploaded before are taken.
  struct Asked {
    std::string institution;
    std::string msgid;
    RegionCode insured_place;
    Named named;                   // under the number that is kept
    PersonId owner;                // the number that the visit was begun under; of a sale, the same
    std::vector<PersonId> payers;  // who shares an account, in order; none: nobody
    AccountUse use = AccountUse::none;
    std::string insurance;
    std::string kind;     // med_type
    std::string disease;  // of a sale; that of a visit was told before (2203)
    Date begun_on;
    Money total;  // medfee_sumamt, as the sender adds it up
    std::vector<Line> lines;
    VisitId visit;  // none: a sale makes its own
    std::string batch;
    std::string begun_at;   // begntime of a sale, as it was sent
    Scope said;             // 2207: how the sender divides the bill; all nought: not said (R34)
    bool previews = false;  // 预结算: nothing is told that is told once
  };
  explicit Settle(Asked asked) : asked_(std::move(asked)) {}

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  struct Bill;
  static Verdict check_days(const Bill& bill);
  Decision<Bill> open_bill(const storage::Facts& facts, const business::Context& context) const;
  Decision<Part> part_of_bill(const Bill& bill, const entitlement::PersonRecord& record,
                              const business::Context& context) const;
  Decision<Bill> bill(const storage::Facts& facts, const business::Context& context) const;
  void tell_person_of(const Bill& bill, storage::Plan& plan) const;
  std::string told(const Bill& bill, const card::Presented::Accepted& shown,
                   const business::Context& context) const;
  Verdict pay(Bill& bill, const card::Presented::Accepted& shown, storage::Plan& plan,
              const storage::Facts& facts, const business::Context& context) const;

  Asked asked_;
};

}  // namespace yibao::visit
