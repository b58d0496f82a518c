// 自查: the pre-check of both places as an enquiry.
#include "base/region_table.h"
#include "business/access.h"
#include "business/casework/stored_json.h"
#include "business/pooling_region.h"
#include "business/reader.h"
#include "business/transfer/assessment.h"
#include "business/transfer/certificate.h"
#include "business/transfer/form.h"
#include "business/transfer/queries.h"

namespace yibao::transfer {

namespace {

Tree place_tree(RegionCode region, const business::Context& context) {
  return Tree::object(
      {{"region", region.to_string()}, {"name", context.regions->full_name(region)}});
}

}  // namespace

Decision<Tree> answer_precheck(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = request.method == "GET" ? business::Reader::parameters(request, context)
                                        : business::Reader::body(request, context);
  const PersonId person(reader.path_id("person", storage::IdKind::person));
  const Places places{business::covering_region(reader, reader.region("origin"), context),
                      business::covering_region(reader, reader.region("target"), context)};
  const std::string certificate = reader.text_or("certificate_number", 40, "");
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict own = business::may_act_for(*context.actor, person); !own) {
    return own.refusal();
  }
  storage::Needs needs;
  need_person(needs, person);
  need_places(needs, places);
  if (!certificate.empty()) needs.add(kCertificateByNumber, storage::Value(certificate));
  storage::Facts facts;
  ask(session, needs, facts);
  storage::Needs employers;
  need_employers(facts, employers, person, places.origin);
  ask(session, employers, facts);
  const Decision<PersonFacts> known = load_person(facts, person, context);
  if (!known) return known.refusal();
  const Policies policies = policies_of(places, context.today, context);
  Filing filing{desk_of(context.actor->channel), CertificateStanding::not_presented,
                true};  // the bank account is asked for on filing
  if (!certificate.empty()) {
    filing.certificate = standing_of(
        certificate_of_number(facts.rows(kCertificateByNumber, storage::Value(certificate))),
        person, places.origin, context.today);
  } else if (filing.desk == Desk::counter) {
    filing.certificate = CertificateStanding::on_paper;  // shown on filing
  }
  const Assessment assessment = assess(facts, *known, places, filing, policies, context);
  return Tree::object(
      {{"possible", assessment.obstacles.empty()},
       {"origin", place_tree(places.origin, context)},
       {"target", place_tree(places.target, context)},
       {"on", context.today.to_string()},
       {"reasons", casework::reasons_tree(assessment.obstacles)},
       {"route", std::string(to_text(assessment.money.route))},
       {"money_reasons", casework::reasons_tree(assessment.money.reasons)},
       {"materials", casework::texts_tree(required_slots(filing.desk, policies.origin))}});
}

}  // namespace yibao::transfer
