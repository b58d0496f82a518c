#include "business/settlement/store.h"

namespace yibao::settlement {

namespace {

constexpr storage::Statement kPaymentById{
    "settlement_payment",
    "SELECT region, code, amount_fen, other, reference FROM posting "
    "WHERE person_id = $1 AND posting_id = $2"};
// The payer's posting, and the part that the beneficiary paid of their own.
constexpr storage::Statement kSharedBy{
    "settlement_shared_by_payer",
    "SELECT posting_id FROM aid_use WHERE person_id = $1 AND posting_id = $2"};
constexpr storage::Statement kSharedOf{
    "settlement_shared_of_beneficiary",
    "SELECT posting_id FROM aid_use WHERE own_posting = $1 ORDER BY posting_id LIMIT 1"};

}  // namespace

const storage::KeyedSelect kReversalsOf{
    "settlement_reversals_of",
    "SELECT person_id, corrects, happened_on FROM posting "
    "WHERE person_id {key} AND corrects IS NOT NULL ORDER BY person_id, posting_id"};

std::optional<Payment> find_payment(PersonId person, PostingId posting, storage::Session& reader) {
  const storage::Rows rows = reader.select(kPaymentById, {person.value(), posting.value()});
  if (rows.empty()) return std::nullopt;
  const storage::Row& row = rows.front();
  const std::string other = row[3].text();
  if (row[1].integer() != static_cast<int>(account::PostingCode::payment) ||
      !other.starts_with(kProviderPrefix)) {
    return std::nullopt;
  }
  Payment payment{person,
                  posting,
                  RegionCode(static_cast<std::int32_t>(row[0].integer())),
                  Money::fen(row[2].integer()),
                  other.substr(kProviderPrefix.size()),
                  row[4].is_null() ? std::string() : row[4].text(),
                  false};
  payment.shared = !reader.select(kSharedBy, {person.value(), posting.value()}).empty() ||
                   !reader.select(kSharedOf, {posting.value()}).empty();
  return payment;
}

}  // namespace yibao::settlement
