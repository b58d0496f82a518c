#include "business/provider/conformance.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/date.h"
#include "base/text.h"
#include "business/provider/conformance_values.h"
#include "business/provider/writing.h"
#include "storage/json_marked.h"

namespace yibao::provider {

namespace {

Words one_object() {
  return {"一个对象", "an object"};
}
Words a_text() {
  return {"文本", "a text"};
}

Words at_most_characters(std::size_t count) {
  const std::string number = std::to_string(count);
  return {"最多 " + number + " 个字符", "at most " + number + " characters"};
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool is_number(const Field& field) {
  return field.type == FieldType::number || field.type == FieldType::integer;
}

// yyyyMMddHHmmss, of an instant that there is.
bool is_compact_time(std::string_view text) {
  if (text.size() < 14 || !is_digits(text)) return false;
  return compact_day(text).has_value() && text.substr(8, 2) < "24" && text.substr(10, 2) < "60" &&
         text.substr(12, 2) < "60";
}

bool is_clock(std::string_view text) {
  if (text.size() != 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':') return false;
  std::string compact;
  std::ranges::copy_if(text, std::back_inserter(compact),
                       [](unsigned char c) { return std::isdigit(c) != 0; });
  return compact.size() == 14 && is_compact_time(compact);
}

// The output of one answer, field by field.
class OutputCheck {
 public:
  OutputCheck(const Interface& tables, const Transaction& transaction,
              std::vector<Breach>& breaches)
      : tables_(tables), number_(transaction.number), breaches_(breaches) {}

  void node(const Node& node, const Tree* value) {
    const std::string where = node.name.empty() ? "output" : node.name;
    if (value == nullptr)
      return wrong("output", where, Words("有此节点", "this node"), nothing_there());
    if (!node.repeated) return object(node.fields, *value, where);
    if (value->list() == nullptr)
      return wrong("R07", where, Words("对象的列表", "a list of objects"), shown(*value));
    int row = 0;
    for (const Tree& each : *value->list()) {
      object(node.fields, each, where + "[" + std::to_string(++row) + "]");
    }
  }

  void object(const std::vector<Field>& fields, const Tree& value, const std::string& where) {
    if (value.members() == nullptr) return wrong("output", where, one_object(), shown(value));
    for (const Field& field : fields) one(field, value, where + "." + field.name);
    for (const auto& [name, unused] : *value.members()) {
      if (std::ranges::none_of(fields, [&](const Field& each) { return each.name == name; })) {
        unknown(fields, name, where);
      }
    }
  }

 private:
  void wrong(const std::string& rule, const std::string& where, Words expected, Words found,
             bool is_error = true) {
    const bool ruling = rule.size() == 3 && rule[0] == 'R';
    breaches_.push_back({ruling ? rule : number_ + "." + rule, where, std::move(expected),
                         std::move(found), is_error});
  }

  // Spelled in another case, it is the same name to nobody who looks for it (R17).
  void unknown(const std::vector<Field>& fields, const std::string& name,
               const std::string& where) {
    const auto meant =
        std::ranges::find_if(fields, [&](const Field& each) { return same_name(each.name, name); });
    if (meant == fields.end())
      return wrong("output", where, Words("表中的字段", "a field of the table"), name, false);
    wrong("R17", where, meant->name, name);
  }

  void one(const Field& field, const Tree& parent, const std::string& where) {
    const Tree* value = parent.find(field.name);
    if (value == nullptr)
      return wrong("output", where, Words("有此字段", "this field"), nothing_there(),
                   field.required);
    if (field.type == FieldType::array) return node({field.name, true, field.fields}, value);
    if (is_number(field)) return number(field, *value, where);
    const std::optional<std::string> text = text_in(value);
    if (!text) return wrong("output", where, a_text(), shown(*value));
    if (text->empty()) {
      if (field.required) wrong("output", where, Words("不为空", "not empty"), "\"\"");
      return;
    }
    if (field.length > 0 && count_characters(*text) > static_cast<std::size_t>(field.length)) {
      wrong("output", where, at_most_characters(static_cast<std::size_t>(field.length)),
            shown(*value));
    }
    if (!has_form(field, *text)) {
      wrong(field.name == "sign_time" ? "R18" : "output", where,
            field.has_time ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd", shown(*value));
    }
    code(field, *text, where);
  }

  void number(const Field& field, const Tree& value, const std::string& where) {
    const std::optional<std::string> digits = number_in(&value);
    if (!digits) return wrong("R09", where, Words("JSON 数值", "a JSON number"), shown(value));
    std::string_view whole = *digits;
    if (whole.starts_with('-')) whole.remove_prefix(1);
    const std::size_t point = whole.find('.');
    std::string_view part = point == std::string_view::npos ? "" : whole.substr(point + 1);
    while (part.ends_with('0')) part.remove_suffix(1);
    whole = whole.substr(0, point);
    if (field.length == 0) return;  // none is printed
    const int most = field.length;
    const bool fits = is_digits(whole) && static_cast<int>(part.size()) <= field.scale &&
                      static_cast<int>(whole.size()) <= std::max(1, most - field.scale);
    if (!fits) {
      const std::string digits_of = std::to_string(most) + "," + std::to_string(field.scale);
      wrong("output", where, Words(digits_of + " 位", digits_of + " digits"), *digits);
    }
  }

  static bool has_form(const Field& field, const std::string& text) {
    if (field.type != FieldType::date && field.type != FieldType::datetime) return true;
    const bool with_time = field.has_time || field.type == FieldType::datetime;
    return with_time ? is_clock(text) : Date::parse(text).has_value();
  }

  void code(const Field& field, const std::string& text, const std::string& where) {
    const Dictionary* codes = tables_.dictionary(field.dictionary);
    if (codes == nullptr) return;
    if (field.dictionary == "naty") {  // two digits, whatever the list prints (R23)
      if (text.size() != 2 || !codes->canonical(text))
        wrong("R23", where, Words("两位民族代码", "a code of two digits"), text);
      return;
    }
    if (!codes->has(text))
      wrong("output", where,
            Words("字典 " + field.dictionary + " 的代码",
                  "a code of the dictionary " + field.dictionary),
            text);
  }

  const Interface& tables_;
  const std::string& number_;
  std::vector<Breach>& breaches_;
};

std::int64_t sum_of(const Tree& object, std::initializer_list<std::string_view> names) {
  std::int64_t sum = 0;
  for (const std::string_view name : names) sum += fen_of(object, name);
  return sum;
}

// 基金支付总额 is what the funds paid: rows of personal accounts are no fund's (I5).
std::int64_t fund_rows(const Tree& output) {
  const Tree* rows = output.find("setldetail");
  std::int64_t sum = 0;
  if (rows == nullptr || rows->list() == nullptr) return 0;
  for (const Tree& row : *rows->list()) {
    const std::string kind = text_in(row.find("fund_pay_type")).value_or("");
    if (kind != "310200" && kind != "390500") sum += fen_of(row, "fund_payamt");
  }
  return sum;
}

void check_amounts(const Tree& output, std::vector<Breach>& breaches) {
  const Tree* found = output.find("setlinfo");
  if (found == nullptr || found->find("medfee_sumamt") == nullptr) return;
  const Tree& info = *found;
  const bool enquiry = info.find("psn_pay") != nullptr;  // 5203 (R15)
  const std::int64_t own = fen_of(info, enquiry ? "psn_pay" : "psn_part_amt");
  const char* cash_name = enquiry                                ? "cash_payamt"
                          : info.find("psn_cash_pay") == nullptr ? "pdn_cash_pay"
                                                                 : "psn_cash_pay";
  const auto equal = [&](const char* rule, const char* where, std::int64_t left, std::int64_t right,
                         bool is_error = true) {
    if (left == right) return;
    breaches.push_back({rule, std::string("setlinfo.") + where, yuan(right), yuan(left), is_error});
  };
  const std::int64_t total = fen_of(info, "medfee_sumamt");
  const std::int64_t fund = fen_of(info, "fund_pay_sumamt");
  const std::int64_t account = fen_of(info, "acct_pay");
  equal("I1", "medfee_sumamt", total, fund + own + fen_of(info, "hosp_part_amt"));
  equal("I2", enquiry ? "psn_pay" : "psn_part_amt", own, account + fen_of(info, cash_name));
  equal("I3", "fund_pay_sumamt", fund,
        sum_of(info, {"hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay",
                      "hifdm_pay", "oth_pay"}));
  const std::int64_t shared = fen_of(info, "acct_mulaid_pay");
  if (std::abs(shared) > std::abs(account)) {
    breaches.push_back({"I4",
                        "setlinfo.acct_mulaid_pay",
                        {"不超过 " + yuan(account), "at most " + yuan(account)},
                        yuan(shared)});
  }
  equal("I5", "fund_pay_sumamt", fund, fund_rows(output));
  equal("I6", "medfee_sumamt", total,
        sum_of(info, {"fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt"}),
        false);
  if (info.find("pdn_cash_pay") != nullptr) {
    const bool both = info.find("psn_cash_pay") != nullptr;
    if (!both || fen_of(info, "pdn_cash_pay") != fen_of(info, "psn_cash_pay")) {
      breaches.push_back({"R14", "setlinfo.psn_cash_pay", yuan(fen_of(info, "pdn_cash_pay")),
                          both ? Words(yuan(fen_of(info, "psn_cash_pay"))) : nothing_there(),
                          false});
    }
  }
}

// 清算类别 follows from the kind of care: a pharmacy's sale is cleared as one, a visit of an
// out-patient neither so nor as a stay. Provinces have kinds of their own, by whose names it is
// seen.
void check_clearing(const Interface& tables, const Tree& output, std::vector<Breach>& breaches) {
  const Tree* info = output.find("setlinfo");
  const Dictionary* kinds = tables.dictionary("clr_type");
  if (info == nullptr || kinds == nullptr) return;
  const std::string care = text_in(info->find("med_type")).value_or("");
  const std::string kind = text_in(info->find("clr_type")).value_or("");
  const auto code = std::ranges::find(kinds->codes, kind, &Code::value);
  if (code == kinds->codes.end()) return;  // told already
  const bool sale = code->label.find("药店") != std::string::npos;
  const bool stay = code->label.find("住院") != std::string::npos;
  const bool as_it_should = care == "41"                   ? sale
                            : care == "11" || care == "14" ? !sale && !stay
                                                           : true;
  if (as_it_should) return;
  breaches.push_back(
      {"clr_type",
       "setlinfo.clr_type",
       {"医疗类别 " + care + " 的清算类别", "the kind of clearing of care of kind " + care},
       kind + " " + code->label});
}

void check_output(const Interface& tables, const Exchange& exchange, const Tree& output,
                  std::vector<Breach>& breaches) {
  const Transaction& transaction = *exchange.transaction;
  OutputCheck check(tables, transaction, breaches);
  if (transaction.output.size() == 1 && transaction.output.front().name.empty()) {
    return check.node(transaction.output.front(), &output);
  }
  if (output.members() == nullptr) {
    breaches.push_back({transaction.number + ".output", "output", one_object(), shown(output)});
    return;
  }
  for (const Node& node : transaction.output) check.node(node, output.find(node.name));
  for (const auto& [name, value] : *output.members()) {
    if (transaction.output_node(name) == nullptr) {
      breaches.push_back({transaction.number + ".output",
                          name,
                          {"表中的节点", "a node of the table"},
                          name,
                          false});
    }
  }
  check_amounts(output, breaches);
  check_clearing(tables, output, breaches);
}

// Cut between two characters.
std::string beginning_of(const std::string& text) {
  constexpr std::size_t kMost = 200;
  if (text.size() <= kMost) return text;
  std::size_t end = kMost;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// 14 digits, as seconds since 1970; both times of a comparison are of the same zone.
std::int64_t seconds_of(std::string_view compact) {
  const auto number = [&](std::size_t at, std::size_t size) {
    return parse_integer(compact.substr(at, size)).value_or(0);
  };
  return compact_day(compact)->days() * std::int64_t{86'400} + number(8, 2) * 3'600 +
         number(10, 2) * 60 + number(12, 2);
}

// A settlement is of the time at which its message came. Clocks of one machine room differ by
// little.
void check_time(const Exchange& exchange, const Tree& output, const std::string& received,
                std::vector<Breach>& breaches) {
  constexpr std::int64_t kApartMax = 600;  // seconds
  const Tree* info = output.find("setlinfo");
  if (info == nullptr || exchange.transaction->number == "5203") return;
  const std::string time = text_in(info->find("setl_time")).value_or("");
  if (!is_clock(time) || !is_compact_time(received)) return;  // told already
  std::string compact;
  std::ranges::copy_if(time, std::back_inserter(compact),
                       [](unsigned char c) { return std::isdigit(c) != 0; });
  if (std::abs(seconds_of(compact) - seconds_of(received)) <= kApartMax) return;
  breaches.push_back(
      {"setl_time",
       "setlinfo.setl_time",
       {"收到报文的时间 " + received, "the time at which the message came, " + received},
       time});
}

}  // namespace

std::vector<Breach> Conformance::check(const Exchange& exchange) {
  std::vector<Breach> breaches;
  const auto wrong = [&](const char* rule, const char* where, Words expected, Words found,
                         bool is_error = true) {
    breaches.push_back({rule, where, std::move(expected), std::move(found), is_error});
  };
  const Decision<Tree> parsed = storage::parse_json_marking_numbers(exchange.answer);
  if (!parsed || parsed->members() == nullptr) {
    is_utf8(exchange.answer)
        ? wrong("envelope", "", Words("一个 JSON 对象", "a JSON object"),
                beginning_of(exchange.answer))
        : wrong("envelope", "", Words("UTF-8 编码的 JSON 对象", "a JSON object in UTF-8"),
                Words("其他编码的内容", "something in another encoding"));
    return breaches;
  }
  const Tree& answer = *parsed;
  const Tree* code = answer.find("infcode");
  const std::string infcode = number_in(code).value_or("");
  if (infcode != "0" && infcode != "-1") {
    wrong("R06", "infcode", Words("数值 0 或 -1", "the number 0 or -1"),
          code == nullptr ? nothing_there() : Words(shown(*code)));
  }
  const std::string number = text_in(answer.find("inf_refmsgid")).value_or("");
  bool is_repeated = false;  // the stored answer: its balance is that of then
  if (number.size() != 30 || !is_digits(number) || !is_compact_time(number.substr(6, 14))) {
    wrong("inf_refmsgid", "inf_refmsgid",
          Words("区划 6 位 + 时间 14 位 + 流水 10 位",
                "a region of 6 digits, a time of 14 and a serial of 10"),
          number);
  } else if (const auto [seen, is_new] = msgids_.emplace(number, exchange.msgid); !is_new) {
    is_repeated = seen->second == exchange.msgid;
    if (!is_repeated) {
      wrong("inf_refmsgid", "inf_refmsgid", Words("从不重复", "never twice"),
            Words(number + " 已用于 " + seen->second, number + ", which was of " + seen->second));
    }
  }
  const std::string received = text_in(answer.find("refmsg_time")).value_or("");
  const std::string answered = text_in(answer.find("respond_time")).value_or("");
  for (const auto& [name, time] :
       {std::pair("refmsg_time", received), {"respond_time", answered}}) {
    if (time.size() != 17 || !is_compact_time(time)) {
      wrong("envelope", name, "yyyyMMddHHmmssSSS", time);
    }
  }
  if (received > answered)
    wrong("envelope", "refmsg_time", Words("不晚于 " + answered, "not later than " + answered),
          received);
  const std::optional<std::string> error = text_in(answer.find("err_msg"));
  if (!error) wrong("envelope", "err_msg", a_text(), nothing_there());
  if (error && count_characters(*error) > kErrorCharactersMax) {
    wrong("envelope", "err_msg", at_most_characters(kErrorCharactersMax),
          std::to_string(count_characters(*error)));
  }
  const bool success =
      infcode == "0" || (code != nullptr && code->text() != nullptr && *code->text() == "0");
  if (!success && error && error->empty())
    wrong("envelope", "err_msg", Words("失败的原因", "why it failed"), "\"\"");
  const Tree* output = answer.find("output");
  if (output == nullptr || output->is_null()) {
    wrong("envelope", "output", Words("没有内容时为 {}", "{} where there is nothing"),
          output == nullptr ? nothing_there() : "null", success);
  } else if (success) {
    check_output(tables_, exchange, *output, breaches);
    check_echo(exchange, *output, breaches);
    told_.check(exchange, *output, breaches);
    if (!is_repeated) {
      check_time(exchange, *output, received, breaches);
      conversation_.check(exchange, *output, received, breaches);
      balances_.check(exchange, *output, breaches);
      previews_.check(exchange, *output, breaches);
    }
  }
  return breaches;
}

}  // namespace yibao::provider
