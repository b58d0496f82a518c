#include "business/aid/checks.h"

#include <algorithm>
#include <map>
#include <string>

#include "business/account/store.h"
#include "business/aid/store.h"
#include "business/scan.h"

namespace yibao::aid {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

// A posting of somebody, by its id.
std::optional<Row> posting_of(const CheckContext& context, PersonId person, std::int64_t id) {
  const storage::Value key[] = {storage::Value(person.value()), storage::Value(id)};
  return business::find_row(context, account::kPosting, key);
}

// What the accounts of one person paid, or got back, in the command of a posting.
Money part_of(const CheckContext& context, const Row& posting) {
  Money sum;
  for (const Row& row :
       context.session.select(account::kPostingsOfEntry, {posting[0], posting[12], posting[4]})) {
    sum += Money::fen(row[2].integer());
  }
  return sum;
}

account::PostingCode code_of(UseKind kind) {
  switch (kind) {
    case UseKind::payment:
      return account::PostingCode::payment;
    case UseKind::contribution:
      return account::PostingCode::contribution_paid;
    case UseKind::reversal:
      return account::PostingCode::refund_received;
  }
  return account::PostingCode::payment;
}

// What is taken back is a use before it, whole, through the same binding and once.
void check_taken_back(const CheckContext& context, const Row& row, const Use& use,
                      const std::vector<Use>& all, Findings& findings) {
  if (use.kind != UseKind::reversal) return;
  const auto posting = posting_of(context, use.payer, use.posting.value());
  if (!posting) return;  // told of already
  const std::int64_t corrects = (*posting)[11].integer_or(0);
  const auto original = std::ranges::find_if(all, [&](const Use& each) {
    return each.kind != UseKind::reversal && each.posting.value() == corrects;
  });
  if (original == all.end() || original->binding != use.binding || original->shared != use.shared ||
      original->total != use.total || original->year != use.year) {
    findings.add(kAidUse, row, "takes back what was not used so");
  }
}

void check_use(const CheckContext& context, const Row& row, const Use& use, Findings& findings) {
  const auto code = code_of(use.kind);
  const auto shared = posting_of(context, use.payer, use.posting.value());
  if (!shared || (*shared)[4].integer() != static_cast<int>(code) ||
      part_of(context, *shared) != use.shared) {
    findings.add(kAidUse, row, "its posting does not say that the payer paid shared_fen");
    return;
  }
  Money own;
  if (use.own_posting != 0) {
    const auto posting = posting_of(context, use.beneficiary, use.own_posting);
    if (!posting || (*posting)[7] != (*shared)[7]) {
      findings.add(kAidUse, row, "own_posting is not of the same payment");
      return;
    }
    own = part_of(context, *posting);
  }
  if (own + use.shared != use.total) {
    findings.add(kAidUse, row, differs("total_fen", use.total.fen(), (own + use.shared).fen()));
  }
}

// By binding and year: what was used.
using Sums = std::map<std::pair<std::int64_t, int>, std::int64_t>;

void check_binding(const Row& row, const Binding& binding, const Sums& sums, Findings& findings) {
  for (const auto& [key, sum] : sums) {
    if (key.first != binding.id) continue;
    if (key.second == binding.used_year && sum != binding.used.fen()) {
      findings.add(kAidBinding, row, differs("used_fen", binding.used.fen(), sum));
    }
    if (!binding.limit_per_year.is_zero() && sum > binding.limit_per_year.fen()) {
      findings.add(kAidBinding, row,
                   "more was used in " + std::to_string(key.second) + " than limit_fen");
    }
  }
  const bool used = sums.contains({binding.id, binding.used_year});
  if (!used && !binding.used.is_zero()) {
    findings.add(kAidBinding, row, differs("used_fen", binding.used.fen(), 0));
  }
}

void check_aid(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kAidBinding, &kAidUse});
  while (people.next()) {
    Sums sums;
    std::map<std::int64_t, Binding> bindings;
    for (const Row& row : people.rows(kAidBinding)) {
      const auto binding = business::read_or_find(kAidBinding, row, findings, &read_binding);
      if (binding) bindings[binding->id] = *binding;
    }
    std::vector<Use> before;
    for (const Row& row : people.rows(kAidUse)) {
      const auto use = business::read_or_find(kAidUse, row, findings, &read_use);
      if (!use) continue;
      const bool back = use->kind == UseKind::reversal;
      sums[{use->binding, use->year}] += back ? -use->shared.fen() : use->shared.fen();
      check_taken_back(context, row, *use, before, findings);
      before.push_back(*use);
      const auto found = bindings.find(use->binding);
      if (found == bindings.end() || found->second.beneficiary != use->beneficiary) {
        findings.add(kAidUse, row, "is of no binding with this beneficiary");
      }
      check_use(context, row, *use, findings);
    }
    for (const Row& row : people.rows(kAidBinding)) {
      const auto found = bindings.find(row[1].integer());
      if (found != bindings.end()) check_binding(row, found->second, sums, findings);
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"family_aid", "共济支付逐笔有分录,不超过限额", &check_aid}};
}

}  // namespace yibao::aid
