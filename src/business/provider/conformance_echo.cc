#include "business/provider/conformance_echo.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "business/provider/conformance.h"
#include "business/provider/conformance_values.h"

namespace yibao::provider {

namespace {

// Of the message, whose values are all texts; empty: not said.
std::string sent(const Exchange& exchange, std::string_view node, const char* field) {
  const Tree* object = exchange.input.find(node);
  const Tree* value = object == nullptr ? nullptr : object->find(field);
  return value == nullptr || value->text() == nullptr ? "" : *value->text();
}

bool is_one_of(const std::string& number, std::initializer_list<std::string_view> numbers) {
  return std::ranges::find(numbers, number) != numbers.end();
}

// The serials of its lines, unchanged (R12).
void check_serials(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches) {
  const std::string& number = exchange.transaction->number;
  const char* from = number == "2204" ? "feedetail" : "drugdetail";
  const char* to = number == "2204" ? "result" : "detlcutinfo";
  const Tree* lines = exchange.input.find(from);
  const Tree* told = output.find(to);
  if (lines != nullptr && lines->list() != nullptr && told != nullptr && told->list() != nullptr) {
    std::multiset<std::string> serials;
    for (const Tree& row : *lines->list()) {
      const Tree* serial = row.find("feedetl_sn");
      if (serial != nullptr && serial->text() != nullptr) serials.insert(*serial->text());
    }
    for (const Tree& row : *told->list()) {
      const std::string serial = text_in(row.find("feedetl_sn")).value_or("");
      const auto one = serials.find(serial);
      if (one == serials.end()) {
        breaches.push_back({"R12",
                            std::string(to) + ".feedetl_sn",
                            {"发送的流水号", "a serial that was sent"},
                            serial});
      } else {
        serials.erase(one);
      }
    }
    for (const std::string& serial : serials) {
      breaches.push_back({"R12", std::string(to) + ".feedetl_sn", serial, nothing_there()});
    }
  }
}

// What a line came to is what was sent (I7).
void check_line_amounts(const Exchange& exchange, const Tree& output,
                        std::vector<Breach>& breaches) {
  const bool upload = exchange.transaction->number == "2204";
  const Tree* lines = exchange.input.find(upload ? "feedetail" : "drugdetail");
  const char* const node = upload ? "result" : "detlcutinfo";
  const Tree* told = output.find(node);
  if (lines == nullptr || lines->list() == nullptr) return;
  if (told == nullptr || told->list() == nullptr) return;
  std::map<std::string, std::int64_t> amounts;
  for (const Tree& row : *lines->list()) {
    const Tree* serial = row.find("feedetl_sn");
    if (serial == nullptr || row.find("det_item_fee_sumamt") == nullptr) continue;
    amounts[*serial->text()] = fen_of(row, "det_item_fee_sumamt");
  }
  for (const Tree& row : *told->list()) {
    const auto line = amounts.find(text_in(row.find("feedetl_sn")).value_or(""));
    const std::int64_t amount = fen_of(row, "det_item_fee_sumamt");
    if (line == amounts.end() || line->second == amount) continue;
    breaches.push_back(
        {"I7", std::string(node) + ".det_item_fee_sumamt", yuan(line->second), yuan(amount)});
  }
}

// A text of the answer that the message has said.
void check_text(const Tree& output, const char* node, const char* field, const std::string& said,
                std::vector<Breach>& breaches) {
  const Tree* object = output.find(node);
  if (said.empty() || object == nullptr) return;
  const std::string found = text_in(object->find(field)).value_or("");
  if (found == said) return;
  breaches.push_back({"echo", std::string(node) + "." + field, said, found});
}

// Who, what and where: an answer that names it names what the message has named.
constexpr std::array<std::string_view, 9> kNaming{"psn_no",     "certno",         "mdtrt_cert_type",
                                                  "insutype",   "med_type",       "mdtrt_id",
                                                  "ipt_otp_no", "fixmedins_code", "filename"};

void check_names(const Exchange& exchange, const Tree& object, const std::string& where,
                 std::vector<Breach>& breaches) {
  if (object.members() == nullptr) return;
  for (const std::string_view name : kNaming) {
    const std::string said = said_in(exchange.input, name);
    const Tree* found = object.find(name);
    if (said.empty() || found == nullptr) continue;
    const std::string told = text_in(found).value_or("");
    if (upper(told) == upper(said)) continue;
    breaches.push_back({"echo", where + "." + std::string(name), said, told});
  }
}

void check_named(const Exchange& exchange, const Tree& value, const std::string& where,
                 std::vector<Breach>& breaches) {
  if (value.list() == nullptr) return check_names(exchange, value, where, breaches);
  for (const Tree& row : *value.list()) check_names(exchange, row, where, breaches);
}

// The person, the kind of care, the total, the institution, the document that were asked for.
void check_subject(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches) {
  const std::string& number = exchange.transaction->number;
  check_named(exchange, output, "output", breaches);
  if (output.members() != nullptr) {
    for (const auto& [node, value] : *output.members()) {
      if (value.text() == nullptr) check_named(exchange, value, node, breaches);
    }
  }
  const bool by_document = number == "1101" && sent(exchange, "data", "mdtrt_cert_type") == "02";
  if (by_document && sent(exchange, "data", "certno").empty()) {
    check_text(output, "baseinfo", "certno", upper(sent(exchange, "data", "mdtrt_cert_no")),
               breaches);
  }
  if (number == "5203") {
    check_text(output, "setlinfo", "setl_id", sent(exchange, "data", "setl_id"), breaches);
  }
  if (!is_one_of(number, {"2101", "2102", "2206", "2207"})) return;
  const char* const node = number.starts_with("210") ? "druginfo" : "data";
  const Tree* info = output.find("setlinfo");
  const Tree* asked = exchange.input.find(node);
  if (info == nullptr || sent(exchange, node, "medfee_sumamt").empty()) return;
  const std::int64_t total = fen_of(*asked, "medfee_sumamt");
  const std::int64_t found = fen_of(*info, "medfee_sumamt");
  if (total == found) return;
  breaches.push_back({"echo", "setlinfo.medfee_sumamt", yuan(total), yuan(found)});
}

}  // namespace

void check_echo(const Exchange& exchange, const Tree& output, std::vector<Breach>& breaches) {
  check_subject(exchange, output, breaches);
  if (output.members() == nullptr) return;
  check_serials(exchange, output, breaches);
  check_line_amounts(exchange, output, breaches);
  const std::string& number = exchange.transaction->number;
  if (number != "2102" && number != "2207") return;
  const Tree* info = output.find("setlinfo");
  const std::string own = info == nullptr ? "" : text_in(info->find("medins_setl_id")).value_or("");
  if (own != exchange.msgid) {
    breaches.push_back({"msgid", "setlinfo.medins_setl_id", exchange.msgid, own});
  }
}

ToldSettlements::Amounts ToldSettlements::amounts_in(const Tree& info) {
  return {fen_of(info, "medfee_sumamt"), fen_of(info, "fund_pay_sumamt"), fen_of(info, "acct_pay")};
}

void ToldSettlements::compare(const Amounts& expected, const Tree& info,
                              std::vector<Breach>& breaches) {
  const Amounts found = amounts_in(info);
  const auto equal = [&](const char* name, std::int64_t left, std::int64_t right) {
    if (left == right) return;
    breaches.push_back({"told_before", std::string("setlinfo.") + name, yuan(left), yuan(right)});
  };
  equal("medfee_sumamt", expected.total, found.total);
  equal("fund_pay_sumamt", expected.fund, found.fund);
  equal("acct_pay", expected.account, found.account);
}

// 撤销的金额为负数: what was told, with the signs turned; never above nought, also where nothing
// was told of what it takes back.
void ToldSettlements::check_reversal(const std::string& original, const Tree& info,
                                     std::vector<Breach>& breaches) {
  const auto before = told_.find(original);
  if (before != told_.end()) {
    const Amounts& was = before->second;
    compare({-was.total, -was.fund, -was.account}, info, breaches);
  } else if (const std::int64_t total = fen_of(info, "medfee_sumamt"); total > 0) {
    breaches.push_back({"told_before", "setlinfo.medfee_sumamt", yuan(-total), yuan(total)});
  }
}

void ToldSettlements::check_lines(const std::string& settlement, const Tree& output,
                                  std::vector<Breach>& breaches) const {
  const auto before = told_.find(settlement);
  if (before == told_.end() || output.list() == nullptr) return;
  std::int64_t sum = 0;
  for (const Tree& row : *output.list()) sum += fen_of(row, "det_item_fee_sumamt");
  if (sum == before->second.total) return;
  breaches.push_back(
      {"told_before", "output.det_item_fee_sumamt", yuan(before->second.total), yuan(sum)});
}

void ToldSettlements::check(const Exchange& exchange, const Tree& output,
                            std::vector<Breach>& breaches) {
  const std::string& number = exchange.transaction->number;
  const std::string asked = sent(exchange, "data", "setl_id");
  if (number == "5204") return check_lines(asked, output, breaches);
  const Tree* info = output.find("setlinfo");
  if (info == nullptr || info->members() == nullptr) return;
  if (number == "5203") {
    if (const auto before = told_.find(asked); before != told_.end()) {
      compare(before->second, *info, breaches);
    }
    return;
  }
  const bool reversal = is_one_of(number, {"2103", "2208"});
  if (reversal) check_reversal(asked, *info, breaches);
  if (!reversal && !is_one_of(number, {"2102", "2207"})) return;
  told_[text_in(info->find("setl_id")).value_or("")] = amounts_in(*info);
}

}  // namespace yibao::provider
