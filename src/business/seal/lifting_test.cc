// Goal: who may not lift a freeze, by whichever door, and what lifts the holds that no decision
// lifts (R-066, R-067, R-070, R-080, N-25, effect matrix).
#include "business/seal/lifting.h"

#include <gtest/gtest.h>

namespace yibao::seal {
namespace {

using application::State;
using hold::HoldCause;

Decided decided(std::int64_t id, const char* service, const char* subject, State state,
                const char* by) {
  Decided one;
  one.id = CaseId(id);
  one.service = service;
  one.subject = subject;
  one.state = state;
  one.by = by;
  return one;
}

TEST(Lifting, is_kept_from_who_ordered_it_and_from_who_has_refused_to_lift_it) {
  const std::vector<Decided> before{
      decided(1, "seal_release", "admin:7", State::refused, "senior_officer:2"),
      decided(2, "appeal", "case:1", State::refused, "senior_officer:3"),
      decided(3, "appeal", "hold:7", State::refused, "senior_officer:4"),
      decided(4, "hold_correction", "hold:7", State::refused, "senior_officer:5"),
      decided(5, "seal_release", "admin:7", State::declined, ""),
      decided(6, "appeal", "case:5", State::refused, "senior_officer:6"),
      // About another freeze, another case, or to the person's advantage.
      decided(8, "seal_release", "admin:8", State::refused, "senior_officer:12"),
      decided(9, "appeal", "case:8", State::refused, "senior_officer:13"),
      decided(10, "appeal", "hold:8", State::refused, "senior_officer:14"),
      decided(11, "appeal", "case:1", State::completed, "senior_officer:15"),
  };
  EXPECT_EQ(kept_from_lifting(HoldId(7), "senior_officer:1", before),
            (std::vector<std::string>{"senior_officer:1", "senior_officer:2", "senior_officer:3",
                                      "senior_officer:4", "senior_officer:5", "senior_officer:6"}));
}

TEST(Lifting, of_what_was_reported_or_is_under_way_is_no_decision) {
  const business::Context context;
  const auto rule = [&](HoldCause cause, bool ordered = false) {
    Seal seal;
    seal.hold.cause = cause;
    seal.source = source_of(cause);
    if (ordered) seal.replacement_ordered_on = Date::of(2025, 4, 25);
    const std::optional<Reason> otherwise = lifted_otherwise(seal, context);
    return otherwise ? otherwise->code : "";
  };
  EXPECT_EQ(rule(HoldCause::loss), "release_by_loss_cancelled");
  EXPECT_EQ(rule(HoldCause::loss, true), "replacement_ordered");
  EXPECT_EQ(rule(HoldCause::damage), "release_by_card");
  EXPECT_EQ(rule(HoldCause::id_change), "release_by_identity_update");
  // Its case is over, or is not there.
  EXPECT_EQ(rule(HoldCause::transfer), "");
  EXPECT_EQ(rule(HoldCause::admin), "");
}

}  // namespace
}  // namespace yibao::seal
