#include "business/transfer/commands_certificate.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/reader.h"
#include "business/transfer/facts.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

// As printed (domain 1.1.2): the number masked, the balance of now in figures and in capitals.
Tree printed(const PersonFacts& known, const enrolment::Enrolment& relation,
             const business::Context& context) {
  const person::Person& person = known.person;
  const Money balance = known.account_at(relation.region).balance;
  Tree content = Tree::object({{"name", person.name},
                               {"identity_number", mask_identity(person.identity_number)},
                               {"region", relation.region.to_string()},
                               {"region_name", context.regions->full_name(relation.region)},
                               {"scheme", std::string(contribution::to_text(relation.scheme))},
                               {"enrolled_since", relation.started_on.to_string()},
                               {"balance_fen", balance.fen()},
                               {"balance", balance.to_display()},
                               {"balance_capitals", balance.to_chinese_capitals()},
                               {"balance_on", context.today.to_string()}});
  if (relation.suspended_on) content.set("suspended_on", relation.suspended_on->to_string());
  return content;
}

}  // namespace

business::CommandOrRefusal IssueCertificate::parse(const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session&) {
  auto command = std::make_unique<IssueCertificate>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  const RegionCode place = reader.region("region");
  if (!place.is_none()) command->region_ = context.regions->pooling_region(place);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> IssueCertificate::subjects() const {
  return {storage::Subject::person(person_)};
}

void IssueCertificate::need(storage::Needs& needs) const {
  need_person(needs, person_);
  needs.add(kCertificatesOf, person_);
}

Verdict IssueCertificate::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::participant)) return business::may_act_for(actor, person_);
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> IssueCertificate::decide(const storage::Facts& facts,
                                                 const business::Context& context) const {
  const Decision<PersonFacts> known = load_person(facts, person_, context);
  if (!known) return known.refusal();
  const enrolment::Enrolment* relation = nullptr;
  for (const enrolment::Enrolment& each : known->enrolments) {
    if (each.region == region_ && each.end_reason != "transferred") relation = &each;
  }
  if (relation == nullptr) {
    return refuse("origin_no_relation", {{"origin", region_.to_string()}});
  }
  storage::Plan plan;
  plan.event = "certificate_issued";
  for (const storage::Row& row : facts.rows(kCertificatesOf, person_)) {
    Certificate earlier = read_certificate(row);
    if (earlier.region != region_ || earlier.state != Certificate::State::valid) continue;
    earlier.state = Certificate::State::void_;
    plan.update(kCertificate, certificate_row(earlier));
  }
  const policy::Cited<int>& months =
      context.policies->on(region_, context.today).transfer.certificate_valid_months;
  Certificate issued;
  issued.person = person_;
  issued.id = context.ids->next();
  issued.number = certificate_number(region_, context.today, issued.id);
  const Tree content = printed(*known, *relation, context);
  issued.content = content.to_json();
  issued.check_code = check_code(*context.vault, issued.number, issued.content);
  issued.region = region_;
  issued.enrolment = relation->ordinal;
  issued.issued_on = context.today;
  issued.valid_until = valid_until(context.today, months.value);
  issued.recorded_at = context.now;
  plan.insert(kCertificate, certificate_row(issued));
  plan.reasons.push_back({"certificate_valid",
                          {{"last_day", (issued.valid_until - 1).to_string()}},
                          {months.citation}});
  plan.answer = Tree::object({{"number", issued.number},
                              {"check_code", issued.check_code},
                              {"issued_on", issued.issued_on.to_string()},
                              {"last_day", (issued.valid_until - 1).to_string()},
                              {"content", content}});
  return plan;
}

Decision<Tree> answer_certificate_check(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string number = reader.text("number", 40);
  const std::string code = reader.text("check_code", 40);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const storage::Value keys[] = {storage::Value(number)};
  const std::vector<storage::Rows> rows = session.select_keyed(kCertificateByNumber, keys);
  const std::optional<Certificate> found = certificate_of_number(rows.front());
  // A row changed by hand no longer agrees with its code.
  const bool genuine = found && found->check_code == code &&
                       check_code(*context.vault, found->number, found->content) == code;
  if (!genuine) return Tree::object({{"genuine", false}, {"valid", false}});
  const bool valid =
      found->state == Certificate::State::valid && context.today < found->valid_until;
  return Tree::object({{"genuine", true},
                       {"valid", valid},
                       {"issued_on", found->issued_on.to_string()},
                       {"last_day", (found->valid_until - 1).to_string()}});
}

}  // namespace yibao::transfer
