#include "business/person/checks.h"

#include <map>
#include <optional>

#include "business/person/former_identity.h"
#include "business/person/store.h"
#include "business/scan.h"

namespace yibao::person {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Rows;
using storage::Value;

constexpr std::size_t kClaimsAtOnce = 500;

std::optional<Person> open_person(const CheckContext& context, const Row& row, Findings& findings) {
  return business::read_or_find(kPerson, row, findings, [&](const Row& each) {
    return read_person(each, context.vault, Open::secrets);
  });
}

// 证件号码自身所含的出生日期和性别,与登记的一致。
void check_number(const Row& row, const Person& person, Findings& findings) {
  // Judged on the day of registration: a number of a child born later was not valid then.
  const Decision<IdentityFacts> identity = check_identity(
      person.identity_kind, person.identity_number.reveal(), person.recorded_at.date());
  if (!identity) {
    findings.add(kPerson, row, "the sealed number is not valid: " + identity.refusal().code());
    return;
  }
  if (identity->birth && *identity->birth != person.birth_date) {
    findings.add(kPerson, row, "birth_date is not that of the sealed number");
  }
  if (identity->sex && *identity->sex != person.sex) {
    findings.add(kPerson, row, "sex is not that of the sealed number");
  }
}

void check_days(const Row& row, const Person& person, Findings& findings) {
  if (person.died_on && *person.died_on < person.birth_date) {
    findings.add(kPerson, row, "died_on lies before birth_date");
  }
  if (person.retired_on && *person.retired_on < person.birth_date) {
    findings.add(kPerson, row, "retired_on lies before birth_date");
  }
}

void check_people(const CheckContext& context, Findings& findings) {
  business::Scan people(context, kPerson);
  while (people.peek() != nullptr) {
    const Row row = people.take();
    const std::optional<Person> person = open_person(context, row, findings);
    if (!person) continue;
    check_number(row, *person, findings);
    check_days(row, *person, findings);
  }
}

// Up to so many people and the claims that their numbers make, looked up at once.
void check_claims_of(const CheckContext& context, const Rows& people, Findings& findings) {
  std::vector<Value> hashes;
  std::vector<const Row*> rows;
  for (const Row& row : people) {
    Findings unread;  // check_people has told of it
    const std::optional<Person> person = open_person(context, row, unread);
    if (!person) continue;
    hashes.emplace_back(
        identity_claim(context.vault, person->identity_kind, person->identity_number));
    rows.push_back(&row);
  }
  const std::vector<Rows> claims = context.session.select_keyed(kPersonOfClaim, hashes);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    bool held = false;
    for (const Row& claim : claims[i]) {
      held = held || (claim[1].text() == kIdentityClaim && claim[3] == (*rows[i])[0]);
    }
    if (!held) findings.add(kPerson, *rows[i], "does not hold the claim of its own number");
  }
}

void check_people_have_claims(const CheckContext& context, Findings& findings) {
  business::Scan scan(context, kPerson);
  Rows people;
  while (scan.peek() != nullptr) {
    people.push_back(scan.take());
    if (people.size() < kClaimsAtOnce && scan.peek() != nullptr) continue;
    check_claims_of(context, people, findings);
    people.clear();
  }
}

// A number that somebody had before stays claimed: it leads to the same person.
bool was_theirs(const CheckContext& context, const Row& claim, const Rows& former) {
  for (const Row& row : former) {
    Findings unread;
    const auto theirs = business::read_or_find(kFormerIdentity, row, unread, [&](const Row& each) {
      return former_claim(each, context.vault) == claim[1].bytes();
    });
    if (theirs && *theirs) return true;
  }
  return false;
}

void check_people_of(const CheckContext& context, const Rows& claims, Findings& findings) {
  std::vector<Value> holders;
  for (const Row& claim : claims) holders.push_back(claim[2]);
  const std::vector<Rows> people = context.session.select_keyed(kPersonById, holders);
  const std::vector<Rows> former = context.session.select_keyed(kFormerIdentitiesOf, holders);
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (people[i].empty()) {
      findings.add(kClaim, claims[i], "belongs to a person who is not there");
      continue;
    }
    Findings unread;
    const std::optional<Person> person = open_person(context, people[i].front(), unread);
    if (!person) continue;
    const storage::Bytes expected =
        identity_claim(context.vault, person->identity_kind, person->identity_number);
    if (claims[i][1].bytes() != expected && !was_theirs(context, claims[i], former[i])) {
      findings.add(kClaim, claims[i],
                   "is not the number of person_id=" + std::to_string(person->id.value()));
    }
  }
}

void check_claims_have_people(const CheckContext& context, Findings& findings) {
  business::Scan scan(context, kClaim);
  Rows claims;
  while (scan.peek() != nullptr) {
    Row claim = scan.take();
    if (claim[0].text() == kIdentityClaim) claims.push_back(std::move(claim));
    if (claims.empty() || (claims.size() < kClaimsAtOnce && scan.peek() != nullptr)) continue;
    check_people_of(context, claims, findings);
    claims.clear();
  }
}

// One claim for each person, one person for each claim: both ways, no number stands twice.
void check_identity_claims(const CheckContext& context, Findings& findings) {
  check_people_have_claims(context, findings);
  check_claims_have_people(context, findings);
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"people", "参保人的密封信息可以打开,与登记的出生日期和性别一致", &check_people},
          {"identity_claims", "每个证件号码属于且只属于一名参保人", &check_identity_claims}};
}

}  // namespace yibao::person
