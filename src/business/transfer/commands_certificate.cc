#include "business/transfer/commands_certificate.h"

#include "base/region_table.h"
#include "business/access.h"
#include "business/casework/stored_json.h"
#include "business/document/issue.h"
#include "business/enrolment/rules.h"
#include "business/person/rules.h"
#include "business/pooling_region.h"
#include "business/reader.h"
#include "business/transfer/facts.h"
#include "business/transfer/papers.h"
#include "business/wording.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

using enrolment::Enrolment;

// One relation at the place that issues, and what its paper says besides the person.
struct Certified {
  const PersonFacts& known;
  const Enrolment& relation;
  const Household& household;
  Money balance;  // 前一日
  Date balance_on;
  BenefitPeriod benefit;
};

Certified certify(const PersonFacts& known, const Enrolment& relation, const Household& household,
                  const storage::Facts& facts, const business::Context& context) {
  const Date yesterday = context.today - 1;
  return {known,     relation,
          household, balance_at_end_of(yesterday, known.postings, relation.region),
          yesterday, benefit_period(known, relation, facts, context)};
}

void set_day(Tree& tree, std::string name, const std::optional<Date>& day) {
  if (day) tree.set(std::move(name), day->to_string());
}
void set_text(Tree& tree, std::string name, const std::string& text) {
  if (!text.empty()) tree.set(std::move(name), text);
}

// As printed (domain 1.1.2), the numbers masked: what is written down names nobody.
Tree printed(const Certified& says, const business::Context& context) {
  const person::Person& person = says.known.person;
  const Enrolment& relation = says.relation;
  Tree content = Tree::object({{"name", person.name},
                               {"identity_number", mask_identity(person.identity_number)},
                               {"insurance_number", insurance_number(person, context)},
                               {"region", relation.region.to_string()},
                               {"region_name", context.regions->full_name(relation.region)},
                               {"scheme", std::string(contribution::to_text(relation.scheme))},
                               {"enrolled_since", relation.started_on.to_string()},
                               {"balance_fen", says.balance.fen()},
                               {"balance", says.balance.to_display()},
                               {"balance_capitals", says.balance.to_chinese_capitals()},
                               {"balance_on", says.balance_on.to_string()}});
  set_day(content, "suspended_on", relation.suspended_on);
  set_day(content, "benefits_since", says.benefit.since);
  set_day(content, "benefits_last_day", says.benefit.last_day);
  set_text(content, "household_address", says.household.address);
  set_text(content, "household_kind", says.household.kind);
  set_text(content, "householder_name", says.household.head_name);
  if (!says.household.head_number.reveal().empty()) {
    content.set("householder_number", mask_identity(says.household.head_number));
  }
  return content;
}

std::string day_words(const std::optional<Date>& day, const business::Context& context) {
  return day ? context.wording->shown("day", day->to_string()) : "—";
}
std::string or_dash(std::string text) {
  return text.empty() ? "—" : text;
}

std::vector<document::Line> lines_of(const Certified& says, const Tree& office,
                                     const business::Context& context) {
  const person::Person& person = says.known.person;
  const Enrolment& relation = says.relation;
  const Household& household = says.household;
  const auto of_office = [&](std::string_view name) {
    const Tree* member = office.find(name);
    return or_dash(member != nullptr && member->text() != nullptr ? *member->text() : "");
  };
  return {{"姓名", person.name},
          {"证件号码", mask_identity(person.identity_number)},
          {"医疗保障编号", insurance_number(person, context)},
          {"户籍地址", or_dash(household.address)},
          {"户籍类型",
           household.kind.empty() ? "—" : context.wording->word("household_kind", household.kind)},
          {"户主姓名", or_dash(household.head_name)},
          {"户主证件号码",
           household.head_number.reveal().empty() ? "—" : mask_identity(household.head_number)},
          {"医疗保障类型", relation.scheme == enrolment::Scheme::employee ? "职工基本医疗保险"
                                                                          : "城乡居民基本医疗保险"},
          {"参保地", context.regions->full_name(relation.region)},
          {"参保时间起", day_words(relation.started_on, context)},
          {"停保日期", day_words(relation.suspended_on, context)},
          {"待遇享受起", day_words(says.benefit.since, context)},
          {"待遇享受止", day_words(says.benefit.last_day, context)},
          {"个人账户余额(元)", says.balance.to_display()},
          {"余额大写", says.balance.to_chinese_capitals()},
          {"余额日期", day_words(says.balance_on, context)},
          {"办理机构联系人", of_office("contact")},
          {"办理机构电话", of_office("phone")},
          {"打印日期", day_words(context.today, context)}};
}

// 参保凭证 as a paper, with the notes that are printed on it (domain 1.1.2). Its identity number is
// opened when it is printed (document/queries.h): an agency on paper has to know whose it is.
document::Paper paper_of(const Certified& says, const Certificate& certificate, std::string issuer,
                         const Tree& office, const business::Context& context) {
  document::Paper paper{"基本医疗保险参保凭证", std::move(issuer), {}};
  paper.paragraph("兹证明下列人员在本统筹区参加基本医疗保险。");
  paper.lines(lines_of(says, office, context));
  paper.heading("说明");
  paper.paragraph("一、本凭证自打印之日起有效,至 " +
                  day_words(certificate.valid_until - 1, context) +
                  " 止,请妥善保管;遗失的,由出具机构重新出具,重新出具后本凭证作废。");
  paper.paragraph(
      "二、请在有效期内交给新就业的用人单位或者本人到新的参保地登记,办理医保关系转移接续;"
      "通过线上办理的,不需要提交。");
  paper.paragraph(
      "三、本凭证一式三联:第一联办理转移接续,第二联由出具机构存档,第三联由本人保存。"
      "余额为打印前一日的余额。");
  return paper;
}

// The certificate as a document, under its own number and code.
void issue_paper(storage::Plan& plan, const storage::Facts& facts, const Certified& says,
                 const Certificate& certificate, const business::Context& context) {
  document::NewDocument paper;
  paper.person = certificate.person;
  paper.kind = document::Kind::participation_certificate;
  paper.subject = "region:" + certificate.region.to_string();
  paper.region = certificate.region;
  paper.paper =
      paper_of(says, certificate, document::issuer_name(facts, certificate.region, context),
               agency_tree(facts, certificate.region), context);
  paper.valid_until = certificate.valid_until;
  paper.number = certificate.number;
  paper.check_code = certificate.check_code;
  const document::Document issued = document::issue(plan, facts, paper, context);
  plan.answer.set("document", document::document_id_text(issued, context));
  plan.answer.set("verify", document::verify_path(issued));
}

// What somebody says of their own household at home, nobody has seen.
Household read_household(business::Reader& reader, const business::Actor& actor) {
  if (!actor.is_officer()) return {};
  constexpr std::size_t kAddressMax = 120;
  constexpr std::size_t kNameMax = 60;
  Household household;
  household.address = reader.text_or("household_address", kAddressMax, "");
  household.kind =
      reader.code_or("household_kind", {"agricultural", "non_agricultural", "resident"}, "");
  household.head_name = reader.text_or("householder_name", kNameMax, "");
  household.head_number = IdentityNumber(reader.text_or("householder_number", 30, ""));
  return household;
}

}  // namespace

business::CommandOrRefusal IssueCertificate::parse(const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session&) {
  auto command = std::make_unique<IssueCertificate>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->region_ = business::covering_region(reader, reader.region("region"), context);
  command->household_ = read_household(reader, *context.actor);
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
  // 人已身故的,没有医保关系可以转移接续。
  if (const Verdict alive = person::check_alive(known->person, context.today); !alive) {
    return alive.refusal();
  }
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
  const Certified says = certify(*known, *relation, household_, facts, context);
  const Tree content = printed(says, context);
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
  issue_paper(plan, facts, says, issued, context);
  return plan;
}

Decision<Tree> answer_presented_certificate(const business::Request& request,
                                            const business::Context& context,
                                            storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const std::string number = reader.text("number", 40);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  const std::optional<Certificate> found = find_certificate(number, session);
  // Of somebody else's nothing is told, not even that there is one.
  if (!found || found->person != person) return refuse("certificate_unknown");
  const policy::RegionPolicy& policy = context.policies->on(found->region, context.today);
  const CertificateStanding standing = standing_of(found, person, found->region, context.today);
  if (const auto wrong = wrong_certificate(standing, found->region, policy)) {
    return Refusal{RefusalKind::refused, {*wrong}};
  }
  const Tree content = casework::read_stored(found->content);
  Tree answer = Tree::object({{"number", found->number},
                              {"issued_on", found->issued_on.to_string()},
                              {"last_day", (found->valid_until - 1).to_string()},
                              {"origin", found->region.to_string()},
                              {"origin_name", context.regions->full_name(found->region)}});
  for (const char* name : {"name", "identity_number", "scheme", "enrolled_since", "suspended_on"}) {
    if (const Tree* member = content.find(name)) answer.set(name, *member);
  }
  return answer;
}

Decision<Tree> answer_certificate_check(const business::Request& request,
                                        const business::Context& context,
                                        storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const std::string number = reader.text("number", 40);
  const std::string code = reader.text("check_code", 40);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const std::optional<Certificate> found = find_certificate(number, session);
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
