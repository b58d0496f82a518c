#include "business/hotline/present.h"

#include "base/reason_tree.h"
#include "business/hotline/rules.h"

namespace yibao::hotline {

void Lines::say(const Reason& reason) {
  lines_.push(to_tree(reason));
}

void Lines::say(const std::optional<Reason>& reason) {
  if (reason) say(*reason);
}

void Lines::say(const Refusal& refusal) {
  for (const Reason& reason : refusal.reasons) say(reason);
}

void Lines::add(const Tree& lines) {
  YB_CHECK(lines.list() != nullptr, "lines are a list");
  for (const Tree& line : *lines.list()) lines_.push(line);
}

Tree present_step(const HotlineCall& call, Tree lines, const std::string& connect,
                  const business::Context& context) {
  const Collect collect = collect_of(call.state);
  Tree step = Tree::object({{"call", context.vault->outside_id(storage::IdKind::hotline_call,
                                                               call.id.value(), call.started_at)},
                            {"step", call.steps},
                            {"state", to_text(call.state)},
                            {"ended", call.is_over()},
                            {"slow", call.slow},
                            {"say", std::move(lines)}});
  if (!call.is_over()) {
    step.set("collect", Tree::object({{"keys_max", collect.most}, {"seconds", collect.seconds}}));
  }
  if (!connect.empty()) step.set("connect", connect);
  return step;
}

}  // namespace yibao::hotline
