#include "business/hold/rules.h"

#include <string>

namespace yibao::hold {

namespace {

Effect either(Effect a, Effect b) {
  return a == Effect::stopped || b == Effect::stopped ? Effect::stopped : Effect::allowed;
}

// Yes, or a refusal that names the thing stopped first and every cause after it.
Verdict verdict_over(const std::vector<Hold>& stopping, std::string code,
                     std::vector<Citation> citations = {}) {
  if (stopping.empty()) return Nothing{};
  std::string causes;
  for (const Hold& hold : stopping) {
    causes += (causes.empty() ? "" : ", ") + std::string(to_text(hold.cause));
  }
  Refusal refusal = refuse(std::move(code), {{"causes", causes}}, std::move(citations));
  for (const Hold& hold : stopping) refusal.reasons.push_back(explain_hold(hold));
  return refusal;
}

std::vector<Hold> those_that_stop(std::span<const Hold> holds, RegionCode place,
                                  Effect Effects::*what) {
  std::vector<Hold> stopping;
  for (const Hold& hold : holds) {
    if (effects_at(hold, place).*what == Effect::stopped) stopping.push_back(hold);
  }
  return stopping;
}

}  // namespace

bool is_in_force(const Hold& hold, Date day) {
  return hold.since <= day && (!hold.until || day < *hold.until);
}

std::vector<Hold> in_force(std::span<const Hold> holds, Date day) {
  std::vector<Hold> current;
  for (const Hold& hold : holds) {
    if (is_in_force(hold, day)) current.push_back(hold);
  }
  return current;
}

// 断缴、欠费、转移只及于所在统筹区的那一段参保关系;转移期间,个人账户资金随之划转或者提取的,
// 原参保地账户停止支付,资金留存可用的不停(R-082、R-083、C-11)。卡片挂失、损坏只停用卡片,
// 参保人要求时才封存账户(C-27)。死亡当日的医疗费用,统筹基金照付。
Effects effects_at(const Hold& hold, RegionCode place) {
  const EffectRow& row = effect_row(hold.cause);
  if (row.scope == Scope::relation && hold.region != place) return {};
  Effects effects = row.effects;
  if (hold.cause == HoldCause::transfer && !hold.money_leaves) effects.spending = Effect::allowed;
  if (hold.account_too) effects.spending = Effect::stopped;
  if (hold.benefit_goes_on) effects.benefit = Effect::allowed;
  return effects;
}

Effects combine(std::span<const Hold> holds, RegionCode place) {
  Effects all;
  for (const Hold& hold : holds) {
    const Effects one = effects_at(hold, place);
    all.benefit = either(all.benefit, one.benefit);
    all.spending = either(all.spending, one.spending);
    all.card = either(all.card, one.card);
    all.id_card = either(all.id_card, one.id_card);
    all.e_certificate = either(all.e_certificate, one.e_certificate);
    all.transfer_allowed = either(all.transfer_allowed, one.transfer_allowed);
  }
  return all;
}

Verdict benefit_verdict(std::span<const Hold> holds, RegionCode region) {
  return verdict_over(those_that_stop(holds, region, &Effects::benefit), "benefit_held");
}

Verdict spending_verdict(std::span<const Hold> holds, RegionCode region) {
  return verdict_over(those_that_stop(holds, region, &Effects::spending), "spending_held");
}

Verdict medium_verdict(std::span<const Hold> holds, Medium medium) {
  // No hold on a relation touches a medium: the place does not matter.
  switch (medium) {
    case Medium::card:
      return verdict_over(those_that_stop(holds, {}, &Effects::card), "card_held");
    case Medium::id_card:
      return verdict_over(those_that_stop(holds, {}, &Effects::id_card), "id_card_held");
    case Medium::e_certificate:
      return verdict_over(those_that_stop(holds, {}, &Effects::e_certificate),
                          "e_certificate_held");
  }
  return Nothing{};
}

// 办理转移应当无欠费、个人账户处于正常状态(S0:6)。挂失、断缴不影响转移;
// 单位欠费是否阻止转移,由转出地政策 transfer.arrears_blocks 决定(1.10 之 5)。
Verdict transfer_verdict(std::span<const Hold> holds, const policy::RegionPolicy& origin) {
  const policy::Cited<bool>& arrears_blocks = origin.transfer.arrears_blocks;
  std::vector<Hold> stopping;
  std::vector<Citation> citations;
  for (const Hold& hold : those_that_stop(holds, origin.region, &Effects::transfer_allowed)) {
    if (hold.cause == HoldCause::arrears) {
      if (!arrears_blocks.value) continue;
      if (citations.empty()) citations.push_back(arrears_blocks.citation);
    }
    stopping.push_back(hold);
  }
  return verdict_over(stopping, "transfer_held", std::move(citations));
}

Hold hold_of_death(Date died_on, Date day) {
  Hold hold;
  hold.cause = HoldCause::death;
  hold.since = died_on;
  hold.benefit_goes_on = day == died_on;
  return hold;
}

Reason explain_hold(const Hold& hold) {
  Reason reason{"hold_" + std::string(to_text(hold.cause)),
                {{"cause", std::string(to_text(hold.cause))}, {"since", hold.since.to_string()}},
                {}};
  if (scope_of(hold.cause) == Scope::relation) {
    reason.facts.push_back({"region", hold.region.to_string()});
  }
  if (hold.until) reason.facts.push_back({"until", hold.until->to_string()});
  if (hold.cause == HoldCause::death) {
    reason.facts.push_back({"benefits_end_on", (hold.since + 1).to_string()});
  }
  return reason;
}

}  // namespace yibao::hold
