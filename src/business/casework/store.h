// Cases in the database (schema/004_casework.sql).
#pragma once

#include <optional>
#include <vector>

#include "business/casework/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::casework {

extern const storage::Table kCaseOwner;
extern const storage::Table kCaseFile;
extern const storage::Table kCaseStep;
extern const storage::Table kTask;
extern const storage::Table kMaterialContent;
extern const storage::Table kMaterial;
extern const storage::Table kCaseMaterial;

// By person: whole rows.
extern const storage::KeyedSelect kCaseFilesOf;
extern const storage::KeyedSelect kTasksOf;
extern const storage::KeyedSelect kCaseMaterialsOf;
// By digest: is the content there already.
extern const storage::KeyedSelect kContentByDigest;

CaseFile read_case_file(const storage::Row& row);
storage::Row case_file_row(const CaseFile& file);
Task read_task(const storage::Row& row);
storage::Row task_row(const Task& task, Instant recorded_at);

// The person's case; none where it is another's or does not exist.
std::optional<CaseFile> find_case_file(const storage::Rows& case_files, CaseId id);
std::optional<Task> find_task(const storage::Rows& tasks, CaseId id);
std::vector<CaseMaterial> read_materials(const storage::Rows& case_materials, CaseId id);

// Whose case it is. It never changes, so it may be asked before the command runs.
std::optional<PersonId> owner_of(CaseId id, storage::Session& reader);
// The same for a case number as it is written outside, or for anything else: none.
struct CaseKey {
  PersonId person;
  CaseId id;
};
std::optional<CaseKey> find_case(const std::string& number, const storage::Vault& vault,
                                 storage::Session& reader);

}  // namespace yibao::casework
