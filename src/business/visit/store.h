// Visits, lines of fees and settlements in the database (schema/019_provider.sql).
#pragma once

#include <optional>
#include <vector>

#include "business/use_case.h"
#include "business/visit/types.h"
#include "storage/plan.h"

namespace yibao::visit {

extern const storage::Table kVisit;
extern const storage::Table kVisitLine;
extern const storage::Table kSettlement;
extern const storage::Table kRecord;
extern const storage::Table kDiagnosis;

extern const storage::KeyedSelect kVisitsOf;       // by person: whole rows
extern const storage::KeyedSelect kSettlementsOf;  // by person: whole rows, oldest first
// By person and visit: whole rows. Those of a life are tens of thousands.
extern const storage::Statement kLinesOfVisit;

extern const storage::KeyedSelect kRecordsOf;    // by person: whole rows
extern const storage::KeyedSelect kDiagnosesOf;  // by person: whole rows

Visit read_visit(const storage::Row& row);
storage::Row visit_row(const Visit& visit);
std::optional<Visit> find_visit(const storage::Rows& rows, VisitId id);

// A line as it is kept: the settlement that took it, or none.
struct KeptLine {
  Line line;
  VisitId visit;
  SettlementId settlement;
  bool is_cancelled = false;

  bool is_open() const { return settlement.is_none() && !is_cancelled; }
};
std::vector<KeptLine> read_lines(const storage::Rows& rows, VisitId visit);
storage::Row line_row(PersonId person, const KeptLine& line);

std::vector<Settlement> read_settlements(const storage::Rows& rows);
storage::Row settlement_row(const Settlement& settlement);
std::optional<Record> find_record(const storage::Rows& rows, VisitId visit);
storage::Row record_row(const Record& record);
// In the order of upload.
std::vector<Diagnosis> read_diagnoses(const storage::Rows& rows, VisitId visit);
storage::Row diagnosis_row(PersonId person, VisitId visit, int ordinal, const Diagnosis& diagnosis);

// Whose account was shared in a settlement, which never changes once it is there: by its id, or by
// the message that made it. None: nobody's, or there is none such yet.
PersonId payer_of(PersonId person, SettlementId settlement, storage::Session& reader);
PersonId payer_of(PersonId person, const std::string& institution, const std::string& msgid,
                  storage::Session& reader);

bool is_reversed(const std::vector<Settlement>& all, SettlementId id);

}  // namespace yibao::visit
