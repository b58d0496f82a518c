#include "business/clearing/checks.h"

#include <algorithm>
#include <map>
#include <set>

#include "business/account/store.h"
#include "business/clearing/rules.h"
#include "business/clearing/store.h"
#include "business/scan.h"
#include "business/second_eyes.h"
#include "business/visit/store.h"

namespace yibao::clearing {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

constexpr std::string_view kLedger = "provider:";

struct Owed {
  std::int64_t settlements = 0;
  std::int64_t postings = 0;
  Money fund;
  Money account;
};

// A statement with what it covers, and what was found that belongs to it.
struct Covered {
  Row row;
  Statement statement;
  Cover cover;
  std::int64_t settlements = 0;
  std::int64_t postings = 0;
  Money bills;
  Money fund;
  Money account;
  std::map<RegionCode, Owed> owed;  // by place of insurance, and by place of the account
};
using Institutions = std::map<std::string, std::vector<Covered>>;  // by code, oldest first

std::vector<Statement> all_statements(const CheckContext& context, Findings& findings,
                                      std::vector<Row>& rows) {
  std::vector<Statement> all;
  business::Scan scan(context, kStatement);
  while (scan.peek() != nullptr) {
    Row row = scan.take();
    const auto read = business::read_or_find(kStatement, row, findings, read_statement);
    if (!read) continue;
    all.push_back(*read);
    rows.push_back(std::move(row));
  }
  return all;
}

Institutions institutions_of(const CheckContext& context, Findings& findings) {
  std::vector<Row> rows;
  const std::vector<Statement> all = all_statements(context, findings, rows);
  Institutions institutions;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].kind != Kind::institution || all[i].is_refused()) continue;
    Covered covered;
    covered.row = rows[i];
    covered.statement = all[i];
    institutions[all[i].party].push_back(std::move(covered));
  }
  for (auto& [code, list] : institutions) {
    std::ranges::stable_sort(list, [](const Covered& a, const Covered& b) {
      return a.statement.month < b.statement.month;
    });
    for (std::size_t i = 0; i < list.size(); ++i) {
      list[i].cover = cover_of(list[i].statement, i > 0 ? &list[i - 1].statement : nullptr);
    }
  }
  return institutions;
}

// The statement that something belongs to; null where its month is not cleared yet. Told, where it
// is of a cleared month and in none.
Covered* belongs_to(Institutions& institutions, const std::string& code, Date day,
                    Instant recorded_at, const storage::Table& table, const Row& row,
                    Findings& findings) {
  const auto found = institutions.find(code);
  if (found == institutions.end()) return nullptr;
  Covered* one = nullptr;
  for (Covered& each : found->second) {
    if (!each.cover.has(day, recorded_at)) continue;
    if (one != nullptr) findings.add(table, row, "is in two statements");
    one = &each;
  }
  const Statement& last = found->second.back().statement;
  const bool cleared = day <= last.month.last_day() && recorded_at <= last.cut_at;
  if (one == nullptr && cleared) findings.add(table, row, "is in no statement of its institution");
  return one;
}

void add_settlements(const CheckContext& context, Institutions& institutions, Findings& findings) {
  business::Scan settlements(context, visit::kSettlement);
  while (settlements.peek() != nullptr) {
    const storage::Rows row{settlements.take()};
    const visit::Settlement each = visit::read_settlements(row).front();
    Covered* one = belongs_to(institutions, each.institution, each.happened_on, each.recorded_at,
                              visit::kSettlement, row.front(), findings);
    if (one == nullptr) continue;
    ++one->settlements;
    one->bills += each.scope.total;
    one->fund += each.parts.fund;
    Owed& owed = one->owed[each.insured_place];
    ++owed.settlements;
    owed.fund += each.parts.fund;
  }
}

void add_postings(const CheckContext& context, Institutions& institutions, Findings& findings) {
  constexpr auto kPayment = static_cast<std::int64_t>(account::PostingCode::payment);
  constexpr auto kReversal = static_cast<std::int64_t>(account::PostingCode::refund_received);
  business::Walk people(context, {&account::kPosting});
  while (people.next()) {
    for (const Row& row : people.rows(account::kPosting)) {
      const std::int64_t code = row[4].integer();
      const std::string& other = row[7].text();
      if (!other.starts_with(kLedger) || (code != kPayment && code != kReversal)) continue;
      Covered* one = belongs_to(institutions, other.substr(kLedger.size()),
                                Date::from_days(static_cast<std::int32_t>(row[8].integer())),
                                Instant::from_milliseconds(row[13].integer()), account::kPosting,
                                row, findings);
      if (one == nullptr) continue;
      ++one->postings;
      const Money amount = Money::fen(row[5].integer());
      const Money paid = code == kPayment ? amount : Money() - amount;
      one->account += paid;
      Owed& owed = one->owed[RegionCode(static_cast<std::int32_t>(row[2].integer()))];
      ++owed.postings;
      owed.account += paid;
    }
  }
}

void compare(const Covered& each, Findings& findings) {
  const Statement& statement = each.statement;
  const auto same = [&](std::string_view column, std::int64_t found, std::int64_t expected) {
    if (found != expected) findings.add(kStatement, each.row, differs(column, found, expected));
  };
  same("settlements", statement.settlements, each.settlements);
  same("postings", statement.postings, each.postings);
  same("bills_fen", statement.bills.fen(), each.bills.fen());
  same("fund_fen", statement.fund.fen(), each.fund.fen());
  same("account_fen", statement.account.fen(), each.account.fen());
}

using Key = std::pair<std::int64_t, std::int64_t>;  // region, statement

// 承担地区: what of a statement falls to one region. A message may name a district; its pooling
// region owes: the city, or the province that is one region.
bool answers_for(RegionCode debtor, RegionCode place) {
  constexpr int kCity = 100;
  constexpr int kProvince = 10'000;
  if (debtor == place) return true;
  const int unit = debtor.value() % kProvince == 0 ? kProvince : kCity;
  return debtor.value() % unit == 0 && debtor.value() / unit == place.value() / unit;
}

Owed take_owed(std::map<RegionCode, Owed>& owed, RegionCode debtor) {
  Owed sum;
  for (auto each = owed.begin(); each != owed.end();) {
    if (!answers_for(debtor, each->first)) {
      ++each;
      continue;
    }
    sum.settlements += each->second.settlements;
    sum.postings += each->second.postings;
    sum.fund += each->second.fund;
    sum.account += each->second.account;
    each = owed.erase(each);
  }
  return sum;
}

// Each region owes what its fund and its accounts have paid, whoever was treated: of money that was
// shared (共济), the region of the payer's account.
void check_debtors(const CheckContext& context, Institutions& institutions, Findings& findings) {
  std::map<Key, Covered*> by_key;
  for (auto& [code, list] : institutions) {
    for (Covered& each : list) {
      by_key[{each.statement.region.value(), each.statement.id.value()}] = &each;
    }
  }
  business::Scan scan(context, kShare);
  while (scan.peek() != nullptr) {
    const Row row = scan.take();
    const auto share = business::read_or_find(kShare, row, findings, read_share);
    if (!share) continue;
    const auto found = by_key.find({share->region.value(), share->statement.value()});
    if (found == by_key.end()) continue;
    const Owed owed = take_owed(found->second->owed, share->debtor);
    const auto same = [&](std::string_view column, std::int64_t is, std::int64_t expected) {
      if (is != expected) findings.add(kShare, row, differs(column, is, expected));
    };
    same("settlements", share->settlements, owed.settlements);
    same("postings", share->postings, owed.postings);
    same("fund_fen", share->fund.fen(), owed.fund.fen());
    same("account_fen", share->account.fen(), owed.account.fen());
  }
  for (const auto& [code, list] : institutions) {
    for (const Covered& each : list) {
      for (const auto& [region, owed] : each.owed) {
        findings.add(kStatement, each.row, "has no share of " + region.to_string());
      }
    }
  }
}

// A statement says what the settlements and postings that it covers say, and each of them is in
// exactly one.
void check_sums(const CheckContext& context, Findings& findings) {
  Institutions institutions = institutions_of(context, findings);
  if (institutions.empty()) return;
  add_settlements(context, institutions, findings);
  add_postings(context, institutions, findings);
  for (const auto& [code, list] : institutions) {
    Money carried;
    for (const Covered& each : list) {
      compare(each, findings);
      if (each.statement.carried != carried) {
        findings.add(kStatement, each.row,
                     differs("carried_fen", each.statement.carried.fen(), carried.fen()));
      }
      carried = carried_from(&each.statement);
    }
  }
  check_debtors(context, institutions, findings);
}

// Shares add up to their statement, and a statement of two regions to the shares that it took.
void check_shares(const CheckContext& context, Findings& findings) {
  std::vector<Row> rows;
  const std::vector<Statement> all = all_statements(context, findings, rows);
  std::map<Key, std::pair<Money, Money>> own;             // fund, account
  std::map<std::int64_t, std::pair<Money, Money>> pairs;  // owed by the lower one, by the higher
  std::map<std::int64_t, const Statement*> by_id;
  for (const Statement& each : all) by_id[each.id.value()] = &each;
  business::Scan scan(context, kShare);
  while (scan.peek() != nullptr) {
    const Row row = scan.take();
    const auto read = business::read_or_find(kShare, row, findings, read_share);
    if (!read) continue;
    auto& [fund, account] = own[{read->region.value(), read->statement.value()}];
    fund += read->fund;
    account += read->account;
    if (read->pair.is_none()) continue;
    const auto pair = by_id.find(read->pair.value());
    const bool stands =
        pair != by_id.end() && !pair->second->is_refused() && pair->second->kind == Kind::region;
    if (!stands) {
      findings.add(kShare, row, "is in a statement that does not stand");
      continue;
    }
    auto& [lower, higher] = pairs[read->pair.value()];
    Money& side = read->debtor == pair->second->region ? lower : higher;
    side += read->owed();
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Statement& each = all[i];
    if (each.kind == Kind::region) {
      if (each.is_refused()) continue;
      const auto& [lower, higher] = pairs[each.id.value()];
      if (each.fund + each.account != lower || each.counter != higher) {
        findings.add(kStatement, rows[i], "does not say what its shares say");
      }
      continue;
    }
    const auto& [fund, account] = own[{each.region.value(), each.id.value()}];
    if (each.fund != fund || each.account != account) {
      findings.add(kStatement, rows[i], "does not say what its shares say");
    }
  }
}

// Two people, and one payment: nothing is paid without a file, and no month of a party twice.
void check_payments(const CheckContext& context, Findings& findings) {
  std::vector<Row> rows;
  const std::vector<Statement> all = all_statements(context, findings, rows);
  std::map<std::string, const Statement*> months;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Statement& each = all[i];
    if (each.is_refused()) continue;
    const std::string month = std::string(to_text(each.kind)) + each.region.to_string() + " " +
                              each.party + " " + each.month.to_string();
    if (!months.emplace(month, &each).second) {
      findings.add(kStatement, rows[i], "is the second of its month");
    }
    const bool decided = !each.is_open();
    if (decided && (each.first_by.empty() || each.second_by.empty() ||
                    business::is_same_officer(each.first_by, each.second_by))) {
      findings.add(kStatement, rows[i], "was not approved by two people");
    }
    const bool filed = each.state == State::sent || each.state == State::paid;
    if (filed && (each.file_name.empty() || each.payee_sealed.empty())) {
      findings.add(kStatement, rows[i], "is paid by no file");
    }
    const bool owes =
        !each.amount().is_zero() && (each.kind == Kind::region || each.amount() > Money());
    const bool in_payment = filed || each.state == State::approved || each.state == State::returned;
    if (decided && owes != in_payment) {
      findings.add(kStatement, rows[i], "its amount is not that of its state");
    }
  }
}

// 编制日和拨付期限: no month before its region's day, and the day by which it is paid as the
// calendar says that it was counted by (N-15).
void check_days(const CheckContext& context, Findings& findings) {
  std::vector<Row> rows;
  const std::vector<Statement> all = all_statements(context, findings, rows);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Statement& each = all[i];
    const Date drawn_on = each.recorded_at.date();
    const policy::SettlementPolicy& policy = context.policies.on(each.region, drawn_on).settlement;
    if (!check_month(each.month, policy, drawn_on)) {
      findings.add(kStatement, rows[i], "was drawn before its day");
    }
    const auto calendar = context.calendar.at(each.calendar_version);
    if (!calendar) {
      findings.add(kStatement, rows[i], "names a calendar that is not at hand");
      continue;
    }
    const Date due = payment_due(drawn_on, policy, *calendar).day;
    if (each.due_on != due) {
      findings.add(kStatement, rows[i],
                   differs("due_on", each.due_on.to_string(), due.to_string()));
    }
  }
}

// A confirmed account was confirmed by another person, and an institution has one.
void check_payees(const CheckContext& context, Findings& findings) {
  std::set<std::string> confirmed;
  business::Scan scan(context, kPayeeAccount);
  while (scan.peek() != nullptr) {
    const Row row = scan.take();
    const auto read = business::read_or_find(kPayeeAccount, row, findings, read_account);
    if (!read || read->state != AccountState::confirmed) continue;
    if (!confirmed.insert(read->institution).second) {
      findings.add(kPayeeAccount, row, "is the second of its institution");
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {
      {"clearing_sums", "每份清算单等于它所列的结算和账户收支,每一笔恰在一份清算单中", &check_sums},
      {"clearing_shares", "各承担地区之和等于清算单,地区间清算单等于所含各项", &check_shares},
      {"clearing_days", "清算单不早于当地规定的日子编制,拨付期限与工作日历一致", &check_days},
      {"clearing_payments", "清算单经两人审核,每月只付一次", &check_payments},
      {"clearing_payees", "每家机构只有一个经复核的收款账户", &check_payees}};
}

}  // namespace yibao::clearing
