#include "business/settlement/store.h"

#include "business/account/store.h"
#include "business/person/numbers.h"

namespace yibao::settlement {

namespace {

constexpr storage::Statement kPaymentById{"settlement_payment",
                                          "SELECT entry_id, code, other, reference FROM posting "
                                          "WHERE person_id = $1 AND posting_id = $2"};
// The use that a posting belongs to: the payer's, or the part that the beneficiary paid of their
// own.
constexpr storage::Statement kUseOfPosting{
    "settlement_use_of_posting",
    "SELECT person_id, posting_id, beneficiary_id, own_posting FROM aid_use "
    "WHERE posting_id = $1 AND kind = 'payment'"};
constexpr storage::Statement kUseOfOwnPosting{
    "settlement_use_of_own_posting",
    "SELECT person_id, posting_id, beneficiary_id, own_posting FROM aid_use "
    "WHERE own_posting = $1 AND kind = 'payment' ORDER BY posting_id LIMIT 1"};

constexpr storage::Statement kCorrectionOf{
    "settlement_correction_of",
    "SELECT posting_id FROM posting WHERE person_id = $1 AND corrects = $2 "
    "ORDER BY posting_id LIMIT 1"};

constexpr std::int64_t kPaymentCode = static_cast<int>(account::PostingCode::payment);

// The settlement that posted it, whoever's account it was and under whatever number.
constexpr storage::Statement kSettlementOfEntry{
    "settlement_of_entry",
    "SELECT settlement_id FROM settlement WHERE msgid = $1 AND entry_id = $2 "
    "ORDER BY settlement_id LIMIT 1"};

// All that one payment took from the accounts of one person.
struct Posted {
  std::vector<PaidPart> parts;
  std::string provider;
  std::int64_t entry = 0;
  std::string reference = {};  // of a settlement: its message
};

bool is_of_settlement(const Posted& posted, storage::Session& reader) {
  return !reader.select(kSettlementOfEntry, {posted.reference, posted.entry}).empty();
}

std::optional<Posted> find_posted(PersonId person, PostingId posting, storage::Session& reader) {
  const storage::Rows rows = reader.select(kPaymentById, {person.value(), posting.value()});
  if (rows.empty() || rows.front()[1].integer() != kPaymentCode) return std::nullopt;
  const std::string other = rows.front()[2].text();
  if (!other.starts_with(kProviderPrefix)) return std::nullopt;
  Posted posted{{}, other.substr(kProviderPrefix.size()), rows.front()[0].integer()};
  if (const std::string* reference = rows.front()[3].if_text()) posted.reference = *reference;
  for (const storage::Row& row : reader.select(
           account::kPostingsOfEntry, {person.value(), rows.front()[0].integer(), kPaymentCode})) {
    posted.parts.push_back({person, PostingId(row[0].integer()),
                            RegionCode(static_cast<std::int32_t>(row[1].integer())),
                            Money::fen(row[2].integer())});
  }
  return posted;
}

// The use that a payment counts as, asked by any posting of it: the first one names it.
storage::Rows use_of(const std::optional<Posted>& asked, PostingId posting,
                     storage::Session& reader) {
  const PostingId first = asked ? asked->parts.front().posting : posting;
  storage::Rows uses = reader.select(kUseOfPosting, {first.value()});
  if (uses.empty()) uses = reader.select(kUseOfOwnPosting, {first.value()});
  return uses;
}

}  // namespace

Money total_of(const std::vector<PaidPart>& parts) {
  Money total;
  for (const PaidPart& part : parts) total += part.amount;
  return total;
}

const storage::KeyedSelect kReversalsOf{
    "settlement_reversals_of",
    "SELECT person_id, corrects, happened_on FROM posting "
    "WHERE person_id {key} AND corrects IS NOT NULL ORDER BY person_id, posting_id"};

namespace {

std::optional<Payment> find_under(PersonId person, PostingId posting, storage::Session& reader) {
  const auto asked = find_posted(person, posting, reader);
  const storage::Rows uses = use_of(asked, posting, reader);
  if (uses.empty()) {
    if (!asked) return std::nullopt;
    return Payment{asked->provider, asked->parts, {}, {}, is_of_settlement(*asked, reader)};
  }
  const storage::Row& use = uses.front();
  const PersonId payer(use[0].integer());
  const PersonId beneficiary(use[2].integer());
  if (person != payer && person != beneficiary) return std::nullopt;
  const auto shared = find_posted(payer, PostingId(use[1].integer()), reader);
  YB_CHECK(shared.has_value(), "a use of family aid without its posting");
  Payment payment{
      shared->provider, {}, shared->parts, beneficiary, is_of_settlement(*shared, reader)};
  if (!use[3].is_null()) {
    const auto own = find_posted(beneficiary, PostingId(use[3].integer()), reader);
    // One that is not there is a part all the same: no account takes it back, and verify names it.
    payment.own = own ? own->parts
                      : std::vector<PaidPart>{{beneficiary, PostingId(use[3].integer()), {}, {}}};
  }
  return payment;
}

}  // namespace

std::optional<Payment> find_payment(PersonId person, PostingId posting, storage::Session& reader) {
  std::optional<Payment> payment = find_under(person, posting, reader);
  if (payment) return payment;
  // 合并过的编号: asked for under one number, paid under another.
  for (const PersonId each : person::load_numbers(person, reader).all()) {
    if (each == person) continue;
    payment = find_under(each, posting, reader);
    if (payment) return payment;
  }
  return std::nullopt;
}

bool is_taken_back(const PaidPart& part, storage::Session& reader) {
  return !reader.select(kCorrectionOf, {part.person.value(), part.posting.value()}).empty();
}

}  // namespace yibao::settlement
