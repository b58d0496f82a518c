#include "business/visit/fees.h"

#include <algorithm>
#include <array>

#include "base/tree_text.h"
#include "business/visit/present.h"
#include "storage/json.h"

namespace yibao::visit {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kColumns[] = {{"person_id", ColumnType::integer},
                               {"settlement_id", ColumnType::integer},
                               {"ordinal", ColumnType::integer},
                               {"amount_fen", ColumnType::integer},
                               {"told", ColumnType::text}};

constexpr storage::Statement kReversedLinesOf{
    "reversed_lines_of",
    "SELECT told FROM reversed_line WHERE person_id = $1 AND settlement_id = $2 ORDER BY ordinal"};

// As they are sent, and as 5204 tells them.
struct Echo {
  std::string_view sent;
  std::string_view told;
};
constexpr std::array<Echo, 21> kEchoes{{
    {"fee_ocur_time", "fee_ocur_time"},
    {"rxno", "rx_drord_no"},
    {"sin_dos_dscr", "sin_dos_dscr"},
    {"used_frqu_dscr", "used_frqu_dscr"},
    {"prd_days", "prd_days"},
    {"medc_way_dscr", "medc_way_dscr"},
    {"bilg_dept_codg", "bilg_dept_codg"},
    {"bilg_dept_name", "bilg_dept_name"},
    {"bilg_dr_codg", "bilg_dr_codg"},
    {"bilg_dr_name", "bilg_dr_name"},
    {"acord_dept_codg", "acord_dept_codg"},
    {"acord_dept_name", "acord_dept_name"},
    {"orders_dr_code", "orders_dr_code"},
    {"orders_dr_name", "orders_dr_name"},
    {"hosp_appr_flag", "hosp_appr_flag"},
    {"tcmdrug_used_way", "tcmdrug_used_way"},
    {"etip_flag", "etip_flag"},
    {"etip_hosp_code", "etip_hosp_code"},
    {"dscg_tkdrug_flag", "dscg_tkdrug_flag"},
    {"matn_fee_flag", "matn_fee_flag"},
    {"memo", "memo"},
}};
constexpr std::size_t kMemoBytesMax = 500;  // told in 500 characters, sent in 1000

constexpr std::array<const char*, 6> kBelowZero{
    "cnt",         "det_item_fee_sumamt", "fulamt_ownpay_amt",
    "overlmt_amt", "preselfpay_amt",      "inscp_scp_amt"};

std::string negative(const std::string& number) {
  return number.find_first_of("123456789") == std::string::npos ? number : "-" + number;
}

Tree tell_line(const Line& line) {
  Tree row = tell_amounts(line);
  for (const auto& [name, value] :
       {std::pair("hilist_code", line.item), std::pair("list_type", std::string("101")),
        std::pair("med_list_codg", line.item), std::pair("medins_list_codg", line.own_item),
        std::pair("dosform_name", std::string("-"))}) {
    row.set(name, value);
  }
  const Decision<Tree> detail = storage::parse_json_with_texts(line.detail);
  YB_CHECK(detail.ok(), "the detail of a line is no JSON");
  for (const Echo& echo : kEchoes) {
    if (const std::string text = text_of(*detail, echo.sent); !text.empty()) {
      row.set(std::string(echo.told), text);
    }
  }
  row.set("fee_ocur_time", moment_text(text_of(*detail, "fee_ocur_time"), line.happened_on));
  return row;
}

Tree::List told_before(PersonId person, SettlementId reversed, storage::Session& session) {
  Tree::List told;
  for (const storage::Row& row :
       session.select(kReversedLinesOf, {person.value(), reversed.value()})) {
    Decision<Tree> line = storage::parse_json_with_texts(row[0].text());
    YB_CHECK(line.ok(), "a line that was told is no JSON");
    told.push_back(std::move(line).value());
  }
  return told;
}

}  // namespace

const storage::Table kReversedLine{
    205, "reversed_line", kColumns, 3, storage::Owner::person, 0, storage::Mutability::append_only};

Tree tell_amounts(const Line& line) {
  // Where no limit is set, the price is its own.
  const std::string limit = line.price_limit ? line.price_limit->to_yuan() : line.price;
  return Tree::object({{"feedetl_sn", line.serial},
                       {"det_item_fee_sumamt", line.amount.to_yuan()},
                       {"cnt", line.quantity},
                       {"pric", line.price},
                       {"pric_uplmt_amt", limit},
                       {"selfpay_prop", rate_text(line.own_share)},
                       {"fulamt_ownpay_amt", line.own_paid.to_yuan()},
                       {"overlmt_amt", line.over_limit.to_yuan()},
                       {"preselfpay_amt", line.first_paid.to_yuan()},
                       {"inscp_scp_amt", line.in_scope.to_yuan()},
                       {"chrgitm_lv", std::string(code_of(line.level))},
                       {"med_chrgitm_type", line.charge_kind}});
}

std::string detail_of(const Tree& row) {
  Tree detail = Tree(Tree::Members{});
  for (const Echo& echo : kEchoes) {
    std::string text = text_of(row, echo.sent);
    if (text.empty()) continue;
    if (echo.sent == "memo" && text.size() > kMemoBytesMax) {
      std::size_t end = kMemoBytesMax;
      while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
      text.resize(end);
    }
    detail.set(std::string(echo.sent), std::move(text));
  }
  return detail.to_json();
}

void keep_reversed(storage::Plan& plan, const Settlement& original,
                   const std::vector<Line>& lines) {
  std::int64_t ordinal = 0;
  for (const Line& line : lines) {
    plan.insert(kReversedLine, {original.person.value(), original.id.value(), ++ordinal,
                                line.amount.fen(), tell_line(line).to_json()});
  }
}

Tree::List tell_fees(const Settlement& settlement, const std::vector<Settlement>& all,
                     storage::Session& session) {
  if (is_reversed(all, settlement.id)) {
    return told_before(settlement.person, settlement.id, session);
  }
  if (!settlement.reverses.is_none()) {
    Tree::List told = told_before(settlement.person, settlement.reverses, session);
    for (Tree& row : told) {
      for (const char* name : kBelowZero) row.set(name, negative(text_of(row, name)));
    }
    return told;
  }
  Tree::List told;
  const storage::Rows rows =
      session.select(kLinesOfVisit, {settlement.person.value(), settlement.visit.value()});
  for (const KeptLine& each : read_lines(rows, settlement.visit)) {
    if (each.settlement == settlement.id) told.push_back(tell_line(each.line));
  }
  return told;
}

}  // namespace yibao::visit
