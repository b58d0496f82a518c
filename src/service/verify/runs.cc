// Bulk runs (批量办理): what a run says it has done is what its events tell and its postings sum.
#include <map>
#include <optional>
#include <utility>

#include "business/account/store.h"
#include "business/account/types.h"
#include "business/run/store.h"
#include "business/scan.h"
#include "service/shares.h"
#include "service/tables.h"
#include "service/verify/checks.h"
#include "service/verify/told.h"

namespace yibao::service {

namespace {

using account::PostingCode;
using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

using RunKey = std::pair<std::int64_t, std::int64_t>;  // region, number

// The posting that a run of this kind makes for a person; none where it makes none.
std::optional<PostingCode> posting_of(run::RunKind kind) {
  switch (kind) {
    case run::RunKind::monthly_credits:
      return PostingCode::monthly_credit;
    case run::RunKind::interest:
      return PostingCode::yearly_interest;
    case run::RunKind::carry_forward:
      return PostingCode::carried_forward_in;
    case run::RunKind::retiree_payouts:
      return PostingCode::given_back;
    case run::RunKind::arrears:
      return std::nullopt;
  }
  YB_CHECK(false, "no such kind of run");
}

// The run whose row an event of its region wrote; none where it wrote none.
std::optional<RunKey> run_of(const Row& event, std::string_view records) {
  const auto told = records_of(records);
  if (!told) return std::nullopt;
  for (const Record& record : *told) {
    if (table_number(record.name) != run::kBulkRun.number) continue;
    const auto key = key_of(record.name, run::kBulkRun, event[0].integer());
    if (key) return RunKey((*key)[0].integer(), (*key)[1].integer());
  }
  return std::nullopt;
}

class RunCheck {
 public:
  RunCheck(const CheckContext& context, Findings& findings)
      : context_(context), findings_(findings) {}

  void run() {
    read_events();
    if (!runs_of_.empty()) add_postings();
    business::Scan rows(context_, run::kBulkRun);
    while (rows.peek() != nullptr) check_run(rows.take());
  }

 private:
  void read_events() {
    business::Scan events(context_, kJournal);
    while (events.peek() != nullptr && events.peek()->front().integer() < 0) {
      const Row event = events.take();
      const auto parts = split_event_rows(event[6].bytes().data);
      if (!parts) continue;
      const auto run = run_of(event, parts->records);
      if (!run) continue;
      runs_of_[event[2].integer()] = *run;
      people_[*run] += static_cast<std::int64_t>(parts->shares.size());
    }
  }

  // By code as well: one step may post more than what it counts.
  void add_postings() {
    business::Scan postings(context_, account::kPosting);
    for (; postings.peek() != nullptr; postings.take()) {
      const Row& posting = *postings.peek();
      const auto run = runs_of_.find(posting[12].integer());
      if (run == runs_of_.end()) continue;
      amounts_[{run->second, posting[4].integer()}] += posting[5].integer();
    }
  }

  void check_run(const Row& row) {
    const auto read = business::read_or_find(run::kBulkRun, row, findings_, [](const Row& each) {
      return run::read_runs({each}).front();
    });
    if (!read) return;
    const RunKey key(row[0].integer(), row[1].integer());
    const auto code = posting_of(read->kind);
    if (!code) return;
    if (read->done != people_[key]) {
      findings_.add(run::kBulkRun, row, differs("done", read->done, people_[key]));
    }
    const std::int64_t amount = amounts_[{key, static_cast<int>(*code)}];
    if (read->amount.fen() != amount) {
      findings_.add(run::kBulkRun, row, differs("amount_fen", read->amount.fen(), amount));
    }
  }

  const CheckContext& context_;
  Findings& findings_;
  std::map<std::int64_t, RunKey> runs_of_;  // by the entry of a step
  std::map<RunKey, std::int64_t> people_;
  std::map<std::pair<RunKey, std::int64_t>, std::int64_t> amounts_;  // by the posting's code
};

}  // namespace

void check_runs(const CheckContext& context, Findings& findings) {
  RunCheck(context, findings).run();
}

}  // namespace yibao::service
