// What an institution may ask about a person: identity and insurance, entitlement, contributions.
#include "business/visit/enquiries.h"

#include "base/region_table.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/card/store.h"
#include "business/care/store.h"
#include "business/contribution/correction.h"
#include "business/contribution/store.h"
#include "business/enrolment/insurance_code.h"
#include "business/enrolment/store.h"
#include "business/entitlement/by_day.h"
#include "business/entitlement/queries.h"
#include "business/entitlement/record.h"
#include "business/hold/rules.h"
#include "business/hold/store.h"
#include "business/person/numbers.h"
#include "business/person/store.h"
#include "business/visit/asked_person.h"
#include "business/visit/message.h"
#include "business/visit/person_shown.h"
#include "business/visit/present.h"
#include "business/visit/store.h"
#include "business/visit/terms.h"
#include "business/visit/weighing.h"
#include "policy/policy_set.h"

namespace yibao::visit {

namespace {

using enrolment::Enrolment;

constexpr std::size_t kHintMax = 500;  // of exp_content

// 0 not enrolled (yet), 1 in order, 2 suspended, 4 ended
std::string enrolment_code(const Enrolment& relation, const person::Person& person, Date today) {
  if (person.died_on && *person.died_on < today) return "4";
  if (relation.participates_on(today)) return "1";
  if (relation.started_on > today) return "0";
  return relation.state == enrolment::EnrolmentState::terminated ? "4" : "2";
}

using Relations = std::vector<Enrolment>;

// Those that still stand; where none does, the last one that ended.
Relations relations_told(const Relations& all) {
  Relations standing;
  for (const Enrolment& each : all) {
    if (each.state != enrolment::EnrolmentState::terminated) standing.push_back(each);
  }
  if (standing.empty() && !all.empty()) standing.push_back(all.back());
  return standing;
}

Tree insured_row(const person::Person& person, enrolment::Scheme scheme, RegionCode region,
                 Money balance, std::string state, Date today) {
  const std::string insurance(enrolment::insurance_code(scheme));
  return Tree::object({{"balc", balance.to_yuan()},
                       {"insutype", insurance},
                       {"psn_type", person_type(person, insurance, today)},
                       {"psn_insu_stas", std::move(state)},
                       {"cvlserv_flag", "0"},
                       {"insuplc_admdvs", region.to_string()}});
}

// 参保信息, the row that is settled by first: a till reads no other row. What may be spent at this
// institution stands once, in that one: money left elsewhere in the province pays here as well
// . Who has an account and no relation is told so, and may spend it.
Tree insured_rows(const person::Person& person, const Relations& all,
                  const std::vector<account::Account>& accounts, Money spendable, Date today) {
  Tree rows = Tree(Tree::List{});
  Relations relations = relations_told(all);
  const Enrolment* main = settled_by(relations, today);
  if (main != nullptr) {
    const auto at = relations.begin() + (main - relations.data());
    std::rotate(relations.begin(), at, at + 1);
    main = &relations.front();
  }
  for (const Enrolment& each : relations) {
    Tree row = insured_row(person, each.scheme, each.region, &each == main ? spendable : Money(),
                           enrolment_code(each, person, today), today);
    const bool ended = person.died_on && *person.died_on < today;
    const std::optional<Date> paused = ended ? std::optional(*person.died_on + 1) : std::nullopt;
    row.set("psn_insu_date", each.started_on.to_string());
    row.set("paus_insu_date", date_text(each.suspended_on ? each.suspended_on : paused));
    rows.push(std::move(row));
  }
  if (main == nullptr && !accounts.empty()) {
    rows.push(insured_row(person, enrolment::Scheme::employee, account::used_last(accounts)->region,
                          spendable, "0", today));
  }
  return rows;
}

}  // namespace

const Enrolment* settled_by(const std::vector<Enrolment>& relations, Date today) {
  const Enrolment* last = nullptr;
  for (const Enrolment& each : relations) {
    if (each.duplicate) continue;
    if (each.participates_on(today)) return &each;
    if (last == nullptr || each.started_on >= last->started_on) last = &each;
  }
  return last;
}

Decision<PersonShown> find_person_shown(const Asked& asked) {
  Decision<Named> named = find_shown(asked.message, "data", asked.context, asked.session);
  if (!named) return named.refusal();
  Decision<person::Person> person = load_person(named->person, asked);
  if (!person) return person.refusal();
  if (!check_certificate(*named, *person)) {
    const Verdict his =
        check_certificate(*named, *person,
                          person::rows_of_all(asked.session, person::kPersonById,
                                              person::load_numbers(person->id, asked.session)),
                          asked.context);
    if (!his) return his.refusal();
  }
  return PersonShown{std::move(named).value(), std::move(person).value()};
}

namespace {

// Why money that is there cannot be spent; empty: nothing stops it.
std::vector<Reason> why_held(const std::vector<account::Account>& accounts,
                             const std::vector<hold::Hold>& holds, const account::Till& till) {
  const auto spent = account::choose_accounts(accounts, holds, till, Money::fen(1));
  if (spent) return {};
  const Refusal& refused = spent.refusal();
  const bool told =
      refused.code() == "spending_held" || account::is_of_another_place(refused, accounts);
  return told ? refused.reasons : std::vector<Reason>{};
}

}  // namespace

Tree tell_person(const PersonKnown& known, RegionCode place, std::string hint,
                 const business::Context& context) {
  const Date today = context.today;
  std::vector<hold::Hold> holds = known.holds;
  if (known.person.died_on && *known.person.died_on <= today) {
    holds.push_back(hold::hold_of_death(*known.person.died_on, today));
    hint = words_of({hold::explain_hold(holds.back())}, context, kHintMax);
  }
  const account::Till till = account::till_at(place, known.enrolments, *context.policies, today);
  const Money spendable = account::spendable_sum(known.accounts, holds, till);
  if (hint.empty() && spendable.is_zero()) {
    hint = words_of(why_held(known.accounts, holds, till), context, kHintMax);
  }
  Tree told = present_person(known.person, context);
  if (!hint.empty()) told.set("exp_content", std::move(hint));
  return Tree::object(
      {{"baseinfo", std::move(told)},
       {"insuinfo", insured_rows(known.person, known.enrolments, known.accounts, spendable, today)},
       {"idetinfo", Tree(Tree::List{})}});
}

// 读到的证件是谁的,在哪里参保,在这里有多少钱可以用(R-054)。异地出示未激活的卡,须先在参保地激活
// 的不答(R-150); a card that does not serve for another cause is told why.
Decision<Tree> answer_person(const Asked& asked) {
  Decision<PersonShown> shown = find_person_shown(asked);
  if (!shown) return shown.refusal();
  const PersonId id = shown->person.id;
  PersonKnown known{
      shown->person,
      rows_of(enrolment::kEnrolmentsOf, id, asked.session, &enrolment::read_enrolments),
      rows_of(account::kAccountsOf, id, asked.session, &account::read_accounts),
      hold::in_force(rows_of(hold::kHoldsOf, id, asked.session, &hold::read_holds),
                     asked.context.today)};
  std::string hint;
  const card::Presented& presented = shown->named.presented;
  if (presented.medium() == hold::Medium::card) {
    const auto cards = rows_of(card::kCardsOf, id, asked.session, &card::read_cards);
    auto looked = presented.look_at(cards, known.holds, asked.institution.region, asked.context);
    if (!looked) return looked.refusal();
    known.holds = looked->holds;
    if (!looked->serves) hint = words_of(looked->serves.refusal().reasons, asked.context, kHintMax);
  }
  asked.looked(id, presented.medium() != hold::Medium::id_card);
  return tell_person(known, asked.institution.region, std::move(hint), asked.context);
}

namespace {

// The terms of the care that an institution asks about.
Decision<Terms> terms_asked(const Asked& asked, const Enrolment& relation,
                            const person::Person& person, Date day) {
  const auto all =
      rows_of(care::kRegistrationsOf, person.id, asked.session, &care::read_registrations);
  return fund_terms(
      {relation.scheme == enrolment::Scheme::resident, person.draws_retirement_on(day),
       asked.institution.level, asked.institution.code, relation.region, asked.institution.region,
       asked.message.text("data", "med_type"), asked.message.text("data", "dise_codg"),
       care::holding_on(day, all), day},
      asked.context.policies->on(relation.region, day).settlement);
}

}  // namespace

// 待遇享受检查: 统筹基金是否支付,为什么。
Decision<Tree> answer_entitlement(const Asked& asked) {
  const std::string code = asked.message.text("data", "fixmedins_code");
  if (code != asked.institution.code) return refuse("institution_differs", {{"code", code}});
  const Decision<person::Numbers> person = read_numbers(asked);
  if (!person) return person.refusal();
  const auto record = entitlement::load_record(person->kept, asked.context, asked.session);
  if (!record) return refuse(RefusalKind::not_found, "person_unknown");
  asked.looked(person->kept);
  const Date day = Date::parse(asked.message.text("data", "begntime").substr(0, 10))
                       .value_or(asked.context.today);
  const entitlement::ByDay::Answer answer =
      entitlement::ByDay(*record, *asked.context.policies, asked.context.today).answer_on(day);
  const entitlement::Standing& standing = answer.entitlement.standing;
  bool enjoys = standing.cover != entitlement::Cover::no;
  std::vector<Reason> reasons = answer.entitlement.reasons;
  std::string insurance = asked.message.text("data", "insutype");
  if (answer.relation != nullptr) {
    // 险种不是本人的,统筹基金不支付;结算时也这样拒绝。
    const std::string own(enrolment::insurance_code(answer.relation->scheme));
    if (insurance != own) {
      reasons.push_back({"insurance_differs", {{"insurance", insurance}}, {}});
      enjoys = false;
      insurance = own;
    }
    const Decision<Terms> terms = terms_asked(asked, *answer.relation, record->person, day);
    // At what rate the fund would pay is no news for who has no benefits.
    if (standing.cover != entitlement::Cover::no || !fund_pays(terms)) {
      const std::vector<Reason> more = tell_terms(terms);
      reasons.insert(reasons.end(), more.begin(), more.end());
    }
    enjoys = enjoys && fund_pays(terms);
    std::optional<Reason> used;
    if (enjoys) {
      used = ceiling_used_up(*terms, rows_of(kFundUsesOf, *person, asked.session, &read_fund_uses),
                             own, day);
    }
    if (used) reasons.push_back(*used);
    enjoys = enjoys && !used;
  }
  // 结束日期: the last day on which it is so, as every other end of the interface.
  const std::optional<Date> last_day =
      standing.until ? std::optional(*standing.until - 1) : std::nullopt;
  Tree row = Tree::object({{"psn_no", asked.message.text("data", "psn_no")},
                           {"trt_chk_type", "01"},
                           {"fund_pay_type", insurance == "390" ? "390102" : "310102"},
                           {"trt_enjymnt_flag", enjoys ? "1" : "0"},
                           {"begndate", standing.since.value_or(day).to_string()},
                           {"enddate", date_text(last_day)},
                           {"trt_chk_rslt", words_of(reasons, asked.context, 500)}});
  Tree rows = Tree(Tree::List{});
  rows.push(std::move(row));
  return Tree::object({{"trtinfo", std::move(rows)}});
}

// 缴费查询: every receipt, as the person sees them; what was given back is a row of its
// own.
Decision<Tree> answer_contributions(const Asked& asked) {
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  const auto enrolments =
      rows_of(enrolment::kEnrolmentsOf, id->kept, asked.session, &enrolment::read_enrolments);
  asked.looked(id->kept);
  const auto paid = rows_of(contribution::kContributionsOf, id->kept, asked.session,
                            &contribution::read_contributions);
  const storage::Rows wrong =
      rows_of(contribution::kTakenBackWrongOf, id->kept, asked.session, std::identity());
  const provider::Dictionary& kinds = *asked.tables.dictionary("clct_type");
  Tree rows = Tree(Tree::List{});
  for (const contribution::Contribution& each : paid) {
    const Enrolment* under = enrolment::with_ordinal(enrolments, each.enrolment);
    YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
    const bool resident = under->scheme == enrolment::Scheme::resident;
    const std::string month = each.month.to_string();
    const std::string compact = month.substr(0, 4) + month.substr(5, 2);
    const std::string kind = std::to_string(static_cast<int>(each.kind));
    rows.push(Tree::object(
        {{"poolarea_no", under->region.to_string()},
         {"poolarea_no_name", asked.context.regions->name(under->region)},
         {"insutype", std::string(enrolment::insurance_code(under->scheme))},
         {"insutype_name", resident ? "城乡居民基本医疗保险" : "职工基本医疗保险"},
         {"clct_type", kind},
         {"clct_type_name",
          contribution::takes_back_wrong(each, wrong) ? "更正冲回" : kinds.label_of(kind)},
         {"clct_flag", "1"},
         {"clct_flag_name", "足额缴费"},
         {"accrym_begn", compact},
         {"accrym_end", compact},
         {"clct_time", each.received_on.to_string() + " 00:00:00"}}));
  }
  return rows;
}

}  // namespace yibao::visit
