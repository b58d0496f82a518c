// The kinds of materials (材料) that a case may ask for: a slot of a case is named by one of them.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "business/reader.h"

namespace yibao::casework {

enum class MaterialKind {
  identity_card_front,        // 身份证人像面
  identity_card_back,         // 身份证国徽面
  identity_document,          // 身份证件原件
  household_book,             // 户口簿
  birth_certificate,          // 出生医学证明
  social_security_card,       // 社会保障卡
  participation_certificate,  // 参保凭证
  residence_proof,            // 居住证明
  labour_relation_proof,      // 劳动关系证明
  termination_proof,          // 终止劳动关系证明
  contribution_proof,         // 缴费证明
  employer_statement,         // 单位证明
  bank_card,                  // 银行卡
  authorisation_letter,       // 授权委托书
  agent_identity_document,    // 代办人身份证件
  death_proof,                // 死亡证明
  identity_document_copy,     // 身份证件复印件
  evidence,                   // 申诉、更正的证据
  kinship_proof,              // 亲属关系证明
  emigration_proof,           // 出境定居证明
  receiver_statement,         // 转入地不能接收资金的说明
  graduation_certificate,     // 毕业证书
  diagnosis_proof,            // 诊断证明、病历
  guardianship_proof,         // 监护关系证明:法院认定、指定监护的文书
};
// In the order of the enumeration.
inline constexpr auto kMaterialKindTexts = std::to_array<std::string_view>({
    "identity_card_front",
    "identity_card_back",
    "identity_document",
    "household_book",
    "birth_certificate",
    "social_security_card",
    "participation_certificate",
    "residence_proof",
    "labour_relation_proof",
    "termination_proof",
    "contribution_proof",
    "employer_statement",
    "bank_card",
    "authorisation_letter",
    "agent_identity_document",
    "death_proof",
    "identity_document_copy",
    "evidence",
    "kinship_proof",
    "emigration_proof",
    "receiver_statement",
    "graduation_certificate",
    "diagnosis_proof",
    "guardianship_proof",
});

constexpr std::string_view to_text(MaterialKind kind) {
  return kMaterialKindTexts[static_cast<std::size_t>(kind)];
}
bool is_material_kind(std::string_view slot);

// A slot, or a list of them that may be left out. What is of no known kind is refused as
// material_slot_unknown, with the kinds that there are.
std::string read_slot(business::Reader& reader, std::string_view name);
std::vector<std::string> read_slots(business::Reader& reader, std::string_view name);

}  // namespace yibao::casework
