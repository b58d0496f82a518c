#include "business/casework/rules.h"

#include <algorithm>

namespace yibao::casework {

namespace {

constexpr std::string_view kPng("\x89PNG\r\n\x1a\n", 8);
constexpr std::string_view kJpeg("\xff\xd8\xff", 3);
constexpr std::string_view kPdf("%PDF-1.", 7);

bool contains(std::span<const std::string> words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string_view to_text(MediaType type) {
  switch (type) {
    case MediaType::png:
      return "image/png";
    case MediaType::jpeg:
      return "image/jpeg";
    case MediaType::pdf:
      return "application/pdf";
  }
  return "";
}

std::optional<MediaType> recognise_media(std::string_view content) {
  if (content.starts_with(kPng)) return MediaType::png;
  if (content.starts_with(kJpeg)) return MediaType::jpeg;
  if (content.starts_with(kPdf)) return MediaType::pdf;
  return std::nullopt;
}

Decision<MediaType> check_material(std::string_view content) {
  if (content.empty()) return refuse(RefusalKind::malformed, "material_empty");
  if (content.size() > kMaterialBytesMax) {
    return refuse(RefusalKind::too_large, "material_too_large",
                  {{"size", std::to_string(content.size())},
                   {"size_max", std::to_string(kMaterialBytesMax)}});
  }
  const std::optional<MediaType> type = recognise_media(content);
  if (!type) return refuse(RefusalKind::wrong_media, "material_media");
  return *type;
}

namespace {

bool is_filled(std::string_view slot, std::span<const CaseMaterial> filled) {
  return std::any_of(filled.begin(), filled.end(),
                     [&](const CaseMaterial& each) { return each.slot == slot && each.fills(); });
}

}  // namespace

std::vector<std::string> alternatives(std::string_view requirement) {
  std::vector<std::string> slots;
  for (std::size_t at = 0; at <= requirement.size();) {
    const std::size_t end = std::min(requirement.find('|', at), requirement.size());
    slots.emplace_back(requirement.substr(at, end - at));
    at = end + 1;
  }
  return slots;
}

std::vector<std::string> missing_slots(std::span<const std::string> required,
                                       std::span<const CaseMaterial> filled) {
  std::vector<std::string> missing;
  for (const std::string& slot : required) {
    const std::vector<std::string> any_of = alternatives(slot);
    const bool has = std::any_of(any_of.begin(), any_of.end(),
                                 [&](const std::string& each) { return is_filled(each, filled); });
    if (!has) missing.push_back(slot);
  }
  return missing;
}

Verdict check_return(const HandedIn& handed_in, std::span<const CaseMaterial> materials,
                     std::span<const std::string> named) {
  if (!handed_in) return Nothing{};
  std::vector<std::string> late;
  for (const std::string& item : named) {
    const bool of_system = std::any_of(materials.begin(), materials.end(), [&](const auto& each) {
      return each.slot == item && each.state == MaterialState::held;
    });
    if (!of_system && !contains(*handed_in, item)) late.push_back(item);
  }
  if (late.empty()) return Nothing{};
  return refuse("return_names_late", {{"items", join(late)}});
}

Verdict check_ticks(std::span<const CaseMaterial> materials, std::span<const std::string> checked) {
  std::vector<std::string> unchecked;
  for (const CaseMaterial& each : materials) {
    const bool to_tick =
        each.state == MaterialState::uploaded || each.state == MaterialState::sighted;
    if (to_tick && !contains(checked, each.slot)) unchecked.push_back(each.slot);
  }
  if (unchecked.empty()) return Nothing{};
  return refuse("materials_not_checked", {{"items", join(unchecked)}});
}

std::vector<Fact> ticked_fact(std::span<const std::string> checked) {
  if (checked.empty()) return {};
  return {{"checked", join(checked)}};
}

std::string join(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace yibao::casework
