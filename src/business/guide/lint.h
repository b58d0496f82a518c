// Reads a public text about medical insurance and names the sentences that the policy does not bear
// out (`yibao guide lint FILE`): what contradicts a parameter, holds in one region and is told of
// all, belongs to another subject, is unsafe, or leaves open what decides.
//
// The rules are data (data/lint.toml): words that a sentence has or has not, the parameter that it
// speaks of, what is right. Where the parameter decides, it is asked as it is in force at the place
// and on the day, so that one sentence is right here and wrong there. A text speaks of a place
// until it names another one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decision.h"
#include "base/region_table.h"
#include "policy/policy_set.h"

namespace yibao::guide {

enum class LintKind { contradicts, over_generalises, belongs_elsewhere, unclear, unsafe };
std::string_view to_text(LintKind kind);

struct LintRule {
  std::string id;   // "money_moves_everywhere"
  std::string row;  // the row of the requirements that it answers: "C-07"
  LintKind kind = LintKind::unclear;
  std::vector<std::string> all;   // every one of them stands in the sentence
  std::vector<std::string> any;   // at least one, where there are any
  std::vector<std::string> also;  // and at least one of these, where there are any
  std::vector<std::string> none;  // and none of these
  // Nor all of these together: a sentence that has both sides says which is which.
  std::vector<std::string> unless;
  std::string says;  // what is right, in Chinese
  std::vector<std::string> parameters;
  // Only where the first parameter has one of these values; empty: everywhere.
  std::vector<std::string> where;
  std::vector<std::string> where_not;  // and none of these
  // Only where the first parameter, a list, has this word; or has it not.
  std::string holds;
  std::string lacks;
  // The numbers before one of these units ("个工作日") are compared with the parameters, each by
  // the part of the sentence that speaks of it.
  std::vector<std::string> units;
  // first: a number is right where it is the first parameter's; at_most: where it is not above it;
  // above: where it is above it, any: where it is one of the parameters', both wherever in the
  // sentence they stand.
  enum class Compare { first, at_most, above, any } compare = Compare::first;
  // Only numbers that stand right behind one of these words, or right ahead of one.
  std::vector<std::string> number_behind;
  std::vector<std::string> number_ahead;
  std::string limit;  // a number of a national rule that no parameter holds, compared instead
};

struct LintFinding {
  int line = 0;
  std::string sentence;
  const LintRule* rule = nullptr;
  RegionCode region;  // of which the text speaks there
  std::string found;  // the number that stands there, where one was compared
  std::vector<Citation> citations;
};

// Refuses with every rule that cannot be read: lint_rule.
Decision<std::vector<LintRule>> read_lint_rules(const Tree& file,
                                                const policy::PolicySet& policies);

class Linter {
 public:
  Linter(const std::vector<LintRule>& rules, const policy::PolicySet& policies,
         const RegionTable& regions, Date on);

  // `region`: of which the text speaks before it names a place.
  std::vector<LintFinding> read(std::string_view text, RegionCode region) const;

 private:
  struct Named {
    std::string name;  // 东莞, 广东
    RegionCode code;
  };
  static std::optional<RegionCode> first_of(const std::vector<Named>& names,
                                            std::string_view sentence);
  // The place that a sentence names, or the one of which the text spoke before it.
  RegionCode spoken_of(std::string_view sentence, RegionCode before) const;
  // What the policy says where the text is.
  struct Place {
    RegionCode region;
    std::vector<policy::ResolvedParameter> parameters;
    const policy::ResolvedParameter& find(const std::string& parameter) const;
  };
  std::optional<LintFinding> apply(const LintRule& rule, std::string_view sentence,
                                   const Place& place) const;

  const std::vector<LintRule>& rules_;
  const policy::PolicySet& policies_;
  std::vector<Named> cities_;
  std::vector<Named> provinces_;
  Date on_;
};

}  // namespace yibao::guide
