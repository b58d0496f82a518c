#include "business/casework/material_kinds.h"

#include <gtest/gtest.h>

#include "adapters/files/data.h"

namespace yibao::casework {
namespace {

TEST(MaterialKinds, are_told_from_other_words) {
  EXPECT_TRUE(is_material_kind(to_text(MaterialKind::identity_card_front)));
  EXPECT_TRUE(is_material_kind(to_text(MaterialKind::death_proof)));
  EXPECT_FALSE(is_material_kind("selfie"));
  EXPECT_FALSE(is_material_kind(""));
}

// what policy asks for can be handed in.
TEST(MaterialKinds, include_everything_that_policy_asks_for) {
  const policy::PolicySet policies =
      files::load_policy(std::string(YIBAO_SOURCE_DIR) + "/policy").value();
  for (const std::int32_t region : {441900, 440500, 140600, 330100, 350500, 320100}) {
    const policy::TransferPolicy& rules =
        policies.on(RegionCode(region), Date::of(2025, 4, 25)).transfer;
    for (const std::string& slot : rules.materials_online.value) {
      EXPECT_TRUE(is_material_kind(slot)) << slot;
    }
    for (const std::string& slot : rules.materials_counter.value) {
      EXPECT_TRUE(is_material_kind(slot)) << slot;
    }
    const policy::PlaceChangePolicy& change =
        policies.on(RegionCode(region), Date::of(2025, 4, 25)).place_change;
    for (const auto* slots :
         {&change.materials_online, &change.materials_counter, &change.materials_work,
          &change.materials_residence, &change.materials_household, &change.materials_newborn,
          &change.materials_foreigner, &change.materials_graduation, &change.materials_other}) {
      for (const std::string& slot : slots->value) EXPECT_TRUE(is_material_kind(slot)) << slot;
    }
  }
}

}  // namespace
}  // namespace yibao::casework
