// What the answers of one conversation say together, which none of them says alone: who somebody
// is, who is entitled and is paid for, sign-ins, contributions, the accumulated amounts of a year.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/tree.h"

namespace yibao::provider {

struct Breach;
struct Exchange;

class Conversation {
 public:
  // `received`: refmsg_time of the answer, yyyyMMddHHmmssSSS.
  void check(const Exchange& exchange, const Tree& output, const std::string& received,
             std::vector<Breach>& breaches);
  // Somebody was settled for, and we have not seen with what.
  void forget(const std::string& psn_no) { years_.erase(psn_no); }

 private:
  // What 5206 has told of somebody, and what the fund has paid since.
  struct Year {
    std::map<std::string, std::int64_t> told;  // fen, by kind, year and month
    std::int64_t settled = 0;
    std::int64_t fund = 0;
  };

  void note_person(const Tree& output, const std::string& received);
  // 姓名、证件号码、性别、出生日期: whoever 1101 told them of has them in every answer.
  void check_identity(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches);
  void compare_identity(const std::string& psn_no, const Tree& told, const std::string& where,
                        std::vector<Breach>& breaches) const;
  void check_sign_in(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches);
  void check_entitlement(const Tree& output, std::vector<Breach>& breaches);
  void check_contributions(const std::string& psn_no, const Tree& output,
                           std::vector<Breach>& breaches) const;
  void check_year(const std::string& psn_no, const Tree& output, std::vector<Breach>& breaches);
  void check_settlement(const std::string& psn_no, const Tree& output,
                        std::vector<Breach>& breaches);

  std::map<std::string, std::map<std::string, std::string>> people_;  // by psn_no and field
  std::set<std::string> signed_out_;                                  // sign_no
  std::set<std::string> paying_;          // psn_no of those who have paid for months
  std::map<std::string, bool> entitled_;  // by psn_no
  std::map<std::string, Year> years_;     // by psn_no
};

}  // namespace yibao::provider
