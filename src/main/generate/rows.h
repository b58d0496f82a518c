// A synthetic life as rows: what the service would have written, with the journal's account of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "business/use_case.h"
#include "main/generate/life.h"
#include "storage/plan.h"

namespace yibao::main {

// Rows on their way to the database: by table, in the order of the people they belong to.
class RowBuffer {
 public:
  void add(const storage::Table& table, storage::Row row);
  // A row that the journal does not tell of.
  void add_untold(const storage::Table& table, storage::Row row);
  // Ends what one subject's event tells: adds the journal entry over all rows since the last end.
  // Returns the new head of that journal, to be inserted or updated.
  struct Event {
    storage::Subject subject;
    std::int64_t sequence = 0;
    std::string hash_before;
    std::int64_t entry_id = 0;
    std::string_view name;
    Instant recorded_at;
  };
  storage::Row end_event(const Event& event);
  // Writes everything and is empty again.
  void write(storage::Session& session);

 private:
  struct Group {
    const storage::Table* table;
    std::vector<storage::Row> rows;
  };
  std::map<int, Group> groups_;  // by the table's number: parents before children
  std::string records_;          // the journal's account of the rows of this event
};

// Where the money of a living person stands after the rows; none where there is no account.
struct MadePerson {
  PersonId id;
  RegionCode region;  // of the account with the most
  Money balance;
  RegionCode insured_at = {};  // none: nowhere now
};

class RowMaker {
 public:
  // `employer_ids` stand beside society.employers.
  RowMaker(const Society& society, const std::vector<EmployerId>& employer_ids,
           const business::Context& context);

  // One event: person, claim, enrolments, contributions, postings and accounts. `number` is the
  // person's identity number.
  MadePerson add_person(const Life& life, const IdentityNumber& number, RowBuffer& buffer) const;

 private:
  struct Ledger;
  void add_stay(const Stay& stay, PersonId person, int ordinal, std::int64_t entry_id,
                Ledger& ledger, RowBuffer& buffer) const;
  void add_resident_month(const Stay& stay, Month month, PersonId person, int ordinal,
                          std::int64_t entry_id, RowBuffer& buffer) const;

  const Society& society_;
  const std::vector<EmployerId>& employer_ids_;
  const business::Context& context_;
};

}  // namespace yibao::main
