#include "business/transfer/commands_certificate.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/document/issue.h"
#include "business/enrolment/rules.h"
#include "business/reader.h"
#include "business/transfer/facts.h"
#include "business/wording.h"
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

std::string day_words(const std::optional<Date>& day, const business::Context& context) {
  return day ? context.wording->shown("day", day->to_string()) : "—";
}

// 参保凭证 as a paper, with the notes that are printed on it (domain 1.1.2).
document::Paper paper_of(const PersonFacts& known, const enrolment::Enrolment& relation,
                         const Certificate& certificate, std::string issuer,
                         const business::Context& context) {
  const person::Person& person = known.person;
  const Money balance = known.account_at(relation.region).balance;
  const bool employee = relation.scheme == enrolment::Scheme::employee;
  document::Paper paper{"基本医疗保险参保凭证", std::move(issuer), {}};
  paper.paragraph("兹证明下列人员在本统筹区参加基本医疗保险。");
  paper.lines({{"姓名", person.name},
               {"证件号码", mask_identity(person.identity_number)},
               {"参保地", context.regions->full_name(relation.region)},
               {"医疗保障类型", employee ? "职工基本医疗保险" : "城乡居民基本医疗保险"},
               {"参保时间起", day_words(relation.started_on, context)},
               {"停保日期", day_words(relation.suspended_on, context)},
               {"个人账户余额(元)", balance.to_display()},
               {"余额大写", balance.to_chinese_capitals()},
               {"余额日期", day_words(context.today, context)}});
  paper.heading("说明");
  paper.paragraph("一、本凭证在 " + day_words(certificate.valid_until - 1, context) +
                  " 前有效,请妥善保管;遗失的,由出具机构重新出具,重新出具后本凭证作废。");
  paper.paragraph(
      "二、在新的参保地办理医保关系转移接续时,由本人或者用人单位交给经办机构;"
      "通过线上办理的,不需要提交。");
  return paper;
}

// The certificate as a document, under its own number and code.
void issue_paper(storage::Plan& plan, const storage::Facts& facts, const PersonFacts& known,
                 const enrolment::Enrolment& relation, const Certificate& certificate,
                 const business::Context& context) {
  document::NewDocument paper;
  paper.person = certificate.person;
  paper.kind = document::Kind::participation_certificate;
  paper.subject = "region:" + certificate.region.to_string();
  paper.region = certificate.region;
  paper.paper = paper_of(known, relation, certificate,
                         document::issuer_name(facts, certificate.region, context), context);
  paper.valid_until = certificate.valid_until;
  paper.number = certificate.number;
  paper.check_code = certificate.check_code;
  const document::Document issued = document::issue(plan, facts, paper, context);
  plan.answer.set("document", document::document_id_text(issued, context));
  plan.answer.set("verify", document::verify_path(issued));
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
  document::need_documents(needs, person_);
  document::need_issuer(needs, region_);
}

Verdict IssueCertificate::authorise(const business::Actor& actor, const storage::Facts&) const {
  if (actor.is(business::Role::participant)) return business::may_act_for(actor, person_);
  return business::may_act_at(actor, region_);
}

Decision<storage::Plan> IssueCertificate::decide(const storage::Facts& facts,
                                                 const business::Context& context) const {
  const Decision<PersonFacts> known = load_person(facts, person_, context);
  if (!known) return known.refusal();
  const enrolment::Enrolment* relation = enrolment::still_at(known->enrolments, region_);
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
  issue_paper(plan, facts, *known, *relation, issued, context);
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
