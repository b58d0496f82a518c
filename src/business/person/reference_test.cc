#include "business/person/reference.h"

#include <gtest/gtest.h>

namespace yibao::person {
namespace {

// what a form keeps encrypted is shown to nobody, however deep in it: the shares of heirs
// hold a bank account each.
TEST(FormShown, leaves_out_what_is_kept_encrypted) {
  const Tree heir = Tree::object({{"name", "陈甲"},
                                  {"bank_account", "****0987"},
                                  {"bank_holder", "陈甲"},
                                  {"bank_sealed", "0a1b"}});
  const Tree form = Tree::object(
      {{"region", "441900"}, {"bank_sealed", "2c"}, {"heirs", Tree(Tree::List{heir})}});
  const Tree shown = without_secrets(form);
  EXPECT_EQ(shown.to_json().find("sealed"), std::string::npos) << shown.to_json();
  EXPECT_NE(shown.to_json().find("****0987"), std::string::npos);
  EXPECT_EQ(*shown.find("region")->text(), "441900");
}

}  // namespace
}  // namespace yibao::person
