// The papers of a case as they are printed. The words of codes are those of the day of issue.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/tree.h"
#include "business/casework/types.h"
#include "business/document/paper.h"
#include "business/person/types.h"
#include "business/transfer/sheet.h"
#include "business/use_case.h"

namespace yibao::enquiry {

struct CaseStep {
  std::string event;
  RegionCode region;
  Date happened_on;
  Tree facts;
  Tree reasons;  // as stored: without words
};

struct PaperFacts {
  const person::Person& person;  // opened
  const casework::CaseFile& file;
  const std::vector<casework::CaseMaterial>& materials;
  const std::vector<CaseStep>& steps;
  std::optional<Date> due_on;
  std::optional<Date> stands_since;  // 退回补正: the day due moves with every day
  RegionCode region;                 // the agency that issues it
  std::string issuer;
  const business::Context& context;
};

// 依据: the parameters that a reason read, with the texts that they come from; the reason has its
// words already.
std::string ground_of(const Tree& reason);

document::Paper form_paper(const PaperFacts& known);
document::Paper acceptance_paper(const PaperFacts& known);
document::Paper correction_paper(const PaperFacts& known, const CaseStep& returned);
document::Paper decision_paper(const PaperFacts& known, const CaseStep& decision);
document::Paper sheet_paper(const PaperFacts& known, const transfer::Sheet& sheet);

}  // namespace yibao::enquiry
