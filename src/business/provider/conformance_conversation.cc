#include "business/provider/conformance_conversation.h"

#include "business/provider/conformance.h"
#include "business/provider/conformance_values.h"

namespace yibao::provider {

namespace {

// Who is employed and insured for so long has paid: a first month may still be under way.
constexpr int kDaysUntilPaid = 100;

std::string text_at(const Tree& object, const char* name) {
  return text_in(object.find(name)).value_or("");
}

const Tree::List& rows_of(const Tree* list) {
  static const Tree::List kNone;
  return list == nullptr || list->list() == nullptr ? kNone : *list->list();
}

}  // namespace

void Conversation::note_person(const Tree& output, const std::string& received) {
  const Tree* who = output.find("baseinfo");
  const std::optional<Date> today = compact_day(received);
  if (who == nullptr || !today) return;
  for (const Tree& place : rows_of(output.find("insuinfo"))) {
    const std::optional<Date> since = Date::parse(text_at(place, "psn_insu_date"));
    const bool employed = text_at(place, "insutype") == "310" &&
                          text_at(place, "psn_type") == "11" &&
                          text_at(place, "psn_insu_stas") == "1";
    if (employed && since && *today - *since > kDaysUntilPaid) {
      paying_.insert(text_at(*who, "psn_no"));
    }
  }
}

void Conversation::compare_identity(const std::string& psn_no, const Tree& told,
                                    const std::string& where, std::vector<Breach>& breaches) const {
  const auto known = people_.find(psn_no);
  if (known == people_.end() || told.members() == nullptr) return;
  for (const auto& [field, before] : known->second) {
    const std::string found = text_at(told, field.c_str());
    if (found.empty() || upper(found) == upper(before)) continue;
    breaches.push_back({"told_before",
                        where + "." + field,
                        {before + " (1101 答复的此人)", before + " (this person as 1101 told)"},
                        found});
  }
}

void Conversation::check_identity(const Exchange& exchange, const Tree& output,
                                  std::vector<Breach>& breaches) {
  if (output.members() == nullptr) return;
  const std::string asked = said_in(exchange.input, "psn_no");
  for (const auto& [node, value] : *output.members()) {
    const auto compare = [&](const Tree& told, const std::string& where) {
      if (told.members() == nullptr) return;
      const std::string own = text_at(told, "psn_no");
      compare_identity(own.empty() ? asked : own, told, where, breaches);
    };
    if (value.list() == nullptr) {
      compare(value, node);
      continue;
    }
    int row = 0;
    for (const Tree& each : *value.list()) {
      compare(each, node + "[" + std::to_string(++row) + "]");
    }
  }
  const Tree* who = output.find("baseinfo");
  if (exchange.transaction->number != "1101" || who == nullptr) return;
  for (const char* field : {"psn_name", "certno", "gend", "brdy"}) {
    const std::string told = text_at(*who, field);
    if (!told.empty()) people_[text_at(*who, "psn_no")].try_emplace(field, told);
  }
}

// Who has signed out and signs in again is another working day: its number is another one.
void Conversation::check_sign_in(const Exchange& exchange, const Tree& output,
                                 std::vector<Breach>& breaches) {
  if (exchange.transaction->number == "9002") {
    signed_out_.insert(said_in(exchange.input, "sign_no"));
    return;
  }
  const Tree* info = output.find("signinoutb");
  const std::string number = info == nullptr ? "" : text_at(*info, "sign_no");
  if (signed_out_.contains(number)) {
    breaches.push_back({"sign_no",
                        "signinoutb.sign_no",
                        {"与已签退的编号不同", "another number than that signed out"},
                        number});
  }
}

void Conversation::check_entitlement(const Tree& output, std::vector<Breach>& breaches) {
  for (const Tree& row : rows_of(output.find("trtinfo"))) {
    const bool entitled = text_at(row, "trt_enjymnt_flag") == "1";
    bool& any = entitled_[text_at(row, "psn_no")];
    any = any || entitled;
    if (!entitled && text_at(row, "trt_chk_rslt").empty()) {
      breaches.push_back({"2001.output",
                          "trtinfo.trt_chk_rslt",
                          {"不享受待遇的原因", "why there are no benefits"},
                          "\"\""});
    }
  }
}

void Conversation::check_contributions(const std::string& psn_no, const Tree& output,
                                       std::vector<Breach>& breaches) const {
  if (!paying_.contains(psn_no) || !rows_of(&output).empty()) return;
  breaches.push_back(
      {"told_before",
       "output",
       {"1101 所说在职参保人的缴费", "the contributions of who is employed, as 1101 told"},
       "[]"});
}

// What the accumulated amounts of a year have grown by is what was settled in between: nothing
// where all of it was taken back, and what the fund has paid in one of them.
void Conversation::check_year(const std::string& psn_no, const Tree& output,
                              std::vector<Breach>& breaches) {
  Year now;
  for (const Tree& row : rows_of(output.find("cuminfo"))) {
    const std::string kind = text_at(row, "insutype") + " " + text_at(row, "cum_ym") + " " +
                             text_at(row, "cum_type_code");
    now.told[kind] += fen_of(row, "cum");
  }
  const auto before = years_.find(psn_no);
  if (before != years_.end()) {
    const Year& then = before->second;
    bool grown = then.fund == 0;
    std::map<std::string, std::int64_t> all = now.told;
    for (const auto& [kind, unused] : then.told) all.try_emplace(kind, 0);
    for (const auto& [kind, amount] : all) {
      const auto told = then.told.find(kind);
      const std::int64_t was = told == then.told.end() ? 0 : told->second;
      grown = grown || amount - was == then.fund;
      if (then.settled == 0 && amount != was) {
        breaches.push_back({"told_before", "cuminfo.cum " + kind, yuan(was), yuan(amount)});
      }
    }
    if (!grown) {
      breaches.push_back(
          {"told_before",
           "cuminfo.cum",
           {"其中一项增加 " + yuan(then.fund), "one of them grown by " + yuan(then.fund)},
           nothing_there()});
    }
  }
  years_[psn_no] = std::move(now);
}

void Conversation::check_settlement(const std::string& psn_no, const Tree& output,
                                    std::vector<Breach>& breaches) {
  const Tree* info = output.find("setlinfo");
  if (info == nullptr || info->members() == nullptr) return;
  const std::int64_t fund = fen_of(*info, "fund_pay_sumamt");
  const auto told = entitled_.find(psn_no);
  if (told != entitled_.end() && !told->second && fund > 0) {
    breaches.push_back({"told_before",
                        "setlinfo.fund_pay_sumamt",
                        {"0 (2001 答复不享受待遇)", "0 (2001 told that there are no benefits)"},
                        yuan(fund)});
  }
  const auto year = years_.find(psn_no);
  if (year == years_.end()) return;
  year->second.settled += fen_of(*info, "medfee_sumamt");
  year->second.fund += fund;
}

void Conversation::check(const Exchange& exchange, const Tree& output, const std::string& received,
                         std::vector<Breach>& breaches) {
  const std::string& number = exchange.transaction->number;
  const std::string psn_no = said_in(exchange.input, "psn_no");
  check_identity(exchange, output, breaches);
  if (number == "1101") return note_person(output, received);
  if (number == "9001" || number == "9002") return check_sign_in(exchange, output, breaches);
  if (number == "2001") return check_entitlement(output, breaches);
  if (number == "90100") return check_contributions(psn_no, output, breaches);
  if (number == "5206") return check_year(psn_no, output, breaches);
  if (number == "2601") return forget(psn_no);
  if (number == "2102" || number == "2103" || number == "2207" || number == "2208") {
    check_settlement(psn_no, output, breaches);
  }
}

}  // namespace yibao::provider
