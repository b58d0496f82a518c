#include "business/transfer/commands_filing.h"

#include <algorithm>

#include "business/access.h"
#include "business/casework/rules.h"
#include "business/casework/shown.h"
#include "business/casework/stored_json.h"
#include "business/document/issue.h"
#include "business/document/store.h"
#include "business/enrolment/store.h"
#include "business/payout/store.h"
#include "business/transfer/certificate.h"
#include "business/transfer/join.h"
#include "business/transfer/precheck.h"
#include "business/transfer/told_to.h"
#include "policy/policy_set.h"

namespace yibao::transfer {

namespace {

// Who files: the person, the employer the person works for, or a counter of either place.
Verdict may_file(const business::Actor& actor, PersonId person, const Places& places,
                 const std::vector<enrolment::Enrolment>& enrolments) {
  if (actor.is(business::Role::participant)) return business::may_act_for(actor, person);
  if (actor.is(business::Role::employer_officer)) {
    const bool own = std::ranges::any_of(enrolments, [&](const enrolment::Enrolment& each) {
      return each.is_active() && each.employer.value() == actor.id;
    });
    if (own) return Nothing{};
    return refuse(RefusalKind::not_found, "not_found", {{"member", "person"}});
  }
  if (business::may_act_at(actor, places.origin)) return Nothing{};
  return business::may_act_at(actor, places.target);
}

CertificateStanding standing_of_form(const Form& form, PersonId person, const storage::Facts& facts,
                                     Date today) {
  if (form.certificate_number.empty()) {
    return form.certificate_on_paper ? CertificateStanding::on_paper
                                     : CertificateStanding::not_presented;
  }
  const storage::Rows& rows =
      facts.rows(kCertificateByNumber, storage::Value(form.certificate_number));
  return standing_of(certificate_of_number(rows), person, form.places.origin, today);
}

void copy_assessment(Transfer& transfer, const Assessment& assessment) {
  const PrecheckFacts& facts = assessment.facts;
  transfer.route = assessment.money.route;
  transfer.clear_on = assessment.money.clear_on;
  transfer.origin_enrolment =
      facts.origin_on_system && facts.at_origin ? facts.at_origin->ordinal : 0;
  transfer.target_enrolment =
      facts.target_on_system && facts.at_target ? facts.at_target->ordinal : 0;
  transfer.origin_scheme = facts.at_origin ? facts.at_origin->scheme : facts.origin_scheme;
  if (facts.at_target) transfer.target_scheme = facts.at_target->scheme;
}

storage::Plan decline(const CaseFacts& known, const Assessment& assessment,
                      const business::Context& context) {
  Change change(known, context);
  change.apply(RelationEvent::decline, context.today);
  change.end_money();
  std::vector<Reason> reasons = assessment.obstacles;
  reasons.push_back(remedies_at(known.transfer.origin, context));
  change.tell("declined", known.transfer.origin, context.today, {}, std::move(reasons));
  change.notify("transfer_declined");
  return change.finish("transfer_declined");
}

// 同一人同一转移只留一份草稿: a form that is filled in again takes the place of the one before. An
// employer's leaves alone what others have begun.
std::vector<CaseFacts> older_drafts(const storage::Facts& facts, PersonId person,
                                    const Places& places, const business::Context& context) {
  std::vector<CaseFacts> older;
  for (const storage::Row& row : facts.rows(kTransfersOf, person)) {
    const Transfer each = read_transfer(row);
    const bool same = each.relation == RelationState::draft && each.origin == places.origin &&
                      each.target == places.target;
    if (!same) continue;
    Decision<CaseFacts> known = load_case(facts, {person, each.id}, context);
    YB_CHECK(known, "a draft without its file");
    const bool own = known->file.filed_by == context.actor->journal_name();
    if (own || !context.actor->is(business::Role::employer_officer)) {
      older.push_back(std::move(known).value());
    }
  }
  return older;
}

std::string number_of(const casework::CaseFile& file, const business::Context& context) {
  return casework::case_number(file.id, file.recorded_at, context);
}

storage::Plan give_way(CaseFacts draft, const casework::CaseFile& newer,
                       const business::Context& context) {
  Change change(std::move(draft), context);
  change.apply(RelationEvent::withdraw, context.today);
  change.end_money();
  change.tell("withdrawn", {}, context.today, {},
              {{"draft_replaced", {{"case", number_of(newer, context)}}, {}}});
  return change.finish("transfer_withdrawn");
}

// 凭证已用: what a case was accepted with serves no other one.
void use_certificate(Change& change, const std::string& number, const storage::Facts& facts,
                     Date today) {
  if (number.empty()) return;
  for (const storage::Row& row : facts.rows(kCertificatesOf, change.transfer().person)) {
    Certificate certificate = read_certificate(row);
    if (certificate.number != number) continue;
    certificate.state = Certificate::State::used;
    change.edit().certificate = certificate.id;
    change.plan().update(kCertificate, certificate_row(certificate));
    for (const storage::Row& each : facts.rows(document::kDocumentsOf, certificate.person)) {
      const document::Document paper = document::read_document(each);
      if (paper.number != number || paper.state == document::State::void_) continue;
      document::make_void(change.plan(), paper, document::VoidReason::used, today);
    }
  }
}

storage::Plan accept(const CaseFacts& known, const Assessment& assessment, const Policies& policies,
                     const storage::Facts& facts, const business::Context& context) {
  Change change(known, context);
  use_certificate(change, form_text(casework::read_stored(known.file.form), "certificate_number"),
                  facts, context.today);
  accept_transfer(change, assessment, policies, context);
  return change.finish("transfer_accepted");
}

}  // namespace

void accept_transfer(Change& change, const Assessment& assessment, const Policies& policies,
                     const business::Context& context) {
  copy_assessment(change.edit(), assessment);
  change.file().accept(context.today);
  std::vector<Reason> reasons = explain_acceptance(assessment.facts, policies);
  reasons.insert(reasons.end(), assessment.money.reasons.begin(), assessment.money.reasons.end());
  change.tell("accepted", change.transfer().origin, context.today, {}, std::move(reasons));
  change.apply(RelationEvent::accept, context.today);
  change.apply(assessment.money.money_leaves() ? MoneyEvent::reserve : MoneyEvent::stay);
  change.notify("transfer_accepted", {{"origin_due_on", change.transfer().origin_due->to_string()},
                                      {"total_due_on", change.transfer().total_due->to_string()}});
}

business::CommandOrRefusal DraftTransfer::parse(const business::Request& request,
                                                const business::Context& context,
                                                storage::Session& session) {
  auto command = std::make_unique<DraftTransfer>();
  auto reader = business::Reader::body(request, context);
  command->person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  command->form_ = read_form(reader, context, command->person_, session);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> DraftTransfer::subjects() const {
  return {storage::Subject::person(person_)};
}

void DraftTransfer::need(storage::Needs& needs) const {
  need_case(needs, person_);
  need_places(needs, form_.places);
  if (!form_.certificate_number.empty()) {
    needs.add(kCertificateByNumber, storage::Value(form_.certificate_number));
  }
}

void DraftTransfer::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  need_employers(facts, needs, person_, form_.places.origin);
}

Verdict DraftTransfer::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  return may_file(actor, person_, form_.places,
                  enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, person_)));
}

Decision<storage::Plan> DraftTransfer::decide(const storage::Facts& facts,
                                              const business::Context& context) const {
  const Decision<PersonFacts> person = load_person(facts, person_, context);
  if (!person) return person.refusal();
  if (person->person.name != form_.name ||
      person->person.identity_number != form_.identity_number) {
    return refuse("form_names_another_person");
  }
  const Policies policies = policies_of(form_.places, context.today, context);
  const CertificateStanding certificate = standing_of_form(form_, person_, facts, context.today);
  // 凭参保凭证申请转入的,凭证号应当有效(R-016): one that does not hold is no matter for a decision.
  if (const auto wrong = wrong_certificate(certificate, form_.places.origin, policies.origin)) {
    return Refusal{RefusalKind::refused, {*wrong}};
  }
  const Filing filing{desk_of(context.actor->channel), certificate, !form_.bank_account.empty(),
                      form_.origin_scheme};
  const Assessment assessment = assess(facts, *person, form_.places, filing, policies, context);

  Transfer transfer;
  transfer.origin = form_.places.origin;
  transfer.target = form_.places.target;
  copy_assessment(transfer, assessment);
  if (!form_.bank_account.empty()) {
    transfer.bank_sealed =
        context.vault->seal(payout::kBankPurpose, form_.bank_account.reveal()).data;
    transfer.bank_holder = form_.bank_holder;
  }
  const Tree form = form_tree(form_, assessment.money, context);
  Change change(
      *person, std::move(transfer),
      casework::CaseChange::open({person_, std::string(kTransferService), form.to_json()}, context),
      context);
  std::vector<casework::CaseMaterial> filled;
  for (const std::string& slot : form_.sighted) {
    filled.push_back({slot, casework::MaterialState::sighted, {}});
    change.file().fill_slot(filled.back(), true);
  }
  std::vector<CaseFacts> older = older_drafts(facts, person_, form_.places, context);
  std::vector<Reason> reasons = assessment.money.reasons;
  for (const CaseFacts& each : older) {
    reasons.push_back({"draft_taken_over", {{"case", number_of(each.file, context)}}, {}});
  }
  change.tell("drafted", {}, context.today, {}, std::move(reasons));
  const casework::CaseFile file = change.file().file();
  const std::string digest = file.form_digest;
  storage::Plan plan = change.finish("transfer_drafted");
  for (CaseFacts& each : older) join(plan, give_way(std::move(each), file, context));
  plan.answer.set("form", form);
  plan.answer.set("form_digest", digest);
  plan.answer.set("obstacles",
                  casework::reasons_tree(told_to(*context.actor, assessment.obstacles)));
  plan.answer.set("materials_missing", casework::texts_tree(casework::missing_slots(
                                           required_slots(filing.desk, policies.origin), filled)));
  return plan;
}

void ConfirmTransfer::read(business::Reader& reader, const Parsing&) {
  form_digest_ = reader.text("form_digest", 64);
}

void ConfirmTransfer::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  needs.add(kCertificatesOf, key_.person);
  document::need_documents(needs, key_.person);
}

void ConfirmTransfer::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  CaseCommand::need_more(facts, needs);
  const auto file =
      casework::find_case_file(facts.rows(casework::kCaseFilesOf, key_.person), key_.id);
  if (!file) return;
  const std::string number = form_text(casework::read_stored(file->form), "certificate_number");
  if (!number.empty()) needs.add(kCertificateByNumber, storage::Value(number));
}

Decision<storage::Plan> ConfirmTransfer::decide_case(const CaseFacts& known,
                                                     const storage::Facts& facts,
                                                     const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (const Verdict possible = check_possible(transfer, RelationEvent::accept); !possible) {
    return possible.refusal();
  }
  if (form_digest_ != known.file.form_digest) return refuse("form_not_as_confirmed");
  const Places places{transfer.origin, transfer.target};
  const Policies policies = policies_of(places, context.today, context);
  const Desk desk = desk_of(known.file.channel);
  const std::vector<std::string> missing =
      casework::missing_slots(required_slots(desk, policies.origin), known.materials);
  if (!missing.empty()) {
    return refuse("materials_missing", {{"items", casework::join(missing)}},
                  {desk == Desk::counter ? policies.origin.transfer.materials_counter.citation
                                         : policies.origin.transfer.materials_online.citation});
  }
  const Tree stored = casework::read_stored(known.file.form);
  Form form;
  form.places = places;
  form.certificate_number = form_text(stored, "certificate_number");
  form.certificate_on_paper = form_flag(stored, "certificate_on_paper");
  const Filing filing{desk, standing_of_form(form, key_.person, facts, context.today),
                      !transfer.bank_sealed.empty(), transfer.origin_scheme};
  const Assessment assessment = assess(facts, known.person, places, filing, policies, context);
  // What was confirmed is what happens: another plan needs another confirmation.
  const bool possible = assessment.obstacles.empty();
  if (possible && assessment.money.route != transfer.route) return refuse("plan_changed");
  storage::Plan plan = possible ? accept(known, assessment, policies, facts, context)
                                : decline(known, assessment, context);
  plan.reasons = told_to(*context.actor, plan.reasons);
  return plan;
}

void WithdrawTransfer::read(business::Reader& reader, const Parsing&) {
  why_ = reader.text_or("why", 200, "");
}

// A sheet that lies with an agency on no system: nobody here knows what that agency has done with
// it. Its letter, with which the sheet comes back, is what makes the withdrawal true.
bool WithdrawTransfer::comes_by_post(const Transfer& transfer) const {
  return transfer.sheet_sent_on && !transfer.target_on_system();
}

// Only the agency has the letter: the person is told so, not asked for its days.
bool WithdrawTransfer::needs_paper(const Transfer& transfer, const business::Actor& actor) const {
  return comes_by_post(transfer) && has_not_left(transfer.money) && actor.is_officer();
}

void WithdrawTransfer::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  CaseCommand::need_more(facts, needs);
  for (const enrolment::Enrolment& each :
       enrolment::read_enrolments(facts.rows(enrolment::kEnrolmentsOf, key_.person))) {
    if (each.is_active() && !each.employer.is_none()) {
      needs.add(enrolment::kEmployerById, storage::Value(each.employer.value()));
    }
  }
}

// Who asked for it: the person is told, whoever it was.
std::vector<Fact> WithdrawTransfer::withdrawn_by(const storage::Facts& facts,
                                                 const business::Context& context) const {
  const business::Actor& actor = *context.actor;
  if (actor.is(business::Role::employer_officer)) {
    const storage::Rows& rows = facts.rows(enrolment::kEmployerById, storage::Value(actor.id));
    YB_CHECK(!rows.empty(), "an employer who filed and is not there");
    return {{"withdrawn_by", enrolment::read_employer(rows.front()).name}};
  }
  if (!actor.is(business::Role::participant)) return {{"withdrawn_by", "the_agency"}};
  return {{"withdrawn_by", actor.person() == key_.person ? "the_applicant" : "the_agent"}};
}

// 申请人可以在资金划出之前撤销;信息表已上传的,随之撤回,转入地不再办理。
Decision<storage::Plan> WithdrawTransfer::decide_case(const CaseFacts& known,
                                                      const storage::Facts& facts,
                                                      const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  if (!is_terminal(transfer.relation) && !has_not_left(transfer.money)) {
    return refuse("money_has_left", {{"amount", transfer.amount.to_display()}});
  }
  if (const Verdict possible = check_possible(transfer, RelationEvent::withdraw); !possible) {
    return possible.refusal();
  }
  // The agencies correct what they did; it is not the applicant's to stop.
  if (!transfer.reverses.is_none()) return refuse("reversal_is_the_agencies");
  if (comes_by_post(transfer) && !context.actor->is_officer()) {
    return refuse("sheet_must_come_back", {{"target", transfer.target.to_string()}});
  }
  Change change(known, context);
  change.apply(RelationEvent::withdraw, happened_on(context));
  change.end_money();
  change.tell("withdrawn", {}, happened_on(context), {{"why", why_}});
  if (transfer.sheet_sent_on) {  // leaves the target's queue with the case
    change.tell("sheet_recalled", transfer.target, happened_on(context),
                {{"version", std::to_string(transfer.sheet_version)}},
                {{"sheet_recalled", {{"target", transfer.target.to_string()}}, {}}});
  }
  change.notify("transfer_withdrawn", withdrawn_by(facts, context));
  return change.finish("transfer_withdrawn");
}

}  // namespace yibao::transfer
