// What people read in place of a code: 东莞市 for 441900, 转出审核 for origin_review, 2025年4月25日
// for 2025-04-25. How a fact is shown follows from its name: messages/names.zh-CN.toml says which
// are places, which are days, and which words of which list, for every language; the lists of
// another language stand in a file of their own. The code itself stays in the facts.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/decision.h"
#include "base/language.h"
#include "base/region_table.h"
#include "base/tree.h"

namespace yibao::service {

class Names {
 public:
  Names() = default;  // knows nothing: every value is shown as it is
  // Refused as names_kind_unknown where a fact is to be shown in a way that there is none of.
  static Decision<Names> load(const Tree& file, RegionTable regions,
                              std::map<std::string, std::string> source_titles);
  // The same facts, places and sources, with the lists of another language. Refused as
  // names_list_missing where a list has no such words.
  Decision<Names> with_lists(const Tree& file, Language language) const;

  // The same with what another file knows: what was looked at (the description of an enquiry, as in
  // the help), and the titles of sources.
  Names with_more(const std::map<std::string, std::string, std::less<>>& looked_at,
                  const std::map<std::string, std::string, std::less<>>& source_titles) const;

  Language language() const { return language_; }
  // Whether it is said how a fact of this name is shown.
  bool knows(std::string_view fact) const { return facts_.contains(fact); }
  // "region", "day", a list of words, …; empty where it is not said.
  std::string_view way_of(std::string_view fact) const;
  std::string show(std::string_view fact, std::string_view value) const;

  // The codes that a member may have, "a, b": the same code is another word in another member.
  std::string choices(std::string_view member, std::string_view codes) const;

  std::string region(std::string_view code) const;  // the code, where it is none
  // A word of one list ("state", "event", …); the word itself, where it is not in the list.
  std::string word(std::string_view list, std::string_view word) const;
  bool has(std::string_view list, std::string_view word) const;
  std::vector<std::string> lists() const;
  std::vector<std::string> words_of(std::string_view list) const;
  std::string source(std::string_view id) const;

 private:
  using Words = std::map<std::string, std::string, std::less<>>;
  using Lists = std::map<std::string, Words, std::less<>>;
  // What a language puts between words.
  struct Grammar {
    std::string_view between;  // of a list: 、
    std::string_view or_;      // 或者
  };

  const Grammar& grammar() const;
  std::string calendar_version(std::string_view version) const;
  std::string member_path(std::string_view path) const;
  std::string provider(std::string_view code) const;
  std::string looked_at(std::string_view what) const;
  static Lists lists_in(const Tree& file);
  // Applies `name` to every element of "a, b, c" and writes them as 甲、乙、丙.
  template<class Naming>
  std::string each_of(std::string_view values, Naming name) const;

  Language language_ = Language::chinese;
  std::map<std::string, std::string, std::less<>> facts_;  // name → way of showing
  Lists lists_;
  Words sources_;
  std::optional<RegionTable> regions_;
};

}  // namespace yibao::service
