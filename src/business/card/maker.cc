#include "business/card/maker.h"

#include "business/card/change.h"
#include "business/card/store.h"
#include "business/person/store.h"

namespace yibao::card {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kMakerOrderColumns[] = {{"person_id", ColumnType::integer},
                                         {"entry_id", ColumnType::integer},
                                         {"card_id", ColumnType::integer},
                                         {"file_name", ColumnType::text},
                                         {"recorded_at", ColumnType::integer}};

constexpr storage::Statement kOrdersToMake{
    "card_orders_to_make",
    "SELECT c.person_id, c.card_id, c.recorded_at, c.region, c.bank, c.why, p.person_id, p.name, "
    "p.sex, p.birth_date, p.identity_kind, p.identity_sealed, p.phone_sealed, p.died_on, "
    "p.retired_on, p.settled_region, p.recorded_at, p.merged_into, p.merged_into_at, "
    "p.retirement_benefits_from, p.retired_at "
    "FROM card AS c JOIN person AS p ON p.person_id = c.person_id "
    "WHERE c.production = 'ordered' AND p.died_on IS NULL AND p.merged_into IS NULL "
    "ORDER BY c.card_id LIMIT $1"};
// Of several files the last one counts: the order had failed before.
constexpr storage::Statement kOrdersInFile{
    "card_orders_in_file",
    "SELECT c.person_id, c.card_id, c.recorded_at, c.region, c.bank, c.why, p.person_id, p.name, "
    "p.sex, p.birth_date, p.identity_kind, p.identity_sealed, p.phone_sealed, p.died_on, "
    "p.retired_on, p.settled_region, p.recorded_at, p.merged_into, p.merged_into_at, "
    "p.retirement_benefits_from, p.retired_at "
    "FROM maker_order AS m JOIN card AS c ON c.person_id = m.person_id AND c.card_id = m.card_id "
    "JOIN person AS p ON p.person_id = c.person_id "
    "WHERE m.file_name = $1 AND c.production = 'making' AND NOT EXISTS (SELECT 1 FROM maker_order "
    "AS l WHERE l.person_id = m.person_id AND l.card_id = m.card_id AND l.entry_id > m.entry_id) "
    "ORDER BY c.card_id"};
constexpr storage::Statement kOrderOfCard{
    "card_order_of_card",
    "SELECT c.person_id, c.card_id, c.recorded_at, c.region, c.bank, c.why, p.person_id, p.name, "
    "p.sex, p.birth_date, p.identity_kind, p.identity_sealed, p.phone_sealed, p.died_on, "
    "p.retired_on, p.settled_region, p.recorded_at, p.merged_into, p.merged_into_at, "
    "p.retirement_benefits_from, p.retired_at "
    "FROM card AS c JOIN person AS p ON p.person_id = c.person_id WHERE c.card_id = $1"};

Why why_of(const std::string& text) {
  for (std::size_t i = 0; i < kWhyTexts.size(); ++i) {
    if (kWhyTexts[i] == text) return static_cast<Why>(i);
  }
  YB_CHECK(false, "an unknown reason of a card in the database");
}

MakerOrder read_order(const storage::Row& row, const storage::Vault& vault) {
  const person::Person person =
      person::read_person(storage::Row(row.begin() + 6, row.end()), vault, person::Open::secrets);
  MakerOrder order;
  order.person = PersonId(row[0].integer());
  order.card = CardId(row[1].integer());
  order.reference = vault.outside_id(storage::IdKind::card, row[1].integer(),
                                     Instant::from_milliseconds(row[2].integer()));
  order.person_reference =
      vault.outside_id(storage::IdKind::person, person.id.value(), person.recorded_at);
  order.name = person.name;
  order.identity_number = person.identity_number;
  order.region = RegionCode(static_cast<std::int32_t>(row[3].integer()));
  order.bank = row[4].text();
  order.why = why_of(row[5].text());
  return order;
}

std::vector<MakerOrder> read_orders(const storage::Rows& rows, const storage::Vault& vault) {
  std::vector<MakerOrder> orders;
  for (const storage::Row& row : rows) orders.push_back(read_order(row, vault));
  return orders;
}

}  // namespace

const storage::Table kMakerOrder{161,
                                 "maker_order",
                                 kMakerOrderColumns,
                                 2,
                                 storage::Owner::person,
                                 0,
                                 storage::Mutability::append_only};

std::vector<MakerOrder> orders_to_make(storage::Session& reader, const storage::Vault& vault) {
  return read_orders(reader.select(kOrdersToMake, {static_cast<std::int64_t>(kMakerOrdersMax)}),
                     vault);
}

std::vector<MakerOrder> maker_orders_in_file(const std::string& file, storage::Session& reader,
                                             const storage::Vault& vault) {
  return read_orders(reader.select(kOrdersInFile, {file}), vault);
}

std::optional<MakerOrder> find_maker_order(const std::string& reference, storage::Session& reader,
                                           const storage::Vault& vault) {
  const auto inside = vault.inside_id(storage::IdKind::card, reference);
  if (!inside) return std::nullopt;
  const storage::Rows rows = reader.select(kOrderOfCard, {inside->id});
  if (rows.empty()) return std::nullopt;
  return read_order(rows.front(), vault);
}

SendToMaker::SendToMaker(PersonId person, CardId card, std::string file) : file_(std::move(file)) {
  YB_CHECK(!file_.empty(), "an order in no file");
  set_card(person, card);
}

// 一张卡同时只在一个送制文件中: whoever comes second is refused, and leaves it out.
Decision<storage::Plan> SendToMaker::decide_known(const Known& known,
                                                  const business::Context& context) const {
  if (find(known.card.production, ProductionEvent::send_to_maker) == nullptr) {
    return refuse("card_step_not_possible",
                  {{"event", std::string(to_text(ProductionEvent::send_to_maker))},
                   {"production", std::string(to_text(known.card.production))}});
  }
  storage::Plan plan;
  plan.event = "card_sent_to_maker";
  CardChange change(known.card, context);
  change.produce(ProductionEvent::send_to_maker);
  change.tell(std::string(to_text(ProductionEvent::send_to_maker)), {{"file", file_}});
  change.write(plan);
  plan.insert(kMakerOrder, {known.person.id.value(), context.entry_id, known.card.id.value(), file_,
                            context.now.milliseconds()});
  plan.answer = present_card(change.card(), context);
  return plan;
}

}  // namespace yibao::card
