#include "business/sign_in/issuing.h"

#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/sign_in/limits.h"

namespace yibao::sign_in {

namespace {

Verdict only_the_system(const business::Actor& actor) {
  if (actor.is(business::Role::system)) return Nothing{};
  return refuse(RefusalKind::forbidden, "role_not_allowed",
                {{"role", std::string(business::role_code(actor.role))}});
}

}  // namespace

std::string random_secret(std::size_t characters) {
  constexpr std::string_view kAlphabet = "23456789abcdefghjkmnpqrstuvwxyz";  // 31, a prime
  std::string text;
  while (text.size() < characters) {
    for (const char byte : storage::random_bytes(characters)) {
      const auto value = static_cast<unsigned char>(byte);
      // 248 is the largest multiple of 31: what lies above would favour the first letters.
      if (value < 248 && text.size() < characters) text += kAlphabet[value % kAlphabet.size()];
    }
  }
  return text;
}

GivePersonMeans::GivePersonMeans(PersonMeans means, const storage::Vault& vault)
    : means_(std::move(means)),
      phone_hash_(phone_hash(vault, means_.phone)),
      claim_(insurance_claim(vault, means_.insurance_number)) {}

std::vector<storage::Subject> GivePersonMeans::subjects() const {
  return {storage::Subject::person(means_.person)};
}

void GivePersonMeans::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, means_.person);
  needs.add(kPersonAccountOf, means_.person);
  if (!means_.phone.empty()) needs.add(kPersonOfPhone, storage::Value(phone_hash_));
  if (!means_.insurance_number.empty()) {
    needs.add(kPersonOfInsuranceNumber, storage::Value(claim_));
  }
}

Verdict GivePersonMeans::authorise(const business::Actor& actor, const storage::Facts&) const {
  return only_the_system(actor);
}

Decision<storage::Plan> GivePersonMeans::decide(const storage::Facts& facts,
                                                const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, means_.person, context, person::Open::nothing);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  storage::Plan plan;
  plan.event = "sign_in_given";
  if (!means_.insurance_number.empty()) {
    const storage::Rows& claims = facts.rows(kPersonOfInsuranceNumber, storage::Value(claim_));
    if (claims.empty()) {
      plan.insert(person::kClaim, {kInsuranceClaim, claim_, means_.person.value()});
    } else if (claims.front()[1].integer() != means_.person.value()) {
      return refuse("insurance_number_of_another");
    }
  }
  if (!means_.phone.empty()) {
    const auto holder = behind_key(facts.rows(kPersonOfPhone, storage::Value(phone_hash_)));
    if (holder && (*holder)[0].integer() != means_.person.value()) {
      return refuse("phone_of_another_account");
    }
  }
  const storage::Rows& rows = facts.rows(kPersonAccountOf, means_.person);
  PersonAccount account;
  if (!rows.empty()) account = read_person_account(rows.front(), *context.vault);
  // Somebody who has a secret of their own is given none that a letter carries.
  if (means_.initial && !account.password_hash.empty() && !account.initial) {
    return refuse("has_own_secret");
  }
  account.person = means_.person;
  if (!means_.phone.empty()) account.phone = means_.phone;
  if (!means_.password_hash.empty()) {
    account.password_hash = means_.password_hash;
    account.initial = means_.initial;
    account.initial_until.reset();
    if (means_.initial) {
      account.initial_until = Instant::from_milliseconds(
          context.now.milliseconds() +
          policy_of(context).initial_secret_days.value * std::int64_t{86'400'000});
    }
  }
  if (rows.empty()) account.recorded_at = context.now;
  plan.save(kPersonSignIn, person_account_row(account, *context.vault), rows.empty());
  plan.answer = Tree::object({{"given", true}});
  return plan;
}

std::vector<storage::Subject> GiveStaffMeans::subjects() const {
  return {storage::Subject::region(account_.region)};
}

void GiveStaffMeans::need(storage::Needs& needs) const {
  needs.add(kStaffAccountOf, storage::Value(account_.account));
}

Verdict GiveStaffMeans::authorise(const business::Actor& actor, const storage::Facts&) const {
  return only_the_system(actor);
}

Decision<storage::Plan> GiveStaffMeans::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  const auto row = behind_key(facts.rows(kStaffAccountOf, storage::Value(account_.account)));
  StaffAccount account = account_;
  if (row) {
    const StaffAccount before = read_staff_account(*row, *context.vault);
    if (before.region != account.region || before.role != account.role ||
        before.actor_id != account.actor_id) {
      return refuse("staff_account_of_another", {{"account", account.account}});
    }
    account.credential = before.credential;
    account.recorded_at = before.recorded_at;
  } else {
    account.credential = context.ids->next();
    account.recorded_at = context.now;
  }
  storage::Plan plan;
  plan.event = "staff_sign_in_given";
  plan.save(kStaffSignIn, staff_account_row(account, *context.vault), !row);
  plan.answer = Tree::object({{"account", account.account}});
  return plan;
}

}  // namespace yibao::sign_in
