// The words for every code in one language: messages/<language>/*.toml, one file per area. A code
// without words, or with words in one language only, is found by a test.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/decision.h"
#include "base/tree.h"
#include "business/wording.h"
#include "service/names.h"

namespace yibao::service {

struct Words {
  std::string title;   // what it is, in a few words
  std::string detail;  // a sentence; {fact} stands for a fact, {fact:raw} for its code
  std::string next;    // what to do now
};

class Catalogue : public business::Wording {
 public:
  static Decision<Catalogue> load(const std::vector<Tree>& files, Names names = {});

  bool has(std::string_view code) const { return words_.contains(std::string(code)); }
  // The words of a code with its facts filled in; for an unknown code, the code itself. Where the
  // facts say that somebody else acted (acted_by), the sentence says so as well.
  Words words(std::string_view code, const std::vector<Fact>& facts) const;
  std::vector<std::string> codes() const;
  const Names& names() const { return names_; }
  Language language() const { return names_.language(); }
  // As they stand in the file, with the facts not filled in.
  Words written(std::string_view code) const;
  std::string shown(std::string_view fact, std::string_view value) const override;
  std::string word(std::string_view list, std::string_view code) const override {
    return names_.word(list, code);
  }
  void tell(Tree& reasons) const override;
  // The facts that the words of a code speak of.
  std::vector<std::string> facts_of(std::string_view code) const;

 private:
  std::string shown(const Fact& fact) const;
  std::string shown(const Fact& fact, const std::vector<Fact>& facts) const;
  std::string fill(const std::string& text, const std::vector<Fact>& facts) const;

  Names names_;
  std::map<std::string, Words, std::less<>> words_;
};

}  // namespace yibao::service
