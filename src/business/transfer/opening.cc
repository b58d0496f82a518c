#include "business/transfer/opening.h"

#include <utility>

#include "business/transfer/change.h"
#include "business/transfer/commands_filing.h"
#include "business/transfer/join.h"

namespace yibao::transfer {

namespace {

// What the applicant would have written.
Form form_of(const PersonFacts& person, const Places& places) {
  Form form;
  form.name = person.person.name;
  form.identity_kind = std::string(to_string(person.person.identity_kind));
  form.identity_number = person.person.identity_number;
  form.places = places;
  return form;
}

}  // namespace

Opened open_transfer(storage::Plan& plan, const PersonFacts& person, const Places& places,
                     const Assessment& assessment, const Reason& ground,
                     const business::Context& context) {
  YB_CHECK(assessment.obstacles.empty() && assessment.money.route != Route::payout,
           "a transfer that cannot be opened by itself");
  Transfer transfer;
  transfer.origin = places.origin;
  transfer.target = places.target;
  const Tree form = form_tree(form_of(person, places), assessment.money, context);
  Change change(person, std::move(transfer),
                casework::CaseChange::open(
                    {person.person.id, std::string(kTransferService), form.to_json()}, context),
                context);
  change.tell("opened_by_system", {}, context.today, {}, {ground});
  const Policies policies = policies_of(places, context.today, context);
  accept_transfer(change, assessment, policies, context);
  const CaseId id = change.transfer().id;
  storage::Plan opened = change.finish("transfer_accepted");
  plan.reasons.insert(plan.reasons.end(), opened.reasons.begin(), opened.reasons.end());
  Tree answer = std::move(opened.answer);
  join(plan, std::move(opened));
  return {id, std::move(answer)};
}

}  // namespace yibao::transfer
