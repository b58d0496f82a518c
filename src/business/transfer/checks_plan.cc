// The plan of the money, made again (资金安排复算): from the two relations that the case names and
// the policy of the origin on the day of acceptance (N-14), whatever the policy says today.
#include <algorithm>

#include "business/casework/store.h"
#include "business/enrolment/store.h"
#include "business/scan.h"
#include "business/transfer/checks.h"
#include "business/transfer/plan_money.h"

namespace yibao::transfer {

namespace {

using business::CheckContext;
using business::Findings;
using enrolment::Enrolment;
using storage::Row;

// Of a supplement the relation that the money comes from, of a reversal what the wrong transfer
// had brought decide whether there is money at all; their own rules ask for no moment of clearing.
bool has_plan_of_its_own(const Transfer& transfer) {
  return !transfer.supplements.is_none() || !transfer.reverses.is_none();
}

std::optional<enrolment::AccountType> account_type_of(const std::vector<Enrolment>& enrolments,
                                                      RegionCode region, int ordinal) {
  if (const Enrolment* each = enrolment::with_ordinal(enrolments, ordinal)) {
    return each->account_type;
  }
  // At an agency on no system nothing is known of the account, unless a history was entered.
  for (const Enrolment& each : enrolments) {
    if (each.region == region) return std::nullopt;
  }
  return enrolment::AccountType::pooled_and_account;
}

bool had_an_account(const std::vector<Enrolment>& enrolments, RegionCode region) {
  return std::ranges::any_of(enrolments, [&](const Enrolment& each) {
    return each.region == region && each.has_account();
  });
}

// None where the rows do not tell it. What an earlier relation had left is no longer there to be
// seen: where one had an account, its money may have been planned with (with_account_left).
std::optional<MoneyPlan> plan_again(const Transfer& transfer,
                                    const std::vector<Enrolment>& enrolments,
                                    const policy::RegionPolicy& origin) {
  const auto from = account_type_of(enrolments, transfer.origin, transfer.origin_enrolment);
  const auto to = account_type_of(enrolments, transfer.target, transfer.target_enrolment);
  if (!from || !to) return std::nullopt;
  const MoneyFacts facts{transfer.origin,        transfer.target, transfer.origin_scheme,
                         transfer.target_scheme, *from,           *to};
  const MoneyPlan plan = plan_money(facts, origin);
  const bool may_be_left = plan.route == Route::none && transfer.route != Route::none &&
                           had_an_account(enrolments, transfer.origin);
  return may_be_left ? plan_money(with_account_left(facts), origin) : plan;
}

void check_plan(const CheckContext& context, const Row& row, const Transfer& transfer,
                Date accepted_on, const std::vector<Enrolment>& enrolments, Findings& findings) {
  if (transfer.relation == RelationState::unmoved) {
    if (transfer.route != Route::payout) {
      findings.add(kTransfer, row,
                   business::differs("route", to_text(transfer.route), to_text(Route::payout)));
    }
    return;
  }
  const auto plan =
      plan_again(transfer, enrolments, context.policies.on(transfer.origin, accepted_on));
  if (!plan) return;
  if (transfer.route != plan->route) {
    findings.add(kTransfer, row,
                 business::differs("route", to_text(transfer.route), to_text(plan->route)));
  }
  if (transfer.clear_on != plan->clear_on) {
    findings.add(kTransfer, row,
                 business::differs("clear_on", to_text_of_clear_on(transfer.clear_on),
                                   to_text_of_clear_on(plan->clear_on)));
  }
}

}  // namespace

void check_plans(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kTransfer, &casework::kCaseFile, &enrolment::kEnrolment});
  while (people.next()) {
    if (people.rows(kTransfer).empty()) continue;
    const auto enrolments = enrolment::read_enrolments(people.rows(enrolment::kEnrolment));
    for (const Row& row : people.rows(kTransfer)) {
      const std::optional<Transfer> transfer = read_or_find(row, findings);
      if (!transfer || has_plan_of_its_own(*transfer)) continue;
      const std::optional<casework::CaseFile> file =
          casework::find_case_file(people.rows(casework::kCaseFile), transfer->id);
      if (!file || !file->accepted_on) continue;
      check_plan(context, row, *transfer, *file->accepted_on, enrolments, findings);
    }
  }
}

}  // namespace yibao::transfer
