#include "business/provider/conformance_preview.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "business/provider/conformance.h"
#include "business/provider/conformance_values.h"

namespace yibao::provider {

namespace {

constexpr std::array<std::string_view, 9> kAmounts{
    "fund_pay_sumamt", "acct_pay",          "acct_mulaid_pay", "psn_cash_pay", "inscp_scp_amt",
    "act_pay_dedc",    "fulamt_ownpay_amt", "preselfpay_amt",  "balc"};
constexpr std::array<std::string_view, 9> kOfBill{"psn_no",          "insutype",  "med_type",
                                                  "mdtrt_cert_type", "dise_codg", "acct_used_flag",
                                                  "medfee_sumamt",   "mdtrt_id",  "chrg_bchno"};
constexpr std::array<std::string_view, 5> kOfLine{"med_list_codg", "det_item_fee_sumamt", "cnt",
                                                  "pric", "rx_circ_flag"};
// What changes nothing for anybody.
constexpr std::array<std::string_view, 7> kOnlyAsking{"1101", "1201", "1901", "2001",
                                                      "3201", "3202", "90100"};

std::string text_of(const Tree& object, std::string_view name) {
  const Tree* value = object.find(name);
  return value != nullptr && value->text() != nullptr ? *value->text() : "";
}

// The bill and its lines, without the numbers of message and lines and the time of day.
std::string bill_of(const Exchange& exchange) {
  std::string bill;
  for (const std::string_view name : kOfBill) bill += said_in(exchange.input, name) + "|";
  bill += said_in(exchange.input, "begntime").substr(0, 10);
  const Tree* lines = exchange.input.find("drugdetail");
  if (lines == nullptr || lines->list() == nullptr) return bill;
  for (const Tree& line : *lines->list()) {
    for (const std::string_view name : kOfLine) bill += "|" + text_of(line, name);
    bill += "|" + text_of(line, "fee_ocur_time").substr(0, 10);
  }
  return bill;
}

}  // namespace

void ToldPreviews::compare(const Preview& preview, const Tree& info,
                           std::vector<Breach>& breaches) {
  for (const auto& [name, before] : preview.amounts) {
    const std::int64_t found = fen_of(info, name);
    if (found == before) continue;
    breaches.push_back({"told_before",
                        "setlinfo." + name,
                        {yuan(before) + " (" + preview.number + " 预结算同样费用的答复)",
                         yuan(before) + " (as " + preview.number + " told of the same bill)"},
                        yuan(found)});
  }
}

void ToldPreviews::check(const Exchange& exchange, const Tree& output,
                         std::vector<Breach>& breaches) {
  const std::string& number = exchange.transaction->number;
  const std::string psn_no = said_in(exchange.input, "psn_no");
  const Tree* info = output.find("setlinfo");
  const bool has_info = info != nullptr && info->members() != nullptr;
  if (number == "2101" || number == "2206") {
    Preview preview{number, bill_of(exchange), {}};
    for (const std::string_view name : kAmounts) {
      if (has_info) preview.amounts[std::string(name)] = fen_of(*info, name);
    }
    told_[psn_no] = std::move(preview);
    return;
  }
  const bool only_asks =
      number.starts_with('5') || std::ranges::find(kOnlyAsking, number) != kOnlyAsking.end();
  if (only_asks) return;
  const auto before = told_.find(psn_no);
  const bool settles = (number == "2102" || number == "2207") && has_info;
  const bool same = before != told_.end() && before->second.asked == bill_of(exchange);
  if (settles && same) compare(before->second, *info, breaches);
  // Lines of fees name their persons one by one.
  psn_no.empty() ? told_.clear() : forget(psn_no);
}

}  // namespace yibao::provider
