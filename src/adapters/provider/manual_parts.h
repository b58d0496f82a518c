// The parts of the manual, and what they have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/provider/manual.h"
#include "service/public_page.h"

namespace yibao::adapters::provider {

class Teller {
 public:
  explicit Teller(const ManualSources& sources)
      : sources_(sources), speaker_(sources.words.language()) {}

  const ManualSources& sources() const { return sources_; }
  bool is_english() const { return speaker_.language() == Language::english; }
  std::string say(std::string_view chinese, std::string_view english) const {
    return std::string(speaker_.say(chinese, english));
  }
  // What the tables say in English, in the language of the manual.
  std::string prose(const std::string& english) const;
  // The name of a transaction: in English besides, where the manual is.
  std::string name(const yibao::provider::Transaction& transaction) const;

 private:
  const ManualSources& sources_;
  service::Speaker speaker_;
};

// A member of a tree; what is not there is empty.
const Tree& part_of(const Tree& tree, std::string_view name);
const Tree::List& rows_of(const Tree& tree, std::string_view name);
std::vector<std::string> texts_of(const Tree& tree, std::string_view name);

void tell_transport(Manual& manual, const Teller& teller);
void tell_limits(Manual& manual, const Teller& teller);
void tell_repeats(Manual& manual, const Teller& teller);
void tell_envelope(Manual& manual, const Teller& teller);
void tell_transactions(Manual& manual, const Teller& teller);
void tell_identities(Manual& manual, const Teller& teller);
void tell_rulings(Manual& manual, const Teller& teller);
void tell_settling(Manual& manual, const Teller& teller);
void tell_refusals(Manual& manual, const Teller& teller);
void tell_dictionaries(Manual& manual, const Teller& teller);

}  // namespace yibao::adapters::provider
