#include "business/visit/till_books.h"

#include <map>
#include <set>

#include "business/account/types.h"
#include "business/provider/numbers.h"
#include "business/settlement/store.h"

namespace yibao::visit {

namespace {

using reconciliation::Break;
using reconciliation::BreakKind;
using reconciliation::Entry;
using reconciliation::Number;
using storage::Value;

// The codes stand in the text as in the index: only what happens at a till is in it. What a
// settlement took stands in its own line.
constexpr storage::Statement kTillBetween{
    "books_of_till",
    "SELECT p.entry_id, p.posting_id, p.recorded_at, p.code, p.amount_fen, p.happened_on, "
    "p.reference, o.entry_id, o.posting_id, o.recorded_at, o.amount_fen, o.happened_on, "
    "o.reference FROM posting AS p "
    "LEFT JOIN posting AS o ON o.person_id = p.person_id AND o.posting_id = p.corrects "
    "WHERE p.other = $1 AND p.code IN (104, 201) AND p.happened_on >= $2 AND p.happened_on <= $3 "
    "AND NOT EXISTS (SELECT 1 FROM settlement AS s WHERE s.entry_id = p.entry_id) "
    "ORDER BY p.happened_on, p.posting_id"};

constexpr std::int64_t kReversalCode = static_cast<int>(account::PostingCode::refund_received);

// All that one command posted: one payment, or what took it back.
class TillBooks {
 public:
  explicit TillBooks(const storage::Vault& vault) : vault_(vault) {}

  void take(std::span<const Value> row) {
    const bool takes_back = row[3].integer() == kReversalCode;
    const Money amount = Money::fen(row[4].integer());
    const std::size_t place = place_of(row.subspan(0, 3), row[5], row[6]);
    add(place, takes_back ? Money() - amount : amount);
    if (takes_back) {
      entries_[place].takes_back = true;
      entries_[place].reverses = entries_[original_of(row, place)].settlement;
    }
  }
  std::vector<Entry> finish() { return std::move(entries_); }

 private:
  // By the first of its postings. `id`: entry_id, posting_id, recorded_at.
  std::size_t place_of(std::span<const Value> id, const Value& day, const Value& reference) {
    const auto [found, is_new] = places_.emplace(id[0].integer(), entries_.size());
    if (!is_new) return found->second;
    Entry& entry = entries_.emplace_back();
    entry.settlement = Number(provider::short_id(vault_.outside_id(
        storage::IdKind::posting, id[1].integer(), Instant::from_milliseconds(id[2].integer()))));
    const std::string named = reference.text_or("");
    if (named.size() < Number::kCharactersMax) entry.message = Number(named);
    entry.day = Date::from_days(static_cast<std::int32_t>(day.integer()));
    entry.at_till = true;
    return found->second;
  }
  // What a reversal takes back; one that names none takes back itself.
  std::size_t original_of(std::span<const Value> row, std::size_t reversal) {
    if (row[7].is_null()) return reversal;
    const std::int64_t entry_id = row[7].integer();
    if (!places_.contains(entry_id)) earlier_.insert(entry_id);
    const std::size_t place = place_of(row.subspan(7, 3), row[11], row[12]);
    if (earlier_.contains(entry_id)) add(place, Money::fen(row[10].integer()));
    return place;
  }
  void add(std::size_t place, Money amount) {
    Entry& entry = entries_[place];
    entry.amounts = entry.amounts + reconciliation::Amounts{amount, Money(), amount};
  }

  const storage::Vault& vault_;
  std::vector<Entry> entries_;
  std::map<std::int64_t, std::size_t> places_;  // by entry of the journal
  std::set<std::int64_t> earlier_;              // paid before the days that are read
};

// What is compared of an entry that the other side lacks.
using Key = std::pair<std::int32_t, std::int64_t>;  // day, total

}  // namespace

std::vector<Entry> till_books(storage::Session& session, const storage::Vault& vault,
                              const std::string& institution, const reconciliation::Span& span,
                              int around) {
  TillBooks books(vault);
  const std::vector<Value> parameters{std::string(settlement::kProviderPrefix) + institution,
                                      (span.from - around).days(), (span.to + around).days()};
  session.visit(kTillBetween, parameters, [&](std::span<const Value> row) { books.take(row); });
  return books.finish();
}

bool name_by_amounts(const reconciliation::Result& result, std::vector<Entry>& ours) {
  std::multimap<Key, std::size_t> unnamed;
  for (const Break& each : result.breaks) {
    if (each.theirs != nullptr || each.ours == nullptr) continue;
    if (!each.ours->at_till || !each.ours->message.is_none()) continue;
    unnamed.emplace(Key{each.ours->day->days(), -each.difference.total.fen()},
                    static_cast<std::size_t>(each.ours - ours.data()));
  }
  bool is_any = false;
  for (const Break& each : result.breaks) {
    const bool is_account = each.difference.total == each.difference.account &&
                            each.difference.fund.is_zero() && !each.difference.total.is_zero();
    if (each.kind != BreakKind::missing_here || !each.theirs->day || !is_account) continue;
    const auto found = unnamed.find(Key{each.theirs->day->days(), each.difference.total.fen()});
    if (found == unnamed.end()) continue;
    ours[found->second].message =
        each.theirs->message.is_none() ? each.theirs->settlement : each.theirs->message;
    unnamed.erase(found);
    is_any = true;
  }
  return is_any;
}

}  // namespace yibao::visit
