#include "business/clearing/payee.h"

#include "business/access.h"
#include "business/clearing/present.h"
#include "business/clearing/store.h"
#include "business/payout/form.h"
#include "business/payout/types.h"
#include "business/provider/institution.h"
#include "business/reader.h"
#include "business/second_eyes.h"

namespace yibao::clearing {

namespace {

using storage::Value;

constexpr std::size_t kHolderMax = 200;

}  // namespace

Verdict PayeeCommand::read_institution(const business::Request& request,
                                       const business::Context& context) {
  const std::string* code = request.path_value("institution");
  institution_ = code == nullptr ? "" : *code;
  const auto place = provider::region_of_code(institution_, *context.regions);
  if (!place) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", institution_}});
  }
  region_ = *place;
  return Nothing{};
}

std::vector<storage::Subject> PayeeCommand::subjects() const {
  return {storage::Subject::region(region_)};
}

void PayeeCommand::need(storage::Needs& needs) const {
  needs.add(provider::kInstitutionOfCode, Value(institution_));
  needs.add(kAccountsOfInstitution, Value(institution_));
}

Verdict PayeeCommand::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, region_);
}

std::string PayeeCommand::read_number(business::Reader& reader, const business::Context& context) {
  const std::string number = reader.text("bank_account", 40);
  if (reader.ok_so_far() && !payout::is_bank_account(number)) {
    reader.add({"bank_account_shape", {}, {}});
  }
  return context.vault->seal(kPayeePurpose, number).data;
}

std::vector<PayeeAccount> PayeeCommand::accounts(const storage::Facts& facts) const {
  return read_accounts(facts.rows(kAccountsOfInstitution, Value(institution_)));
}

business::CommandOrRefusal ProposePayee::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session&) {
  auto command = std::make_unique<ProposePayee>();
  auto reader = business::Reader::body(request, context);
  command->holder_ = payout::read_holder(reader, "holder", kHolderMax);
  command->bank_sealed_ = read_number(reader, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict known = command->read_institution(request, context); !known) {
    return known.refusal();
  }
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> ProposePayee::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  if (facts.rows(provider::kInstitutionOfCode, Value(institution_)).empty()) {
    return refuse(RefusalKind::not_found, "institution_unknown", {{"code", institution_}});
  }
  storage::Plan plan;
  plan.event = "clearing_account_proposed";
  // Whoever proposes anew takes the place of what waits.
  for (PayeeAccount each : accounts(facts)) {
    if (each.state != AccountState::proposed) continue;
    each.state = AccountState::replaced;
    plan.update(kPayeeAccount, account_row(each));
  }
  PayeeAccount account;
  account.region = region_;
  account.id = context.ids->next();
  account.institution = institution_;
  account.holder = holder_;
  account.bank_sealed = bank_sealed_;
  account.proposed_by = context.actor->journal_name();
  account.recorded_at = context.now;
  plan.insert(kPayeeAccount, account_row(account));
  plan.answer = present_payee(account, context);
  return plan;
}

business::CommandOrRefusal ConfirmPayee::parse(const business::Request& request,
                                               const business::Context& context,
                                               storage::Session&) {
  auto command = std::make_unique<ConfirmPayee>();
  auto reader = business::Reader::body(request, context);
  command->bank_sealed_ = read_number(reader, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict known = command->read_institution(request, context); !known) {
    return known.refusal();
  }
  return business::CommandOrRefusal(std::move(command));
}

Decision<storage::Plan> ConfirmPayee::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  storage::Plan plan;
  plan.event = "clearing_account_confirmed";
  std::optional<PayeeAccount> confirmed;
  for (PayeeAccount each : accounts(facts)) {
    if (each.state == AccountState::confirmed) {
      each.state = AccountState::replaced;
      plan.update(kPayeeAccount, account_row(each));
    } else if (each.state == AccountState::proposed) {
      confirmed = each;
    }
  }
  if (!confirmed) return refuse("clearing_account_not_proposed", {{"party", institution_}});
  const Verdict second =
      business::check_second_officer(confirmed->proposed_by, context.actor->journal_name());
  if (!second) return second.refusal();
  if (confirmed->bank_sealed != bank_sealed_) {
    return refuse("clearing_account_differs", {{"party", institution_}});
  }
  confirmed->state = AccountState::confirmed;
  confirmed->confirmed_by = context.actor->journal_name();
  plan.update(kPayeeAccount, account_row(*confirmed));
  plan.answer = present_payee(*confirmed, context);
  return plan;
}

}  // namespace yibao::clearing
