// 退回: money that comes back goes to the account that had paid it (原路退回). Where that is one of
// a number that was merged since, it does not stay there: in the same command it goes on to the
// kept number's account at the same place, as the rest of that number's money did (N-12).
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "business/account/types.h"
#include "business/person/numbers.h"
#include "business/use_case.h"

namespace yibao::account {

class Returning {
 public:
  // All of one person; their journals are locked by the command.
  static void need(storage::Needs& needs, const person::Numbers& numbers);
  Returning(const person::Numbers& numbers, const storage::Facts& facts);

  // Posted as `text` says, to the account of that number at that place, which is there (checked).
  PostingId give_back(storage::Plan& plan, PersonId number, RegionCode region, Money amount,
                      const PostingText& text, const business::Context& context);
  // What came back where: the accounts as they are now.
  std::vector<Share> back() const;
  std::vector<Account> kept_accounts() const;
  void save(storage::Plan& plan) const;

 private:
  Account& at(PersonId number, RegionCode region);

  PersonId kept_;
  std::map<std::pair<PersonId, RegionCode>, Account> accounts_;
  std::vector<std::pair<PersonId, RegionCode>> touched_;  // in order
  std::vector<std::pair<RegionCode, Money>> back_;
};

}  // namespace yibao::account
