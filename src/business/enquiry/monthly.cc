#include "business/enquiry/monthly.h"

#include <map>
#include <span>

#include "business/casework/shown.h"
#include "business/contribution/store.h"
#include "business/enquiry/credits.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/place.h"
#include "business/reader.h"

namespace yibao::enquiry {

namespace {

using contribution::Contribution;

// The receipt that the credit follows from: written by the same entry, or, where the credit came by
// itself, the last one of its month before the money arrived.
const Contribution* receipt_of(const Credit& credit, std::span<const Contribution> receipts) {
  const Contribution* found = nullptr;
  for (const Contribution& each : receipts) {
    if (each.month != credit.month || each.kind == contribution::ReceiptKind::refund) continue;
    if (each.entry_id == credit.entry_id) return &each;
    if (each.received_on <= credit.happened_on) found = &each;
  }
  return found;
}

Tree present_credit(const Credit& credit, std::span<const Contribution> receipts,
                    const business::Context& context) {
  Tree tree = Tree::object({{"month", credit.month.to_string()},
                            {"place", casework::place_tree(credit.region, context)},
                            {"credited_on", credit.happened_on.to_string()},
                            {"amount_fen", credit.amount.fen()},
                            {"amount", credit.amount.to_display()},
                            {"balance_after_fen", credit.balance_after.fen()},
                            {"balance_after", credit.balance_after.to_display()},
                            {"taken_back", credit.amount < Money()}});
  if (const Contribution* receipt = receipt_of(credit, receipts); receipt != nullptr) {
    tree.set("base_fen", receipt->base.fen());
    tree.set("personal_fen", receipt->personal.fen());
    tree.set("employer_fen", receipt->employer.fen());
    tree.set("received_on", receipt->received_on.to_string());
  }
  return tree;
}

// What came of the year at each place, by which one may be chosen.
Tree present_places(const std::map<RegionCode, Money>& totals, const business::Context& context) {
  Tree places = Tree(Tree::List{});
  for (const auto& [region, total] : totals) {
    Tree place = casework::place_tree(region, context);
    place.set("total_fen", total.fen());
    places.push(std::move(place));
  }
  return places;
}

}  // namespace

Decision<Tree> answer_monthly_credits(const business::Request& request,
                                      const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const auto year = static_cast<int>(reader.integer_or("year", 1980, 2200, context.today.year()));
  const bool all_years = reader.flag("all_years");
  const std::optional<RegionCode> place = business::read_place(reader, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = person::may_see(context, person, "enquiry", session); !may) {
    return may.refusal();
  }
  const storage::Value key[] = {storage::Value(person.value())};
  if (session.select_keyed(person::kPersonById, key).front().empty()) {
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  const auto receipts = contribution::read_contributions(
      session.select_keyed(contribution::kContributionsOf, key).front());
  const std::optional<int> asked = all_years ? std::nullopt : std::optional(year);
  Money total;
  std::map<RegionCode, Money> of_places;
  Tree months = Tree(Tree::List{});
  for (const Credit& credit : credits_of(person, asked, session)) {
    if (!business::may_be_told(context, credit.region)) continue;
    of_places[credit.region] += credit.amount;
    if (!business::shows_place(place, credit.region)) continue;
    total += credit.amount;
    months.push(present_credit(credit, receipts, context));
  }
  Tree answer = Tree::object({{"total_fen", total.fen()},
                              {"total", total.to_display()},
                              {"places", present_places(of_places, context)},
                              {"months", std::move(months)}});
  if (asked) answer.set("year", *asked);
  return answer;
}

}  // namespace yibao::enquiry
