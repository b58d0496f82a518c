#include "business/inheritance/death_correction.h"

#include <algorithm>
#include <map>
#include <set>

#include "business/account/ledger.h"
#include "business/account/store.h"
#include "business/application/change.h"
#include "business/inheritance/debts.h"
#include "business/inheritance/store.h"
#include "business/person/rules.h"
#include "business/person/store.h"

namespace yibao::inheritance {

namespace {

using application::Asked;
using application::Assessment;

constexpr std::size_t kFindingMax = 1'000;

std::optional<Date> right_day(const Tree& form) {
  const Tree* day = form.find("died_on");
  return day != nullptr ? Date::parse(*day->text()) : std::nullopt;
}

std::vector<SharePaid> shares_of(const Asked& asked) {
  std::vector<SharePaid> shares;
  for (const storage::Row& row : asked.facts.rows(kWholeSharesOf, asked.person)) {
    SharePaid share = read_share(row);
    if (!share.amount.is_zero()) shares.push_back(std::move(share));
  }
  return shares;
}

// Of a death that is taken back: those of an earlier one are owed already.
std::vector<SharePaid> shares_to_return(const Asked& asked) {
  std::vector<SharePaid> shares = shares_of(asked);
  const storage::Rows& debts = asked.facts.rows(kDebtsOf, asked.person);
  std::erase_if(shares, [&](const SharePaid& share) {
    return std::ranges::any_of(debts, [&](const storage::Row& row) {
      const ShareDebt debt = read_debt(row);
      return debt.application == share.application && debt.line == share.line;
    });
  });
  return shares;
}

Money sum_of(const std::vector<SharePaid>& shares) {
  Money sum;
  for (const SharePaid& share : shares) sum += share.amount;
  return sum;
}

// 死亡登记有误的,核实后更正,即时生效;账户资金已由继承人领取的,由继承人退回。
void assess_day(Assessment& assessment, const person::Person& known, const Asked& asked) {
  if (!known.died_on) {
    assessment.obstacles.push_back({"no_death_to_correct", {}, {}});
    return;
  }
  const std::optional<Date> right = right_day(asked.form);
  if (right == known.died_on) {
    assessment.obstacles.push_back(
        {"death_already_recorded", {{"died_on", known.died_on->to_string()}}, {}});
  } else if (right) {
    person::Person as_if = known;
    as_if.died_on.reset();
    const Verdict may = person::check_death(as_if, *right, asked.context.today);
    if (!may) assessment.obstacles.push_back(may.refusal().reasons.front());
  }
}

// 冲回的划账恢复: credits of months after the "death" were the person's after all.
void give_back_credits(const Asked& asked, application::Change& change) {
  std::map<RegionCode, account::Account> accounts;
  for (const account::Account& each :
       account::read_accounts(asked.facts.rows(account::kAccountsOf, asked.person))) {
    accounts.emplace(each.region, each);
  }
  std::set<RegionCode> touched;
  Money sum;
  for (const storage::Row& row : asked.facts.rows(kTakenOffForDeathOf, asked.person)) {
    const RegionCode region(static_cast<std::int32_t>(row[2].integer()));
    account::Account& account = accounts.at(region);
    const Money amount = Money::fen(row[3].integer());
    account::post(change.plan(), account, amount,
                  {account::PostingCode::special_adjustment,
                   row[4].text(),
                   asked.context.today,
                   Month::from_index(static_cast<std::int32_t>(row[5].integer())),
                   "",
                   {}},
                  asked.context);
    touched.insert(region);
    sum += amount;
  }
  for (const RegionCode region : touched) account::save(change.plan(), accounts.at(region));
  if (!touched.empty()) {
    change.tell("credits_after_death_restored", {{"amount", sum.to_display()}});
  }
}

// 已分割的遗产: each part is owed from now on, and its heir is told.
void make_debts(const Asked& asked, const person::Person& living, application::Change& change) {
  const std::vector<SharePaid> shares = shares_to_return(asked);
  for (const SharePaid& share : shares) {
    change.plan().insert(kInheritanceDebt, debt_row({asked.person, share.application, share.line,
                                                     asked.id, asked.context.entry_id}));
    if (share.heir.is_none()) continue;
    change.plan().notify(share.heir, "share_to_return",
                         {{"name", living.name}, {"amount", share.amount.to_display()}});
  }
  if (shares.empty()) return;
  const std::vector<Fact> told{{"amount", sum_of(shares).to_display()},
                               {"heirs", std::to_string(shares.size())}};
  change.tell("heirs_owe", told, {{"heirs_owe", told, {}}});
}

}  // namespace

std::vector<business::Field> DeathCorrection::fields() const {
  using business::FieldKind;
  return {{"died_on", FieldKind::date, false, "正确的死亡日期;不填为撤销死亡登记"},
          {"finding", FieldKind::text, true, "核实的结果"}};
}

void DeathCorrection::read_form(business::Reader& reader, const business::Context&,
                                Tree& form) const {
  const std::optional<Date> day = reader.optional_date("died_on");
  if (day) form.set("died_on", day->to_string());
  form.set("finding", reader.text("finding", kFindingMax));
}

void DeathCorrection::need(storage::Needs& needs, PersonId person, RegionCode, const Tree&) const {
  needs.add(person::kPersonById, person);
  needs.add(person::kInsuredRegionsOf, person);
  needs.add(account::kReservationsOf, person);
  needs.add(account::kAccountsOf, person);
  needs.add(kWholeSharesOf, person);
  needs.add(kDebtsOf, person);
  needs.add(kTakenOffForDeathOf, person);
}

Assessment DeathCorrection::assess(const Asked& asked) const {
  Assessment assessment;
  assessment.handling = application::Handling::second_eyes;
  assessment.working_days = asked.policy().release.working_days;
  assessment.materials = {"evidence"};
  assessment.subject = "death";
  if (asked.context.actor->is(business::Role::participant)) {
    assessment.obstacles.push_back({"correction_by_officers_only", {}, {}});
  }
  const Verdict here = person::may_serve(*asked.context.actor, asked.person, asked.facts);
  if (!here) assessment.obstacles.push_back(here.refusal().reasons.front());
  const auto known = person::require_person(asked.facts, asked.person, asked.context);
  if (!known) {
    assessment.obstacles.push_back(known.refusal().reasons.front());
    return assessment;
  }
  assess_day(assessment, *known, asked);
  const std::vector<SharePaid> shares = shares_to_return(asked);
  if (!shares.empty() && right_day(asked.form)) {
    assessment.obstacles.push_back({"death_heirs_were_paid", {}, {}});
  } else if (!shares.empty()) {
    assessment.reasons.push_back({"heirs_will_owe", {{"amount", sum_of(shares).to_display()}}, {}});
  }
  if (!asked.facts.rows(account::kReservationsOf, asked.person).empty()) {
    assessment.reasons.push_back({"death_inheritance_runs", {}, {}});
  }
  return assessment;
}

Verdict DeathCorrection::carry_out(const Asked& asked, application::Change& change) const {
  Decision<person::Person> known =
      person::require_person(asked.facts, asked.person, asked.context, person::Open::secrets);
  if (!known) return known.refusal();
  person::Person person = std::move(known).value();
  YB_CHECK(person.died_on.has_value(), "assess() has seen it");
  const std::string before = person.died_on->to_string();
  person.died_on = right_day(asked.form);
  change.plan().update(person::kPerson, person::person_row(person, *asked.context.vault));
  if (person.died_on) {
    const std::string now = person.died_on->to_string();
    change.tell("death_corrected", {{"died_on_before", before}, {"died_on", now}});
    change.notify("death_corrected", {{"died_on_before", before}, {"died_on", now}});
  } else {
    give_back_credits(asked, change);
    make_debts(asked, person, change);
    change.tell("death_undone", {{"died_on_before", before}});
    change.notify("death_undone", {{"died_on_before", before}});
  }
  return Nothing{};
}

}  // namespace yibao::inheritance
