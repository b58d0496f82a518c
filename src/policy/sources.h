// Where a policy value comes from: the documents of policy/sources.toml, each under its id.
// A number or a date that is not known for certain is left empty, never guessed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/decision.h"
#include "base/tree.h"

namespace yibao::policy {

struct Source {
  std::string id;      // "nhsa_2021_43"
  std::string title;   // 基本医疗保险关系转移接续暂行办法
  std::string number;  // 医保办发〔2021〕43号
  std::string issuer;
  std::string date;  // of issue, ISO
  std::string kind;  // law, regulation, notice, guide, article, default
};

using Sources = std::map<std::string, Source, std::less<>>;

// Reads sources.toml; every mistake is added to `problems` as `policy_source_invalid`.
Sources read_sources(const Tree& tree, std::vector<Reason>& problems);

}  // namespace yibao::policy
