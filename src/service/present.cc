#include "service/present.h"

#include <algorithm>

#include "base/reason_tree.h"

namespace yibao::service {

int status_of(RefusalKind kind) {
  switch (kind) {
    case RefusalKind::malformed:
      return 400;
    case RefusalKind::unauthenticated:
      return 401;
    case RefusalKind::forbidden:
      return 403;
    case RefusalKind::not_found:
      return 404;
    case RefusalKind::refused:
      return 409;
    case RefusalKind::stale:
      return 412;
    case RefusalKind::too_large:
      return 413;
    case RefusalKind::wrong_media:
      return 415;
    case RefusalKind::key_reused:
      return 422;
    case RefusalKind::limited:
      return 429;
  }
  YB_CHECK(false, "no such kind of refusal");
}

Tree present_reason(const Reason& reason, const Catalogue& catalogue) {
  Tree told = to_tree(reason);
  add_words(told, catalogue);
  return told;
}

Tree present_reasons(const std::vector<Reason>& reasons, const Catalogue& catalogue) {
  Tree list = Tree(Tree::List{});
  for (const Reason& reason : reasons) list.push(present_reason(reason, catalogue));
  return list;
}

namespace {

// A list is shown word by word.
std::string shown_value(const std::string& value, const Names& names) {
  constexpr std::string_view kBetween = "、";
  std::string shown;
  for (std::size_t from = 0;;) {
    const std::size_t to = value.find(kBetween, from);
    shown += names.show("parameter_value", value.substr(from, to - from));
    if (to == std::string::npos) return shown;
    shown += kBetween;
    from = to + kBetween.size();
  }
}

// The parameters that a rule read, with the names of place, value and source beside the codes.
void add_parameter_names(Tree& parameters, const Names& names) {
  if (parameters.list() == nullptr) return;
  const auto text_of = [](const Tree& tree, std::string_view name) {
    const Tree* member = tree.find(name);
    return member != nullptr && member->text() != nullptr ? *member->text() : std::string();
  };
  for (Tree& each : *parameters.list()) {
    each.set("title", names.word("parameter", text_of(each, "parameter")));
    each.set("shown", shown_value(text_of(each, "value"), names));
    each.set("region_name", names.region(text_of(each, "region")));
    each.set("source_title", names.source(text_of(each, "source")));
  }
}

bool is_citation(const Tree& tree) {
  return tree.find("parameter") != nullptr && tree.find("source") != nullptr;
}

bool cites_policy(const Tree& tree) {
  if (tree.list() != nullptr) return std::ranges::any_of(*tree.list(), &cites_policy);
  if (tree.members() == nullptr) return false;
  return is_citation(tree) || std::ranges::any_of(*tree.members(), [](const Tree::Member& member) {
           return cites_policy(member.second);
         });
}

std::vector<Fact> facts_in(const Tree::Members& members) {
  std::vector<Fact> known;
  for (const auto& [name, value] : members) {
    if (value.text() != nullptr) known.push_back({name, *value.text()});
  }
  return known;
}

enum class Told { not_yet, either_way };  // what has words already is left, or told anew

void tell(Tree& tree, const Catalogue& catalogue, Told which) {
  if (Tree::List* list = tree.list()) {
    for (Tree& each : *list) tell(each, catalogue, which);
  }
  if (tree.members() == nullptr) return;
  for (auto& [name, member] : *tree.members()) {
    if (member.list() != nullptr || member.members() != nullptr) tell(member, catalogue, which);
  }
  const Tree* rule = tree.find("rule");
  if (rule == nullptr || rule->text() == nullptr) return;
  const Tree* facts = tree.find("facts");
  if (facts == nullptr || facts->members() == nullptr) return;
  if (which == Told::not_yet && tree.find("title") != nullptr) return;
  const Words words = catalogue.words(*rule->text(), facts_in(*facts->members()));
  for (auto& [name, member] : *tree.members()) {
    if (name == "parameters") add_parameter_names(member, catalogue.names());
  }
  tree.set("title", words.title);
  tree.set("detail", words.detail);
  tree.set("next_step", words.next);
}

}  // namespace

void add_words(Tree& tree, const Catalogue& catalogue) {
  tell(tree, catalogue, Told::not_yet);
}

void add_disclaimer(Tree& answer, const Catalogue& catalogue) {
  constexpr std::string_view kMember = "disclaimer";
  if (answer.members() == nullptr || answer.find(kMember) != nullptr) return;
  if (!cites_policy(answer)) return;
  answer.set(std::string(kMember), present_reason({"disclaimer", {}, {}}, catalogue));
}

void retell(Tree& answer, const Catalogue& catalogue) {
  tell(answer, catalogue, Told::either_way);
  const Tree* reasons = answer.find("reasons");
  const bool problem = answer.find("code") != nullptr && answer.find("next_steps") != nullptr;
  if (!problem || reasons == nullptr || reasons->list() == nullptr || reasons->list()->empty()) {
    return;
  }
  Tree next = Tree(Tree::List{});
  for (const Tree& reason : *reasons->list()) {
    if (const Tree* step = reason.find("next_step"); !step->text()->empty()) next.push(*step);
  }
  const Tree first = reasons->list()->front();
  answer.set("title", *first.find("title"));
  answer.set("detail", *first.find("detail"));
  answer.set("next_steps", std::move(next));
}

Tree present_problem(const Refusal& refusal, const Catalogue& catalogue,
                     const std::string& instance, const std::string& trace_id) {
  const Reason& first = refusal.reasons.front();
  const Words words = catalogue.words(first.code, first.facts);
  Tree next = Tree(Tree::List{});
  for (const Reason& reason : refusal.reasons) {
    const std::string step = catalogue.words(reason.code, reason.facts).next;
    if (!step.empty()) next.push(step);
  }
  Tree problem = Tree::object({{"type", "/problems/" + first.code},
                               {"title", words.title},
                               {"status", status_of(refusal.kind)},
                               {"detail", words.detail},
                               {"instance", instance},
                               {"code", first.code},
                               {"trace_id", trace_id},
                               {"reasons", present_reasons(refusal.reasons, catalogue)},
                               {"next_steps", std::move(next)}});
  add_disclaimer(problem, catalogue);
  return problem;
}

}  // namespace yibao::service
