#include "business/enquiry/checks.h"

#include <algorithm>
#include <vector>

#include "business/enquiry/views.h"
#include "business/scan.h"
#include "business/staff/store.h"

namespace yibao::enquiry {

namespace {

using storage::Row;

// The access by which a view was open: of that person, by that actor, at that moment.
bool was_open(const Row& view, const storage::Rows& accesses) {
  return std::ranges::any_of(accesses, [&](const Row& access) {
    return access[1] == view[11] && access[2] == view[2] && access[3] == view[3] &&
           view[12].integer() >= access[7].integer() && view[12].integer() < access[8].integer();
  });
}

void check_views(const business::CheckContext& context, business::Findings& findings) {
  business::Walk walk(context, {&kPersonView, &staff::kBreakGlass});
  while (walk.next()) {
    for (const Row& view : walk.rows(kPersonView)) {
      if (!business::role_of(view[2].text())) findings.add(kPersonView, view, "role is none");
      if (!view[11].is_null() && !was_open(view, walk.rows(staff::kBreakGlass))) {
        findings.add(kPersonView, view, "break_glass was not open for who looked");
      }
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"views", "查看记录的角色存在,应急查看当时有效", &check_views}};
}

}  // namespace yibao::enquiry
