#include "business/transfer/told_to.h"

#include <optional>
#include <string>
#include <string_view>

#include "base/reason_tree.h"
#include "business/enrolment/rules.h"

namespace yibao::transfer {

namespace {

constexpr std::string_view kBetweenNames = "、";

std::string masked(std::string_view names) {
  std::string told;
  while (!names.empty()) {
    const std::size_t end = names.find(kBetweenNames);
    if (!told.empty()) told += kBetweenNames;
    told += enrolment::mask_employer(std::string(names.substr(0, end)));
    names = end == std::string_view::npos ? std::string_view()
                                          : names.substr(end + kBetweenNames.size());
  }
  return told;
}

enum class Shown { as_it_is, otherwise, not_at_all };

struct ForEmployer {
  Shown shown = Shown::as_it_is;
  Reason reason = {};  // where it is told otherwise
};

// `employers`: those that the reason names, as stored.
ForEmployer for_employer(std::string_view code, std::string_view employers) {
  if (code == "arrears_outstanding") {
    return {Shown::otherwise,
            {"arrears_told_to_person", {{"employers_masked", masked(employers)}}, {}}};
  }
  if (code == "transfer_held") return {Shown::otherwise, {"hold_told_to_person", {}, {}}};
  // The causes that follow it, and an appeal that the person has won.
  if (code.starts_with("hold_") || code == "arrears_overruled") return {Shown::not_at_all};
  // A balance is the person's to know.
  if (code == "transfer_follows" || code == "transfer_awaited" ||
      code == "transfer_filed_by_person") {
    return {Shown::otherwise, {"transfer_told_to_person", {}, {}}};
  }
  return {};
}

std::string_view text_of(const Tree& tree, std::string_view name) {
  const Tree* member = tree.find(name);
  return member == nullptr || member->text() == nullptr ? std::string_view() : *member->text();
}

std::string_view employers_of(const Reason& reason) {
  for (const Fact& fact : reason.facts) {
    if (fact.name == "employers") return fact.value;
  }
  return {};
}

}  // namespace

std::vector<Reason> told_to(const business::Actor& actor, const std::vector<Reason>& reasons) {
  if (!actor.is(business::Role::employer_officer)) return reasons;
  std::vector<Reason> told;
  for (const Reason& each : reasons) {
    ForEmployer one = for_employer(each.code, employers_of(each));
    if (one.shown == Shown::as_it_is) told.push_back(each);
    if (one.shown == Shown::otherwise) told.push_back(std::move(one.reason));
  }
  return told;
}

Tree stored_told_to(const business::Actor& actor, Tree reasons) {
  if (!actor.is(business::Role::employer_officer)) return reasons;
  Tree told = Tree(Tree::List{});
  for (const Tree& each : *reasons.list()) {
    const Tree* facts = each.find("facts");
    const ForEmployer one =
        for_employer(text_of(each, "rule"),
                     facts == nullptr ? std::string_view() : text_of(*facts, "employers"));
    if (one.shown == Shown::as_it_is) told.push(each);
    if (one.shown == Shown::otherwise) told.push(to_tree(one.reason));
  }
  return told;
}

}  // namespace yibao::transfer
