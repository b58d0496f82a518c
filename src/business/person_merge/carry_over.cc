#include "business/person_merge/carry_over.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/card/change.h"
#include "business/card/store.h"
#include "business/care/filing.h"
#include "business/care/rules.h"
#include "business/care/store.h"
#include "business/contribution/rules.h"
#include "business/enrolment/store.h"
#include "business/hold/store.h"
#include "business/seal/releasing.h"
#include "business/transfer/sheet.h"
#include "business/transfer/store.h"
#include "policy/policy_set.h"

namespace yibao::person_merge {

namespace {

using application::Change;
using contribution::Contribution;
using enrolment::Enrolment;

// A month of one place and scheme, where it counts once.
using PlaceMonth = std::tuple<std::int32_t, enrolment::Scheme, int>;

PlaceMonth place_month(const Contribution& paid, const std::vector<Enrolment>& enrolments) {
  const Enrolment* under = enrolment::with_ordinal(enrolments, paid.enrolment);
  YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
  return {under->region.value(), under->scheme, paid.month.index()};
}

// The relations, as new ones of the kept number; old ordinal → new ordinal.
std::map<int, int> carry_enrolments(const Side& kept, const Side& merged, Change& change) {
  std::map<int, int> ordinals;
  int next = enrolment::next_ordinal(kept.enrolments);
  for (const Enrolment& each : merged.enrolments) {
    Enrolment copy = each;
    copy.person = kept.person;
    copy.ordinal = next++;
    copy.recorded_at = change.context().now;
    ordinals[each.ordinal] = copy.ordinal;
    change.plan().insert(enrolment::kEnrolment, enrolment::enrolment_row(copy));
  }
  return ordinals;
}

// What stands paid, each month once; the receipts keep the day on which they came.
void carry_months(const Side& kept, const Side& merged, const std::map<int, int>& ordinals,
                  Change& change, CarriedOver& carried) {
  std::set<PlaceMonth> paid;
  std::map<int, int> serials;  // by month: the next one
  for (const Contribution& each : kept.contributions) {
    serials[each.month.index()] = std::max(serials[each.month.index()], each.serial + 1);
  }
  for (const Contribution& each : contribution::standing_receipts(kept.contributions)) {
    paid.insert(place_month(each, kept.enrolments));
  }
  for (const Contribution& each : contribution::standing_receipts(merged.contributions)) {
    if (!paid.insert(place_month(each, merged.enrolments)).second) {
      carried.duplicates += 1;
      continue;
    }
    Contribution copy = each;
    copy.person = kept.person;
    copy.enrolment = ordinals.at(each.enrolment);
    copy.serial = serials[each.month.index()]++;
    copy.entry_id = change.context().entry_id;
    change.plan().insert(contribution::kContribution, contribution::contribution_row(copy));
    carried.months += 1;
  }
}

// Months that a place took over from others: what is new to it under the kept number.
void carry_recognised(const Side& kept, const Side& merged, Change& change) {
  std::map<std::int32_t, std::vector<transfer::SheetLine>> by_place;
  for (const contribution::RecognisedMonths& each : merged.recognised) {
    by_place[each.region.value()].push_back(
        {each.paid_at, each.first, each.last, each.deemed, each.scheme});
  }
  int number = 0;
  for (const auto& [place, lines] : by_place) {
    const RegionCode region(place);
    const auto months = [&](enrolment::Scheme scheme) {
      const contribution::ContributionRecord records[] = {
          contribution::paid_months(kept.contributions, kept.enrolments, region, scheme),
          contribution::paid_months(merged.contributions, merged.enrolments, region, scheme),
          contribution::recognised_at(kept.recognised, region, scheme)};
      return contribution::merge_months(records).all();
    };
    const transfer::KnownMonths known{months(enrolment::Scheme::employee),
                                      months(enrolment::Scheme::resident)};
    for (const transfer::SheetLine& line : transfer::lines_new_to(lines, known)) {
      change.plan().insert(
          transfer::kRecognisedMonths,
          {kept.person.value(), change.application().id.value(), ++number, place,
           line.paid_at.value(), line.first.index(), line.last.index(), line.deemed ? 1 : 0,
           change.context().entry_id, std::string(enrolment::to_text(line.scheme))});
    }
  }
}

// 余额: out of one number's account (207), into the other's at the same place (107), with what it
// has earned up to the day before: no interest looks for it under that number any more.
void carry_money(const Side& kept, const Side& merged, Change& change, CarriedOver& carried) {
  const std::string between = "merge:" + std::to_string(change.application().id.value());
  for (const account::Account& each : merged.accounts) {
    account::Account from = each;
    account::post_earned(change.plan(), from,
                         account::earned_to_the_end(change.context().today - 1, merged.postings,
                                                    each.region, *change.context().policies),
                         change.context());
    if (from.balance.is_zero()) continue;
    account::Account to = account::account_at(kept.accounts, kept.person, each.region);
    const Money amount = from.balance;
    const business::Context& context = change.context();
    account::post(change.plan(), from, amount,
                  {account::PostingCode::transferred_out, between, context.today, {}, {}, {}},
                  context);
    account::post(change.plan(), to, amount,
                  {account::PostingCode::transferred_in, between, context.today, {}, {}, {}},
                  context);
    account::save(change.plan(), from);
    account::save(change.plan(), to);
    carried.amount += amount;
  }
}

// 社保卡: a card bears one number, so those of the merged number are void; the person has the kept
// number's card, or orders one. A card number never comes back.
void end_cards(const Side& merged, Change& change) {
  for (const card::Card& each : merged.cards) {
    if (each.is_dead()) continue;
    card::CardChange ending(each, change.context());
    if (each.is_ordered()) {
      ending.produce(card::ProductionEvent::cancel);
      ending.tell("cancelled");
    } else {
      ending.end();
      ending.tell("number_merged");
    }
    ending.write(change.plan());
  }
}

// 封存: lifted there, set here in the name of who had set it, who still may not lift it.
// What was on a card ends with the card.
void carry_holds(const Side& kept, const Side& merged, Change& change) {
  const std::vector<hold::Hold> holds = hold::read_holds(merged.holds);
  for (std::size_t i = 0; i < holds.size(); ++i) {
    const storage::Row& row = merged.holds[i];
    seal::release_hold(change.plan(), row,
                       {seal::Ground::numbers_merged, change.application().id, {}},
                       change.context());
    if (hold::scope_of(holds[i].cause) == hold::Scope::card) continue;
    hold::NewHold copy;
    copy.person = kept.person;
    copy.cause = holds[i].cause;
    copy.region = holds[i].region;
    copy.money_leaves = holds[i].money_leaves;
    copy.note = row[10].text();
    copy.id = holds[i].id;
    copy.set_by = row[8].text();
    hold::set_hold(change.plan(), copy, change.context());
  }
}

bool is_same_thing(const care::Registration& one, const care::Registration& other) {
  return one.kind == other.kind && one.region == other.region && one.disease == other.disease &&
         one.place_of_care == other.place_of_care && one.institution == other.institution &&
         one.purpose == other.purpose;
}

// 就医备案: what stands there stands here from the same day on, where it does not stand here
// already, and ends there. It was decided under the other number: the new row names the merge.
void carry_care(const Side& kept, const Side& merged, Change& change, CarriedOver& carried) {
  const business::Context& context = change.context();
  for (const care::Registration& each : merged.care) {
    if (each.state != care::State::active) continue;
    Decision<care::Registration> decided =
        care::end_registration(each, care::Event::move, "numbers_merged", context.today);
    YB_CHECK(decided.ok(), "an active registration that cannot end");
    care::Registration ended = std::move(decided).value();
    ended.transfer = change.application().id;
    change.plan().update(care::kCareRegistration, care::registration_row(ended));
    const bool over = each.last_day && *each.last_day < context.today;
    const bool there = std::ranges::any_of(kept.care, [&](const care::Registration& own) {
      return own.state == care::State::active && is_same_thing(own, each);
    });
    if (over || there) continue;
    care::Registration copy = each;
    copy.person = kept.person;
    copy.application = {};
    copy.carried_from = {};
    copy.transfer = change.application().id;
    care::record(change.plan(), copy, context);
    carried.registrations += 1;
  }
}

// 人员类别: who was spared the waiting under the other number is spared it here.
void carry_groups(const Side& kept, const Side& merged, Change& change) {
  int next = entitlement::next_ordinal(kept.groups);
  for (const entitlement::Membership& each : merged.groups) {
    const bool there = std::ranges::any_of(kept.groups, [&](const entitlement::Membership& own) {
      return own.group == each.group && own.from == each.from;
    });
    if (there) continue;
    entitlement::Membership copy = each;
    copy.person = kept.person;
    copy.ordinal = next++;
    copy.recorded_by = change.context().actor->journal_name();
    copy.recorded_at = change.context().now;
    change.plan().insert(entitlement::kPersonGroup, entitlement::membership_row(copy));
  }
}

// 监护、授权: whoever acts for one number acts for the person. Nobody acts for themself, so that
// what was between the two numbers ends.
void carry_authorisations(const Side& kept, const Side& merged, Change& change) {
  const business::Context& context = change.context();
  const auto revoke = [&](person::Authorisation each) {
    each.revoked_on = context.today;
    change.plan().update(person::kAuthorisation, person::authorisation_row(each));
  };
  for (const person::Authorisation& each : kept.authorisations) {
    if (!each.revoked_on && each.agent == merged.person) revoke(each);
  }
  for (const person::Authorisation& each : merged.authorisations) {
    if (each.revoked_on) continue;
    revoke(each);
    const bool over = each.until && *each.until < context.today;
    if (over || each.agent == kept.person) continue;
    person::Authorisation copy = each;
    copy.person = kept.person;
    copy.id = person::AuthorisationId(context.ids->next());
    copy.recorded_by = context.actor->journal_name();
    copy.recorded_at = context.now;
    change.plan().insert(person::kAuthorisation, person::authorisation_row(copy));
  }
}

// 申报的费用: asked again under the kept number, whose months may cover the day by now (N-20).
void carry_bills(const Side& kept, const Side& merged, Change& change) {
  for (const entitlement::DeclaredBill& each : merged.bills) {
    const bool there = std::ranges::any_of(kept.bills, [&](const auto& own) {
      return own.provider == each.provider && own.reference == each.reference;
    });
    if (there) continue;
    entitlement::DeclaredBill copy = each;
    copy.person = kept.person;
    copy.id = change.context().ids->next();
    change.plan().insert(entitlement::kDeclaredBill, entitlement::bill_row(copy));
  }
}

// 多缴: what waits to be given back waits under the kept number, with its relation.
void carry_overpayments(const Side& kept, const Side& merged, const std::map<int, int>& ordinals,
                        Change& change) {
  int next = kept.overpayments.empty() ? 1 : kept.overpayments.back().ordinal + 1;
  for (const contribution::Overpayment& each : merged.overpayments) {
    if (!each.waits()) continue;
    contribution::Overpayment gone = each;
    gone.refund_entry_id = change.context().entry_id;
    change.plan().update(contribution::kOverpayment, contribution::overpayment_row(gone));
    contribution::Overpayment copy = each;
    copy.person = kept.person;
    copy.ordinal = next++;
    copy.enrolment = ordinals.at(each.enrolment);
    copy.recorded_at = change.context().now;
    change.plan().insert(contribution::kOverpayment, contribution::overpayment_row(copy));
  }
}

}  // namespace

void need_side(storage::Needs& needs, PersonId person) {
  needs.add(enrolment::kEnrolmentsOf, person);
  needs.add(contribution::kContributionsOf, person);
  needs.add(contribution::kRecognisedOf, person);
  needs.add(account::kAccountsOf, person);
  needs.add(account::kPostingsOf, person);
  needs.add(hold::kHoldsOf, person);
  needs.add(card::kCardsOf, person);
  needs.add(care::kRegistrationsOf, person);
  needs.add(entitlement::kGroupsOf, person);
  needs.add(person::kAuthorisationsOf, person);
  needs.add(entitlement::kBillsOf, person);
  needs.add(contribution::kOverpaymentsOf, person);
}

Side side_of(const storage::Facts& facts, PersonId person) {
  auto enrolments = enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person));
  auto contributions =
      contribution::read_contributions(facts.rows(contribution::kContributionsOf, person));
  auto recognised = contribution::read_recognised(facts.rows(contribution::kRecognisedOf, person),
                                                  contributions, enrolments);
  return {person,
          std::move(enrolments),
          std::move(contributions),
          std::move(recognised),
          account::read_accounts(facts.rows(account::kAccountsOf, person)),
          facts.rows(account::kPostingsOf, person),
          facts.rows(hold::kHoldsOf, person),
          card::read_cards(facts.rows(card::kCardsOf, person)),
          care::read_registrations(facts.rows(care::kRegistrationsOf, person)),
          entitlement::read_memberships(facts.rows(entitlement::kGroupsOf, person)),
          person::read_authorisations(facts.rows(person::kAuthorisationsOf, person)),
          entitlement::read_bills(facts.rows(entitlement::kBillsOf, person)),
          contribution::read_overpayments(facts.rows(contribution::kOverpaymentsOf, person))};
}

CarriedOver carry_over(const Side& kept, const Side& merged, Change& change) {
  CarriedOver carried;
  const std::map<int, int> ordinals = carry_enrolments(kept, merged, change);
  carry_months(kept, merged, ordinals, change, carried);
  carry_recognised(kept, merged, change);
  carry_money(kept, merged, change, carried);
  end_cards(merged, change);
  carry_holds(kept, merged, change);
  carry_care(kept, merged, change, carried);
  carry_groups(kept, merged, change);
  carry_authorisations(kept, merged, change);
  carry_bills(kept, merged, change);
  carry_overpayments(kept, merged, ordinals, change);
  return carried;
}

}  // namespace yibao::person_merge
