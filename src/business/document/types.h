// A document (文书) that an agency has issued: a certificate, a statement, a decision. It has a
// number and a check code, by which anybody who holds the paper can ask on the public check page
// whether it is genuine and still holds. Issued again, the one before is void; nothing is deleted.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"

namespace yibao::document {

using DocumentId = Id<struct DocumentTag>;

enum class Kind {
  participation_certificate,  // 参保凭证
  information_sheet,          // 信息表
  application_form,           // 申请表
  acceptance_notice,          // 受理通知书
  correction_notice,          // 补正告知书
  written_decision,           // 决定书 (N-25)
  contribution_statement,     // 缴费证明
  account_statement,          // 个人账户对账单
  payment_receipt,            // 个人账户支付凭证
  settlement_receipt,         // 医疗费用结算凭证
};
inline constexpr std::array<std::string_view, 10> kKindTexts{
    "participation_certificate", "information_sheet", "application_form",       "acceptance_notice",
    "correction_notice",         "written_decision",  "contribution_statement", "account_statement",
    "payment_receipt",           "settlement_receipt"};
constexpr std::string_view to_text(Kind kind) {
  return kKindTexts[static_cast<std::size_t>(kind)];
}

enum class State { valid, void_ };
inline constexpr std::array<std::string_view, 2> kStateTexts{"valid", "void"};
constexpr std::string_view to_text(State state) {
  return kStateTexts[static_cast<std::size_t>(state)];
}

// Why it is void.
enum class VoidReason { none, reissued, withdrawn, used, taken_back };
inline constexpr std::array<std::string_view, 5> kVoidReasonTexts{"", "reissued", "withdrawn",
                                                                  "used", "taken_back"};
constexpr std::string_view to_text(VoidReason reason) {
  return kVoidReasonTexts[static_cast<std::size_t>(reason)];
}

// How it reached the person (送达方式): 直接、邮寄、电子、留置、公告.
inline constexpr std::array<std::string_view, 5> kServiceWays{"in_person", "post", "electronic",
                                                              "left", "public_notice"};

struct Document {
  PersonId person;
  DocumentId id;
  std::string number;
  Kind kind = Kind::contribution_statement;
  std::string subject;  // of the kind's own: a region, a case, a year; one valid document at a time
  RegionCode region;    // the agency that issues it
  CaseId case_id;       // none: it belongs to no case
  std::string content;  // the paper, as JSON
  std::string content_digest;  // SHA-256 of it, in hex
  std::string check_code;
  State state = State::valid;
  VoidReason void_reason = VoidReason::none;
  std::optional<Date> voided_on;
  Date issued_on;
  std::optional<Date> valid_until;  // exclusive; none: without end
  std::optional<Date> served_on;    // 送达日期
  std::string served_by_way;        // of kServiceWays; empty: not served yet
  std::string issued_by;
  Instant recorded_at;
};

// What it is worth on a day.
enum class Standing { valid, expired, void_ };
constexpr Standing standing_on(const Document& document, Date day) {
  if (document.state == State::void_) return Standing::void_;
  return document.valid_until && day >= *document.valid_until ? Standing::expired : Standing::valid;
}
inline constexpr std::array<std::string_view, 3> kStandingTexts{"valid", "expired", "void"};
constexpr std::string_view to_text(Standing standing) {
  return kStandingTexts[static_cast<std::size_t>(standing)];
}

}  // namespace yibao::document
