// 成建制转出、转入 (N-26): a whole company moves. One application of the employer, accepted by the
// agency it leaves and approved by the one it comes to; then each employee is moved by a command of
// its own, by the rules of a change of place, and reported one by one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/id.h"
#include "base/region_code.h"
#include "storage/plan.h"

namespace yibao::place_change {

enum class MoveState { filed, accepted, approved, done, refused };
inline constexpr std::array<std::string_view, 5> kMoveStateTexts{"filed", "accepted", "approved",
                                                                 "done", "refused"};
constexpr std::string_view to_text(MoveState state) {
  return kMoveStateTexts[static_cast<std::size_t>(state)];
}

struct CompanyMove {
  RegionCode region;  // which it leaves
  std::int64_t id = 0;
  EmployerId employer;
  RegionCode target;
  EmployerId target_employer;
  Date effective_on;  // from which day on its people are moved
  MoveState state = MoveState::filed;
  std::string filed_by;
  std::string accepted_by;  // empty before
  std::string approved_by;
  std::string refused_because;
  Instant recorded_at;
};

extern const storage::Table kCompanyMove;
extern const storage::Table kCompanyMoveMember;

extern const storage::KeyedSelect kCompanyMoveById;  // whole row behind the key
extern const storage::KeyedSelect kCompanyMovesOf;   // by employer: whole rows behind the key
extern const storage::KeyedSelect kMoveMembersOf;    // by person: whole rows

// How an employee was last tried.
struct MemberAttempt {
  int number = 0;
  bool moved = false;
};
std::optional<MemberAttempt> last_attempt(const storage::Rows& rows,  // of kMoveMembersOf
                                          std::int64_t move);

CompanyMove read_company_move(const storage::Row& row);                   // of the table
std::optional<CompanyMove> find_company_move(const storage::Rows& rows);  // of kCompanyMoveById
storage::Row company_move_row(const CompanyMove& move);

}  // namespace yibao::place_change
