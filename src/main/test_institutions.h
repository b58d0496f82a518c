// Test institutions and test people (测试机构、测试人员) for makers of hospital and pharmacy
// systems: one institution for each profile of transport, with its key, and people whose accounts
// and insurance differ. Made with the demo, or alone by `provider serve-test`; kept in
// state/provider-test.json.
#pragma once

#include <string>

#include "base/tree.h"
#include "main/installation.h"
#include "main/settings.h"

namespace yibao::main {

// An institution that somebody works for in a story or a demo, as an agency would have registered
// it.
struct ExampleInstitution {
  std::string code;
  std::string name;
  std::string credit_code;
};
void register_unless_there(Installation& installation, const ExampleInstitution& example);

std::string test_institutions_file(const Settings& settings);
// Plays a short story that ends on the day before the one that the server shows; throws Fault where
// it does not hold.
void make_test_institutions(const Settings& settings);
// The address at which a server of this installation now answers them.
void note_provider_address(const Settings& settings, const std::string& address);
// What was made; null where nothing was.
Tree test_institutions(const Settings& settings);

}  // namespace yibao::main
