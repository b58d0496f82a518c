#include "business/casework/upload.h"

#include <algorithm>

#include "business/casework/cleaner.h"
#include "business/casework/material_kinds.h"
#include "business/casework/rules.h"
#include "business/casework/store.h"
#include "storage/digest.h"
#include "storage/encoding.h"

namespace yibao::casework {

namespace {

bool has_slot(const std::vector<CaseMaterial>& materials, const std::string& slot) {
  return std::ranges::any_of(materials, [&](const auto& each) { return each.slot == slot; });
}

}  // namespace

Upload Upload::read(business::Reader& reader, const business::Context& context) {
  Upload upload;
  upload.slot_ = read_slot(reader, "slot");
  const bool sighted = reader.flag("sighted");
  const std::string encoded = reader.text_or("content", kMaterialBytesMax * 4 / 3 + 4, "");
  if (sighted && !context.actor->is_officer()) {
    reader.add({"sighted_by_officers_only", {{"member", "sighted"}}, {}});
  }
  if (sighted && encoded.empty()) return upload;
  const std::optional<std::string> content = storage::decode_base64(encoded);
  if (!content) {
    reader.add({"material_not_base64", {{"member", "content"}}, {}});
    return upload;
  }
  const Decision<MediaType> type = check_material(*content);
  if (!type) {
    reader.add(type.refusal().reasons.front(), type.refusal().kind);
    return upload;
  }
  Decision<std::string> clean = context.cleaner != nullptr ? context.cleaner->clean(*type, *content)
                                                           : Decision<std::string>(*content);
  if (!clean) {
    reader.add(clean.refusal().reasons.front(), clean.refusal().kind);
    return upload;
  }
  upload.content_ = std::move(clean).value();
  upload.digest_ = storage::to_hex(storage::sha256(upload.content_));
  upload.media_type_ = to_text(*type);
  return upload;
}

void Upload::need(storage::Needs& needs) const {
  if (!digest_.empty()) needs.add(kContentByDigest, storage::Value(digest_));
}

Verdict Upload::check_room(const std::vector<CaseMaterial>& materials) const {
  if (has_slot(materials, slot_) || materials.size() < kSlotsMax) return Nothing{};
  return refuse("too_many_materials");
}

CaseMaterial Upload::store(storage::Plan& plan, CaseChange& file,
                           const std::vector<CaseMaterial>& materials, const storage::Facts& facts,
                           const business::Context& context) const {
  CaseMaterial material{slot_, MaterialState::sighted, {}};
  if (!content_.empty()) {
    material.state = MaterialState::uploaded;
    material.material = MaterialId(context.ids->next());
    if (facts.rows(kContentByDigest, storage::Value(digest_)).empty()) {
      plan.insert(kMaterialContent, {digest_, storage::Bytes{content_}});
    }
    plan.insert(kMaterial, {file.file().person.value(), material.material.value(), slot_,
                            media_type_, static_cast<std::int64_t>(content_.size()), digest_,
                            context.actor->journal_name(), context.now.milliseconds()});
  }
  file.fill_slot(material, !has_slot(materials, slot_));
  return material;
}

}  // namespace yibao::casework
