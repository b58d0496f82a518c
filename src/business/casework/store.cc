#include "business/casework/store.h"

namespace yibao::casework {

namespace {

using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Value;

constexpr Column kCaseOwnerColumns[] = {{"case_id", ColumnType::integer},
                                        {"person_id", ColumnType::integer}};
constexpr Column kCaseFileColumns[] = {
    {"person_id", ColumnType::integer},    {"case_id", ColumnType::integer},
    {"service", ColumnType::text},         {"state", ColumnType::text},
    {"channel", ColumnType::text},         {"filed_by", ColumnType::text},
    {"filed_region", ColumnType::integer}, {"form", ColumnType::text},
    {"form_digest", ColumnType::text},     {"accepted_on", ColumnType::integer},
    {"closed_on", ColumnType::integer},    {"priority", ColumnType::integer},
    {"policy_hash", ColumnType::text},     {"version", ColumnType::integer},
    {"steps", ColumnType::integer},        {"recorded_at", ColumnType::integer}};
constexpr Column kCaseStepColumns[] = {
    {"person_id", ColumnType::integer},   {"case_id", ColumnType::integer},
    {"step", ColumnType::integer},        {"event", ColumnType::text},
    {"actor", ColumnType::text},          {"region", ColumnType::integer},
    {"happened_on", ColumnType::integer}, {"facts", ColumnType::text},
    {"reasons", ColumnType::text},        {"recorded_at", ColumnType::integer}};
constexpr Column kTaskColumns[] = {{"person_id", ColumnType::integer},
                                   {"case_id", ColumnType::integer},
                                   {"leg", ColumnType::text},
                                   {"region", ColumnType::integer},
                                   {"queue", ColumnType::text},
                                   {"due_on", ColumnType::integer},
                                   {"provisional", ColumnType::integer},
                                   {"open", ColumnType::integer},
                                   {"overdue", ColumnType::integer},
                                   {"urged", ColumnType::integer},
                                   {"escalated", ColumnType::integer},
                                   {"recorded_at", ColumnType::integer}};
constexpr Column kMaterialContentColumns[] = {{"digest", ColumnType::text},
                                              {"content", ColumnType::bytes}};
constexpr Column kMaterialColumns[] = {
    {"person_id", ColumnType::integer}, {"material_id", ColumnType::integer},
    {"kind", ColumnType::text},         {"media_type", ColumnType::text},
    {"size", ColumnType::integer},      {"digest", ColumnType::text},
    {"uploaded_by", ColumnType::text},  {"recorded_at", ColumnType::integer}};
constexpr Column kCaseMaterialColumns[] = {
    {"person_id", ColumnType::integer},   {"case_id", ColumnType::integer},
    {"slot", ColumnType::text},           {"state", ColumnType::text},
    {"material_id", ColumnType::integer}, {"by_actor", ColumnType::text},
    {"recorded_at", ColumnType::integer}};

constexpr storage::Statement kOwnerOf{"case_owner_of",
                                      "SELECT person_id FROM case_owner WHERE case_id = $1"};

Value value_of(const std::optional<Date>& date) {
  return date ? Value(date->days()) : Value();
}

std::optional<Date> date_of(const Value& value) {
  if (value.is_null()) return std::nullopt;
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

RegionCode region_of(const Value& value) {
  return RegionCode(static_cast<std::int32_t>(value.integer()));
}

MaterialState material_state_of(const std::string& text) {
  for (std::size_t i = 0; i < kMaterialStateTexts.size(); ++i) {
    if (kMaterialStateTexts[i] == text) return static_cast<MaterialState>(i);
  }
  YB_CHECK(false, "an unknown state of a material in the database");
}

}  // namespace

const storage::Table kCaseOwner{
    40, "case_owner", kCaseOwnerColumns, 1, Owner::person, 1, Mutability::mutable_rows};
const storage::Table kCaseFile{
    41, "case_file", kCaseFileColumns, 2, Owner::person, 0, Mutability::mutable_rows};
const storage::Table kCaseStep{
    42, "case_step", kCaseStepColumns, 3, Owner::person, 0, Mutability::append_only};
const storage::Table kTask{43, "task", kTaskColumns, 2, Owner::person, 0, Mutability::mutable_rows};
const storage::Table kMaterialContent{
    44, "material_content", kMaterialContentColumns, 1, Owner::none, 0, Mutability::append_only};
const storage::Table kMaterial{
    45, "material", kMaterialColumns, 2, Owner::person, 0, Mutability::mutable_rows};
const storage::Table kCaseMaterial{
    46, "case_material", kCaseMaterialColumns, 3, Owner::person, 0, Mutability::mutable_rows};

const storage::KeyedSelect kCaseFilesOf{
    "case_files_of",
    "SELECT person_id, case_id, service, state, channel, filed_by, filed_region, form, "
    "form_digest, accepted_on, closed_on, priority, policy_hash, version, steps, recorded_at "
    "FROM case_file WHERE person_id {key} ORDER BY person_id, case_id"};
const storage::KeyedSelect kTasksOf{
    "tasks_of",
    "SELECT person_id, case_id, leg, region, queue, due_on, provisional, open, overdue, urged, "
    "escalated, recorded_at FROM task WHERE person_id {key} ORDER BY person_id, case_id"};
const storage::KeyedSelect kCaseMaterialsOf{
    "case_materials_of",
    "SELECT person_id, case_id, slot, state, material_id, by_actor, recorded_at "
    "FROM case_material WHERE person_id {key} ORDER BY person_id, case_id, slot"};
const storage::KeyedSelect kContentByDigest{
    "material_content_by_digest", "SELECT digest FROM material_content WHERE digest {key}",
    ColumnType::text};

CaseFile read_case_file(const storage::Row& row) {
  CaseFile file;
  file.person = PersonId(row[0].integer());
  file.id = CaseId(row[1].integer());
  file.service = row[2].text();
  file.state = row[3].text();
  file.channel = row[4].text();
  file.filed_by = row[5].text();
  file.filed_region = region_of(row[6]);
  file.form = row[7].text();
  file.form_digest = row[8].text();
  file.accepted_on = date_of(row[9]);
  file.closed_on = date_of(row[10]);
  file.priority = row[11].integer() == 1;
  file.policy_hash = row[12].text_or("");
  file.version = static_cast<int>(row[13].integer());
  file.steps = static_cast<int>(row[14].integer());
  file.recorded_at = Instant::from_milliseconds(row[15].integer());
  return file;
}

storage::Row case_file_row(const CaseFile& file) {
  return {file.person.value(),
          file.id.value(),
          file.service,
          file.state,
          file.channel,
          file.filed_by,
          file.filed_region.value(),
          file.form,
          file.form_digest,
          value_of(file.accepted_on),
          value_of(file.closed_on),
          file.priority ? 1 : 0,
          file.policy_hash.empty() ? Value() : Value(file.policy_hash),
          file.version,
          file.steps,
          file.recorded_at.milliseconds()};
}

Task read_task(const storage::Row& row) {
  Task task;
  task.person = PersonId(row[0].integer());
  task.id = CaseId(row[1].integer());
  task.leg = row[2].text();
  task.region = region_of(row[3]);
  task.queue = row[4].text();
  task.due_on = date_of(row[5]);
  task.provisional = row[6].integer() == 1;
  task.open = row[7].integer() == 1;
  task.overdue = row[8].integer() == 1;
  task.urged = static_cast<int>(row[9].integer());
  task.escalated = row[10].integer() == 1;
  return task;
}

storage::Row task_row(const Task& task, Instant recorded_at) {
  return {task.person.value(),
          task.id.value(),
          task.leg,
          task.region.value(),
          task.queue,
          value_of(task.due_on),
          task.provisional ? 1 : 0,
          task.open ? 1 : 0,
          task.overdue ? 1 : 0,
          task.urged,
          task.escalated ? 1 : 0,
          recorded_at.milliseconds()};
}

std::optional<CaseFile> find_case_file(const storage::Rows& case_files, CaseId id) {
  for (const storage::Row& row : case_files) {
    if (row[1].integer() == id.value()) return read_case_file(row);
  }
  return std::nullopt;
}

std::optional<Task> find_task(const storage::Rows& tasks, CaseId id) {
  for (const storage::Row& row : tasks) {
    if (row[1].integer() == id.value()) return read_task(row);
  }
  return std::nullopt;
}

std::vector<CaseMaterial> read_materials(const storage::Rows& case_materials, CaseId id) {
  std::vector<CaseMaterial> materials;
  for (const storage::Row& row : case_materials) {
    if (row[1].integer() != id.value()) continue;
    materials.push_back({row[2].text(), material_state_of(row[3].text()),
                         MaterialId(row[4].integer_or(0)),
                         Instant::from_milliseconds(row[6].integer())});
  }
  return materials;
}

std::optional<PersonId> owner_of(CaseId id, storage::Session& reader) {
  const storage::Rows rows = reader.select(kOwnerOf, {id.value()});
  if (rows.empty()) return std::nullopt;
  return PersonId(rows.front()[0].integer());
}

std::optional<CaseKey> find_case(const std::string& number, const storage::Vault& vault,
                                 storage::Session& reader) {
  const auto inside = vault.inside_id(storage::IdKind::application, number);
  if (!inside) return std::nullopt;
  const CaseId id(inside->id);
  const std::optional<PersonId> person = owner_of(id, reader);
  if (!person) return std::nullopt;
  return CaseKey{*person, id};
}

}  // namespace yibao::casework
