#include "business/enquiry/case_papers.h"

#include <algorithm>
#include <array>

#include "base/region_table.h"
#include "business/access.h"
#include "business/application/store.h"
#include "business/casework/hidden.h"
#include "business/casework/stored_json.h"
#include "business/document/issue.h"
#include "business/document/store.h"
#include "business/enquiry/case_paper_words.h"
#include "business/person/authorisation.h"
#include "business/person/store.h"
#include "business/transfer/case_command.h"
#include "business/transfer/deadlines.h"
#include "business/transfer/store.h"
#include "policy/policy_set.h"

namespace yibao::enquiry {

namespace {

using document::Kind;

constexpr storage::Statement kStepsOfCasePaper{
    "steps_of_case_paper",
    "SELECT step, event, actor, region, happened_on, facts, reasons FROM case_step "
    "WHERE person_id = $1 AND case_id = $2 ORDER BY step"};

// 决定: the steps by which an agency says yes or no.
constexpr std::array<std::string_view, 9> kDecisions{
    "declined",         "rejected", "refused",   "refused_at_target", "payout_refused",
    "approved_at_once", "approved", "completed", "appeal_overturned"};

std::vector<CaseStep> steps_of(const storage::Facts& facts) {
  std::vector<CaseStep> steps;
  for (const storage::Row& row : facts.rows(kStepsOfCasePaper)) {
    steps.push_back({row[1].text(), RegionCode(static_cast<std::int32_t>(row[3].integer_or(0))),
                     Date::from_days(static_cast<std::int32_t>(row[4].integer())),
                     casework::read_stored(row[5].text()), casework::read_stored(row[6].text())});
  }
  return steps;
}

const CaseStep* last_of(const std::vector<CaseStep>& steps,
                        std::initializer_list<std::string_view> events) {
  const CaseStep* found = nullptr;
  for (const CaseStep& step : steps) {
    if (std::ranges::find(events, step.event) != events.end()) found = &step;
  }
  return found;
}

const CaseStep* decision_among(const std::vector<CaseStep>& steps) {
  const CaseStep* found = nullptr;
  for (const CaseStep& step : steps) {
    if (std::ranges::find(kDecisions, step.event) != kDecisions.end()) found = &step;
  }
  return found;
}

// Until when the case is to be done, and since when that day is not counted on.
struct ClockOfCase {
  std::optional<Date> due_on;
  std::optional<Date> stands_since;
};

ClockOfCase clock_of(const storage::Facts& facts, const casework::CaseKey& key,
                     const casework::CaseFile& file, const business::Context& context) {
  const bool open = !file.closed_on;
  const auto application =
      application::find_application(facts.rows(application::kApplicationsOf, key.person), key.id);
  if (application && application->due_on) {
    return {application->due_on,
            open ? casework::standing_since(application->stops) : std::nullopt};
  }
  const auto transfer =
      transfer::find_transfer(facts.rows(transfer::kTransfersOf, key.person), key.id);
  if (!transfer || !file.accepted_on) return {};
  return {transfer->total_due,
          open ? transfer::standing_since(*transfer,
                                          context.policies->on(transfer->origin, *file.accepted_on))
               : std::nullopt};
}

// Whose paper it is: of a decision, the agency that made it; of a form and of the acceptance,
// either agency of a transfer, whoever hands it out.
std::vector<RegionCode> issuers_of(const storage::Facts& facts, const casework::CaseKey& key,
                                   Kind kind) {
  const auto application =
      application::find_application(facts.rows(application::kApplicationsOf, key.person), key.id);
  if (application) return {application->region};
  const auto transfer =
      transfer::find_transfer(facts.rows(transfer::kTransfersOf, key.person), key.id);
  if (!transfer) return {};
  const RegionCode origin = transfer->origin_on_system() ? transfer->origin : transfer->target;
  if (kind == Kind::application_form || kind == Kind::acceptance_notice) {
    return {origin, transfer->target};
  }
  const std::vector<CaseStep> steps = steps_of(facts);
  const CaseStep* step = nullptr;
  if (kind == Kind::written_decision) step = decision_among(steps);
  if (kind == Kind::correction_notice) step = last_of(steps, {"returned"});
  if (step != nullptr && step->region == transfer->target) return {transfer->target};
  return {origin};
}

// An officer's own agency, where it is one of them.
RegionCode issuer_for(const business::Actor& actor, const std::vector<RegionCode>& issuers) {
  for (const RegionCode region : issuers) {
    if (actor.is_officer() && actor.region == region) return region;
  }
  return issuers.empty() ? RegionCode() : issuers.front();
}

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "case"}});
}

// To anybody else there is no such case.
bool may_see(const business::Actor& actor, const storage::Facts& facts,
             const casework::CaseKey& key) {
  if (actor.is(business::Role::participant)) {
    return person::may_act_for(actor, key.person, facts).ok();
  }
  const auto application =
      application::find_application(facts.rows(application::kApplicationsOf, key.person), key.id);
  if (application) return business::may_act_at(actor, application->region).ok();
  const auto transfer =
      transfer::find_transfer(facts.rows(transfer::kTransfersOf, key.person), key.id);
  return transfer && transfer::is_of_either_place(actor, *transfer);
}

Refusal not_yet(Kind kind) {
  return refuse("document_not_yet", {{"document_kind", std::string(to_text(kind))}});
}

}  // namespace

business::CommandOrRefusal IssueCasePaper::parse(const business::Request& request,
                                                 const business::Context& context,
                                                 storage::Session& session) {
  auto command = std::make_unique<IssueCasePaper>();
  auto reader = business::Reader::body(request, context);
  command->read_case(reader, context, session);
  const std::string kind =
      reader.code("kind", {"application_form", "acceptance_notice", "correction_notice",
                           "written_decision", "information_sheet"});
  for (std::size_t i = 0; i < document::kKindTexts.size(); ++i) {
    if (document::kKindTexts[i] == kind) command->kind_ = static_cast<Kind>(i);
  }
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  return business::CommandOrRefusal(std::move(command));
}

void IssueCasePaper::read_case(business::Reader& reader, const business::Context& context,
                               storage::Session& session) {
  key_.id = CaseId(reader.path_id("case", storage::IdKind::application));
  if (key_.id.is_none()) return;
  const std::optional<PersonId> owner = casework::owner_of(key_.id, session);
  if (owner) key_.person = *owner;
  if (!owner || casework::is_hidden(*this, context, session)) {
    reader.add({"not_found", {{"member", "case"}}, {}}, RefusalKind::not_found);
  }
}

std::vector<storage::Subject> IssueCasePaper::subjects() const {
  return {storage::Subject::person(key_.person)};
}

void IssueCasePaper::need(storage::Needs& needs) const {
  needs.add(person::kPersonById, key_.person);
  needs.add(person::kAuthorisationsOf, key_.person);
  needs.add(casework::kCaseFilesOf, key_.person);
  needs.add(casework::kCaseMaterialsOf, key_.person);
  needs.add(application::kApplicationsOf, key_.person);
  needs.add(transfer::kTransfersOf, key_.person);
  needs.add(transfer::kSheetsOf, key_.person);
  document::need_documents(needs, key_.person);
  needs.add(kStepsOfCasePaper, {key_.person.value(), key_.id.value()});
}

void IssueCasePaper::need_more(const storage::Facts& facts, storage::Needs& needs) const {
  for (const RegionCode region : issuers_of(facts, key_, kind_)) {
    document::need_issuer(needs, region);
  }
}

Verdict IssueCasePaper::authorise(const business::Actor& actor, const storage::Facts& facts) const {
  if (!may_see(actor, facts, key_)) return not_found();
  if (actor.is(business::Role::participant)) return Nothing{};
  return business::may_act_at(actor, issuer_for(actor, issuers_of(facts, key_, kind_)));
}

Decision<storage::Plan> IssueCasePaper::decide(const storage::Facts& facts,
                                               const business::Context& context) const {
  const auto file =
      casework::find_case_file(facts.rows(casework::kCaseFilesOf, key_.person), key_.id);
  const RegionCode region = issuer_for(*context.actor, issuers_of(facts, key_, kind_));
  if (!file || region.is_none()) return not_found();
  const Decision<person::Person> person =
      person::require_person(facts, key_.person, context, person::Open::secrets);
  if (!person) return person.refusal();
  const auto by = person::acting_for(
      *context.actor, *person, facts, "application",
      context.policies->on(RegionCode::nation(), context.today).activation, context.today);
  if (!by) return by.refusal();

  const std::vector<CaseStep> steps = steps_of(facts);
  const auto materials =
      casework::read_materials(facts.rows(casework::kCaseMaterialsOf, key_.person), key_.id);
  const ClockOfCase clock = clock_of(facts, key_, *file, context);
  const PaperFacts known{*person,      *file,
                         materials,    steps,
                         clock.due_on, clock.stands_since,
                         region,       document::issuer_name(facts, region, context),
                         context};
  document::NewDocument paper;
  paper.person = key_.person;
  paper.kind = kind_;
  paper.region = region;
  paper.case_id = key_.id;
  paper.subject = "case:" + std::to_string(key_.id.value());
  switch (kind_) {
    case Kind::application_form:
      paper.paper = form_paper(known);
      break;
    case Kind::acceptance_notice:
      if (!file->accepted_on) return not_yet(kind_);
      paper.paper = acceptance_paper(known);
      break;
    case Kind::correction_notice: {
      const CaseStep* returned = last_of(steps, {"returned"});
      if (returned == nullptr) return not_yet(kind_);
      paper.paper = correction_paper(known, *returned);
      break;
    }
    case Kind::written_decision: {
      const CaseStep* decision = decision_among(steps);
      if (decision == nullptr) return not_yet(kind_);
      paper.paper = decision_paper(known, *decision);
      // Told online, it was served on the day of the message; at a counter, when it is handed over.
      if (casework::desk_of(file->channel) == casework::Desk::online) {
        paper.served_on = decision->happened_on;
      }
      break;
    }
    case Kind::information_sheet: {
      const auto sheet =
          transfer::find_sheet(facts.rows(transfer::kSheetsOf, key_.person), key_.id);
      if (!sheet) return not_yet(kind_);
      paper.paper = sheet_paper(known, *sheet);
      break;
    }
    case Kind::participation_certificate:
    case Kind::contribution_statement:
    case Kind::account_statement:
    case Kind::payment_receipt:
    case Kind::settlement_receipt:
      YB_CHECK(false, "not a paper of a case");
  }
  storage::Plan plan;
  plan.event = "document_issued";
  plan.answer = document::present_document(document::issue(plan, facts, paper, context), context);
  return plan;
}

}  // namespace yibao::enquiry
