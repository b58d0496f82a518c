#include "business/enquiry/materials.h"

#include "business/access.h"
#include "business/casework/material_kinds.h"
#include "business/casework/store.h"
#include "business/reader.h"

namespace yibao::enquiry {

namespace {

constexpr storage::Statement kMaterialInSlot{
    "material_in_slot",
    "SELECT m.media_type, c.content FROM case_material s "
    "JOIN material m ON m.person_id = s.person_id AND m.material_id = s.material_id "
    "JOIN material_content c ON c.digest = m.digest "
    "WHERE s.person_id = $1 AND s.case_id = $2 AND s.slot = $3"};
// Where the case was filed, where it waits, and between which places it moves somebody.
constexpr storage::Statement kRegionsOfCase{
    "regions_of_case",
    "SELECT filed_region FROM case_file WHERE person_id = $1 AND case_id = $2 "
    "UNION SELECT region FROM task WHERE person_id = $1 AND case_id = $2 "
    "UNION SELECT origin FROM transfer WHERE person_id = $1 AND case_id = $2 "
    "UNION SELECT target FROM transfer WHERE person_id = $1 AND case_id = $2 ORDER BY 1"};

Refusal not_found(const char* member) {
  return refuse(RefusalKind::not_found, "not_found", {{"member", member}});
}

Verdict may_see(const casework::CaseKey& key, const business::Actor& actor,
                storage::Session& session) {
  if (!business::may_act_for(actor, key.person)) return not_found("case");
  if (!actor.is_officer()) return Nothing{};
  for (const storage::Row& row :
       session.select(kRegionsOfCase, {key.person.value(), key.id.value()})) {
    const RegionCode region(static_cast<std::int32_t>(row[0].integer_or(0)));
    if (!region.is_none() && business::may_act_at(actor, region)) return Nothing{};
  }
  return not_found("case");
}

std::string_view ending_of(const std::string& media_type) {
  if (media_type == "image/png") return ".png";
  return media_type == "image/jpeg" ? ".jpg" : ".pdf";
}

}  // namespace

Decision<Tree> answer_material(const business::Request& request, const business::Context& context,
                               storage::Session& session) {
  auto reader = business::Reader::parameters(request, context);
  const CaseId id(reader.path_id("case", storage::IdKind::application));
  if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
  const std::string* slot = request.path_value("slot");
  const std::optional<PersonId> owner = casework::owner_of(id, session);
  if (!owner) return not_found("case");
  if (const Verdict seen = may_see({*owner, id}, *context.actor, session); !seen) {
    return seen.refusal();
  }
  if (!casework::is_material_kind(*slot)) return not_found("slot");
  const storage::Rows rows =
      session.select(kMaterialInSlot, {owner->value(), id.value(), storage::Value(*slot)});
  if (rows.empty()) return not_found("slot");
  return Tree::object({{"name", *slot + std::string(ending_of(rows.front()[0].text()))},
                       {"content", rows.front()[1].bytes().data}});
}

}  // namespace yibao::enquiry
