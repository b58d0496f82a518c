#include "business/provider/conformance_balance.h"

#include <algorithm>
#include <array>

#include "business/provider/conformance.h"
#include "business/provider/conformance_values.h"

namespace yibao::provider {

namespace {

constexpr std::array<std::string_view, 6> kSettling{"2101", "2102", "2103", "2206", "2207", "2208"};

bool is_preview(const std::string& number) {
  return number == "2101" || number == "2206";
}

}  // namespace

void ToldBalances::broke_off(const std::string& psn_no, const std::string& msgid) {
  const auto known = balances_.find(psn_no);
  Broken broken{psn_no, {}};
  if (known != balances_.end()) broken.before = known->second;
  broken_[msgid] = std::move(broken);
  balances_.erase(psn_no);
}

bool ToldBalances::recover(const std::string& msgid) {
  const auto broken = broken_.find(msgid);
  if (broken == broken_.end()) return true;
  const Broken was = broken->second;
  broken_.erase(broken);
  balances_.erase(was.psn_no);
  if (was.before) balances_[was.psn_no] = *was.before;
  return was.before.has_value();
}

// 1101: what was told of the account before, less what it has paid since.
void ToldBalances::check_person(const Tree& output, std::vector<Breach>& breaches) {
  const Tree* who = output.find("baseinfo");
  const Tree* places = output.find("insuinfo");
  if (who == nullptr || places == nullptr || places->list() == nullptr) return;
  const std::string psn_no = text_in(who->find("psn_no")).value_or("");
  if (places->list()->size() != 1) {
    balances_.erase(psn_no);
    return;
  }
  const Money told = Money::fen(fen_of(places->list()->front(), "balc"));
  const auto [known, is_new] = balances_.try_emplace(psn_no, told);
  if (!is_new && known->second != told) {
    breaches.push_back({"told_before",
                        "insuinfo[1].balc",
                        {yuan(known->second.fen()) + " (此前答复的余额,减去此后由个人账户支付的)",
                         yuan(known->second.fen()) +
                             " (the balance told before, less what the account has paid since)"},
                        yuan(told.fen())});
  }
  known->second = told;
}

// balc: what was there less what the account paid; what a relative's account paid comes from there
// (I8). A pre-settlement tells what would be.
void ToldBalances::check_settlement(const Exchange& exchange, const std::string& psn_no,
                                    const Tree& output, std::vector<Breach>& breaches) {
  const Tree* info = output.find("setlinfo");
  if (info == nullptr) return;
  const bool settles = !is_preview(exchange.transaction->number);
  const bool is_known = recover(exchange.msgid);
  if (settles) {
    for (auto& [msgid, broken] : broken_) {
      if (broken.psn_no == psn_no) broken.before.reset();
    }
  }
  const auto before = balances_.find(psn_no);
  if (!is_known || before == balances_.end()) return;
  const std::int64_t found = fen_of(*info, "balc");
  const std::int64_t after =
      before->second.fen() - fen_of(*info, "acct_pay") + fen_of(*info, "acct_mulaid_pay");
  if (found != after) breaches.push_back({"I8", "setlinfo.balc", yuan(after), yuan(found)});
  if (settles) before->second = Money::fen(found);
}

void ToldBalances::check(const Exchange& exchange, const Tree& output,
                         std::vector<Breach>& breaches) {
  const std::string& number = exchange.transaction->number;
  if (number == "1101") return check_person(output, breaches);
  const std::string psn_no = said_in(exchange.input, "psn_no");
  if (number == "2601") {
    const std::string undone = said_in(exchange.input, "omsgid");
    if (!broken_.contains(undone)) balances_.erase(psn_no);
    recover(undone);
    return;
  }
  if (std::ranges::find(kSettling, number) == kSettling.end() || psn_no.empty()) return;
  check_settlement(exchange, psn_no, output, breaches);
}

}  // namespace yibao::provider
