// The balance of a personal account as one conversation tells it: each follows from the one before
// and from what was paid since (I8), also where a message broke off and was made good.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/tree.h"

namespace yibao::provider {

struct Breach;
struct Exchange;

class ToldBalances {
 public:
  void check(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches);
  // Nobody knows what has become of the message, until the same one is answered or undone (2601).
  void broke_off(const std::string& psn_no, const std::string& msgid);

 private:
  struct Broken {
    std::string psn_no;
    std::optional<Money> before;  // none: not known any more
  };

  void check_person(const Tree& output, std::vector<Breach>& breaches);
  void check_settlement(const Exchange& exchange, const std::string& psn_no, const Tree& output,
                        std::vector<Breach>& breaches);
  // What was there before the message that is made good. False: that is not known.
  bool recover(const std::string& msgid);

  std::map<std::string, Money> balances_;  // by psn_no
  std::map<std::string, Broken> broken_;   // by msgid
};

}  // namespace yibao::provider
