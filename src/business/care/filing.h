// What a command or an application knows before something is put on record.
#pragma once

#include "business/care/rules.h"
#include "business/care/types.h"
#include "business/use_case.h"

namespace yibao::care {

// Beside the person's own rows: the institution that is named, where one is.
void need_filing(storage::Needs& needs, const Registration& wanted);

// `wanted` with its insurance, from the relation that stands at its region on the day it begins.
FilingFacts filing_facts(Registration wanted, const storage::Facts& facts,
                         const business::Context& context);

// What people are told of it: 高血压, 杭州市, 示例医院.
std::string thing_of(const Registration& registration, const RegionTable& regions);
std::vector<Fact> facts_of(const Registration& registration, const RegionTable& regions);

// A row of its own, numbered.
Registration record(storage::Plan& plan, Registration registration,
                    const business::Context& context);

}  // namespace yibao::care
