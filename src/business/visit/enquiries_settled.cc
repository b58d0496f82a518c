// What an institution may ask about its own visits, settlements and fees, and about a person's
// year.
#include "business/visit/enquiries.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/tree_text.h"
#include "business/enrolment/insurance_code.h"
#include "business/enrolment/store.h"
#include "business/person/numbers.h"
#include "business/provider/numbers.h"
#include "business/visit/asked_person.h"
#include "business/visit/fees.h"
#include "business/visit/message.h"
#include "business/visit/person_shown.h"
#include "business/visit/present.h"
#include "business/visit/store.h"

namespace yibao::visit {

namespace {

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

// Of which visit a settlement is; one that the message names must be that.
Decision<Visit> visit_of(const Settlement& settlement, const person::Numbers& numbers,
                         const Asked& asked) {
  const storage::Rows visits = person::rows_of_all(asked.session, kVisitsOf, numbers);
  auto visit = find_visit(visits, settlement.visit);
  YB_CHECK(visit.has_value(), "a settlement without its visit");
  const std::string said = asked.message.text("data", "mdtrt_id");
  if (!said.empty() && said != visit_number(visit->id, visit->recorded_at, asked.context)) {
    return refuse("settlement_of_other_visit");
  }
  return *std::move(visit);
}

// 结束时间: the end of the last day on which one of its fees arose that stands.
std::string end_of(const Visit& visit, const Asked& asked) {
  Date last = visit.begun_on;
  const storage::Rows lines =
      asked.session.select(kLinesOfVisit, {visit.person.value(), visit.id.value()});
  for (const KeptLine& each : read_lines(lines, visit.id)) {
    if (!each.is_cancelled) last = std::max(last, each.line.happened_on);
  }
  return last.to_string() + " 23:59:59";
}

}  // namespace

// 就诊信息: of this institution, begun between these moments, of one kind of care.
Decision<Tree> answer_visits(const Asked& asked) {
  const auto text = [&](const char* field) { return asked.message.text("data", field); };
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  const Decision<person::Person> person = load_person(id->kept, asked);
  if (!person) return person.refusal();
  const storage::Rows visits = person::rows_of_all(asked.session, kVisitsOf, *id);
  const storage::Rows records = person::rows_of_all(asked.session, kRecordsOf, *id);
  const storage::Rows diagnoses = person::rows_of_all(asked.session, kDiagnosesOf, *id);
  // As the envelope writes moments, so that they compare; days are whole days by now (R19).
  const std::string from = text("begntime");
  const std::string to = text("endtime");
  Tree rows = Tree(Tree::List{});
  for (const storage::Row& row : visits) {
    const Visit visit = read_visit(row);
    const std::string number = visit_number(visit.id, visit.recorded_at, asked.context);
    const std::string begun = moment_text(visit.begun_at, visit.begun_on);
    const bool meant = !visit.is_cancelled && visit.institution == asked.institution.code &&
                       visit.kind == text("med_type") && begun >= from && begun <= to &&
                       (text("mdtrt_id").empty() || text("mdtrt_id") == number);
    if (!meant) continue;
    Tree told = present_person(*person, asked.context);
    told.set("mdtrt_id", number);
    told.set("insutype", visit.insurance);
    told.set("psn_type", person_type(*person, visit.insurance, visit.begun_on));
    told.set("cvlserv_flag", "0");
    told.set("insu_optins", visit.insured_place.to_string());
    told.set("begntime", begun);
    told.set("endtime", end_of(visit, asked));
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

namespace {

// 结束日期: the last day on which one of its fees arose.
std::string last_day_of(const Tree::List& fees, Date begun_on) {
  std::string last = begun_on.to_string();
  for (const Tree& fee : fees) last = std::max(last, text_of(fee, "fee_ocur_time").substr(0, 10));
  return last;
}

}  // namespace

Decision<Tree> answer_settlement(const Asked& asked) {
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  const Decision<person::Person> person = load_person(id->kept, asked);
  if (!person) return person.refusal();
  const auto all = rows_of(kSettlementsOf, *id, asked.session, &read_settlements);
  const Settlement* found = find_settlement(all, asked.message.text("data", "setl_id"), asked);
  if (found == nullptr) return refuse(RefusalKind::not_found, "settlement_unknown");
  const Decision<Visit> visit = visit_of(*found, *id, asked);
  if (!visit) return visit.refusal();
  Tree told = present_settled({*found, *person, {}, visit->recorded_at}, asked.context);
  Tree info = *told.find("setlinfo");
  info.set("psn_pay", (found->scope.total - found->parts.fund).to_yuan());
  info.set("cash_payamt", found->parts.cash.to_yuan());
  info.set("pay_loc", "2");
  info.set("fixmedins_code", asked.institution.code);
  info.set("fixmedins_name", asked.institution.name);
  info.set("begndate", visit->begun_on.to_string());
  info.set("enddate", last_day_of(tell_fees(*found, all, asked.session), visit->begun_on));
  if (const auto record =
          find_record(person::rows_of_all(asked.session, kRecordsOf, *id), visit->id)) {
    info.set("dise_codg", record->disease);
    info.set("dise_name", record->disease_name);
  }
  // 退费结算标志: of a reversal, and of what was taken back: who asks after an unanswered reversal
  // knows the number of its settlement alone.
  const bool back = !found->reverses.is_none() || is_reversed(all, found->id);
  info.set("refd_setl_flag", back ? "1" : "0");
  info.set("year", std::to_string(found->care_on.year()));
  return Tree::object({{"setlinfo", std::move(info)}, {"setldetail", *told.find("setldetail")}});
}

Decision<Tree> answer_fees(const Asked& asked) {
  const Decision<person::Numbers> id = read_numbers(asked);
  if (!id) return id.refusal();
  const auto all = rows_of(kSettlementsOf, *id, asked.session, &read_settlements);
  const Settlement* found = find_settlement(all, asked.message.text("data", "setl_id"), asked);
  if (found == nullptr) return refuse(RefusalKind::not_found, "settlement_unknown");
  const Decision<Visit> visit = visit_of(*found, *id, asked);
  if (!visit) return visit.refusal();
  Tree rows = Tree(Tree::List{});
  for (Tree& row : tell_fees(*found, all, asked.session)) {
    // Names are the catalogue's; an institution sends none of its own.
    const std::string item = text_of(row, "med_list_codg");
    const std::string& name = asked.items.find(item).name;
    row.set("mdtrt_id", visit_number(visit->id, visit->recorded_at, asked.context));
    row.set("setl_id", asked.message.text("data", "setl_id"));
    row.set("med_type", found->kind);
    row.set("lmt_used_flag", "0");  // as 2204 told it
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
  struct Sums {
    Money fund;
    Money account;
  };
  // 起付线和年度限额按险种计算,累计也按险种分开。
  std::map<std::string, Sums> by_insurance;
  const auto all = rows_of(kSettlementsOf, *id, asked.session, &read_settlements);
  for (const Settlement& each : all) {
    if (!months->has(each.care_on)) continue;
    Sums& sums = by_insurance[each.insurance];
    sums.fund += each.parts.fund;
    sums.account += each.parts.account;
  }
  // Nothing yet, of the insurance that 1101 tells first; who has none has nothing to add up.
  if (by_insurance.empty()) {
    const auto relations =
        rows_of(enrolment::kEnrolmentsOf, id->kept, asked.session, &enrolment::read_enrolments);
    const enrolment::Enrolment* main = settled_by(relations, asked.context.today);
    if (main != nullptr) {
      by_insurance.try_emplace(std::string(enrolment::insurance_code(main->scheme)));
    }
  }
  const std::string year = std::to_string(months->year);
  const std::string month = std::to_string(100 + months->month).substr(1);
  Tree rows = Tree(Tree::List{});
  for (const auto& [insurance, sums] : by_insurance) {
    for (const auto& [code, sum] :
         {std::pair("F_fund", sums.fund), std::pair("A_account", sums.account)}) {
      rows.push(Tree::object({{"insutype", insurance},
                              {"year", year},
                              {"cum_ym", year + month},
                              {"cum_type_code", code},
                              {"cum", sum.to_yuan()}}));
    }
  }
  return Tree::object({{"cuminfo", std::move(rows)}});
}

}  // namespace yibao::visit
