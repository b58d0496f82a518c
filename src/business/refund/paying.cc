#include "business/refund/paying.h"

#include <algorithm>

#include "base/secret.h"
#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/application/change.h"
#include "business/document/issue.h"
#include "business/enrolment/store.h"
#include "business/payout/form.h"
#include "business/person/store.h"

namespace yibao::refund {

namespace {

using application::Asked;

Money sum_of(const std::vector<contribution::Contribution>& receipts) {
  Money sum;
  for (const contribution::Contribution& each : receipts) sum += each.personal + each.employer;
  return sum;
}

Money sum_of(const std::vector<aid::PaidContribution>& paid) {
  Money sum;
  for (const aid::PaidContribution& each : paid) sum += each.amount;
  return sum;
}

// As it stands before the command runs; asked again in its transaction (check_way).
struct Found {
  Money claimed;
  std::vector<aid::PaidContribution> accounts;
};

Found find_paid(PersonId insured, RegionCode region, const Claim& claim,
                storage::Session& session) {
  const storage::Value key[] = {storage::Value(insured.value())};
  entitlement::PersonRecord record;
  record.enrolments =
      enrolment::read_enrolments(session.select_keyed(enrolment::kEnrolmentsOf, key).front());
  record.contributions = contribution::read_contributions(
      session.select_keyed(contribution::kContributionsOf, key).front());
  const enrolment::Enrolment* relation = relation_of(claim, region, record);
  if (relation == nullptr) return {};
  const auto receipts = claimed_receipts(claim, *relation, record);
  return {
      sum_of(receipts),
      aid::paid_by_accounts(receipts, session.select_keyed(aid::kContributionsPaidFor, key).front(),
                            session.select_keyed(aid::kContributionsPaidOwn, key).front())};
}

void set_payer(PersonId payer, const business::Context& context, storage::Session& session,
               Tree& form) {
  const storage::Value key[] = {storage::Value(payer.value())};
  const storage::Rows rows = session.select_keyed(person::kPersonById, key).front();
  const person::Person person =
      person::read_person(rows.front(), *context.vault, person::Open::nothing);
  form.set("payer",
           context.vault->outside_id(storage::IdKind::person, payer.value(), person.recorded_at));
  form.set("payer_name", mask_name(person.name));
}

}  // namespace

void read_payer(business::Reader& reader, const business::Request& request,
                const business::Context& context, storage::Session& session, const Claim& claim,
                Tree& form) {
  const std::string* text = request.path_value("person");
  const auto inside =
      text != nullptr ? context.vault->inside_id(storage::IdKind::person, *text) : std::nullopt;
  if (!inside) return;
  const PersonId insured(inside->id);
  const Found found =
      find_paid(insured, *RegionCode::parse(payout::form_text(form, "region")), claim, session);
  for (const aid::PaidContribution& each : found.accounts) {
    if (each.payer != insured) set_payer(each.payer, context, session, form);
  }
  const bool bank_pays = found.accounts.empty() || sum_of(found.accounts) < found.claimed;
  if (bank_pays && payout::bank_of(form).sealed.empty()) {
    reader.add({"member_missing", {{"member", "bank_account"}}, {}});
  }
}

PersonId payer_in(const Tree& form, const storage::Vault& vault) {
  const auto inside = vault.inside_id(storage::IdKind::person, payout::form_text(form, "payer"));
  return inside ? PersonId(inside->id) : PersonId();
}

void need_way(storage::Needs& needs, PersonId insured) {
  needs.add(aid::kContributionsPaidFor, insured);
  needs.add(aid::kContributionsPaidOwn, insured);
  document::need_documents(needs, insured);
}

Way way_of(const Asked& asked, const Claim& claim, const enrolment::Enrolment& relation,
           const entitlement::PersonRecord& record, Money payable) {
  Way way;
  way.accounts = aid::paid_by_accounts(claimed_receipts(claim, relation, record),
                                       asked.facts.rows(aid::kContributionsPaidFor, asked.person),
                                       asked.facts.rows(aid::kContributionsPaidOwn, asked.person));
  const Money back = sum_of(way.accounts);
  way.by_bank = payable > back ? payable - back : Money();
  return way;
}

void check_way(const Asked& asked, const Way& way, const std::string& payer,
               std::vector<Reason>& obstacles) {
  const bool of_one = std::ranges::all_of(way.accounts, [&](const aid::PaidContribution& each) {
    return each.entry_id == way.accounts.front().entry_id;
  });
  if (!of_one) {
    obstacles.push_back({"refund_one_year_at_a_time", {}, {}});
    return;
  }
  PersonId relative;
  for (const aid::PaidContribution& each : way.accounts) {
    if (each.payer != asked.person) relative = each.payer;
  }
  const payout::Bank bank = payout::bank_of(asked.form);
  const bool bank_pays = !way.by_bank.is_zero();
  if (payer_in(asked.form, *asked.context.vault) != relative ||
      (bank_pays && bank.sealed.empty())) {
    obstacles.push_back({"refund_paid_otherwise", {}, {}});
    return;
  }
  if (bank_pays && !payout::is_held_by(bank.holder, payer)) {
    obstacles.push_back({"refund_holder_is_not_payer", {{"payer", payer}}, {}});
  }
  if (relative.is_none()) return;
  const auto found = person::require_person(asked.facts, relative, asked.context);
  if (!found) obstacles.push_back(found.refusal().reasons.front());
}

void pay_account(const Asked& asked, const Way& way, account::Account& own,
                 application::Change& change) {
  aid::GivenBack back;
  for (const aid::PaidContribution& each : way.accounts) {
    const bool at_hand = each.payer == own.person && each.region == own.region;
    account::Account other = account::account_at(
        account::read_accounts(asked.facts.rows(account::kAccountsOf, each.payer)), each.payer,
        each.region);
    account::Account& account = at_hand ? own : other;
    const PostingId posting = aid::give_back_contribution(
        change.plan(), account, each, "contribution:" + asked.region.to_string(), asked.facts,
        asked.context);
    if (!at_hand) account::save(change.plan(), account);
    change.tell("refunded_to_account",
                {{"amount", each.amount.to_display()}, {"region", each.region.to_string()}});
    if (back.paid.is_none()) back = {each.payer, each.posting, posting, {}};
    back.balance += account.balance;
  }
  const bool of_relative = !back.paid.is_none() && back.payer != asked.person;
  if (of_relative) aid::take_off_use(change.plan(), back, asked.facts, asked.context);
}

}  // namespace yibao::refund
