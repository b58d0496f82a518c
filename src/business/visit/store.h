// Visits, lines of fees and settlements in the database (schema/019_provider.sql).
#pragma once

#include <optional>
#include <vector>

#include "business/person/numbers.h"
#include "business/use_case.h"
#include "business/visit/types.h"
#include "storage/plan.h"

namespace yibao::visit {

extern const storage::Table kVisit;
extern const storage::Table kVisitLine;
extern const storage::Table kSettlement;
extern const storage::Table kRecord;
extern const storage::Table kDiagnosis;

extern const storage::KeyedSelect kVisitsOf;          // by person: whole rows
extern const storage::KeyedSelect kSettlementsOf;     // by person: whole rows, oldest first
extern const storage::KeyedSelect kFundUsesOf;        // by person
extern const storage::Statement kSettlementsOfVisit;  // by person and visit: whole rows
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
std::vector<FundUse> read_fund_uses(const storage::Rows& rows);
storage::Row settlement_row(const Settlement& settlement);
std::optional<Record> find_record(const storage::Rows& rows, VisitId visit);
storage::Row record_row(const Record& record);
// In the order of upload.
std::vector<Diagnosis> read_diagnoses(const storage::Rows& rows, VisitId visit);
storage::Row diagnosis_row(PersonId person, VisitId visit, int ordinal, const Diagnosis& diagnosis);

// Under which number something of a person stands, and which it leads to (N-12): the person may
// have been told another number since. A settlement and what it settles stand under the number that
// the visit was begun under; the accounts that pay are those of the number kept on that day.
struct Place {
  PersonId owner;           // none: there is none such (yet)
  person::Numbers numbers;  // the owner alone; all of them, where the owner was merged
  PersonId payer;           // of a settlement: whose account was shared; none: nobody's
  person::Numbers payer_numbers;
};
// Neither changes once it is there. A settlement by its id, or by the message that made it.
Place place_of_visit(PersonId any, VisitId visit, storage::Session& reader);
Place place_of_settlement(PersonId any, SettlementId settlement, storage::Session& reader);
Place place_of_settlement(PersonId any, const std::string& institution, const std::string& msgid,
                          storage::Session& reader);

bool is_reversed(const std::vector<Settlement>& all, SettlementId id);

// By msgid, which is unique in an institution: the msgid, the person, the settlement (of a reversal
// the one that it takes back), the institution.
extern const storage::KeyedSelect kSettlementsOfMessage;

}  // namespace yibao::visit
