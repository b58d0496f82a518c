// A step as the driver of the line is answered, and a call as officers and auditors see it.
#pragma once

#include <optional>
#include <string>

#include "base/decision.h"
#include "business/hotline/types.h"
#include "business/use_case.h"

namespace yibao::hotline {

// What is said, in order: reasons {rule, facts}, to which whoever answers adds the words.
class Lines {
 public:
  void say(const Reason& reason);
  void say(const std::optional<Reason>& reason);
  void say(const Refusal& refusal);  // every reason of it
  void add(const Tree& lines);       // a list of them
  Tree take() { return std::move(lines_); }

 private:
  Tree lines_ = Tree(Tree::List{});
};

// `connect`: the telephone of the agency that the line is handed to; empty: it is not.
Tree present_step(const HotlineCall& call, Tree lines, const std::string& connect,
                  const business::Context& context);

}  // namespace yibao::hotline
