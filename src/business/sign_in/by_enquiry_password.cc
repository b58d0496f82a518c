#include "business/sign_in/by_enquiry_password.h"

#include <utility>
#include <vector>

#include "business/card/telephone.h"
#include "business/person/by_number.h"
#include "business/person/store.h"
#include "business/sign_in/identifier.h"
#include "business/sign_in/limits.h"
#include "business/sign_in/rules.h"
#include "business/sign_in/signing_in.h"

namespace yibao::sign_in {

namespace {

// As it is typed, or as keys without letters give it: X as *, the letters of an older permanent
// residence card as the digits that bear them.
PersonId person_of_keys(const std::string& typed, const business::Context& context,
                        storage::Session& session) {
  const PersonId person = person_of_identifier(typed, context, session);
  if (!person.is_none()) return person;
  const auto found = person::find_by_keys(typed, context, session);
  return found ? found->person : PersonId();
}

class OpenEnquirySession : public business::Command {
 public:
  OpenEnquirySession(PersonId person, std::string digits, Arrival arrival, Instant now)
      : person_(person), digits_(std::move(digits)), arrival_(std::move(arrival)), now_(now) {}
  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::person(person_)};
  }
  void need(storage::Needs& needs) const override {
    need_open_sessions(needs, Holder::person, person_.value(), now_);
    needs.add(person::kPersonById, person_);
    needs.add(card::kTelephoneFactorOf, person_);
  }
  Verdict authorise(const business::Actor&, const storage::Facts&) const override {
    return Nothing{};  // it was proved, and is asked again below
  }
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override {
    const storage::Rows& people = facts.rows(person::kPersonById, person_);
    const bool right = card::is_enquiry_password(facts, *context.vault, person_, digits_);
    if (people.empty() || !right) return sign_in_failed();
    const person::Person person =
        person::read_person(people.front(), *context.vault, person::Open::nothing);
    if (!person.is_alive() || person.merged_into) return sign_in_failed();
    storage::Plan plan;
    plan.event = "signed_in";
    const Holding holding{
        Holder::person, person_.value(), business::Role::participant, person_.value(), {},
        person.name};
    open_session(plan, facts.rows(kOpenSessions), holding, arrival_, Kind::enquiry_password, false,
                 context);
    plan.answer.set("person", context.vault->outside_id(storage::IdKind::person, person_.value(),
                                                        person.recorded_at));
    return plan;
  }

 private:
  PersonId person_;
  std::string digits_;
  Arrival arrival_;
  Instant now_;
};

class EnquiryProof : public business::Proof {
 public:
  PersonId person;
  bool right = false;
  std::string digits;
  Arrival arrival;
  Instant now;
  std::vector<business::Limit> all_limits;

  Takes takes() const override { return Takes::no_time; }
  std::vector<business::Limit> limits() const override { return all_limits; }
  Token token() const override { return {arrival.token, arrival.in_answer}; }
  business::CommandOrRefusal prove() override {
    if (!right) return sign_in_failed();
    return business::CommandOrRefusal(
        std::make_unique<OpenEnquirySession>(person, digits, arrival, now));
  }
};

// Six digits are soon tried through: whoever tries them of one person waits as one, wherever from
// and whichever of the person's numbers was typed.
std::vector<business::Limit> limits_of(const std::string& typed, PersonId person,
                                       const business::Request& request,
                                       const business::Context& context) {
  std::vector<business::Limit> limits = sign_in_limits(typed, Source::unknown, request, context);
  business::Limit one = limits.front();
  const std::string whose = person.is_none() ? typed : std::to_string(person.value());
  one.key = limit_key("enquiry password", whose, context);
  limits.push_back(std::move(one));
  return limits;
}

}  // namespace

Decision<std::unique_ptr<business::Proof>> sign_in_by_enquiry_password(
    const std::string& number, const std::string& digits, Arrival arrival,
    const business::Request& request, const business::Context& context, storage::Session& session) {
  if (arrival.channel != "kiosk") {
    return refuse(RefusalKind::forbidden, "enquiry_password_at_kiosks_only");
  }
  auto proof = std::make_unique<EnquiryProof>();
  proof->person = person_of_keys(number, context, session);
  storage::Needs needs;
  needs.add(card::kTelephoneFactorOf, proof->person);
  storage::Facts facts;
  storage::ask(session, needs, facts);
  // The same work where nobody is known by the number.
  proof->right = card::is_enquiry_password(facts, *context.vault, proof->person, digits) &&
                 !proof->person.is_none();
  proof->digits = digits;
  proof->arrival = std::move(arrival);
  proof->arrival.client = kEnquiryClient;
  proof->now = context.now;
  proof->all_limits = limits_of(number, proof->person, request, context);
  return std::unique_ptr<business::Proof>(std::move(proof));
}

}  // namespace yibao::sign_in
