#include "service/staged_rows.h"

#include <algorithm>

#include "service/shares.h"
#include "service/tables.h"
#include "storage/digest.h"

namespace yibao::service {

namespace {

using storage::Bytes;
using storage::Plan;
using storage::Row;
using storage::Table;
using storage::Write;

// A row is told whole, and once: of two updates of it one engine would keep the last, and the other
// either.
void check_updated_once(const Plan& plan) {
  std::vector<std::pair<const Table*, std::span<const storage::Value>>> keys;
  for (const Write& write : plan.writes) {
    if (write.kind != Write::Kind::update) continue;
    keys.emplace_back(write.table, std::span(write.row).first(write.table->key_columns));
  }
  const auto compare = [](const auto& left, const auto& right) {
    if (left.first != right.first) return left.first->number <=> right.first->number;
    return std::lexicographical_compare_three_way(left.second.begin(), left.second.end(),
                                                  right.second.begin(), right.second.end());
  };
  std::ranges::sort(
      keys, [&](const auto& left, const auto& right) { return std::is_lt(compare(left, right)); });
  const auto twice = std::ranges::adjacent_find(
      keys, [&](const auto& left, const auto& right) { return std::is_eq(compare(left, right)); });
  YB_CHECK(twice == keys.end(),
           "a plan updates a row of " + std::string(twice->first->name) + " twice: " + plan.event);
}

// What each owner's journal is told of a plan; the first subject's event is written in any case.
std::map<std::int64_t, std::string> journal_records(const Plan& plan, storage::Subject first) {
  std::map<std::int64_t, std::string> records;
  records[first.value()];
  for (const Write& write : plan.writes) {
    const Table& table = *write.table;
    if (table.mutability == storage::Mutability::derived) continue;
    const auto owner = static_cast<std::size_t>(table.owner_column);
    std::int64_t subject = first.value();
    if (table.owner == storage::Owner::person) subject = write.row[owner].integer();
    if (table.owner == storage::Owner::region) subject = -write.row[owner].integer();
    records[subject] += journal_record(table, write.row);
  }
  return records;
}

std::string facts_json(const std::vector<Fact>& facts) {
  Tree tree = Tree(Tree::Members{});
  for (const Fact& fact : facts) tree.set(fact.name, fact.value);
  return tree.to_json();
}

Row answer_row(const StoredAnswer& answer, const Entry& entry) {
  return {answer.key_digest, answer.body_digest,       answer.status,   answer.body,
          entry.id,          entry.now.milliseconds(), storage::Value()};
}

}  // namespace

StagedRows::StagedRows(std::span<const std::int64_t> subjects, const storage::Rows& heads) {
  for (const std::int64_t subject : subjects) {
    heads_[subject] = {0, std::string(storage::kDigestSize, '\0'), true};
  }
  for (const Row& row : heads) {
    heads_[row[0].integer()] = {row[1].integer(), row[2].bytes().data, false};
  }
}

void StagedRows::add(Write::Kind kind, const Table& table, const Row& row) {
  groups_[{kind == Write::Kind::insert, table.number, &table}].push_back(&row);
}

void StagedRows::add_own(Write::Kind kind, const Table& table, Row row) {
  own_.push_back(std::move(row));
  add(kind, table, own_.back());
}

StagedRows::Head& StagedRows::head_of(std::int64_t subject) {
  const auto found = heads_.find(subject);
  YB_CHECK(found != heads_.end(), "a row of a subject that was not locked");
  return found->second;
}

void StagedRows::add_event(std::int64_t subject, const std::string& event,
                           const std::string& records, const Entry& entry) {
  Head& head = head_of(subject);
  Row row = {subject,     head.sequence + 1,        entry.id,       event,
             entry.actor, entry.now.milliseconds(), Bytes{records}, {}};
  head.hash = chain_hash(head.hash, row);
  row.back() = Bytes{head.hash};
  add_own(Write::Kind::insert, kJournal, std::move(row));
  add_own(head.is_new ? Write::Kind::insert : Write::Kind::update, kJournalHead,
          {subject, head.sequence + 1, Bytes{head.hash}});
}

void StagedRows::add_bulk_event(const Plan& plan,
                                const std::map<std::int64_t, std::string>& records,
                                const Entry& entry) {
  YB_CHECK(!entry.first.is_person(), "bulk work is told of by a region");
  std::string rows = records.at(entry.first.value());
  for (const auto& [subject, told] : records) {
    if (subject == entry.first.value()) continue;
    YB_CHECK(subject > 0, "bulk work of two regions");
    append_share(rows, {subject, head_of(subject).sequence + 1, told});
  }
  add_event(entry.first.value(), plan.event, rows, entry);
  const std::string event_hash = head_of(entry.first.value()).hash;
  for (const auto& [subject, told] : records) {
    if (subject == entry.first.value()) continue;
    Head& head = head_of(subject);
    head.hash = link_hash(head.hash, subject, head.sequence + 1, event_hash);
    add_own(head.is_new ? Write::Kind::insert : Write::Kind::update, kJournalHead,
            {subject, head.sequence + 1, Bytes{head.hash}});
  }
}

std::string StagedRows::add_kept(const Plan& plan, const std::optional<StoredAnswer>& answer,
                                 const Entry& entry, business::Ids& ids) {
  std::string records;
  const auto keep = [&](const Table& table, Row row) {
    records += journal_record(table, row);
    add_own(Write::Kind::insert, table, std::move(row));
  };
  for (const storage::Notice& notice : plan.notices) {
    keep(kMessage, {ids.next(), notice.person.value(), notice.code, facts_json(notice.facts),
                    entry.now.milliseconds()});
  }
  if (answer) keep(kIdempotency, answer_row(*answer, entry));
  return records;
}

void StagedRows::add_plan(const Plan& plan, const std::optional<StoredAnswer>& answer,
                          const Entry& entry, business::Ids& ids) {
  check_updated_once(plan);
  for (const Write& write : plan.writes) add(write.kind, *write.table, write.row);
  auto records = journal_records(plan, entry.first);
  records[entry.first.value()] += add_kept(plan, answer, entry, ids);
  if (plan.bulk) return add_bulk_event(plan, records, entry);
  for (const auto& [subject, told] : records) add_event(subject, plan.event, told, entry);
}

void StagedRows::add_refusal(const StoredAnswer& answer, const Entry& entry,
                             const storage::Vault& vault) {
  Row row = answer_row(answer, entry);
  row.back() = seal_of_answer(row, vault);
  add_own(Write::Kind::insert, kIdempotency, std::move(row));
}

void StagedRows::write(storage::Session& writer) const {
  for (const auto& [key, rows] : groups_) {
    const auto& [inserts, number, table] = key;
    inserts ? writer.insert_rows(*table, rows) : writer.update_rows(*table, rows);
  }
}

}  // namespace yibao::service
