// The rules of materials (材料) and of returning an application (退回补正).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "business/casework/types.h"

namespace yibao::casework {

inline constexpr std::size_t kMaterialBytesMax = std::size_t{5} * 1024 * 1024;
inline constexpr std::size_t kSlotsMax = 20;
// An office habit of ours, not a regulation: overdue for this long goes to a senior officer.
inline constexpr int kEscalateAfterWorkingDays = 3;

enum class MediaType { png, jpeg, pdf };
std::string_view to_text(MediaType type);  // "image/png"

// By its content, whatever name or type it came with.
std::optional<MediaType> recognise_media(std::string_view content);

// Right type and size, or a refusal: material_empty, material_too_large, material_media.
Decision<MediaType> check_material(std::string_view content);

// "labour_relation_proof|termination_proof": any one of them fills the requirement.
std::vector<std::string> alternatives(std::string_view requirement);

// The requirements that nothing fills, in the order required.
std::vector<std::string> missing_slots(std::span<const std::string> required,
                                       std::span<const CaseMaterial> filled);

// 应当一次性告知: a return names everything that is wrong. A later one may name only what has been
// handed in since, or what the system held and holds no longer, never what it passed over before.
Verdict check_return(const HandedIn& handed_in, std::span<const CaseMaterial> materials,
                     std::span<const std::string> named);

// 经办人员逐项核对材料(R-100): whatever lies before the one who approves was looked at, and ticked.
Verdict check_ticks(std::span<const CaseMaterial> materials, std::span<const std::string> checked);

// For the time line: what was ticked; nothing where nothing was to be.
std::vector<Fact> ticked_fact(std::span<const std::string> checked);

std::string join(std::span<const std::string> words);  // "a, b"

}  // namespace yibao::casework
