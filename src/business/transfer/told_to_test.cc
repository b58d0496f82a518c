// Goal: an employer that files is told no other employer's name and debt and no hold of the person;
// everybody else is told what there is.
#include "business/transfer/told_to.h"

#include <gtest/gtest.h>

#include "base/reason_tree.h"

namespace yibao::transfer {
namespace {

business::Actor of(business::Role role) {
  return {role, 7, {}, "online", "somebody"};
}

const std::vector<Reason>& found() {
  static const std::vector<Reason> all{{"origin_still_active", {{"origin", "441900"}}, {}},
                                       {"arrears_outstanding",
                                        {{"months", "2025-01..2025-03"},
                                         {"amount_due", "1,275.00"},
                                         {"employers", "东莞欠费电子厂、岭北电子"}},
                                        {}},
                                       {"transfer_held", {{"causes", "admin"}}, {}},
                                       {"hold_admin", {{"since", "2025-04-25"}}, {}}};
  return all;
}

TEST(ToldTo, an_employer_names_no_other_in_full_and_no_hold) {
  const std::vector<Reason> told = told_to(of(business::Role::employer_officer), found());
  ASSERT_EQ(told.size(), 3U);
  EXPECT_EQ(told[0].code, "origin_still_active");
  EXPECT_EQ(told[1].code, "arrears_told_to_person");
  EXPECT_EQ(told[2].code, "hold_told_to_person");
  const std::string all = to_tree(told).to_json();
  for (const char* secret :
       {"欠费电子厂", "岭北电子", "1,275.00", "2025-01", "admin", "2025-04-25"}) {
    EXPECT_EQ(all.find(secret), std::string::npos) << secret << " in " << all;
  }
  EXPECT_EQ(stored_told_to(of(business::Role::employer_officer), to_tree(found())).to_json(), all);
}

TEST(ToldTo, everybody_else_all_there_is) {
  const std::string all = to_tree(found()).to_json();
  for (const business::Role role :
       {business::Role::participant, business::Role::agency_officer, business::Role::auditor}) {
    EXPECT_EQ(to_tree(told_to(of(role), found())).to_json(), all);
    EXPECT_EQ(stored_told_to(of(role), to_tree(found())).to_json(), all);
  }
}

}  // namespace
}  // namespace yibao::transfer
