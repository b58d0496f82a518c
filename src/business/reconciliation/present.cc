#include "business/reconciliation/present.h"

#include <array>

#include "base/reason_tree.h"
#include "business/provider/numbers.h"

namespace yibao::reconciliation {

namespace {

// In the order of the kinds: each says what to post.
constexpr std::array<std::string_view, kBreakKinds.size()> kCodes{
    "break_missing_there",   "break_missing_here",   "break_duplicate", "break_amount",
    "break_cancelled_there", "break_cancelled_here", "break_late"};

// What was paid at a till is known by the till's own number; where it gave none, by that of the
// payment, as the till's day lists it.
std::string number_at_till(const Entry& ours) {
  if (!ours.message.is_none()) return std::string(ours.message.text());
  return provider::outside_id(ours.settlement.text()).value_or("");
}

// What the interface takes back, a till takes back otherwise.
std::string code_at_till(std::string code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kCodesAtTill{
      {{"break_missing_there", "break_missing_there_till"},
       {"break_partly_taken_back", "break_partly_taken_back_till"},
       {"break_cancelled_there", "break_cancelled_there_till"},
       {"break_cancelled_there_unbooked", "break_cancelled_there_unbooked_till"}}};
  for (const auto& [of_interface, at_till] : kCodesAtTill) {
    if (code == of_interface) return std::string(at_till);
  }
  return code;
}

std::string day_text(const Entry* entry) {
  return entry != nullptr && entry->day ? entry->day->to_string() : "";
}

Amounts amounts_of(const Entry* entry) {
  return entry != nullptr ? entry->amounts : Amounts();
}

// total, fund, account: which of them are not the same.
std::string differing(const Amounts& theirs, const Amounts& ours) {
  std::string names;
  const auto add = [&](const char* name, Money one, Money other) {
    if (one == other) return;
    if (!names.empty()) names += ", ";
    names += name;
  };
  add("total", theirs.total, ours.total);
  add("fund", theirs.fund, ours.fund);
  add("account", theirs.account, ours.account);
  return names;
}

void add_parts(std::vector<Fact>& facts, const Amounts& theirs, const Amounts& ours) {
  facts.push_back({"differing", differing(theirs, ours)});
  facts.push_back({"their_fund", theirs.fund.to_display()});
  facts.push_back({"our_fund", ours.fund.to_display()});
  facts.push_back({"their_account", theirs.account.to_display()});
  facts.push_back({"our_account", ours.account.to_display()});
}

Tree present_side(const Side& side) {
  Tree tree = present_amounts(side.amounts);
  tree.set("lines", side.lines);
  return tree;
}

void set_reason(Tree& tree, const Reason& reason) {
  Tree facts = Tree(Tree::Members{});
  for (const Fact& fact : reason.facts) facts.set(fact.name, fact.value);
  tree.set("rule", reason.code);
  tree.set("facts", std::move(facts));
}

Tree present_not_compared(const NotCompared& each) {
  Tree tree = Tree::object({{"line", each.unread->line},
                            {"setl_id", std::string(each.ours->settlement.text())},
                            {"msgid", std::string(each.ours->message.text())},
                            {"ours", present_amounts(each.ours->amounts)},
                            {"difference", present_amounts(each.difference)}});
  set_reason(tree, reason_of(each));
  return tree;
}

}  // namespace

std::string number_of(const Break& each, Number Entry::*number) {
  for (const Entry* entry : {each.theirs, each.ours}) {
    if (entry == nullptr || (entry->*number).is_none()) continue;
    if (!entry->at_till || number == &Entry::message) return std::string((entry->*number).text());
  }
  return "";
}

Reason reason_of(const Break& each) {
  std::string number = number_of(each, &Entry::settlement);
  if (number.empty()) number = number_of(each, &Entry::message);
  std::string code(kCodes[static_cast<std::size_t>(each.kind)]);
  const bool is_refund = each.difference.total < Money();
  if (each.kind == BreakKind::missing_here && is_refund) code = "break_missing_here_refund";
  if (each.kind == BreakKind::missing_here && each.undone) code = "break_missing_here_undone";
  // Some books name no days: that it is not of these days is all that there is to say.
  if (each.kind == BreakKind::late && day_text(each.theirs).empty()) code = "break_late_undated";
  if (each.amounts_differ) code = "break_late_and_amount";
  if (each.kind == BreakKind::missing_there) {
    if (each.undone) code = "break_missing_there_undone";
    if (each.only_taken_back) code = "break_missing_there_taken_back";
  }
  if (each.kind == BreakKind::cancelled_there) {
    if (each.only_taken_back) code = "break_cancelled_there_unbooked";
    number = std::string(each.ours->settlement.text());  // what is to be taken back
  }
  if (each.partly_back) {
    code = "break_partly_taken_back";
    number = std::string(each.ours->settlement.text());  // what is to be taken back
  }
  if (each.ours != nullptr && each.ours->at_till) {
    number = number_at_till(*each.ours);
    code = code_at_till(std::move(code));
  }
  const Amounts theirs = each.their_amounts();
  const Amounts ours = amounts_of(each.ours);
  std::vector<Fact> facts{{"number", std::move(number)},
                          {"their_total", theirs.total.to_display()},
                          {"our_total", ours.total.to_display()},
                          {"their_day", day_text(each.theirs)},
                          {"our_day", day_text(each.ours)}};
  const bool tells_parts = each.kind == BreakKind::amount || each.amounts_differ;
  if (tells_parts && !each.partly_back) add_parts(facts, theirs, ours);
  return {std::move(code), std::move(facts), {}};
}

Reason reason_of(const NotCompared& each) {
  const Entry& ours = *each.ours;
  return {"reconcile_row_unread",
          {{"number", std::string(ours.settlement.text())},
           {"our_total", ours.amounts.total.to_display()},
           {"our_day", day_text(&ours)},
           {"line", std::to_string(each.unread->line)}},
          {}};
}

Tree present_amounts(const Amounts& amounts) {
  return Tree::object({{"total_fen", amounts.total.fen()},
                       {"fund_fen", amounts.fund.fen()},
                       {"account_fen", amounts.account.fen()}});
}

Tree present_break(const Break& each) {
  Tree tree = Tree::object({{"kind", std::string(to_text(each.kind))},
                            {"setl_id", number_of(each, &Entry::settlement)},
                            {"msgid", number_of(each, &Entry::message)},
                            {"difference", present_amounts(each.difference)}});
  set_reason(tree, reason_of(each));
  if (each.theirs != nullptr) {
    tree.set("line", each.theirs->line);
    tree.set("theirs", present_amounts(each.their_amounts()));
  }
  if (each.ours != nullptr) tree.set("ours", present_amounts(each.ours->amounts));
  return tree;
}

Tree present_bad_rows(const std::vector<BadRow>& bad, std::size_t most) {
  Tree rows = Tree(Tree::List{});
  for (const BadRow& each : bad) {
    if (rows.list()->size() == most) break;
    Tree row = to_tree(each.why.reasons.front());
    row.set("line", each.named.line);
    rows.push(std::move(row));
  }
  return rows;
}

Tree present_result(const Result& result, const Span& span, std::size_t most) {
  Tree kinds = Tree(Tree::Members{});
  for (const std::string_view kind : kBreakKinds) {
    std::int64_t count = 0;
    for (const Break& each : result.breaks) count += to_text(each.kind) == kind ? 1 : 0;
    kinds.set(std::string(kind), count);
  }
  Tree breaks = Tree(Tree::List{});
  for (const Break& each : result.breaks) {
    if (breaks.list()->size() == most) break;
    breaks.push(present_break(each));
  }
  Tree not_compared = Tree(Tree::List{});
  for (const NotCompared& each : result.not_compared) {
    if (not_compared.list()->size() == most) break;
    not_compared.push(present_not_compared(each));
  }
  return Tree::object(
      {{"from", span.from.to_string()},
       {"to", span.to.to_string()},
       {"theirs", present_side(result.theirs)},
       {"ours", present_side(result.ours)},
       {"difference", present_amounts(result.theirs.amounts - result.ours.amounts)},
       {"breaks_total", static_cast<std::int64_t>(result.breaks.size())},
       {"kinds", std::move(kinds)},
       {"breaks", std::move(breaks)},
       {"not_compared_total", static_cast<std::int64_t>(result.not_compared.size())},
       {"not_compared", std::move(not_compared)}});
}

}  // namespace yibao::reconciliation
