#include "main/import/people.h"

#include <set>

#include "business/enrolment/store.h"
#include "business/person/store.h"

namespace yibao::main {

namespace {

using enrolment::Enrolment;
using storage::Value;

storage::Bytes claim_of(const ContributionRow& row, const storage::Vault& vault) {
  return person::identity_claim(vault, row.identity_kind, row.identity_number);
}

bool covers(const Enrolment& enrolment, const ContributionRow& row) {
  const Month first = row.month ? *row.month : Month::of(*row.year, 1);
  const Month last = row.month ? *row.month : Month::of(*row.year, 12);
  return enrolment.started_on <= last.last_day() &&
         (!enrolment.suspended_on || *enrolment.suspended_on > first.first_day());
}

std::vector<Value> keys_of(const std::set<std::int64_t>& ids) {
  return {ids.begin(), ids.end()};
}

}  // namespace

People People::find(std::span<const ContributionRow> rows, storage::Session& reader,
                    const storage::Vault& vault) {
  std::set<storage::Bytes> claims;
  for (const ContributionRow& row : rows) claims.insert(claim_of(row, vault));
  People found;
  reader.begin();
  try {
    std::map<std::int64_t, KnownPerson*> by_id;
    const std::vector<Value> claim_keys(claims.begin(), claims.end());
    for (const storage::Rows& group : reader.select_keyed(person::kPersonOfClaim, claim_keys)) {
      for (const storage::Row& row : group) {
        KnownPerson& known = found.people_[row[0].bytes()];
        known.id = PersonId(row[2].integer());
        by_id[known.id.value()] = &known;
      }
    }
    std::vector<Value> ids;
    for (const auto& [id, known] : by_id) ids.emplace_back(id);
    for (const storage::Rows& group : reader.select_keyed(person::kPersonById, ids)) {
      for (const storage::Row& row : group) {
        const person::Person person = person::read_person(row, vault, person::Open::nothing);
        KnownPerson& known = *by_id.at(person.id.value());
        known.name = person.name;
        known.outside_id =
            vault.outside_id(storage::IdKind::person, person.id.value(), person.recorded_at);
      }
    }
    std::set<std::int64_t> employers;
    for (const storage::Rows& group : reader.select_keyed(enrolment::kEnrolmentsOf, ids)) {
      for (Enrolment& each : enrolment::read_enrolments(group)) {
        if (!each.employer.is_none()) employers.insert(each.employer.value());
        by_id.at(each.person.value())->enrolments.push_back(std::move(each));
      }
    }
    for (const storage::Rows& group :
         reader.select_keyed(enrolment::kEmployerById, keys_of(employers))) {
      for (const storage::Row& row : group) {
        const enrolment::Employer employer = enrolment::read_employer(row);
        found.employer_codes_[employer.id.value()] = employer.code;
      }
    }
  } catch (...) {
    reader.rollback();
    throw;
  }
  reader.commit();
  return found;
}

bool People::is_employed_by(const Enrolment& enrolment, const std::string& code) const {
  const auto employer = employer_codes_.find(enrolment.employer.value());
  return employer != employer_codes_.end() && employer->second == code;
}

// 同一地区有几段参保关系的,依次看单位、参保身份、费款所属期是否相符; the latest of the best.
Decision<People::Payer> People::payer_of(const ContributionRow& row, RegionCode region,
                                         const storage::Vault& vault) const {
  const auto found = people_.find(claim_of(row, vault));
  if (found == people_.end()) {
    return refuse(RefusalKind::not_found, "person_not_registered",
                  {{"identity_number", mask_identity(row.identity_number)}});
  }
  const KnownPerson& person = found->second;
  if (person.name != row.name) return refuse("import_name_differs");
  const auto employer_fits = [&](const Enrolment& each) {
    return row.employer_code.empty() || is_employed_by(each, row.employer_code);
  };
  const auto kind_fits = [&](const Enrolment& each) { return !row.kind || each.kind == *row.kind; };
  const Enrolment* best = nullptr;
  int best_rank = -1;
  for (const Enrolment& each : person.enrolments) {
    if (each.region != region || each.scheme != row.scheme || each.duplicate) continue;
    const int rank =
        4 * int{employer_fits(each)} + 2 * int{kind_fits(each)} + int{covers(each, row)};
    if (rank < best_rank) continue;
    best = &each;
    best_rank = rank;
  }
  if (best == nullptr) return refuse("import_not_enrolled_here", {{"region", region.to_string()}});
  if (!employer_fits(*best)) return refuse("import_employer_differs");
  if (!kind_fits(*best)) {
    return refuse("import_kind_differs", {{"kind", std::string(to_text(best->kind))}});
  }
  return Payer{&person, best->ordinal};
}

}  // namespace yibao::main
