// Every row as its journal tells it (行与日志相符).
//
// Tables that are led by their person are read side by side with the journals, one person at a
// time; what bulk work wrote for the person is told by shares of the regions' events (shares.h).
// The rows of the others are looked up from the journals' side, and counted: only where the counts
// differ is such a table read a second time, to name the rows that no journal tells of.
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "business/scan.h"
#include "service/shares.h"
#include "service/tables.h"
#include "service/verify/checks.h"
#include "service/verify/people.h"
#include "service/verify/told.h"

namespace yibao::service {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Table;

// By name: the digest of the last record of each row that a journal tells of.
using Told = std::map<std::string, std::string, std::less<>>;

// The journal cannot tell of itself, nor of the ids that the service sets aside.
bool is_journalled(const Table& table) {
  for (const Table* own : {&kJournal, &kJournalHead, &kIdBlock}) {
    if (table.number == own->number) return false;
  }
  return table.mutability != storage::Mutability::derived;
}

// The answers of refused commands are in no journal; a seal stands for them (commands.cc).
bool is_told_of(const Table& table, const Row& row) {
  return table.number != kIdempotency.number || row[6].is_null();
}

std::int64_t count_told_of(const CheckContext& context, const Table& table) {
  if (table.number != kIdempotency.number) return business::count_rows(context, table);
  std::int64_t count = 0;
  business::Scan rows(context, table);
  while (rows.peek() != nullptr) count += is_told_of(table, rows.take()) ? 1 : 0;
  return count;
}

bool is_led_by_person(const Table& table) {
  return table.owner == storage::Owner::person && table.owner_column == 0 &&
         table.layout == storage::Layout::by_key;
}

class RowCheck {
 public:
  RowCheck(const CheckContext& context, Findings& findings)
      : context_(context), findings_(findings), shares_(context) {
    for (const Table* table : context.tables) {
      if (!is_journalled(*table)) continue;
      tables_[table->number] = table;
      (is_led_by_person(*table) ? led_ : others_).push_back(table);
    }
  }

  void run() {
    check_regions();
    std::vector<const Table*> side_by_side = led_;
    side_by_side.push_back(&kJournal);
    business::Walk people(context_, side_by_side, 0);
    while (people.next()) check_person(people);
    for (const Table* table : others_) {
      if (count_told_of(context_, *table) != told_of_[table->number]) find_untold(*table);
    }
  }

 private:
  void check_regions();
  void check_person(const business::Walk& people);
  // Takes over what an event, or a share of one, tells.
  void hear(std::string_view records, Told& told, const Row* event);
  void check_led(const Table& table, const storage::Rows& rows, Told& told);
  void check_rest(std::int64_t subject, const Told& told);
  void check_other(std::int64_t subject, const Table& table, const Row& key,
                   const std::string& digest);
  void find_untold(const Table& table);
  std::set<std::pair<std::int64_t, std::string>> names_of(const Table& table);

  const CheckContext& context_;
  Findings& findings_;
  PeopleShares shares_;
  std::map<int, const Table*> tables_;
  std::vector<const Table*> led_;
  std::vector<const Table*> others_;
  std::map<int, std::int64_t> told_of_;  // rows of the others, by table
};

// A region's journal is long and its events are large: one event at a time.
void RowCheck::check_regions() {
  business::Scan events(context_, kJournal);
  while (events.peek() != nullptr && events.peek()->front().integer() < 0) {
    const std::int64_t subject = events.peek()->front().integer();
    Told told;
    while (events.peek() != nullptr && events.peek()->front().integer() == subject) {
      const Row event = events.take();
      const auto parts = split_event_rows(event[6].bytes().data);
      if (parts) {
        hear(parts->records, told, &event);
      } else {
        findings_.add(kJournal, event, "rows cannot be read");
      }
    }
    check_rest(subject, told);
  }
}

void RowCheck::check_person(const business::Walk& people) {
  const auto& shares = shares_.of(people.key());
  auto share = shares.begin();
  Told told;
  for (const Row& event : people.rows(kJournal)) {
    for (; share != shares.end() && share->share.sequence < event[1].integer(); ++share) {
      hear(share->share.records, told, nullptr);
    }
    hear(event[6].bytes().data, told, &event);
  }
  for (; share != shares.end(); ++share) hear(share->share.records, told, nullptr);
  for (const Table* table : led_) check_led(*table, people.rows(*table), told);
  check_rest(people.key(), told);
}

// A share that cannot be read is named with its event, among the regions.
void RowCheck::hear(std::string_view text, Told& told, const Row* event) {
  const auto records = records_of(text);
  if (!records) {
    if (event != nullptr) findings_.add(kJournal, *event, "rows cannot be read");
    return;
  }
  for (const Record& record : *records) {
    const auto table = tables_.find(table_number(record.name));
    if (table != tables_.end()) {
      told.insert_or_assign(std::string(record.name), std::string(record.digest));
    } else if (event != nullptr) {
      findings_.add(
          kJournal, *event,
          "tells of table " + std::to_string(table_number(record.name)) + ", which is not there");
    }
  }
}

void RowCheck::check_led(const Table& table, const storage::Rows& rows, Told& told) {
  for (const Row& row : rows) {
    const std::string record = journal_record(table, row);
    const auto [name, digest] = split_record(record);
    const auto found = told.find(name);
    if (found == told.end()) {
      findings_.add(table, row, "no journal tells of it");
      continue;
    }
    if (found->second != digest) findings_.add(table, row, "is not as the journal tells");
    told.erase(found);
  }
}

// What the journal tells of and was not met: rows of other tables, and rows that are gone.
void RowCheck::check_rest(std::int64_t subject, const Told& told) {
  for (const auto& [name, digest] : told) {
    const Table& table = *tables_.at(table_number(name));
    const Row key = *key_of(name, table, subject);
    if (is_led_by_person(table)) {
      findings_.add_missing(table, key, "the journal tells of it, it is not there");
    } else {
      check_other(subject, table, key, digest);
    }
  }
}

void RowCheck::check_other(std::int64_t subject, const Table& table, const Row& key,
                           const std::string& digest) {
  const std::optional<Row> row = business::find_row(context_, table, key);
  if (!row) {
    findings_.add_missing(table, key, "the journal tells of it, it is not there");
    return;
  }
  // A row that has another owner now is told of in the other's journal.
  if (subject_of(table, *row).value_or(subject) != subject) return;
  told_of_[table.number] += 1;
  if (split_record(journal_record(table, *row)).digest != digest) {
    findings_.add(table, *row, "is not as the journal tells");
  }
}

// Every row of the table that a journal tells of: its owner (0 without one) and its name.
std::set<std::pair<std::int64_t, std::string>> RowCheck::names_of(const Table& table) {
  std::set<std::pair<std::int64_t, std::string>> names;
  business::Scan events(context_, kJournal);
  const auto hear_names = [&](std::int64_t subject, std::string_view text) {
    const auto records = records_of(text);
    if (!records) return;
    const std::int64_t owner = table.owner != storage::Owner::none ? subject : 0;
    for (const Record& record : *records) {
      if (table_number(record.name) == table.number) names.emplace(owner, record.name);
    }
  };
  while (events.peek() != nullptr) {
    const Row event = events.take();
    const auto parts = split_event_rows(event[6].bytes().data);
    if (!parts) continue;
    hear_names(event[0].integer(), parts->records);
    for (const Share& share : parts->shares) hear_names(share.person, share.records);
  }
  return names;
}

void RowCheck::find_untold(const Table& table) {
  const auto names = names_of(table);
  business::Scan rows(context_, table);
  while (rows.peek() != nullptr) {
    const Row row = rows.take();
    if (!is_told_of(table, row)) continue;
    const std::string record = journal_record(table, row);
    const std::pair<std::int64_t, std::string> name{subject_of(table, row).value_or(0),
                                                    split_record(record).name};
    const bool keyless = !key_of(name.second, table, name.first);
    if (keyless || !names.contains(name)) findings_.add(table, row, "no journal tells of it");
  }
}

}  // namespace

void check_rows(const CheckContext& context, Findings& findings) {
  RowCheck(context, findings).run();
}

}  // namespace yibao::service
