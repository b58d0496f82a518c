#include "business/transfer/commands_materials.h"

#include <algorithm>

#include "business/casework/material_kinds.h"
#include "business/casework/rules.h"
#include "storage/digest.h"
#include "storage/encoding.h"

namespace yibao::transfer {

void FillSlot::read(business::Reader& reader, const Parsing& from) {
  slot_ = casework::read_slot(reader, "slot");
  const bool sighted = reader.flag("sighted");
  const std::string encoded =
      reader.text_or("content", casework::kMaterialBytesMax * 4 / 3 + 4, "");
  if (sighted && !from.context.actor->is_officer()) {
    reader.add({"sighted_by_officers_only", {{"member", "sighted"}}, {}});
  }
  if (sighted && encoded.empty()) return;
  const std::optional<std::string> content = storage::decode_base64(encoded);
  if (!content) {
    reader.add({"material_not_base64", {{"member", "content"}}, {}});
    return;
  }
  const Decision<casework::MediaType> type = casework::check_material(*content);
  if (!type) {
    reader.add(type.refusal().reasons.front(), type.refusal().kind);
    return;
  }
  content_ = *content;
  digest_ = storage::to_hex(storage::sha256(content_));
  media_type_ = casework::to_text(*type);
}

void FillSlot::need(storage::Needs& needs) const {
  CaseCommand::need(needs);
  if (!digest_.empty()) needs.add(casework::kContentByDigest, storage::Value(digest_));
}

Decision<storage::Plan> FillSlot::decide_case(const CaseFacts& known, const storage::Facts& facts,
                                              const business::Context& context) const {
  const Transfer& transfer = known.transfer;
  const bool open =
      transfer.relation == RelationState::draft || transfer.relation == RelationState::returned;
  if (!open) return refuse("materials_closed");
  const bool is_new =
      std::ranges::none_of(known.materials, [&](const auto& each) { return each.slot == slot_; });
  if (is_new && known.materials.size() >= casework::kSlotsMax) return refuse("too_many_materials");

  Change change(known, context);
  casework::CaseMaterial material{slot_, casework::MaterialState::sighted, {}};
  if (!content_.empty()) {
    material.state = casework::MaterialState::uploaded;
    material.material = MaterialId(context.ids->next());
    if (facts.rows(casework::kContentByDigest, storage::Value(digest_)).empty()) {
      change.plan().insert(casework::kMaterialContent, {digest_, storage::Bytes{content_}});
    }
    change.plan().insert(casework::kMaterial,
                         {transfer.person.value(), material.material.value(), slot_, media_type_,
                          static_cast<std::int64_t>(content_.size()), digest_,
                          context.actor->journal_name(), context.now.milliseconds()});
  }
  change.file().fill_slot(material, is_new);
  change.tell("material_filled", {}, context.today,
              {{"slot", slot_}, {"how", std::string(casework::to_text(material.state))}});
  return change.finish("material_filled");
}

Decision<storage::Plan> UrgeCase::decide_case(const CaseFacts& known, const storage::Facts&,
                                              const business::Context& context) const {
  if (!known.task || !known.task->open || known.task->region.is_none()) {
    return refuse("nobody_to_urge");
  }
  Change change(known, context);
  change.file().urge();
  change.tell("urged", known.task->region, context.today,
              {{"queue", known.task->queue}, {"times", std::to_string(known.task->urged + 1)}});
  return change.finish("case_urged");
}

}  // namespace yibao::transfer
