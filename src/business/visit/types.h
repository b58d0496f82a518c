// Settlement (医药费结算) as values: a visit, its lines of fees, and what was settled.
//
// All amounts are whole fen. The names in comments are those of the interface.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "base/region_code.h"
#include "business/care/types.h"
#include "business/hold/types.h"

namespace yibao::visit {

using VisitId = Id<struct VisitTag>;            // mdtrt_id
using SettlementId = Id<struct SettlementTag>;  // setl_id

// 甲类 is paid as a whole, of 乙类 the person pays a part first, 丙类 is the person's own.
enum class ItemLevel { whole, part, own };
constexpr std::string_view code_of(ItemLevel level) {  // chrgitm_lv
  return level == ItemLevel::whole ? "01" : level == ItemLevel::part ? "02" : "03";
}

// What the catalogue says of an item (医保目录).
struct Item {
  ItemLevel level = ItemLevel::own;
  Rate first_paid;                   // 先行自付比例 of 乙类
  std::optional<Money> price_limit;  // 支付上限 of one unit
  std::string charge_kind = "14";    // med_chrgitm_type: 其他费
  std::string name = {};             // empty: it is not in the catalogue
};

// A line of fees, and how it divides: total = own_paid + over_limit + first_paid + in_scope.
struct Line {
  std::string serial;    // feedetl_sn
  std::string batch;     // chrg_bchno; empty at a pharmacy
  std::string item;      // med_list_codg
  std::string own_item;  // medins_list_codg
  Money amount;          // det_item_fee_sumamt
  std::string quantity;
  std::string price;
  ItemLevel level = ItemLevel::own;
  std::string charge_kind;
  Money own_paid;                         // fulamt_ownpay_amt
  Money over_limit;                       // overlmt_amt
  Money first_paid;                       // preselfpay_amt
  Money in_scope;                         // inscp_scp_amt
  Date happened_on;                       // fee_ocur_time
  std::optional<Money> price_limit = {};  // pric_uplmt_amt, of one unit; none: there is none
  Rate own_share = {};                    // selfpay_prop, of what is within the limit
  std::string detail = "{}";              // JSON: what else was said of it, under its names
};

// Sums over lines.
struct Scope {
  Money total, own_paid, over_limit, first_paid, in_scope;
};

// How a total was paid: total = fund + account + cash; shared is contained in account.
struct Parts {
  Money deductible;  // act_pay_dedc: of what is in scope
  Money fund;        // fund_pay_sumamt
  Money account;     // acct_pay
  Money shared;      // acct_mulaid_pay
  Money cash;        // psn_cash_pay
};

struct Visit {
  PersonId person;
  VisitId id;
  std::string institution;
  RegionCode place_of_care;
  RegionCode insured_place;
  std::string insurance;  // insutype: 310, 390
  std::string kind;       // med_type
  std::string number;     // ipt_otp_no; empty at a pharmacy
  Date begun_on;
  bool is_cancelled = false;
  Instant recorded_at;
  std::string begun_at = {};  // begntime, as it was sent
  std::string medium = {};    // mdtrt_cert_type
};

// 就诊信息 (2203): why the person came.
struct Record {
  PersonId person;
  VisitId visit;
  std::string condition;     // main_cond_dscr
  std::string disease_kind;  // dise_type_code
  std::string disease;       // dise_codg
  std::string disease_name;
  std::string detail = "{}";  // JSON
  int uploads = 0;
  std::int64_t entry_id = 0;
  Instant recorded_at;
};

// 处方文件 of a 2203A, as it was handed in.
struct Prescription {
  std::string institution;  // rxfixmedinsCode: who prescribed
  std::string name;         // rxfilename
  std::string content;      // rxIn, decoded; empty: none came
};

// 诊断
struct Diagnosis {
  std::string kind;     // diag_type
  int sort_number = 0;  // diag_srt_no
  std::string code;
  std::string name;
  std::string department;
  std::string doctor;
  std::string doctor_name;
  Date diagnosed_on;
  bool is_valid = true;
};

struct Settlement {
  PersonId person;
  SettlementId id;
  VisitId visit;
  std::string institution;
  RegionCode place_of_care;
  RegionCode insured_place;
  std::string insurance;
  std::string kind;    // med_type
  std::string medium;  // mdtrt_cert_type
  std::string msgid;
  Scope scope;
  Parts parts;
  Money balance;              // balc: of the account used, afterwards
  RegionCode account_region;  // none: no account of the person's own paid
  PostingId own_posting;
  PersonId payer;  // whose account was shared; none: nobody's
  PostingId shared_posting;
  SettlementId reverses;  // none: it is no reversal
  // 就医备案 that it was settled by: the recognition of the disease, the registration of the place.
  care::RegistrationId recognition;
  care::RegistrationId registration;
  Date care_on;      // the day that the bill is judged by: its year is the fund's
  Date happened_on;  // when it was settled, or taken back
  std::int64_t entry_id = 0;
  Instant recorded_at;
  Rate fund_rate = {};   // pool_prop_selfpay; nought: the fund does not pay
  Money fund_left = {};  // crt_payb_lmt_amt: what the fund might have paid, before this one
};

// What a settlement, or below zero its reversal, has used of the year of its care.
struct FundUse {
  std::string insurance;
  std::string kind;  // med_type
  Date care_on;
  Money deductible;
  Money fund;
};

}  // namespace yibao::visit
