// The agency of a pooling region (经办机构): one office that many names are used for (C-13), with
// what people need before they set out. Contacts change by four eyes (N-11).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/region_code.h"

namespace yibao::agency {

struct Agency {
  RegionCode region;
  std::string name;
  std::vector<std::string> aliases;  // 社保局, 医保中心, 服务中心 …
  std::string address;
  std::string postcode;
  std::string contact;
  std::string phone;
  std::vector<std::string> hotlines;  // 12393, 12333
  std::string hours;
  std::string bank_name;  // where other agencies send money to
  std::string bank_account_name;
  std::string bank_account;
  bool on_system = true;  // false: reached by paper (N-24)
  Instant recorded_at;
};

enum class ChangeState { proposed, approved, refused };

constexpr std::string_view to_text(ChangeState state) {
  return state == ChangeState::proposed   ? "proposed"
         : state == ChangeState::approved ? "approved"
                                          : "refused";
}

// The whole agency as it would be, and who wants it.
struct AgencyChange {
  int ordinal = 0;  // 1, 2, 3 … of the region
  ChangeState state = ChangeState::proposed;
  Agency content;
  std::string proposed_by;
  std::string decided_by;  // empty while it is open
  Instant recorded_at;
  std::optional<Instant> decided_at;
};

}  // namespace yibao::agency
