#include "business/casework/material_kinds.h"

#include <algorithm>

#include "business/casework/rules.h"

namespace yibao::casework {

namespace {

void check_slot(business::Reader& reader, std::string_view name, const std::string& slot) {
  if (is_material_kind(slot)) return;
  const std::vector<std::string> known(kMaterialKindTexts.begin(), kMaterialKindTexts.end());
  reader.add({"material_slot_unknown",
              {{"member", std::string(name)}, {"slot", slot}, {"known", join(known)}},
              {}});
}

}  // namespace

bool is_material_kind(std::string_view slot) {
  return std::ranges::find(kMaterialKindTexts, slot) != kMaterialKindTexts.end();
}

std::string read_slot(business::Reader& reader, std::string_view name) {
  std::string slot = reader.text(name, 60);
  if (!slot.empty()) check_slot(reader, name, slot);
  return slot;
}

std::vector<std::string> read_slots(business::Reader& reader, std::string_view name) {
  std::vector<std::string> slots;
  const Tree::List* list = reader.optional_list(name, kSlotsMax);
  if (list == nullptr) return slots;
  for (const Tree& item : *list) {
    const std::string slot = item.text() != nullptr ? *item.text() : std::string();
    check_slot(reader, name, slot);
    if (std::ranges::find(slots, slot) == slots.end()) slots.push_back(slot);
  }
  return slots;
}

}  // namespace yibao::casework
