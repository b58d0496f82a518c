#include "business/casework/checks.h"

#include <map>
#include <optional>
#include <set>
#include <string>

#include "business/casework/case_change.h"
#include "business/casework/store.h"
#include "business/scan.h"
#include "storage/digest.h"

namespace yibao::casework {

namespace {

constexpr storage::Statement kPolicyTexts{
    "casework_policy_texts",
    "SELECT policy_hash, CAST(COUNT(*) AS BIGINT), "
    "CAST(COUNT(CASE WHEN closed_on IS NULL THEN 1 END) AS BIGINT) "
    "FROM case_file WHERE policy_hash IS NOT NULL GROUP BY policy_hash ORDER BY policy_hash"};

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;
using storage::Rows;
using storage::Value;

// Rows of one person, by their case: the second column.
std::map<std::int64_t, std::vector<const Row*>> by_case(const Rows& rows) {
  std::map<std::int64_t, std::vector<const Row*>> cases;
  for (const Row& row : rows) cases[row[1].integer()].push_back(&row);
  return cases;
}

// An open case stands in exactly one queue, a closed one in none.
void check_task(const Row& row, const CaseFile& file, const Row* task, Findings& findings) {
  const bool waits = task != nullptr && read_task(*task).open;
  if (!file.closed_on && !waits) {
    findings.add(kCaseFile, row, "is open and stands in no queue");
  }
  if (file.closed_on && waits) findings.add(kTask, *task, "is open, its case is closed");
}

void check_steps(const Row& row, const CaseFile& file, const std::vector<const Row*>& steps,
                 Findings& findings) {
  std::int64_t number = 0;
  for (const Row* step : steps) {
    number += 1;
    if ((*step)[2].integer() == number) continue;
    findings.add(kCaseStep, *step, differs("step", (*step)[2].integer(), number));
    number = (*step)[2].integer();
  }
  if (file.steps != number) findings.add(kCaseFile, row, differs("steps", file.steps, number));
}

void check_file(const CheckContext& context, const Row& row, const CaseFile& file,
                Findings& findings) {
  if (file.form_digest != form_digest(file.form)) {
    findings.add(kCaseFile, row, "form_digest is not that of its form");
  }
  if (file.accepted_on.has_value() == file.policy_hash.empty()) {
    findings.add(kCaseFile, row, "accepted_on and policy_hash do not go together");
  }
  if (file.accepted_on && file.closed_on && *file.closed_on < *file.accepted_on) {
    findings.add(kCaseFile, row, "closed_on lies before accepted_on");
  }
  const Value key[] = {row[1]};
  const std::optional<Row> owner = business::find_row(context, kCaseOwner, key);
  if (!owner || (*owner)[1] != row[0]) {
    findings.add(kCaseFile, row, "case_owner does not name its person");
  }
}

void check_person(const CheckContext& context, const business::Walk& people, Findings& findings) {
  auto tasks = by_case(people.rows(kTask));
  auto steps = by_case(people.rows(kCaseStep));
  for (const Row& row : people.rows(kCaseFile)) {
    const auto file = business::read_or_find(kCaseFile, row, findings, &read_case_file);
    const std::int64_t id = row[1].integer();
    if (file) {
      check_file(context, row, *file, findings);
      check_steps(row, *file, steps[id], findings);
      check_task(row, *file, tasks[id].empty() ? nullptr : tasks[id].front(), findings);
    }
    tasks.erase(id);
    steps.erase(id);
  }
  for (const auto& [id, rows] : tasks) findings.add(kTask, *rows.front(), "has no case");
  for (const auto& [id, rows] : steps) findings.add(kCaseStep, *rows.front(), "has no case");
}

void check_cases(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kCaseFile, &kTask, &kCaseStep});
  while (people.next()) check_person(context, people, findings);
}

void check_contents(const CheckContext& context, Findings& findings) {
  business::Scan contents(context, kMaterialContent);
  while (contents.peek() != nullptr) {
    const Row row = contents.take();
    if (storage::to_hex(storage::sha256(row[1].bytes().data)) != row[0].text()) {
      findings.add(kMaterialContent, row, "content is not that of its digest");
    }
  }
}

void check_materials_of(const CheckContext& context, const business::Walk& people,
                        Findings& findings) {
  std::set<std::int64_t> known;
  for (const Row& row : people.rows(kMaterial)) {
    known.insert(row[1].integer());
    const Value digest[] = {row[5]};
    if (context.session.select_keyed(kContentByDigest, digest).front().empty()) {
      findings.add(kMaterial, row, "its content is not there");
    }
  }
  for (const Row& row : people.rows(kCaseMaterial)) {
    const bool uploaded = row[3].text() == to_text(MaterialState::uploaded);
    if (uploaded && (row[4].is_null() || !known.contains(row[4].integer()))) {
      findings.add(kCaseMaterial, row, "is filled by a material that is not there");
    }
  }
}

void check_materials(const CheckContext& context, Findings& findings) {
  check_contents(context, findings);
  business::Walk people(context, {&kMaterial, &kCaseMaterial});
  while (people.next()) check_materials_of(context, people, findings);
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"cases", "在办的办件各在一个队列,办结的不在队列;经办记录完整", &check_cases},
          {"materials", "材料内容与上传时一致", &check_materials}};
}

std::vector<PolicyText> policy_texts(storage::Session& session) {
  std::vector<PolicyText> texts;
  for (const Row& row : session.select(kPolicyTexts, {})) {
    texts.push_back({row[0].text(), row[1].integer(), row[2].integer()});
  }
  return texts;
}

}  // namespace yibao::casework
