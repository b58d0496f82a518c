#include "business/visit/doors.h"

#include <algorithm>
#include <array>

#include "base/region_table.h"
#include "business/aid/store.h"
#include "business/provider/numbers.h"
#include "business/visit/details.h"
#include "business/visit/enquiries.h"
#include "business/visit/fees.h"
#include "business/visit/files.h"
#include "business/visit/message.h"
#include "business/visit/person_shown.h"
#include "business/visit/prescriptions.h"
#include "business/visit/records.h"
#include "business/visit/registrations.h"
#include "business/visit/reverse.h"
#include "business/visit/rules.h"
#include "business/visit/settle.h"
#include "business/visit/store.h"
#include "business/visit/visits.h"

namespace yibao::visit {

namespace {

using business::CommandOrRefusal;

Decision<VisitId> read_visit_id(const std::string& number, const business::Context& context) {
  const auto outside = provider::outside_id(number);
  const auto inside =
      outside ? context.vault->inside_id(storage::IdKind::visit, *outside) : std::nullopt;
  if (!inside) return refuse(RefusalKind::not_found, "visit_unknown");
  return VisitId(inside->id);
}

Date day_of(const std::string& moment) {
  const std::optional<Date> day = Date::parse(std::string_view(moment).substr(0, 10));
  YB_CHECK(day.has_value(), "a day that was read is none");
  return *day;
}

// Care of this year and the last: the fund's year is that of the care, not of the settlement.
Verdict check_day(Date day, Date today) {
  if (day <= today && day.year() + 1 >= today.year()) return Nothing{};
  return refuse("care_day_out_of_range", {{"day", day.to_string()}});
}

AccountUse use_of(const std::string& flag) {
  if (flag == "2") return AccountUse::shared;
  return flag == "1" ? AccountUse::own : AccountUse::none;
}

constexpr std::string_view kNotApproved = "2";  // hosp_appr_flag

// Lines as sent, each divided by what the catalogue says of its item.
Decision<std::vector<Line>> read_lines(const Tree::List& rows, const Asked& asked,
                                       const std::string& batch_member) {
  const Date today = asked.context.today;
  std::vector<Line> lines;
  for (const Tree& row : rows) {
    Line line;
    line.serial = text_of(row, "feedetl_sn");
    line.batch = batch_member.empty() ? "" : text_of(row, batch_member);
    line.item = text_of(row, "med_list_codg");
    line.own_item = text_of(row, "medins_list_codg");
    line.amount = provider::money_of(text_of(row, "det_item_fee_sumamt"));
    line.quantity = text_of(row, "cnt");
    line.price = text_of(row, "pric");
    line.happened_on = day_of(text_of(row, "fee_ocur_time"));
    if (const Verdict day = check_day(line.happened_on, today); !day) return day.refusal();
    line.detail = detail_of(row);
    if (const Verdict fits = check_line(line); !fits) return fits.refusal();
    Item item = asked.items.find(line.item);
    // 限制用药等审批不通过的,全部自费: the hospital itself says that the fund does not pay it.
    if (text_of(row, "hosp_appr_flag") == kNotApproved) item.level = ItemLevel::own;
    const std::int64_t quantity = *ten_thousandths(line.quantity);
    lines.push_back(divide(std::move(line), item, quantity));
  }
  return lines;
}

// What 2101, 2102, 2206 and 2207 have in common.
Decision<Settle::Asked> read_settle(const Asked& asked, std::string_view node) {
  const provider::Message& message = asked.message;
  const Decision<Named> named = read_named(message, node, asked.context, asked.session);
  if (!named) return named.refusal();
  Settle::Asked settle;
  settle.institution = asked.institution.code;
  settle.msgid = message.msgid;
  settle.insured_place = asked.context.regions->pooling_region(message.insured_place);
  settle.named = *named;
  settle.owner = named->person;
  settle.use = use_of(message.text(node, "acct_used_flag"));
  settle.insurance = message.text(node, "insutype");
  settle.kind = message.text(node, "med_type");
  settle.total = provider::money_of(message.text(node, "medfee_sumamt"));
  settle.previews = find_door(message.transaction->number)->previews;
  if (settle.use == AccountUse::shared) {
    settle.payers = aid::payers_for(named->person, asked.session);
  }
  return settle;
}

CommandOrRefusal settle_sale(const Asked& asked) {
  Decision<Settle::Asked> read = read_settle(asked, "druginfo");
  if (!read) return read.refusal();
  Settle::Asked settle = std::move(read).value();
  settle.begun_at = asked.message.text("druginfo", "begntime");
  settle.begun_on = day_of(settle.begun_at);
  settle.disease = asked.message.text("druginfo", "dise_codg");
  if (const Verdict day = check_day(settle.begun_on, asked.context.today); !day) {
    return day.refusal();
  }
  Decision<std::vector<Line>> lines = read_lines(asked.message.rows("drugdetail"), asked, "");
  if (!lines) return lines.refusal();
  settle.lines = std::move(lines).value();
  return CommandOrRefusal(std::make_unique<Settle>(std::move(settle)));
}

CommandOrRefusal settle_visit(const Asked& asked) {
  Decision<Settle::Asked> read = read_settle(asked, "data");
  if (!read) return read.refusal();
  Settle::Asked settle = std::move(read).value();
  const auto visit = read_visit_id(asked.message.text("data", "mdtrt_id"), asked.context);
  if (!visit) return visit.refusal();
  settle.visit = *visit;
  const Place place = place_of_visit(settle.owner, *visit, asked.session);
  if (!place.owner.is_none()) settle.owner = place.owner;
  if (!place.owner.is_none() && place.numbers.kept != settle.named.person) {
    settle.named.person = place.numbers.kept;
    const bool shared = settle.use == AccountUse::shared;
    settle.payers.clear();
    if (shared) settle.payers = aid::payers_for(settle.named.person, asked.session);
  }
  settle.batch = asked.message.text("data", "chrg_bchno");
  const auto said = [&](const char* field) {
    const std::string text = asked.message.text("data", field);
    return text.empty() ? Money() : provider::money_of(text);
  };
  settle.said = {settle.total, said("fulamt_ownpay_amt"), said("overlmt_selfpay"),
                 said("preselfpay_amt"), said("inscp_scp_amt")};
  return CommandOrRefusal(std::make_unique<Settle>(std::move(settle)));
}

// Where there is none such (yet): under the number that is kept.
ReverseSettlement::Asked reversal_at(const Place& place, PersonId said, const Asked& asked,
                                     SettlementId settlement, VisitId visit) {
  ReverseSettlement::Asked reversal;
  reversal.institution = asked.institution.code;
  reversal.msgid = asked.message.msgid;
  const bool found = !place.owner.is_none();
  const PersonId kept = found ? place.numbers.kept : person::load_way(said, asked.session).kept;
  reversal.person = found ? place.owner : kept;
  reversal.numbers = found ? place.numbers : person::Numbers{kept, {}};
  reversal.settlement = settlement;
  reversal.payer = place.payer;
  reversal.payer_numbers = place.payer_numbers;
  reversal.visit = visit;
  return reversal;
}

CommandOrRefusal reverse_named(const Asked& asked) {
  const Decision<PersonId> person = read_person(asked.message, "data", asked.context);
  if (!person) return person.refusal();
  const auto outside = provider::outside_id(asked.message.text("data", "setl_id"));
  const auto inside = outside
                          ? asked.context.vault->inside_id(storage::IdKind::settlement, *outside)
                          : std::nullopt;
  if (!inside) return refuse(RefusalKind::not_found, "settlement_unknown");
  const SettlementId settlement(inside->id);
  VisitId visit;
  if (const std::string number = asked.message.text("data", "mdtrt_id"); !number.empty()) {
    const auto named = read_visit_id(number, asked.context);
    if (!named) return named.refusal();
    visit = *named;
  }
  const Place place = place_of_settlement(*person, settlement, asked.session);
  return CommandOrRefusal(
      std::make_unique<ReverseSettlement>(reversal_at(place, *person, asked, settlement, visit)));
}

// 冲正: the sender does not know whether its settlement was done; it names its own message.
CommandOrRefusal reverse_message(const Asked& asked) {
  const Decision<PersonId> person = read_person(asked.message, "data", asked.context);
  if (!person) return person.refusal();
  constexpr std::array<std::string_view, 2> kReversible{"2102", "2207"};
  const std::string number = asked.message.text("data", "oinfno");
  if (std::ranges::find(kReversible, number) == kReversible.end()) {
    return refuse("transaction_not_reversible", {{"infno", number}});
  }
  // A settlement that is still on its way is not there yet: who is likely to share it is locked
  // too.
  const std::string original = asked.message.text("data", "omsgid");
  const Place place = place_of_settlement(*person, asked.institution.code, original, asked.session);
  ReverseSettlement::Asked reversal = reversal_at(place, *person, asked, {}, {});
  reversal.original_msgid = original;
  reversal.original_infno = number;
  if (reversal.payer.is_none()) {
    const auto payers = aid::payers_for(reversal.numbers.kept, asked.session);
    if (!payers.empty()) reversal.payer = payers.front();
    reversal.payer_numbers = {reversal.payer, {}};
  }
  return CommandOrRefusal(std::make_unique<ReverseSettlement>(std::move(reversal)));
}

std::string reversed_message(const Asked& asked) {
  return asked.message.text("data", "omsgid");
}

CommandOrRefusal register_visit(const Asked& asked) {
  const Decision<Named> named = read_named(asked.message, "data", asked.context, asked.session);
  if (!named) return named.refusal();
  Visit visit;
  visit.institution = asked.institution.code;
  visit.insured_place = asked.context.regions->pooling_region(asked.message.insured_place);
  visit.insurance = asked.message.text("data", "insutype");
  visit.kind = "11";
  visit.number = asked.message.text("data", "ipt_otp_no");
  visit.begun_at = asked.message.text("data", "begntime");
  visit.begun_on = day_of(visit.begun_at);
  if (const Verdict day = check_day(visit.begun_on, asked.context.today); !day) {
    return day.refusal();
  }
  return CommandOrRefusal(std::make_unique<RegisterVisit>(std::move(visit), *named));
}

struct OneVisit {
  PersonId person;  // the number that it was begun under
  VisitId visit;
};
Decision<OneVisit> read_one(const Asked& asked, const std::string& psn_no,
                            const std::string& mdtrt_id) {
  const auto outside = provider::outside_id(psn_no);
  const auto person =
      outside ? asked.context.vault->inside_id(storage::IdKind::person, *outside) : std::nullopt;
  if (!person) return refuse(RefusalKind::not_found, "person_unknown", {{"psn_no", psn_no}});
  const auto visit = read_visit_id(mdtrt_id, asked.context);
  if (!visit) return visit.refusal();
  const Place place = place_of_visit(PersonId(person->id), *visit, asked.session);
  return OneVisit{place.owner.is_none() ? PersonId(person->id) : place.owner, *visit};
}

CommandOrRefusal cancel_visit(const Asked& asked) {
  const provider::Message& message = asked.message;
  const auto one =
      read_one(asked, message.text("data", "psn_no"), message.text("data", "mdtrt_id"));
  if (!one) return one.refusal();
  return CommandOrRefusal(std::make_unique<CancelVisit>(
      asked.institution.code, one->person, one->visit, message.text("data", "ipt_otp_no")));
}

CommandOrRefusal upload_lines(const Asked& asked) {
  const Tree::List& rows = asked.message.rows("feedetail");
  if (rows.empty()) return refuse(RefusalKind::malformed, "node_missing", {{"node", "feedetail"}});
  const std::string psn = text_of(rows.front(), "psn_no");
  const std::string visit = text_of(rows.front(), "mdtrt_id");
  for (const Tree& row : rows) {
    if (text_of(row, "psn_no") != psn || text_of(row, "mdtrt_id") != visit) {
      return refuse(RefusalKind::malformed, "fee_lines_of_many",
                    {{"serial", text_of(row, "feedetl_sn")}});
    }
  }
  const auto one = read_one(asked, psn, visit);
  if (!one) return one.refusal();
  Decision<std::vector<Line>> lines = read_lines(rows, asked, "chrg_bchno");
  if (!lines) return lines.refusal();
  return CommandOrRefusal(std::make_unique<UploadLines>(asked.institution.code, one->person,
                                                        one->visit, std::move(lines).value()));
}

CommandOrRefusal cancel_lines(const Asked& asked) {
  const provider::Message& message = asked.message;
  const auto one =
      read_one(asked, message.text("data", "psn_no"), message.text("data", "mdtrt_id"));
  if (!one) return one.refusal();
  return CommandOrRefusal(std::make_unique<CancelLines>(
      asked.institution.code, one->person, one->visit, message.text("data", "chrg_bchno")));
}

// 就诊和诊断信息: what is not asked for is kept as it was said.
CommandOrRefusal record_visit(const Asked& asked) {
  const provider::Message& message = asked.message;
  const auto text = [&](const char* field) { return message.text("mdtrtinfo", field); };
  const auto one = read_one(asked, text("psn_no"), text("mdtrt_id"));
  if (!one) return one.refusal();
  Decision<Prescription> prescription = read_prescription(asked);
  if (!prescription) return prescription.refusal();
  Record record;
  record.person = one->person;
  record.visit = one->visit;
  record.condition = text("main_cond_dscr");
  record.disease_kind = text("dise_type_code");
  record.disease = text("dise_codg");
  record.disease_name = text("dise_name");
  Tree detail = Tree(Tree::Members{});
  for (const char* field :
       {"birctrl_type", "birctrl_matn_date", "matn_type", "geso_val", "rxfixmedinsCode",
        "rxfixmedinsName", "rxfilename", "rxExpContent", "exp_content"}) {
    if (!text(field).empty()) detail.set(field, text(field));
  }
  record.detail = detail.to_json();
  std::vector<Diagnosis> diagnoses;
  for (const Tree& row : message.rows("diseinfo")) {
    diagnoses.push_back({text_of(row, "diag_type"), std::stoi(text_of(row, "diag_srt_no")),
                         text_of(row, "diag_code"), text_of(row, "diag_name"),
                         text_of(row, "diag_dept"), text_of(row, "dise_dor_no"),
                         text_of(row, "dise_dor_name"), day_of(text_of(row, "diag_time")),
                         text_of(row, "vali_flag") == "1"});
  }
  return CommandOrRefusal(std::make_unique<RecordVisit>(asked.institution.code, std::move(record),
                                                        text("med_type"), std::move(diagnoses),
                                                        std::move(prescription).value()));
}

constexpr std::array<Door, 36> kDoors{{
    {"1101", &answer_person, &use_first, false, false, &is_first_use},
    {"1201", &answer_institution, nullptr, false},
    {"1901", &answer_dictionary, nullptr, false},
    {"2001", &answer_entitlement, nullptr, false},
    {"2101", nullptr, &settle_sale, true},
    {"2102", nullptr, &settle_sale, false},
    {"2103", nullptr, &reverse_named, false},
    {"2201", nullptr, &register_visit, false},
    {"2202", nullptr, &cancel_visit, false},
    {"2204", nullptr, &upload_lines, false},
    {"2205", nullptr, &cancel_lines, false},
    {"2206", nullptr, &settle_visit, true},
    {"2207", nullptr, &settle_visit, false},
    {"2208", nullptr, &reverse_named, false},
    {"2601", nullptr, &reverse_message, false, false, nullptr, &reversed_message},
    {"3201", &answer_totals, nullptr, false},
    {"3202", nullptr, &compare_details, false},
    {"9101", nullptr, &upload_file, false},
    {"9102", &answer_file, nullptr, false, true},
    {"5203", &answer_settlement, nullptr, false},
    {"5204", &answer_fees, nullptr, false},
    {"5206", &answer_year, nullptr, false},
    {"9001", &answer_sign_in, nullptr, false},
    {"9002", &answer_sign_out, nullptr, false},
    {"90100", &answer_contributions, nullptr, false},
    {"2203", nullptr, &record_visit, false},
    {"2203A", nullptr, &record_visit, false},
    {"2501", nullptr, &file_referral, false},
    {"2502", nullptr, &end_referral, false},
    {"2503", nullptr, &file_chronic_disease, false},
    {"2504", nullptr, &end_chronic_disease, false},
    {"2505", nullptr, &file_fixed_institution, false},
    {"2506", nullptr, &end_fixed_institution, false},
    {"5201", &answer_visits, nullptr, false},
    {"5301", &answer_chronic_diseases, nullptr, false},
    {"5302", &answer_fixed_institutions, nullptr, false},
}};

}  // namespace

std::span<const Door> doors() {
  return kDoors;
}

const Door* find_door(std::string_view number) {
  const auto found = std::ranges::find(kDoors, number, &Door::number);
  return found == kDoors.end() ? nullptr : &*found;
}

}  // namespace yibao::visit
