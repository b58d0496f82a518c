#include "business/sign_in/phone.h"

#include <algorithm>

#include "business/person/phone.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/reader.h"
#include "business/sign_in/sessions.h"

namespace yibao::sign_in {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr std::string_view kFormerPurpose = "former_phone.phone";
constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"former_phone_id", ColumnType::integer},
                               {"phone_sealed", ColumnType::bytes},
                               {"left_at", ColumnType::integer}};

void leave(storage::Plan& plan, PersonId person, const Phone& phone,
           const business::Context& context) {
  plan.insert(kFormerPhone,
              {person.value(), context.ids->next(),
               context.vault->seal(kFormerPurpose, phone.reveal()), context.now.milliseconds()});
}

bool takes_from_another(const NewPhone& change) {
  const PersonId holder = change.former_holder;
  return !change.shared && !holder.is_none() && holder != change.person;
}

// 号码已由现在的机主使用: what is sent there would be read by its holder.
void take_from(storage::Plan& plan, const NewPhone& change, const storage::Facts& facts,
               const business::Context& context) {
  const storage::Rows& rows = facts.rows(kPersonAccountOf, change.former_holder);
  if (rows.empty()) return;
  PersonAccount former = read_person_account(rows.front(), *context.vault);
  if (former.phone != change.phone) return;
  former.phone = Phone();
  plan.update(kPersonSignIn, person_account_row(former, *context.vault));
  const storage::Rows& record = facts.rows(person::kPersonById, change.former_holder);
  YB_CHECK(!record.empty(), "a sign-in of nobody");
  person::Person holder =
      person::read_person(record.front(), *context.vault, person::Open::secrets);
  if (holder.phone == change.phone) {
    holder.phone = Phone();
    plan.update(person::kPerson, person_row(holder, *context.vault));
  }
  plan.notify(former.person, "sign_in_phone_lost", {});
}

}  // namespace

const storage::Table kFormerPhone{
    215, "former_phone", kColumns, 2, storage::Owner::person, 0, storage::Mutability::append_only};

const storage::KeyedSelect kFormerPhonesOf{
    "former_phones_of",
    "SELECT person_id, former_phone_id, phone_sealed, left_at FROM former_phone "
    "WHERE person_id {key} ORDER BY person_id, former_phone_id"};

void set_phone(NewPhone& change, const Phone& phone, const business::Context& context,
               storage::Session& session) {
  change.phone = phone;
  change.hash = phone_hash(*context.vault, phone);
  const storage::Value key[] = {storage::Value(change.hash)};
  const storage::Rows rows = session.select_keyed(kPersonOfPhone, key).front();
  change.former_holder = rows.empty() ? PersonId() : PersonId(rows.front()[1].integer());
}

Verdict check_take_over(const NewPhone& change) {
  const PersonId holder = change.former_holder;
  const bool agreed = change.take_over || change.shared;
  if (agreed || holder.is_none() || holder == change.person) return Nothing{};
  return refuse("phone_in_use", {{"phone", mask_phone(change.phone)}});
}

business::Field take_over_field() {
  return {"take_over", business::FieldKind::flag, false,
          "号码已由另一位参保人用于登录的,仍改由本人使用,对方不能再用它登录"};
}

business::Field shared_field() {
  return {"shared", business::FieldKind::flag, false,
          "家人合用的号码:只登记为本人的联系电话,本人不用它登录,家人照常使用"};
}

void read_sharing(NewPhone& change, business::Reader& reader) {
  change.take_over = reader.flag("take_over");
  change.shared = reader.flag("shared");
  if (change.take_over && change.shared) {
    reader.add({"phone_shared_or_taken_over", {{"member", "shared"}}, {}});
  }
}

std::vector<storage::Subject> subjects_of(const NewPhone& change) {
  std::vector<storage::Subject> all{storage::Subject::person(change.person)};
  if (takes_from_another(change)) all.push_back(storage::Subject::person(change.former_holder));
  return all;
}

void need(const NewPhone& change, storage::Needs& needs) {
  needs.add(person::kPersonById, change.person);
  needs.add(kPersonAccountOf, change.person);
  needs.add(person::kShowingsOf, storage::Value(change.hash));
  if (change.former_holder.is_none()) return;
  needs.add(kPersonAccountOf, change.former_holder);
  needs.add(person::kPersonById, change.former_holder);
}

void give_phone(storage::Plan& plan, PersonAccount& account, person::Person person,
                const NewPhone& change, const storage::Facts& facts,
                const business::Context& context) {
  if (takes_from_another(change)) take_from(plan, change, facts, context);
  const bool signs_in_by_another =
      !change.shared && !account.phone.empty() && account.phone != change.phone;
  const bool has_another = !person.phone.empty() && person.phone != change.phone;
  if (signs_in_by_another) leave(plan, change.person, account.phone, context);
  if (has_another && person.phone != account.phone) {
    leave(plan, change.person, person.phone, context);
  }
  if (!change.shared) account.phone = change.phone;
  person::show_phone(plan, change.person, change.phone, change.shared,
                     facts.rows(person::kShowingsOf, storage::Value(change.hash)), context);
  if (person.phone == change.phone) return;
  person.phone = change.phone;
  plan.update(person::kPerson, person_row(person, *context.vault));
}

std::string event_of(const NewPhone& change) {
  return change.shared ? "contact_phone_confirmed" : "sign_in_phone_changed";
}

std::vector<Phone> phones_left_at(const storage::Rows& former, Instant moment,
                                  const storage::Vault& vault) {
  std::vector<Phone> phones;
  for (const storage::Row& row : former) {
    if (row[3].integer() != moment.milliseconds()) continue;
    phones.emplace_back(vault.open(kFormerPurpose, row[2].bytes()));
  }
  return phones;
}

business::CommandOrRefusal ChangePhoneAtCounter::parse(const business::Request& request,
                                                       const business::Context& context,
                                                       storage::Session& session) {
  auto command = std::make_unique<ChangePhoneAtCounter>();
  auto reader = business::Reader::body(request, context);
  command->change_.person = PersonId(reader.path_id("person", storage::IdKind::person));
  const std::string text = reader.text("phone", 20);
  reader.code("sighted", {"identity_card", "household_book", "passport"});
  read_sharing(command->change_, reader);
  if (reader.ok_so_far() && !person::is_mobile_number(text)) {
    reader.add({"phone_shape", {{"member", "phone"}}, {}});
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  set_phone(command->change_, Phone(text), context, session);
  command->now_ = context.now;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> ChangePhoneAtCounter::subjects() const {
  return subjects_of(change_);
}

void ChangePhoneAtCounter::need(storage::Needs& needs) const {
  sign_in::need(change_, needs);
  needs.add(person::kInsuredRegionsOf, change_.person);
  need_open_sessions(needs, Holder::person, change_.person.value(), now_);
}

// An agency where the person is or was insured; of somebody who was never, any.
Verdict ChangePhoneAtCounter::authorise(const business::Actor& actor,
                                        const storage::Facts& facts) const {
  return person::may_serve(actor, change_.person, facts);
}

Decision<storage::Plan> ChangePhoneAtCounter::decide(const storage::Facts& facts,
                                                     const business::Context& context) const {
  const Decision<person::Person> person =
      person::require_person(facts, change_.person, context, person::Open::secrets);
  if (!person) return person.refusal();
  if (const Verdict alive = person::check_alive(*person, context.today); !alive) {
    return alive.refusal();
  }
  if (const Verdict asked = check_take_over(change_); !asked) return asked.refusal();
  const storage::Rows& rows = facts.rows(kPersonAccountOf, change_.person);
  PersonAccount account;
  if (!rows.empty()) account = read_person_account(rows.front(), *context.vault);
  account.person = change_.person;
  if (rows.empty()) account.recorded_at = context.now;
  storage::Plan plan;
  plan.event = event_of(change_);
  give_phone(plan, account, *person, change_, facts, context);
  if (!change_.shared) {
    plan.save(kPersonSignIn, person_account_row(account, *context.vault), rows.empty());
    end_sessions(plan, facts.rows(kOpenSessions), End::phone_changed, {}, context);
  }
  plan.notify(change_.person, plan.event, {});
  plan.answer = Tree::object({{"phone", mask_phone(change_.phone)}, {"shared", change_.shared}});
  return plan;
}

}  // namespace yibao::sign_in
