#include "business/staff/checks.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "business/scan.h"
#include "business/staff/rules.h"
#include "business/staff/store.h"

namespace yibao::staff {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;

// All roles of one of the staff, and whose they are.
class RolesOfOne {
 public:
  RolesOfOne(const CheckContext& context, Findings& findings)
      : context_(context), findings_(findings) {}

  void take(const Row& row) {
    if (!rows_.empty() && (rows_.front()[0] != row[0] || rows_.front()[1] != row[1])) finish();
    rows_.push_back(row);
  }
  void finish() {
    if (rows_.empty()) return;
    const std::array<storage::Value, 2> key{rows_.front()[0], rows_.front()[1]};
    const bool known = business::find_row(context_, kMember, key).has_value();
    const bool nation = rows_.front()[0].integer() == RegionCode::nation().value();
    std::vector<HeldRole> held;
    for (const Row& row : rows_) {
      const auto role = business::read_or_find(kRole, row, findings_, read_role_row);
      if (!role) continue;
      if (!known) findings_.add(kRole, row, "staff_id is nobody of the staff there");
      if (is_agency_role(role->role) == nation) {
        findings_.add(kRole, row, "role is none of where the staff member is");
      }
      held.push_back(*role);
      if (second_administrator(held)) {
        findings_.add(kRole, row, "a second one of the three administrators' roles");
        held.pop_back();
      }
    }
    rows_.clear();
  }

 private:
  const CheckContext& context_;
  Findings& findings_;
  std::vector<Row> rows_;
};

void check_roles(const CheckContext& context, Findings& findings) {
  RolesOfOne one(context, findings);
  for (business::Scan scan(context, kRole); scan.peek() != nullptr;) one.take(scan.take());
  one.finish();
}

void check_break_glass(const CheckContext& context, Findings& findings) {
  constexpr std::int64_t kLongest = std::int64_t{kBreakGlassHoursMax} * 3'600'000;
  for (business::Scan scan(context, kBreakGlass); scan.peek() != nullptr;) {
    const Row row = scan.take();
    const auto access = business::read_or_find(kBreakGlass, row, findings, read_break_glass_row);
    if (!access) continue;
    if (!is_staff_role(access->role)) findings.add(kBreakGlass, row, "role is none of the staff's");
    if (access->until_at.milliseconds() - access->begun_at.milliseconds() > kLongest) {
      findings.add(kBreakGlass, row, "until_at is too late");
    }
    const std::string reviewer = ":" + std::to_string(access->staff);
    if (!access->reviewed_by.empty() && access->reviewed_by.ends_with(reviewer)) {
      findings.add(kBreakGlass, row, "reviewed_by is who looked");
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"staff_roles", "没有人身兼两种管理员,角色都属于在册的工作人员", &check_roles},
          {"break_glass", "应急查看都有时限,不由查看人自己审查", &check_break_glass}};
}

}  // namespace yibao::staff
