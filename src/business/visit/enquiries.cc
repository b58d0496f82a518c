#include "business/visit/enquiries.h"

#include <algorithm>

#include "base/region_table.h"
#include "base/text.h"
#include "base/tree_text.h"
#include "business/account/rules.h"
#include "business/account/store.h"
#include "business/care/store.h"
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
#include "business/provider/numbers.h"
#include "business/visit/fees.h"
#include "business/visit/message.h"
#include "business/visit/present.h"
#include "business/visit/store.h"
#include "business/visit/terms.h"
#include "policy/policy_set.h"
#include "storage/digest.h"

namespace yibao::visit {

namespace {

using enrolment::Enrolment;

template<class Read>
auto rows_of(const storage::KeyedSelect& select, PersonId person, storage::Session& session,
             Read read) {
  const storage::Value key[] = {storage::Value(person.value())};
  const std::vector<storage::Rows> found = session.select_keyed(select, key);
  return read(found.front());
}

template<class Read>
auto rows_of(const storage::KeyedSelect& select, const person::Numbers& numbers,
             storage::Session& session, Read read) {
  return read(person::rows_of_all(session, select, numbers));
}

// psn_no, which may be one that was merged since: what is on record of that person.
Decision<person::Numbers> read_numbers(const Asked& asked) {
  const Decision<PersonId> said = read_person(asked.message, "data", asked.context);
  if (!said) return said.refusal();
  return person::load_numbers(*said, asked.session);
}

Decision<person::Person> load_person(PersonId id, const Asked& asked) {
  const storage::Value key[] = {storage::Value(id.value())};
  const std::vector<storage::Rows> found = asked.session.select_keyed(person::kPersonById, key);
  if (found.front().empty()) return refuse(RefusalKind::not_found, "person_unknown");
  return person::read_person(found.front().front(), *asked.context.vault, person::Open::secrets);
}

// 0 not enrolled, 1 in order, 2 suspended, 4 ended
std::string enrolment_code(const Enrolment& relation, const person::Person& person, Date today) {
  if (person.died_on && *person.died_on < today) return "4";
  if (relation.participates_on(today)) return "1";
  return relation.state == enrolment::EnrolmentState::terminated ? "4" : "2";
}

std::string date_text(const std::optional<Date>& day) {
  return day ? day->to_string() : "";
}

// 门诊诊断信息: the valid ones, as far as the field takes them.
std::string diagnoses_text(const std::vector<Diagnosis>& all) {
  constexpr std::size_t kCharactersMax = 200;
  std::string text;
  for (const Diagnosis& each : all) {
    const std::string next = (text.empty() ? "" : ";") + each.code + " " + each.name;
    if (!each.is_valid || count_characters(text + next) > kCharactersMax) continue;
    text += next;
  }
  return text;
}

const Settlement* find_settlement(const std::vector<Settlement>& all, const std::string& number,
                                  const Asked& asked) {
  const auto outside = provider::outside_id(number);
  const auto inside = outside
                          ? asked.context.vault->inside_id(storage::IdKind::settlement, *outside)
                          : std::nullopt;
  if (!inside) return nullptr;
  const auto found = std::ranges::find(all, SettlementId(inside->id), &Settlement::id);
  const bool its_own = found != all.end() && found->institution == asked.institution.code;
  return its_own ? &*found : nullptr;
}

}  // namespace

namespace {

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

// By which a till settles: the one in which the person participates, else the last to begin.
const Enrolment* settled_by(const Relations& relations, Date today) {
  const Enrolment* last = nullptr;
  for (const Enrolment& each : relations) {
    if (each.duplicate) continue;
    if (each.participates_on(today)) return &each;
    if (last == nullptr || each.started_on >= last->started_on) last = &each;
  }
  return last;
}

Tree insured_row(const person::Person& person, enrolment::Scheme scheme, RegionCode region,
                 Money balance, std::string state) {
  const std::string insurance(enrolment::insurance_code(scheme));
  return Tree::object({{"balc", balance.to_yuan()},
                       {"insutype", insurance},
                       {"psn_type", person_type(person, insurance)},
                       {"psn_insu_stas", std::move(state)},
                       {"cvlserv_flag", "0"},
                       {"insuplc_admdvs", region.to_string()}});
}

// 参保信息. What may be spent at this institution stands once, in the row that is settled by: money
// left elsewhere in the province pays here as well, and a till reads no other row. Who has
// an account and no relation is told so, and may spend it.
Tree insured_rows(const person::Person& person, const Relations& all,
                  const std::vector<account::Account>& accounts, Money spendable, Date today) {
  Tree rows = Tree(Tree::List{});
  const Relations relations = relations_told(all);
  const Enrolment* main = settled_by(relations, today);
  for (const Enrolment& each : relations) {
    Tree row = insured_row(person, each.scheme, each.region, &each == main ? spendable : Money(),
                           enrolment_code(each, person, today));
    const bool ended = person.died_on && *person.died_on < today;
    const std::optional<Date> paused = ended ? std::optional(*person.died_on + 1) : std::nullopt;
    row.set("psn_insu_date", each.started_on.to_string());
    row.set("paus_insu_date", date_text(each.suspended_on ? each.suspended_on : paused));
    rows.push(std::move(row));
  }
  if (main == nullptr && !accounts.empty()) {
    rows.push(insured_row(person, enrolment::Scheme::employee, account::used_last(accounts)->region,
                          spendable, "0"));
  }
  return rows;
}

}  // namespace

// 读到的证件是谁的,在哪里参保,在这里有多少钱可以用(R-054)。
Decision<Tree> answer_person(const Asked& asked) {
  const Decision<Named> named = find_shown(asked.message, "data", asked.context, asked.session);
  if (!named) return named.refusal();
  const Decision<person::Person> person = load_person(named->person, asked);
  if (!person) return person.refusal();
  if (!check_certificate(*named, *person)) {
    const Verdict his =
        check_certificate(*named, *person,
                          person::rows_of_all(asked.session, person::kPersonById,
                                              person::load_numbers(person->id, asked.session)),
                          asked.context);
    if (!his) return his.refusal();
  }
  asked.looked(named->person, named->presented.medium() != hold::Medium::id_card);
  const Date today = asked.context.today;
  const auto enrolments =
      rows_of(enrolment::kEnrolmentsOf, named->person, asked.session, &enrolment::read_enrolments);
  const auto accounts =
      rows_of(account::kAccountsOf, named->person, asked.session, &account::read_accounts);
  auto holds = hold::in_force(
      rows_of(hold::kHoldsOf, named->person, asked.session, &hold::read_holds), today);
  Tree told = present_person(*person, asked.context);
  if (person->died_on && *person->died_on <= today) {
    holds.push_back(hold::hold_of_death(*person->died_on, today));
    told.set("exp_content", words_of({hold::explain_hold(holds.back())}, asked.context, 500));
  }
  const account::Till till =
      account::till_at(asked.institution.region, enrolments, *asked.context.policies, today);
  const Money spendable = account::spendable_sum(accounts, holds, till);
  return Tree::object({{"baseinfo", std::move(told)},
                       {"insuinfo", insured_rows(*person, enrolments, accounts, spendable, today)},
                       {"idetinfo", Tree(Tree::List{})}});
}

Decision<Tree> answer_institution(const Asked& asked) {
  const std::string code = asked.message.text("medinsinfo", "fixmedins_code");
  const auto other =
      code.empty() || code == asked.institution.code
          ? std::optional(asked.institution)
          : provider::find_institution(asked.session, provider::kInstitutionOfCode, code);
  if (!other) return refuse(RefusalKind::not_found, "institution_unknown", {{"code", code}});
  return Tree::object(
      {{"medinsinfo",
        Tree::object({{"fixmedins_code", other->code},
                      {"fixmedins_name", other->name},
                      {"uscc", other->credit_code},
                      {"fixmedins_type", other->kind == provider::Kind::pharmacy ? "2" : "1"}})}});
}

Decision<Tree> answer_dictionary(const Asked& asked) {
  const std::string type = asked.message.text("data", "type");
  const provider::Dictionary* dictionary = asked.tables.dictionary(type);
  if (dictionary == nullptr) {
    return refuse(RefusalKind::not_found, "dictionary_unknown", {{"type", type}});
  }
  Tree list = Tree(Tree::List{});
  int place = 0;
  for (const provider::Code& code : dictionary->codes) {
    list.push(Tree::object({{"type", type},
                            {"label", code.label},
                            {"value", code.value},
                            {"parentValue", "0"},
                            {"sort", std::to_string(++place)},
                            {"valiFlag", "1"},
                            {"createUser", "yibao"},
                            {"createDate", "2024-01-01"},
                            {"version", "1"}}));
  }
  return Tree::object({{"list", std::move(list)}});
}

namespace {

// The terms of the care that an institution asks about.
Decision<Terms> terms_asked(const Asked& asked, const Enrolment& relation,
                            const person::Person& person, Date day) {
  const auto all =
      rows_of(care::kRegistrationsOf, person.id, asked.session, &care::read_registrations);
  return fund_terms({relation.scheme == enrolment::Scheme::resident, person.is_retiree(),
                     asked.institution.level, asked.institution.code, relation.region,
                     asked.institution.region, asked.message.text("data", "med_type"),
                     asked.message.text("data", "dise_codg"), care::holding_on(day, all)},
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
    const std::vector<Reason>& more = terms ? terms->reasons : terms.refusal().reasons;
    reasons.insert(reasons.end(), more.begin(), more.end());
    enjoys = enjoys && terms.ok();
  }
  Tree row = Tree::object({{"psn_no", asked.message.text("data", "psn_no")},
                           {"trt_chk_type", "01"},
                           {"fund_pay_type", insurance == "390" ? "390102" : "310102"},
                           {"trt_enjymnt_flag", enjoys ? "1" : "0"},
                           {"begndate", standing.since.value_or(day).to_string()},
                           {"enddate", date_text(standing.until)},
                           {"trt_chk_rslt", words_of(reasons, asked.context, 500)}});
  Tree rows = Tree(Tree::List{});
  rows.push(std::move(row));
  return Tree::object({{"trtinfo", std::move(rows)}});
}

// 就诊信息: of this institution, begun in these days, of one kind of care.
Decision<Tree> answer_visits(const Asked& asked) {
  const auto text = [&](const char* field) { return asked.message.text("data", field); };
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  const Decision<person::Person> person = load_person(id->kept, asked);
  if (!person) return person.refusal();
  const storage::Rows visits = person::rows_of_all(asked.session, kVisitsOf, *id);
  const storage::Rows records = person::rows_of_all(asked.session, kRecordsOf, *id);
  const storage::Rows diagnoses = person::rows_of_all(asked.session, kDiagnosesOf, *id);
  const auto from = Date::parse(text("begntime").substr(0, 10));
  const auto to = Date::parse(text("endtime").substr(0, 10));
  Tree rows = Tree(Tree::List{});
  for (const storage::Row& row : visits) {
    const Visit visit = read_visit(row);
    const std::string number = visit_number(visit.id, visit.recorded_at, asked.context);
    const bool meant = !visit.is_cancelled && visit.institution == asked.institution.code &&
                       visit.kind == text("med_type") && visit.begun_on >= from &&
                       visit.begun_on <= to &&
                       (text("mdtrt_id").empty() || text("mdtrt_id") == number);
    if (!meant) continue;
    Tree told = present_person(*person, asked.context);
    told.set("mdtrt_id", number);
    told.set("insutype", visit.insurance);
    told.set("psn_type", person_type(*person, visit.insurance));
    told.set("cvlserv_flag", "0");
    told.set("insu_optins", visit.insured_place.to_string());
    told.set("begntime", moment_text(visit.begun_at, visit.begun_on));
    told.set("endtime", visit.begun_on.to_string() + " 23:59:59");
    told.set("mdtrt_cert_type", visit.medium);
    told.set("med_type", visit.kind);
    told.set("ipt_otp_no", visit.number);
    if (const auto record = find_record(records, visit.id)) {
      told.set("main_cond_dscr", record->condition);
      told.set("dise_codg", record->disease);
      told.set("dise_name", record->disease_name);
    }
    told.set("otp_diag_info", diagnoses_text(read_diagnoses(diagnoses, visit.id)));
    told.set("opt_time", clock_text(visit.recorded_at));
    rows.push(std::move(told));
  }
  return Tree::object({{"mdtrtinfo", std::move(rows)}});
}

Decision<Tree> answer_settlement(const Asked& asked) {
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  const Decision<person::Person> person = load_person(id->kept, asked);
  if (!person) return person.refusal();
  const auto all = rows_of(kSettlementsOf, *id, asked.session, &read_settlements);
  const Settlement* found = find_settlement(all, asked.message.text("data", "setl_id"), asked);
  if (found == nullptr) return refuse(RefusalKind::not_found, "settlement_unknown");
  const storage::Rows visits = person::rows_of_all(asked.session, kVisitsOf, *id);
  const auto visit = find_visit(visits, found->visit);
  YB_CHECK(visit.has_value(), "a settlement without its visit");
  const std::string number = asked.message.text("data", "mdtrt_id");
  if (!number.empty() && number != visit_number(visit->id, visit->recorded_at, asked.context)) {
    return refuse("settlement_of_other_visit");
  }
  Tree told = present_settled({*found, *person, {}, visit->recorded_at}, asked.context);
  Tree info = *told.find("setlinfo");
  info.set("psn_pay", (found->scope.total - found->parts.fund).to_yuan());
  info.set("cash_payamt", found->parts.cash.to_yuan());
  info.set("pay_loc", "2");
  info.set("fixmedins_code", asked.institution.code);
  info.set("fixmedins_name", asked.institution.name);
  info.set("begndate", visit->begun_on.to_string());
  info.set("enddate", visit->begun_on.to_string());
  info.set("refd_setl_flag", found->reverses.is_none() ? "0" : "1");
  info.set("year", std::to_string(found->care_on.year()));
  return Tree::object({{"setlinfo", std::move(info)}, {"setldetail", *told.find("setldetail")}});
}

Decision<Tree> answer_fees(const Asked& asked) {
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  const auto all = rows_of(kSettlementsOf, *id, asked.session, &read_settlements);
  const Settlement* found = find_settlement(all, asked.message.text("data", "setl_id"), asked);
  if (found == nullptr) return refuse(RefusalKind::not_found, "settlement_unknown");
  Tree rows = Tree(Tree::List{});
  for (Tree& row : tell_fees(*found, all, asked.session)) {
    // Names are the catalogue's; an institution sends none of its own.
    const std::string item = text_of(row, "med_list_codg");
    const std::string& name = asked.items.find(item).name;
    row.set("mdtrt_id", asked.message.text("data", "mdtrt_id"));
    row.set("setl_id", asked.message.text("data", "setl_id"));
    row.set("med_type", found->kind);
    row.set("hilist_name", name.empty() ? item : name);
    row.set("medins_list_name", name.empty() ? text_of(row, "medins_list_codg") : name);
    rows.push(std::move(row));
  }
  return rows;
}

namespace {

// cum_ym: a month, or a whole year as our own answers write it (month 00); empty: this year.
struct AskedMonths {
  int year = 0;
  int month = 0;  // 0: the whole year

  bool has(Date day) const { return day.year() == year && (month == 0 || day.month() == month); }
};
Decision<AskedMonths> asked_months(const Asked& asked) {
  const std::string text = asked.message.text("data", "cum_ym");
  if (text.empty()) return AskedMonths{asked.context.today.year(), 0};
  const bool digits =
      text.size() == 6 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  const AskedMonths months =
      digits ? AskedMonths{std::stoi(text.substr(0, 4)), std::stoi(text.substr(4))} : AskedMonths();
  if (months.year < 1900 || months.month > 12) {
    return refuse(RefusalKind::malformed, "field_shape",
                  {{"field", "cum_ym"}, {"label", "累计年月"}});
  }
  return months;
}

}  // namespace

// 人员累计信息: of a month, or of a year.
Decision<Tree> answer_year(const Asked& asked) {
  const Decision<AskedMonths> months = asked_months(asked);
  if (!months) return months.refusal();
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  asked.looked(id->kept);
  Money fund;
  Money account;
  std::string insurance = "310";
  const auto all = rows_of(kSettlementsOf, *id, asked.session, &read_settlements);
  for (const Settlement& each : all) {
    if (!months->has(each.care_on)) continue;
    fund += each.parts.fund;
    account += each.parts.account;
    insurance = each.insurance;
  }
  const std::string year = std::to_string(months->year);
  const std::string month = std::to_string(100 + months->month).substr(1);
  Tree rows = Tree(Tree::List{});
  for (const auto& [code, sum] : {std::pair("F_fund", fund), std::pair("A_account", account)}) {
    rows.push(Tree::object({{"insutype", insurance},
                            {"year", year},
                            {"cum_ym", year + month},
                            {"cum_type_code", code},
                            {"cum", sum.to_yuan()}}));
  }
  return Tree::object({{"cuminfo", std::move(rows)}});
}

Decision<Tree> answer_contributions(const Asked& asked) {
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  const auto enrolments =
      rows_of(enrolment::kEnrolmentsOf, id->kept, asked.session, &enrolment::read_enrolments);
  asked.looked(id->kept);
  const auto paid = rows_of(contribution::kContributionsOf, id->kept, asked.session,
                            &contribution::read_contributions);
  Tree rows = Tree(Tree::List{});
  const std::vector<contribution::Contribution> standing = contribution::standing_receipts(paid);
  for (const contribution::Contribution& each : standing) {
    const Enrolment* under = enrolment::with_ordinal(enrolments, each.enrolment);
    YB_CHECK(under != nullptr, "a contribution under an enrolment that is not there");
    const bool resident = under->scheme == enrolment::Scheme::resident;
    const std::string month = each.month.to_string();
    const std::string compact = month.substr(0, 4) + month.substr(5, 2);
    const bool late = each.kind == contribution::ReceiptKind::supplementary;
    rows.push(
        Tree::object({{"poolarea_no", under->region.to_string()},
                      {"poolarea_no_name", asked.context.regions->name(under->region)},
                      {"insutype", std::string(enrolment::insurance_code(under->scheme))},
                      {"insutype_name", resident ? "城乡居民基本医疗保险" : "职工基本医疗保险"},
                      {"clct_type", late ? "30" : "10"},
                      {"clct_type_name", late ? "补缴" : "正常缴费"},
                      {"clct_flag", "1"},
                      {"clct_flag_name", "足额缴费"},
                      {"accrym_begn", compact},
                      {"accrym_end", compact},
                      {"clct_time", each.received_on.to_string() + " 00:00:00"}}));
  }
  return rows;
}

// 签到: the number says which day's work a message belongs to; nothing hangs on it.
Decision<Tree> answer_sign_in(const Asked& asked) {
  const std::string serial = storage::to_hex(
      asked.context.vault
          ->keyed_hash("provider.sign_no", asked.institution.code + asked.message.msgid)
          .data);
  return Tree::object(
      {{"signinoutb",
        Tree::object({{"sign_time", clock_text(asked.context.now)},
                      {"sign_no", asked.institution.region.to_string() + serial.substr(0, 24)}})}});
}

Decision<Tree> answer_sign_out(const Asked& asked) {
  return Tree::object(
      {{"sign_time", Tree::object({{"sign_time", clock_text(asked.context.now)}})}});
}

}  // namespace yibao::visit
