// Each command applied once (每个命令只执行一次): a key that was answered with a change has its
// entry in a journal, no two keys have the same one, and a refused key has none.
#include <array>
#include <memory>
#include <string>
#include <unordered_map>

#include "business/scan.h"
#include "service/newest_record.h"
#include "service/tables.h"
#include "service/verify/checks.h"

namespace yibao::service {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;

constexpr std::int64_t kDone = 200;

// A set of ids, one bit each, in pages: ids come from blocks, so that the pages are full ones. A
// hundred million commands take 12 MB, in whatever order their keys are.
class IdSet {
 public:
  // False where it was there.
  bool insert(std::int64_t id) {
    std::unique_ptr<Page>& page = pages_[page_of(id)];
    if (!page) page = std::make_unique<Page>();
    std::uint64_t& word = (*page)[word_of(id)];
    const bool fresh = (word & bit_of(id)) == 0;
    word |= bit_of(id);
    return fresh;
  }
  bool contains(std::int64_t id) const {
    const auto page = pages_.find(page_of(id));
    return page != pages_.end() && ((*page->second)[word_of(id)] & bit_of(id)) != 0;
  }

 private:
  using Page = std::array<std::uint64_t, 65'536 / 64>;
  static std::int64_t page_of(std::int64_t id) { return id >> 16; }
  static std::size_t place_of(std::int64_t id) { return static_cast<std::uint64_t>(id) & 0xFFFF; }
  static std::size_t word_of(std::int64_t id) { return place_of(id) / 64; }
  static std::uint64_t bit_of(std::int64_t id) { return std::uint64_t{1} << place_of(id) % 64; }

  std::unordered_map<std::int64_t, std::unique_ptr<Page>> pages_;
};

// The first id that is not reserved; ids beyond it would be given out a second time.
std::int64_t first_free_id(const CheckContext& context) {
  business::Scan blocks(context, kIdBlock);
  std::int64_t next = 1;
  while (blocks.peek() != nullptr) next = blocks.take()[1].integer();
  return next;
}

IdSet read_entries(const CheckContext& context, Findings& findings) {
  const std::int64_t free = first_free_id(context);
  IdSet entries;
  business::Scan events(context, kJournal);
  while (events.peek() != nullptr) {
    const Row event = events.take();
    const std::int64_t entry = event[2].integer();
    entries.insert(entry);  // again in each journal that the command moved on
    if (entry >= free) findings.add(kJournal, event, "entry_id is not from a reserved block");
  }
  return entries;
}

}  // namespace

// Of a command's rows the ids come after its entry's.
void check_ids_ahead(const CheckContext& context, Findings& findings) {
  const std::int64_t next = first_free_id(context);
  const std::int64_t newest = newest_record(context.session).id;
  if (next > newest) return;
  findings.add("id_block", "name=all",
               "next is " + std::to_string(next) + ", and " + std::to_string(newest) +
                   " was given out: ids would be given out a second time");
}

void check_commands(const CheckContext& context, Findings& findings) {
  check_ids_ahead(context, findings);
  const IdSet entries = read_entries(context, findings);
  IdSet answered;
  business::Scan answers(context, kIdempotency);
  while (answers.peek() != nullptr) {
    const Row answer = answers.take();
    const std::int64_t entry = answer[4].integer();
    const bool done = answer[2].integer() == kDone;
    if (done != entries.contains(entry)) {
      findings.add(kIdempotency, answer,
                   done ? "was answered as done, its entry is in no journal"
                        : "was refused, its entry is in a journal");
    }
    if (!done && answer[6] != storage::Value(seal_of_answer(answer, context.vault))) {
      findings.add(kIdempotency, answer, "seal is not that of our key over this refusal");
    }
    if (!answered.insert(entry)) {
      findings.add(kIdempotency, answer, "shares its entry with another key");
    }
  }
}

}  // namespace yibao::service
