#include "business/document/commands.h"

#include "business/access.h"
#include "business/casework/remedies.h"
#include "business/document/issue.h"
#include "business/document/store.h"
#include "business/reader.h"
#include "policy/policy_set.h"

namespace yibao::document {

namespace {

Refusal not_found() {
  return refuse(RefusalKind::not_found, "not_found", {{"member", "document"}});
}

}  // namespace

Verdict DocumentCommand::read_request(const business::Request& request,
                                      const business::Context& context, storage::Session&) {
  auto reader = business::Reader::body(request, context);
  person_ = PersonId(reader.path_id("person", storage::IdKind::person));
  id_ = DocumentId(reader.path_id("document", storage::IdKind::document));
  read(reader);
  return reader.finish();
}

std::vector<storage::Subject> DocumentCommand::subjects() const {
  return {storage::Subject::person(person_)};
}

void DocumentCommand::need(storage::Needs& needs) const {
  need_documents(needs, person_);
}

Verdict DocumentCommand::authorise(const business::Actor& actor,
                                   const storage::Facts& facts) const {
  const auto document = find_document(facts.rows(kDocumentsOf, person_), id_);
  if (!document) return not_found();
  return business::may_act_at(actor, document->region);
}

Decision<storage::Plan> DocumentCommand::decide(const storage::Facts& facts,
                                                const business::Context& context) const {
  const auto document = find_document(facts.rows(kDocumentsOf, person_), id_);
  if (!document) return not_found();
  if (document->state == State::void_) {
    return refuse("document_void", {{"voided_on", document->voided_on->to_string()}});
  }
  return decide_on(*document, context);
}

void VoidDocument::read(business::Reader& reader) {
  why_ = reader.text("why", 200);
}

Decision<storage::Plan> VoidDocument::decide_on(const Document& document,
                                                const business::Context& context) const {
  if (document.kind == Kind::participation_certificate) return refuse("document_void_by_reissue");
  storage::Plan plan;
  plan.event = "document_voided";
  const Document now = make_void(plan, document, VoidReason::withdrawn, context.today);
  plan.reasons.push_back({"document_withdrawn", {{"why", why_}}, {}});
  plan.notify(document.person, "document_withdrawn_notice",
              {{"number", document.number}, {"why", why_}});
  plan.answer = present_document(now, context);
  return plan;
}

void ServeDocument::read(business::Reader& reader) {
  served_on_ = reader.date("served_on");
  way_ = reader.code("way", {"in_person", "post", "electronic", "left", "public_notice"});
}

// 行政复议、行政诉讼的期限自知道行政行为之日起计算: a later service never shortens them, and a day
// once recorded is not moved.
Decision<storage::Plan> ServeDocument::decide_on(const Document& document,
                                                 const business::Context& context) const {
  if (document.served_on) {
    return refuse("document_served_already", {{"served_on", document.served_on->to_string()}});
  }
  if (served_on_ < document.issued_on || served_on_ > context.today) {
    return refuse("service_day_impossible", {{"served_on", served_on_.to_string()},
                                             {"issued_on", document.issued_on.to_string()}});
  }
  Document served = document;
  served.served_on = served_on_;
  served.served_by_way = way_;
  storage::Plan plan;
  plan.event = "document_served";
  plan.update(kDocument, document_row(served));
  if (served.kind == Kind::written_decision) {
    plan.reasons.push_back(
        casework::remedies(served_on_, context.policies->on(served.region, served.issued_on).appeal,
                           *context.calendar));
  }
  plan.answer = present_document(served, context);
  return plan;
}

}  // namespace yibao::document
