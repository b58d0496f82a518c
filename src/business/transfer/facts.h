// What the commands of a transfer know before they decide: one person, and one case.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/account/types.h"
#include "business/care/follow.h"
#include "business/care/types.h"
#include "business/casework/store.h"
#include "business/contribution/store.h"
#include "business/enrolment/types.h"
#include "business/entitlement/groups.h"
#include "business/hold/types.h"
#include "business/payout/types.h"
#include "business/person/types.h"
#include "business/transfer/precheck.h"
#include "business/transfer/step_clock.h"
#include "business/transfer/store.h"
#include "business/transfer/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::transfer {

// 申诉成立: an agency has found that a transfer, or a change of place, should not have been
// declined.
struct Overruled {
  RegionCode origin;  // from there, wherever to; none: to the target, wherever from
  RegionCode target;
  Date decided_on;
};

// Everything of the person that a transfer looks at.
struct PersonFacts {
  person::Person person;
  std::vector<enrolment::Enrolment> enrolments;
  std::vector<contribution::Contribution> contributions;
  std::vector<contribution::RecognisedMonths> recognised;
  std::vector<account::Account> accounts;
  storage::Rows reservations;                     // pending
  storage::Rows postings;                         // of all accounts
  storage::Rows hold_rows;                        // standing
  std::vector<entitlement::Membership> groups;    // 人员类别
  std::vector<care::Registration> registrations;  // 就医备案, ended ones too
  std::vector<hold::Hold> holds;
  bool transfer_running = false;
  std::vector<Overruled> overruled;

  account::Account account_at(RegionCode region) const;
};

void need_person(storage::Needs& needs, PersonId person);
Decision<PersonFacts> load_person(const storage::Facts& facts, PersonId person,
                                  const business::Context& context);

using storage::ask;

// From where to where, and whether each agency works on this system (N-24).
struct Places {
  RegionCode origin;
  RegionCode target;
};
void need_places(storage::Needs& needs, const Places& places);
// The employers of the origin, who may owe.
void need_employers(const storage::Facts& facts, storage::Needs& needs, PersonId person,
                    RegionCode origin);
bool is_on_system(const storage::Facts& facts, RegionCode region);

// One case with its person.
struct CaseFacts {
  PersonFacts person;
  casework::CaseFile file;
  std::optional<casework::Task> task;
  Transfer transfer;
  std::vector<casework::CaseMaterial> materials;
  std::optional<Sheet> sheet;
  std::optional<payout::Payout> payout;
  std::vector<StepClock> clocks;  // of its steps, the oldest first
  // Of a reversal: the wrong transfer and its supplements, whose months it takes back (N-23).
  std::vector<CaseId> undoes;
};
void need_case(storage::Needs& needs, PersonId person);
Decision<CaseFacts> load_case(const storage::Facts& facts, const casework::CaseKey& key,
                              const business::Context& context);

// 行政复议、诉讼 (N-25): against a decision of this agency, served today.
Reason remedies_at(RegionCode region, const business::Context& context);

// The move as registrations for care see it (N-20).
care::Move care_move(const Transfer& transfer, Date day);

// The policies by which a case is judged: those of the day of acceptance.
Policies policies_of(const Places& places, Date accepted_on, const business::Context& context);

}  // namespace yibao::transfer
