#include "main/generate/rows.h"

#include <algorithm>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/contribution/rules.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/person/store.h"
#include "policy/policy_set.h"
#include "service/tables.h"
#include "storage/digest.h"

namespace yibao::main {

namespace {

using contribution::Contribution;
using contribution::ReceiptKind;
using enrolment::EnrolmentKind;
using enrolment::Scheme;

enrolment::Enrolment enrolment_of(const Stay& stay, PersonId person, int ordinal,
                                  const std::vector<EmployerId>& employer_ids, Instant now) {
  enrolment::Enrolment row;
  row.person = person;
  row.ordinal = ordinal;
  row.region = stay.region;
  row.kind = stay.kind;
  row.scheme = enrolment::scheme_of(stay.kind);
  if (stay.employer >= 0) row.employer = employer_ids[static_cast<std::size_t>(stay.employer)];
  row.account_type = row.scheme == Scheme::employee ? enrolment::AccountType::pooled_and_account
                                                    : enrolment::AccountType::none;
  row.base = stay.base;
  row.started_on = stay.first.first_day();
  if (stay.last) {
    row.state = enrolment::EnrolmentState::suspended;
    row.suspended_on = (*stay.last + 1).first_day();
  }
  if (stay.closed_on) {
    row.state = enrolment::EnrolmentState::terminated;
    row.suspended_on = stay.last ? row.suspended_on : stay.closed_on;
    row.ended_on = stay.closed_on;
    row.end_reason = stay.close_reason;
  }
  row.recorded_at = now;
  return row;
}

}  // namespace

void RowBuffer::add(const storage::Table& table, storage::Row row) {
  if (table.mutability != storage::Mutability::derived) {
    records_ += service::journal_record(table, row);
  }
  add_untold(table, std::move(row));
}

void RowBuffer::add_untold(const storage::Table& table, storage::Row row) {
  groups_.try_emplace(table.number, Group{&table, {}}).first->second.rows.push_back(std::move(row));
}

storage::Row RowBuffer::end_event(const Event& event) {
  const std::int64_t subject = event.subject.value();
  storage::Row entry = {subject,
                        event.sequence,
                        event.entry_id,
                        event.name,
                        business::Actor{}.journal_name(),
                        event.recorded_at.milliseconds(),
                        storage::Bytes{std::move(records_)},
                        {}};
  records_.clear();
  storage::Bytes hash{service::chain_hash(event.hash_before, entry)};
  entry.back() = hash;
  add_untold(service::kJournal, std::move(entry));
  return {subject, event.sequence, std::move(hash)};
}

void RowBuffer::write(storage::Session& session) {
  for (auto& [number, group] : groups_) {
    std::vector<const storage::Row*> rows;
    rows.reserve(group.rows.size());
    for (const storage::Row& row : group.rows) rows.push_back(&row);
    session.insert_rows(*group.table, rows);
    group.rows.clear();
  }
}

// The accounts of one person while their postings are made.
struct RowMaker::Ledger {
  std::vector<account::Account> accounts;

  account::Account& at(PersonId person, RegionCode region) {
    for (account::Account& each : accounts) {
      if (each.region == region) return each;
    }
    return accounts.emplace_back(account::account_at({}, person, region));
  }
};

RowMaker::RowMaker(const Society& society, const std::vector<EmployerId>& employer_ids,
                   const business::Context& context)
    : society_(society), employer_ids_(employer_ids), context_(context) {}

MadePerson RowMaker::add_person(const Life& life, const IdentityNumber& number,
                                RowBuffer& buffer) const {
  person::Person person;
  person.id = PersonId(context_.ids->next());
  person.name = life.name;
  person.sex = life.sex;
  person.birth_date = life.birth;
  person.identity_number = number;
  person.phone = Phone(life.phone);
  person.died_on = life.died_on;
  person.retired_on = life.retired_on;
  if (life.retired_on) person.retired_at = life.stays.back().region;
  person.retirement_benefits_from = life.retired_on;
  person.settled_region = life.settled;
  person.recorded_at = context_.now;
  const std::int64_t entry_id = context_.ids->next();
  buffer.add(person::kPerson, person::person_row(person, *context_.vault));
  buffer.add(person::kClaim, {person::kIdentityClaim,
                              person::identity_claim(*context_.vault, person.identity_kind, number),
                              person.id.value()});
  Ledger ledger;
  for (std::size_t i = 0; i < life.stays.size(); ++i) {
    add_stay(life.stays[i], person.id, static_cast<int>(i) + 1, entry_id, ledger, buffer);
  }
  MadePerson made{person.id, {}, {}, {}};
  for (const account::Account& account : ledger.accounts) {
    storage::Plan plan;
    account::save(plan, account);
    buffer.add(*plan.writes.front().table, std::move(plan.writes.front().row));
    if (!life.died_on && account.balance > made.balance) {
      made = {person.id, account.region, account.balance, {}};
    }
  }
  const bool goes_on = !life.stays.empty() && !life.stays.back().last && !life.died_on;
  if (goes_on) made.insured_at = life.stays.back().region;
  buffer.add_untold(service::kJournalHead,
                    buffer.end_event({storage::Subject::person(person.id), 1,
                                      std::string(storage::kDigestSize, '\0'), entry_id,
                                      "history_generated", context_.now}));
  return made;
}

void RowMaker::add_stay(const Stay& stay, PersonId person, int ordinal, std::int64_t entry_id,
                        Ledger& ledger, RowBuffer& buffer) const {
  const enrolment::Enrolment enrolment =
      enrolment_of(stay, person, ordinal, employer_ids_, context_.now);
  buffer.add(enrolment::kEnrolment, enrolment::enrolment_row(enrolment));
  const SyntheticEmployer* employer =
      stay.employer < 0 ? nullptr : &society_.employers[static_cast<std::size_t>(stay.employer)];
  const std::string payer = "contribution:" + stay.region.to_string();
  const policy::RegionPolicy* policy = nullptr;
  contribution::Assessment assessed;
  const Month last = stay.last.value_or(society_.window.last);
  for (Month month = stay.first; month <= last; month = month + 1) {
    if (!stay.paid(month)) continue;
    if (enrolment.scheme == Scheme::resident) {
      add_resident_month(stay, month, person, ordinal, entry_id, buffer);
      continue;
    }
    const policy::RegionPolicy* in_force = &context_.policies->on(stay.region, month.first_day());
    if (in_force != policy) {
      policy = in_force;
      assessed = contribution::assess_month(stay.kind, stay.base, *policy);
    }
    Date received_on = month.first_day() + 9 + static_cast<int>(person.value() % 10);
    const bool late = employer != nullptr && employer->missed(month);
    if (late && !employer->settled_on) continue;
    if (late) received_on = *employer->settled_on;
    if (stay.kind != EnrolmentKind::retiree) {
      buffer.add(
          contribution::kContribution,
          contribution::contribution_row(
              {person, month, 0, ordinal, late ? ReceiptKind::supplementary : ReceiptKind::normal,
               assessed.base, assessed.personal, assessed.employer, received_on, entry_id}));
    }
    if (assessed.credit > Money()) {
      business::Context context = context_;
      context.entry_id = entry_id;
      storage::Plan plan;
      account::post(plan, ledger.at(person, stay.region), assessed.credit,
                    {account::PostingCode::monthly_credit, payer, received_on, month, "", {}},
                    context);
      buffer.add(*plan.writes.front().table, std::move(plan.writes.front().row));
    }
  }
}

// The year's sum stands on its first month.
void RowMaker::add_resident_month(const Stay& stay, Month month, PersonId person, int ordinal,
                                  std::int64_t entry_id, RowBuffer& buffer) const {
  Contribution row{person, month, 0, ordinal, ReceiptKind::normal, {}, {}, {}, {}, entry_id};
  const Month paid_in = std::max(stay.first, Month::of(month.year(), 1));
  row.received_on = paid_in.first_day();
  if (month == paid_in) {
    row.personal = contribution::assess_resident_year(
                       stay.kind, context_.policies->on(stay.region, month.first_day()))
                       .personal;
  }
  buffer.add(contribution::kContribution, contribution::contribution_row(row));
}

}  // namespace yibao::main
