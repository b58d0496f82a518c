// Whether an answer is one to what was asked: the person, the amounts and the lines that were sent,
// and what was told of a settlement before.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/tree.h"

namespace yibao::provider {

struct Breach;
struct Exchange;

// What an answer gives back of its message.
void check_echo(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches);

// What was told of each settlement, which 5203, 5204 and a reversal tell again.
class ToldSettlements {
 public:
  void check(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches);

 private:
  struct Amounts {
    std::int64_t total = 0;
    std::int64_t fund = 0;
    std::int64_t account = 0;
  };
  static Amounts amounts_in(const Tree& info);
  static void compare(const Amounts& expected, const Tree& info, std::vector<Breach>& breaches);
  void check_reversal(const std::string& original, const Tree& info, std::vector<Breach>& breaches);
  void check_lines(const std::string& settlement, const Tree& output,
                   std::vector<Breach>& breaches) const;

  std::map<std::string, Amounts> told_;  // by setl_id
};

}  // namespace yibao::provider
