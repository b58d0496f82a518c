#include "business/hold/decision.h"

#include "business/casework/remedies.h"
#include "business/document/ending.h"
#include "business/document/issue.h"
#include "business/wording.h"
#include "policy/policy_set.h"

namespace yibao::hold {

namespace {

using document::Paper;

std::string today_in_words(const business::Context& context) {
  return context.wording->shown("day", context.today.to_string());
}

Paper begun(std::string title, const Ordered& ordered, const storage::Facts& facts,
            const business::Context& context) {
  Paper paper{std::move(title), document::issuer_name(facts, ordered.region, context), {}};
  paper.lines(
      {{"姓名", ordered.person.name}, {"证件号码", mask_identity(ordered.person.identity_number)}});
  return paper;
}

document::Document issued(storage::Plan& plan, const Ordered& ordered, std::string subject,
                          Paper paper, const storage::Facts& facts,
                          const business::Context& context) {
  paper.heading("救济途径");
  const policy::AppealPolicy& policy = context.policies->on(ordered.region, context.today).appeal;
  for (std::string& words : casework::remedies_in_words(policy)) {
    paper.paragraph(std::move(words));
  }
  document::NewDocument decision;
  decision.person = ordered.person.id;
  decision.kind = document::Kind::written_decision;
  decision.subject = std::move(subject);
  decision.region = ordered.region;
  decision.paper = std::move(paper);
  return document::issue(plan, facts, decision, context);
}

}  // namespace

std::string subject_of_hold(HoldId id) {
  return "hold:" + std::to_string(id.value());
}

void need_decision(storage::Needs& needs, PersonId person, RegionCode region) {
  document::need_documents(needs, person);
  document::need_issuer(needs, region);
}

document::Document order_freeze(storage::Plan& plan, const Ordered& ordered,
                                const storage::Facts& facts, const business::Context& context) {
  Paper paper = begun("冻结决定书", ordered, facts, context);
  paper.paragraph(ordered.person.name + ":本机构于" + today_in_words(context) +
                  "决定冻结您的统筹待遇、个人账户以及各种就医凭证,参保关系同时不得转移。");
  paper.heading("理由和依据").paragraph(ordered.note);
  const document::Document made =
      issued(plan, ordered, subject_of_hold(ordered.hold), std::move(paper), facts, context);
  plan.notify(ordered.person.id, "frozen_by_order",
              {{"region", ordered.region.to_string()},
               {"since", context.today.to_string()},
               {"note", ordered.note},
               {"number", made.number}});
  return made;
}

document::Document end_freeze(storage::Plan& plan, const Ordered& ordered,
                              const storage::Facts& facts, const business::Context& context) {
  Paper paper = begun("解除冻结决定书", ordered, facts, context);
  paper.paragraph(ordered.person.name + ":本机构于" + today_in_words(context) +
                  "决定解除对您的待遇、个人账户以及各种就医凭证的冻结。");
  document::end_document(plan, facts, ordered.person.id, document::Kind::written_decision,
                         subject_of_hold(ordered.hold), context.today);
  const document::Document made =
      issued(plan, ordered, document::subject_of_end(subject_of_hold(ordered.hold)),
             std::move(paper), facts, context);
  plan.notify(ordered.person.id, "freeze_ended",
              {{"region", ordered.region.to_string()},
               {"day", context.today.to_string()},
               {"number", made.number}});
  return made;
}

void show_decision(Tree& answer, const document::Document& decision,
                   const business::Context& context) {
  answer.set("document", document::document_id_text(decision, context));
  answer.set("number", decision.number);
  answer.set("verify", document::verify_path(decision));
}

}  // namespace yibao::hold
