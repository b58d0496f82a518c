// Where the money of a refund goes (原路退回): what a personal account had paid, one's own or a
// relative's (代缴费, 205), goes back to that account and never out as cash (14号: 不提现); the
// rest a bank pays to whoever had paid it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/account/types.h"
#include "business/aid/paid_contributions.h"
#include "business/application/service.h"
#include "business/refund/facts.h"

namespace yibao::refund {

// Sets `payer` in the form where a relative's account has paid; a bank account is asked for where
// there is something for a bank to pay.
void read_payer(business::Reader& reader, const business::Request& request,
                const business::Context& context, storage::Session& session, const Claim& claim,
                Tree& form);
PersonId payer_in(const Tree& form, const storage::Vault& vault);  // none: no relative

void need_way(storage::Needs& needs, PersonId insured);

struct Way {
  std::vector<aid::PaidContribution> accounts;
  Money by_bank;
};
Way way_of(const application::Asked& asked, const Claim& claim,
           const enrolment::Enrolment& relation, const entitlement::PersonRecord& record,
           Money payable);

// `payer` is who must hold the bank account. Obstacles: refund_one_year_at_a_time,
// refund_paid_otherwise (than when the form was filled in), refund_holder_is_not_payer, and a payer
// whose number was merged.
void check_way(const application::Asked& asked, const Way& way, const std::string& payer,
               std::vector<Reason>& obstacles);

// The part of the account. `own` is the applicant's at the region, which stays the caller's to
// save.
void pay_account(const application::Asked& asked, const Way& way, account::Account& own,
                 application::Change& change);

}  // namespace yibao::refund
