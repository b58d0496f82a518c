// 预结算与结算一致: what a pre-settlement told is what the settlement of the same goods comes to,
// where nothing has happened to the person in between.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/tree.h"

namespace yibao::provider {

struct Breach;
struct Exchange;

class ToldPreviews {
 public:
  void check(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches);
  void forget(const std::string& psn_no) { told_.erase(psn_no); }

 private:
  struct Preview {
    std::string number;  // 2101, 2206
    std::string asked;   // what it was asked of: the same of a settlement is the same bill
    std::map<std::string, std::int64_t> amounts;
  };
  static void compare(const Preview& preview, const Tree& info, std::vector<Breach>& breaches);

  std::map<std::string, Preview> told_;  // by psn_no, the last one
};

}  // namespace yibao::provider
