// Needs, Facts and Plan: what a use case asks, what it is given, and what it would write.
//
// A use case is load → decide → Plan. It names its needs (keyed selects), the runner answers them
// for a whole batch at once, decide() turns the facts into a Plan without touching the database,
// and the runner writes the plans of the batch set-wise. A dry run is the same, stopped before the
// writing.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/decision.h"
#include "base/id.h"
#include "base/region_code.h"
#include "base/tree.h"
#include "storage/database.h"
#include "storage/value.h"

namespace yibao::storage {

// Whose journal a command moves on, and so whose lock it takes: a person or a region.
class Subject {
 public:
  static Subject person(PersonId id) { return Subject(id.value()); }
  static Subject region(RegionCode code) { return Subject(-std::int64_t{code.value()}); }
  std::int64_t value() const { return value_; }
  bool is_person() const { return value_ > 0; }
  auto operator<=>(const Subject&) const = default;

 private:
  explicit Subject(std::int64_t value) : value_(value) {}
  std::int64_t value_;
};

struct Need {
  const KeyedSelect* select;
  Value key;
};

// A select of its own, for what belongs to many people at once: bulk work asks for a range of them.
struct RangeNeed {
  const Statement* statement;
  std::vector<Value> parameters;
};

class Needs {
 public:
  void add(const KeyedSelect& select, Value key);  // asking twice is asking once
  void add(const KeyedSelect& select, PersonId person) { add(select, Value(person.value())); }
  // A statement is asked once in a command.
  void add(const Statement& statement, std::vector<Value> parameters) {
    ranges_.push_back({&statement, std::move(parameters)});
  }
  const std::vector<Need>& all() const { return needs_; }
  const std::vector<RangeNeed>& ranges() const { return ranges_; }

 private:
  std::vector<Need> needs_;
  std::vector<RangeNeed> ranges_;
};

class Facts {
 public:
  void put(const KeyedSelect& select, Value key, Rows rows);
  // Checked: what was not asked for cannot be read.
  const Rows& rows(const KeyedSelect& select, const Value& key) const;
  const Rows& rows(const KeyedSelect& select, PersonId person) const {
    return rows(select, Value(person.value()));
  }
  void put(const Statement& statement, Rows rows);
  const Rows& rows(const Statement& statement) const;

 private:
  struct Group {
    const KeyedSelect* select;
    Value key;
    Rows rows;
  };
  std::vector<Group> groups_;
  std::vector<std::pair<const Statement*, Rows>> ranges_;
};

// The answers of one session to the needs from the `from`th on: an enquiry asks the same facts as
// the command that it is about.
void ask(Session& session, const Needs& needs, Facts& facts, std::size_t from = 0);

struct Write {
  enum class Kind { insert, update };
  Kind kind;
  const Table* table;
  Row row;  // the whole row as it will be
};

// A message to a person, told by its code; the words are in messages/.
struct Notice {
  PersonId person;
  std::string code;
  std::vector<Fact> facts;
};

struct Plan {
  std::string event;  // what happened, for the journal: "account_payment"
  // Many people's rows, told of by one event in the journal of the first subject, a region; each
  // person's own chain is moved on by that event's hash (service/shares.h).
  bool bulk = false;
  std::vector<Write> writes;
  std::vector<Notice> notices;
  std::vector<Reason> reasons;  // why it was allowed and why it came out so
  Tree answer;
  std::string written = {};  // the answer as JSON, to be told as it stands; empty: `answer` is told

  void insert(const Table& table, Row row) {
    writes.push_back({Write::Kind::insert, &table, std::move(row)});
  }
  void update(const Table& table, Row row) {
    writes.push_back({Write::Kind::update, &table, std::move(row)});
  }
  // Inserts a row that is not there yet, replaces one that is.
  void save(const Table& table, Row row, bool is_new) {
    is_new ? insert(table, std::move(row)) : update(table, std::move(row));
  }
  void notify(PersonId person, std::string code, std::vector<Fact> facts) {
    notices.push_back({person, std::move(code), std::move(facts)});
  }
};

}  // namespace yibao::storage
