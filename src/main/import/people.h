// The people of many rows, found by their identity numbers in a few selects, and the enrolment
// under which each row is paid.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "business/enrolment/types.h"
#include "main/import/contribution_row.h"
#include "storage/database.h"
#include "storage/vault.h"

namespace yibao::main {

struct KnownPerson {
  PersonId id;
  std::string outside_id;
  std::string name;
  std::vector<enrolment::Enrolment> enrolments;
};

class People {
 public:
  // One snapshot; it need not be newer: the command looks again at whatever may have changed.
  static People find(std::span<const ContributionRow> rows, storage::Session& reader,
                     const storage::Vault& vault);

  // Refuses: person_not_registered, import_name_differs, import_not_enrolled_here,
  // import_kind_differs, import_employer_differs.
  struct Payer {
    const KnownPerson* person = nullptr;
    int enrolment = 0;  // its ordinal
  };
  Decision<Payer> payer_of(const ContributionRow& row, RegionCode region,
                           const storage::Vault& vault) const;

 private:
  bool is_employed_by(const enrolment::Enrolment& enrolment, const std::string& code) const;

  std::map<storage::Bytes, KnownPerson> people_;        // by claim
  std::map<std::int64_t, std::string> employer_codes_;  // by employer
};

}  // namespace yibao::main
