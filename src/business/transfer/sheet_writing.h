// Making the information sheet of one case: its content, its version, its row.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "business/reader.h"
#include "business/transfer/change.h"
#include "business/transfer/facts.h"
#include "business/transfer/sheet.h"

namespace yibao::transfer {

// The months as the origin knows them today, with those that it has recognised from other places.
std::vector<SheetLine> lines_from_records(const PersonFacts& person, RegionCode origin,
                                          int origin_enrolment, Date today);
// The same, of one case.
std::vector<SheetLine> lines_from_records(const CaseFacts& known, Date today);
// What of them is new to the target: neither paid nor recognised there.
std::vector<SheetLine> lines_new_to(std::span<const SheetLine> lines, const PersonFacts& person,
                                    RegionCode target);

// What goes with the sheet: what has left, or will leave, the account; zero where money stays.
Money balance_on_sheet(const CaseFacts& known, const Transfer& transfer);

// 户籍: as whoever makes the sheet has seen it, or as a certificate of the place says; what a
// version does not say is taken from the one before.
struct SheetHousehold {
  std::string kind;  // as of a certificate
  std::string address;
};
struct NewSheet {
  std::vector<SheetLine> lines;
  Money balance;
  std::string correction;  // why; empty for the first version
  SheetHousehold household = {};
};
// Adds the next version to the change; it becomes the case's sheet.
void write_sheet(Change& change, const CaseFacts& known, const NewSheet& sheet,
                 const storage::Facts& facts, const business::Context& context);

// {"paid_at": "530100", "first": "2024-01", "last": "2024-12", "kind": "actual"}, and a scheme of
// its own if need be; mistakes are added to the reader. A district stands for the fund that covers
// it.
std::vector<WrittenLine> read_sheet_lines(business::Reader& reader, const Tree::List& list,
                                          const business::Context& context);
// Whom the lines of a written sheet are of: they can be theirs (check_written_lines).
WrittenFor written_for(const CaseFacts& known, const business::Context& context);
// Without a scheme of its own a line is of the case's scheme at the origin (转出地险种).
std::vector<SheetLine> lines_under(std::span<const WrittenLine> written, Scheme of_case);

}  // namespace yibao::transfer
