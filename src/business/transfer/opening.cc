#include "business/transfer/opening.h"

#include <iterator>
#include <utility>

#include "business/transfer/change.h"
#include "business/transfer/commands_filing.h"

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

template<class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
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
  append(plan.writes, std::move(opened.writes));
  append(plan.notices, std::move(opened.notices));
  append(plan.reasons, std::move(opened.reasons));
  return {id, std::move(opened.answer)};
}

}  // namespace yibao::transfer
