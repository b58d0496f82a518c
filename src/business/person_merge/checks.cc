#include "business/person_merge/checks.h"

#include <set>
#include <string>
#include <tuple>

#include "business/account/store.h"
#include "business/card/store.h"
#include "business/care/store.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/hold/store.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/person_merge/store.h"
#include "business/scan.h"
#include "business/seal/releasing.h"

namespace yibao::person_merge {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Rows;

Rows rows_of(const CheckContext& context, const storage::KeyedSelect& select,
             const storage::Value& person) {
  const storage::Value key[] = {person};
  return context.session.select_keyed(select, key).front();
}

// A month of one place and scheme.
using PlaceMonths = std::set<std::tuple<std::int32_t, enrolment::Scheme, int>>;

PlaceMonths months_of(const CheckContext& context, const storage::Value& person,
                      bool standing_only) {
  const auto enrolments =
      enrolment::read_enrolments(rows_of(context, enrolment::kEnrolmentsOf, person));
  auto paid =
      contribution::read_contributions(rows_of(context, contribution::kContributionsOf, person));
  if (standing_only) paid = contribution::standing_receipts(paid);
  PlaceMonths months;
  for (const contribution::Contribution& each : paid) {
    if (each.kind == contribution::ReceiptKind::refund) continue;
    const enrolment::Enrolment* under = enrolment::with_ordinal(enrolments, each.enrolment);
    if (under != nullptr) {
      months.insert({under->region.value(), under->scheme, each.month.index()});
    }
  }
  return months;
}

void check_left_behind(const CheckContext& context, const Row& row, Findings& findings) {
  for (const account::Account& each :
       account::read_accounts(rows_of(context, account::kAccountsOf, row[1]))) {
    if (each.balance.is_zero()) continue;
    findings.add(kPersonMerge, row, "money was left on the merged number");
  }
  if (!rows_of(context, hold::kHoldsOf, row[1]).empty()) {
    findings.add(kPersonMerge, row, "a hold still stands on the merged number");
  }
  for (const card::Card& each : card::read_cards(rows_of(context, card::kCardsOf, row[1]))) {
    if (!each.is_dead()) findings.add(kPersonMerge, row, "a card of the merged number is valid");
  }
  for (const Row& each : rows_of(context, care::kRegistrationsOf, row[1])) {
    if (care::read_registration(each).state == care::State::ended) continue;
    findings.add(kPersonMerge, row, "a registration for care still stands on the merged number");
  }
  for (const Row& each : rows_of(context, person::kAuthorisationsOf, row[1])) {
    if (person::read_authorisation(each).revoked_on) continue;
    findings.add(kPersonMerge, row, "an authorisation still stands on the merged number");
  }
  for (const contribution::Overpayment& each :
       contribution::read_overpayments(rows_of(context, contribution::kOverpaymentsOf, row[1]))) {
    if (each.waits()) findings.add(kPersonMerge, row, "an overpayment waits on the merged number");
  }
  const auto enrolments =
      enrolment::read_enrolments(rows_of(context, enrolment::kEnrolmentsOf, row[1]));
  if (enrolment::active_among(enrolments) != nullptr) {
    findings.add(kPersonMerge, row, "somebody participates under the merged number");
  }
}

// Every month that stands paid under the merged number has a row under the kept one; whether a
// later refund took it back is the kept one's affair.
void check_months_carried(const CheckContext& context, const Row& row, Findings& findings) {
  const PlaceMonths kept = months_of(context, row[0], false);
  for (const auto& month : months_of(context, row[1], true)) {
    if (kept.contains(month)) continue;
    findings.add(kPersonMerge, row,
                 "month " + Month::from_index(std::get<2>(month)).to_string() +
                     " is not under the kept number");
  }
}

// Whoever kept it may have been merged as well: it leads to where that one leads, and that one is
// led nowhere, so that nobody is looked for twice.
void check_pointer(const CheckContext& context, const Row& row, Findings& findings) {
  const Rows kept = rows_of(context, person::kPersonById, row[0]);
  const Rows people = rows_of(context, person::kPersonById, row[1]);
  if (kept.empty() || people.empty()) {
    findings.add(kPersonMerge, row, "one of the two is not there");
    return;
  }
  const storage::Value& end = kept.front()[11].is_null() ? row[0] : kept.front()[11];
  if (people.front()[11] != end) {
    findings.add(kPersonMerge, row, "the merged number does not lead to the kept one");
  }
}

void check_end(const CheckContext& context, const Row& person, Findings& findings) {
  const Rows kept = rows_of(context, person::kPersonById, person[11]);
  if (kept.empty() || !kept.front()[11].is_null()) {
    findings.add(person::kPerson, person, "merged_into leads to somebody who was merged as well");
  }
}

void check_merges(const CheckContext& context, Findings& findings) {
  std::set<std::int64_t> merged;
  business::Scan merges(context, kPersonMerge);
  while (merges.peek() != nullptr) {
    const Row row = merges.take();
    merged.insert(row[1].integer());
    check_pointer(context, row, findings);
    check_left_behind(context, row, findings);
    check_months_carried(context, row, findings);
  }
  business::Scan releases(context, seal::kHoldRelease);
  while (releases.peek() != nullptr) {
    const Row row = releases.take();
    if (row[2].text() != to_text(seal::Ground::numbers_merged)) continue;
    if (!merged.contains(row[0].integer())) {
      findings.add(seal::kHoldRelease, row, "tells of a merge that is not there");
    }
  }
  business::Scan people(context, person::kPerson);
  while (people.peek() != nullptr) {
    const Row row = people.take();
    if (row[11].is_null()) continue;
    if (!merged.contains(row[0].integer())) {
      findings.add(person::kPerson, row, "merged_into has no merge");
    } else {
      check_end(context, row, findings);
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"merged_numbers",
           "合并后的旧编号没有余额、封存、有效参保和就医备案,月份都在保留的编号下", &check_merges}};
}

}  // namespace yibao::person_merge
