// Which rule of the interface an answer breaks, whoever gave it: field by field against the tables,
// the rulings (R…) and the identities of amounts (I…). The simulator shows it to makers of other
// systems; our own answers are held against it by the tests.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/tree.h"
#include "business/provider/conformance_balance.h"
#include "business/provider/conformance_conversation.h"
#include "business/provider/conformance_echo.h"
#include "business/provider/conformance_preview.h"
#include "business/provider/conformance_words.h"
#include "business/provider/interface.h"

namespace yibao::provider {

struct Breach {
  std::string rule;   // "R06", "I3", "2102.output" …
  std::string where;  // "setlinfo.balc"
  Words expected;
  Words found;
  bool is_error = true;  // false: nothing goes wrong by it
};

// One message and what came back.
struct Exchange {
  const Transaction* transaction = nullptr;
  std::string msgid;
  Tree input;          // of texts, as it was sent
  std::string answer;  // the body
};

// Of one conversation: numbers never come twice, and a balance follows from the one before.
class Conformance {
 public:
  explicit Conformance(const Interface& tables) : tables_(tables) {}

  std::vector<Breach> check(const Exchange& exchange);
  // A message went out whose answer we have not seen.
  void broke_off(const std::string& psn_no, const std::string& msgid) {
    balances_.broke_off(psn_no, msgid);
    previews_.forget(psn_no);
    conversation_.forget(psn_no);
  }

 private:
  const Interface& tables_;
  std::map<std::string, std::string> msgids_;  // by inf_refmsgid
  ToldBalances balances_;
  ToldPreviews previews_;
  ToldSettlements told_;
  Conversation conversation_;
};

}  // namespace yibao::provider
