// A material handed in (材料): uploaded, or seen by an officer in the applicant's hand.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/casework/case_change.h"
#include "business/casework/types.h"
#include "business/reader.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::casework {

class Upload {
 public:
  // The members slot, content (base64) and sighted. What is wrong with them goes to the reader.
  static Upload read(business::Reader& reader, const business::Context& context);

  const std::string& slot() const { return slot_; }
  void need(storage::Needs& needs) const;
  // Refused as too_many_materials where the case has no room for another slot.
  Verdict check_room(const std::vector<CaseMaterial>& materials) const;
  // Writes the material, where there is one, and fills the slot.
  CaseMaterial store(storage::Plan& plan, CaseChange& file,
                     const std::vector<CaseMaterial>& materials, const storage::Facts& facts,
                     const business::Context& context) const;

 private:
  std::string slot_;
  std::string content_;  // empty where it was only seen
  std::string digest_;
  std::string media_type_;
};

}  // namespace yibao::casework
