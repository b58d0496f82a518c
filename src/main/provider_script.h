// The script of a simulated day at a till (data/provider_day.json): steps in order, each one
// message with its input, what its answer gives to later steps, and what must come of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/decision.h"
#include "base/tree.h"
#include "business/provider/conformance_words.h"

namespace yibao::main {

// How a message is sent: as it should be, once more as before, with other content under the same
// number, cut off before its answer, as the totals before the day begins, or with something wrong
// about its signature.
enum class Way {
  plain,
  again,
  other_content,
  hang_up,
  opening,
  no_headers,
  old,
  unknown_key,
  wrong_signature
};

struct ProviderStep {
  provider::Words title{""};
  std::string kind;                           // hospital, pharmacy; empty: both
  std::string number;                         // infno
  Tree input;                                 // with ${…} where something is filled in
  std::map<std::string, std::string> keep;    // name → where in the output: "setlinfo.setl_id"
  std::map<std::string, std::string> expect;  // where in the output → what must stand there
  std::string name;                           // of the message, for steps that repeat it
  std::string of;                             // the message before it that is repeated
  Way way = Way::plain;
  bool refused = false;  // infcode -1 is what must come
};

struct ProviderScript {
  provider::Words title{""};
  std::vector<ProviderStep> steps;
};

// Every mistake of the file is named; one is a step that repeats what no step before it sends.
Decision<ProviderScript> read_provider_script(const Tree& file);

// "${psn_no}" → its value, in every text. Refused: file_not_as_expected, with the name of
// a value that there is not.
Decision<Tree> fill_in(const Tree& input, const std::map<std::string, std::string>& values);

}  // namespace yibao::main
