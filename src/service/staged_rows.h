// The rows of a batch on their way to the database: what the plans write, and what the service
// writes for them, journal events, heads, messages and stored answers.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "business/use_case.h"
#include "storage/plan.h"
#include "storage/vault.h"

namespace yibao::service {

// One command's entry in the journal.
struct Entry {
  std::int64_t id = 0;
  storage::Subject first;  // whose journal tells of it where a row has no owner
  std::string actor;
  Instant now;
};

struct StoredAnswer {
  storage::Bytes key_digest;
  storage::Bytes body_digest;
  int status = 0;
  std::string body;  // sealed: hide_answer()
};

class StagedRows {
 public:
  // The subjects whose journals are locked, and the heads of those that have one.
  StagedRows(std::span<const std::int64_t> subjects, const storage::Rows& heads);

  // The plan must outlive write(). Every row's owner must be among the locked subjects. The event
  // tells of the plan's messages and of the answer too; without a key there is no answer to keep.
  void add_plan(const storage::Plan& plan, const std::optional<StoredAnswer>& answer,
                const Entry& entry, business::Ids& ids);
  // A refusal makes no event: a seal of the vault's key stands for it.
  void add_refusal(const StoredAnswer& answer, const Entry& entry, const storage::Vault& vault);
  // By table, parents before children. Updates go first, so that a row that gives up what must be
  // unique makes room for the one that takes it over.
  void write(storage::Session& writer) const;

 private:
  struct Head {
    std::int64_t sequence = 0;
    std::string hash;
    bool is_new = true;
  };
  void add(storage::Write::Kind kind, const storage::Table& table, const storage::Row& row);
  void add_own(storage::Write::Kind kind, const storage::Table& table, storage::Row row);
  Head& head_of(std::int64_t subject);
  // The rows that the service keeps of a plan, as the journal tells of them.
  std::string add_kept(const storage::Plan& plan, const std::optional<StoredAnswer>& answer,
                       const Entry& entry, business::Ids& ids);
  // One event in the journal of a region, and the heads of the people it tells of moved on.
  void add_bulk_event(const storage::Plan& plan, const std::map<std::int64_t, std::string>& records,
                      const Entry& entry);
  void add_event(std::int64_t subject, const std::string& event, const std::string& records,
                 const Entry& entry);

  std::map<std::int64_t, Head> heads_;
  std::deque<storage::Row> own_;  // the service's rows; a deque, for their addresses stay
  std::map<std::tuple<bool, int, const storage::Table*>, std::vector<const storage::Row*>> groups_;
};

}  // namespace yibao::service
