#include "business/seal/correction.h"

#include "business/access.h"
#include "business/agency/present.h"
#include "business/application/change.h"
#include "business/seal/lifting.h"

namespace yibao::seal {

namespace {

using application::Asked;
using application::Assessment;

constexpr int kListMax = 500;

// A transfer's hold whose case is over, or is not there.
constexpr storage::Statement kTransfersOver{
    "holds_of_transfers_over",
    "SELECT h.person_id, h.hold_id, h.cause, h.since, h.recorded_at, p.recorded_at FROM hold h "
    "JOIN person p ON p.person_id = h.person_id "
    "LEFT JOIN case_file c ON c.person_id = h.person_id AND c.case_id = h.case_id "
    "WHERE h.until IS NULL AND h.region = $1 AND h.cause = 'transfer' "
    "AND (c.case_id IS NULL OR c.closed_on IS NOT NULL) ORDER BY h.person_id, h.hold_id LIMIT $2"};
// 身份变更: the document was updated after the hold began.
constexpr storage::Statement kIdentitiesUpdated{
    "holds_of_identities_updated",
    "SELECT h.person_id, h.hold_id, h.cause, h.since, h.recorded_at, p.recorded_at FROM hold h "
    "JOIN person p ON p.person_id = h.person_id "
    "WHERE h.until IS NULL AND h.region = 0 AND h.cause = 'id_change' "
    "AND EXISTS (SELECT 1 FROM former_identity f WHERE f.person_id = h.person_id "
    "AND f.recorded_at > h.recorded_at) "
    "AND EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = h.person_id AND e.region = $1) "
    "ORDER BY h.person_id, h.hold_id LIMIT $2"};

void add_rows(Tree& list, const storage::Rows& rows, std::string_view why,
              const business::Context& context) {
  for (const storage::Row& row : rows) {
    const auto moment = [&](std::size_t column) {
      return Instant::from_milliseconds(row[column].integer());
    };
    list.push(Tree::object(
        {{"person",
          context.vault->outside_id(storage::IdKind::person, row[0].integer(), moment(5))},
         {"hold", context.vault->outside_id(storage::IdKind::hold, row[1].integer(), moment(4))},
         {"cause", row[2].text()},
         {"since", Date::from_days(static_cast<std::int32_t>(row[3].integer())).to_string()},
         {"why", why}}));
  }
}

}  // namespace

std::vector<business::Field> Correction::fields() const {
  using business::FieldKind;
  return {{"hold", FieldKind::id, true, "哪一项封存"},
          {"finding", FieldKind::text, true, "核实的结果"}};
}

void Correction::read_form(business::Reader& reader, const business::Context& context,
                           Tree& form) const {
  read_hold(reader, context, form, true);
  read_words(reader, "finding", form, true);
}

void Correction::need(storage::Needs& needs, PersonId person, RegionCode region,
                      const Tree&) const {
  need_lifting(needs, person, region);
}

Assessment Correction::assess(const Asked& asked) const {
  const Matter matter = matter_of(asked);
  const HoldId id = form_hold(asked.form, *asked.context.vault);
  Assessment assessment;
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = asked.policy().release.working_days;
  assessment.materials = {"evidence"};
  assessment.subject = "hold:" + std::to_string(id.value());
  if (asked.context.actor->is(business::Role::participant)) {
    assessment.obstacles.push_back({"correction_by_officers_only", {}, {}});
  }
  const Seal* seal = matter.standing(id);
  if (seal == nullptr) {
    assessment.obstacles.push_back({"appeal_about_nothing", {}, {}});
    return assessment;
  }
  // 更正不是解冻的另一条路; 新卡已在制作的, 旧卡不再恢复 。
  ask_for_lifting(assessment, *seal, matter);
  if (seal->replacement_ordered_on) {
    assessment.obstacles.push_back(
        {"replacement_ordered", {{"ordered_on", seal->replacement_ordered_on->to_string()}}, {}});
  }
  if (auto office = obstacle_of_office(*seal, matter, asked)) {
    assessment.obstacles.push_back(std::move(*office));
  }
  return assessment;
}

Verdict Correction::carry_out(const Asked& asked, application::Change& change) const {
  const Matter matter = matter_of(asked);
  const Seal* seal = matter.standing(form_hold(asked.form, *asked.context.vault));
  YB_CHECK(seal != nullptr, "assess() has seen it stand");
  lift(*seal, Ground::error, form_text(asked.form, "finding"), matter, asked, change);
  change.tell("hold_corrected");
  change.notify("hold_corrected", {{"cause", std::string(hold::to_text(seal->hold.cause))}});
  return Nothing{};
}

Decision<Tree> answer_unsupported(const business::Request& request,
                                  const business::Context& context, storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const RegionCode region = agency::path_region(reader, request, context);
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  if (const Verdict may = business::may_act_at(*context.actor, region); !may) {
    return may.refusal();
  }
  Tree list = Tree(Tree::List{});
  add_rows(list, session.select(kTransfersOver, {region.value(), kListMax}), "case_over", context);
  add_rows(list, session.select(kIdentitiesUpdated, {region.value(), kListMax}), "identity_updated",
           context);
  return Tree::object({{"region", region.to_string()}, {"holds", std::move(list)}});
}

}  // namespace yibao::seal
