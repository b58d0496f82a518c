// 结算撤销 (2103, 2208) and 冲正 (2601): what a settlement did is taken back, whole. Nothing is
// edited: a settlement of its own with the amounts below zero, postings that name those they take
// back; the lines of fees are open again.
#pragma once

#include <string>

#include "business/account/returning.h"
#include "business/account/types.h"
#include "business/person/numbers.h"
#include "business/person/types.h"
#include "business/use_case.h"
#include "business/visit/types.h"

namespace yibao::visit {

class ReverseSettlement : public business::Command {
 public:
  struct Asked {
    std::string institution;
    std::string msgid;
    PersonId person;             // under whose number the settlement stands
    person::Numbers numbers;     // of that person, as many as its money may stand under
    SettlementId settlement;     // of 2103, 2208
    std::string original_msgid;  // of 2601: none where the settlement is named
    std::string original_infno;  // of 2601: the transaction that it was
    PersonId payer;              // whose account was shared in it; none: nobody's
    person::Numbers payer_numbers;
    VisitId visit;  // mdtrt_id; none: not said
  };
  explicit ReverseSettlement(Asked asked) : asked_(std::move(asked)) {}

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Decision<storage::Plan> find_nothing(const storage::Facts& facts,
                                       const business::Context& context) const;
  Verdict check_not_given_back(const storage::Facts& facts) const;
  struct Back {
    std::vector<account::Share> parts;  // what each account of the person has got back
    Money balance_left;                 // 个人账户余额, afterwards
  };
  std::vector<account::Share> pay_own_back(const Settlement& original, Settlement& reversal,
                                           account::Returning& accounts, account::PostingText text,
                                           storage::Plan& plan, const storage::Facts& facts,
                                           const business::Context& context) const;
  Money balance_now(const account::Returning& accounts, const person::Person& person,
                    RegionCode place, const storage::Facts& facts,
                    const business::Context& context) const;
  Decision<Back> pay_back(const person::Person& person, const Settlement& original,
                          Settlement& reversal, storage::Plan& plan, const storage::Facts& facts,
                          const business::Context& context) const;

  Asked asked_;
};

}  // namespace yibao::visit
