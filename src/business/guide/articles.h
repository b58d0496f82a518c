// 热点专题: short articles by subject, told of one place on one day. As in a guide, every
// number is the parameter that decides, with its region, day and source; nothing is computed from
// an article. What is another office's subject is said to be one.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "base/region_table.h"
#include "business/guide/writer.h"
#include "policy/parameters.h"

namespace yibao::guide {

struct Article {
  std::string_view subject;  // "family_aid"
  std::string_view title;    // a code: its words are the heading
  std::string_view words;    // as people call it, one a line: what is looked for
  std::string_view service;  // the guide that says more; empty: none
  void (*write)(Writer& writer, const policy::RegionPolicy& policy);
};

std::span<const Article> articles();

// Those that people mean by these words, in the order of the list; all of them for no words.
std::vector<const Article*> find_articles(std::string_view words);

// 养老金、失业保险、公积金 …: not ours to answer. Empty: nothing of the kind.
std::string_view elsewhere(std::string_view words);

// The city that is named: 兰州医保家庭共济 speaks of 620100.
std::optional<RegionCode> named_city(std::string_view words, const RegionTable& regions);

}  // namespace yibao::guide
