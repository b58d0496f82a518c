#include "business/person/commands.h"
#include "business/access.h"

#include "business/person/by_number.h"
#include "business/person/name.h"
#include "business/person/reference.h"
#include "business/person/rules.h"
#include "business/person/store.h"
#include "business/pooling_region.h"
#include "business/reader.h"

namespace yibao::person {

namespace {

template<class T>
void take_or_agree(business::Reader& reader, std::string_view member, const std::optional<T>& told,
                   const std::optional<T>& stated, T& value) {
  if (told && stated && *told != *stated) {
    reader.add({"member_contradicts_identity_number", {{"member", std::string(member)}}, {}});
  } else if (told || stated) {
    value = told ? *told : *stated;
  } else {
    reader.add({"member_missing", {{"member", std::string(member)}}, {}});
  }
}

std::optional<Sex> sex_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text == "male" ? Sex::male : Sex::female;
}

// The number's own facts, and from the members what the number does not tell.
void read_identity(business::Reader& reader, Person& person, Date today) {
  const std::string number = reader.text("identity_number", 30);
  const std::optional<IdentityKind> kind = read_kind(reader, number);
  const std::optional<Sex> sex = sex_of(reader.code_or("sex", {"male", "female"}, ""));
  const std::optional<Date> birth = reader.optional_date("birth_date");
  if (!reader.ok_so_far()) return;
  const Decision<IdentityFacts> facts = check_identity(*kind, number, today);
  if (!facts) {
    for (const Reason& reason : facts.refusal().reasons) reader.add(reason);
    return;
  }
  person.identity_kind = *kind;
  person.identity_number = facts->number;
  take_or_agree(reader, "sex", facts->sex, sex, person.sex);
  take_or_agree(reader, "birth_date", facts->birth, birth, person.birth_date);
  if (person.birth_date > today) {
    reader.add({"day_in_future", {{"day", person.birth_date.to_string()}}, {}});
  }
}

}  // namespace

business::CommandOrRefusal RegisterPerson::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session&) {
  auto command = std::make_unique<RegisterPerson>();
  auto reader = business::Reader::body(request, context);
  Person& person = command->person_;
  person.name = read_name(reader);
  const std::string phone = reader.text_or("phone", 20, "");
  if (!phone.empty() && !is_mobile_number(phone)) {
    reader.add({"phone_shape", {{"member", "phone"}}, {}});
  }
  read_identity(reader, person, context.today);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  person.phone = Phone(phone);
  command->rehearsed_ = request.dry_run;
  person.id = PersonId(context.ids->next());
  person.recorded_at = context.now;
  command->claim_ = identity_claim(*context.vault, person.identity_kind, person.identity_number);
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RegisterPerson::subjects() const {
  return {storage::Subject::person(person_.id)};
}

void RegisterPerson::need(storage::Needs& needs) const {
  needs.add(kPersonOfClaim, storage::Value(claim_));
}

void RegisterPerson::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  for (const storage::Row& row : facts.rows(kPersonOfClaim, storage::Value(claim_))) {
    needs.add(kPersonById, PersonId(row[2].integer()));
  }
}

Verdict RegisterPerson::authorise(const business::Actor&, const storage::Facts&) const {
  return Nothing{};  // the endpoint's roles say it all: the person is nobody's yet
}

// An officer is told under which id; an employer who knows the name, only that the person is on
// record.
std::optional<Refusal> RegisterPerson::refuse_known(const storage::Facts& facts, PersonId known,
                                                    const business::Context& context) const {
  std::vector<Fact> shown{{"identity_number", mask_identity(person_.identity_number)}};
  const Person person =
      read_person(facts.rows(kPersonById, known).front(), *context.vault, Open::nothing);
  if (context.actor->is_officer()) {
    shown.push_back({"person", context.vault->outside_id(storage::IdKind::person, known.value(),
                                                         person.recorded_at)});
  } else if (!is_same_name(person.name, person_.name)) {
    if (rehearsed_) return std::nullopt;
    return employee_not_confirmed();
  }
  return refuse("person_already_registered", std::move(shown));
}

Decision<storage::Plan> RegisterPerson::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  for (const storage::Row& row : facts.rows(kPersonOfClaim, storage::Value(claim_))) {
    if (row[1].text() != kIdentityClaim) continue;
    auto known = refuse_known(facts, PersonId(row[2].integer()), context);
    if (known) return *std::move(known);
  }
  storage::Plan plan;
  plan.event = "person_registered";
  plan.insert(kPerson, person_row(person_, *context.vault));
  plan.insert(kClaim, {kIdentityClaim, claim_, person_.id.value()});
  plan.answer =
      Tree::object({{"person", context.vault->outside_id(storage::IdKind::person,
                                                         person_.id.value(), person_.recorded_at)},
                    {"name", mask_name(person_.name)},
                    {"identity_number", mask_identity(person_.identity_number)},
                    {"birth_date", person_.birth_date.to_string()}});
  return plan;
}

std::vector<storage::Subject> ChangePerson::subjects() const {
  return {storage::Subject::person(person_)};
}

void ChangePerson::need(storage::Needs& needs) const {
  needs.add(kPersonById, person_);
  needs.add(kInsuredRegionsOf, person_);
}

Verdict ChangePerson::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  return may_serve(actor, person_, facts);
}

Decision<storage::Plan> ChangePerson::decide(const storage::Facts& facts,
                                             const business::Context& context) const {
  Decision<Person> found = require_person(facts, person_, context, Open::secrets);
  if (!found) return found.refusal();
  Person person = std::move(found).value();
  storage::Plan plan;
  const Verdict verdict = change(person, facts, plan, context);
  if (!verdict) return verdict.refusal();
  YB_CHECK(!plan.event.empty(), "a change without an event");
  plan.update(kPerson, person_row(person, *context.vault));
  return plan;
}

business::CommandOrRefusal SettleElsewhere::parse(const business::Request& request,
                                                  const business::Context& context,
                                                  storage::Session&) {
  auto command = std::make_unique<SettleElsewhere>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const std::optional<RegionCode> place = reader.optional_region("region");
  if (place) command->region_ = business::region_moved_to(reader, *place, context);
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

Verdict SettleElsewhere::change(Person& person, const storage::Facts&, storage::Plan& plan,
                                const business::Context& context) const {
  if (Verdict may = check_settlement(person, context.today); !may) return may;
  person.settled_region = region_;
  plan.event = region_ ? "retiree_settled_elsewhere" : "retiree_returned";
  plan.answer = Tree::object({{"settled_region", region_ ? Tree(region_->to_string()) : Tree()}});
  return Nothing{};
}

}  // namespace yibao::person
