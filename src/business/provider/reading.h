// Reads what a provider has sent, by the tables of the interface: tolerant where the rulings say so
// (numbers as text, "null" for nothing, names in any case, fields that nobody knows), strict about
// everything else. All mistakes are named at once.
//
// What senders of other makers were seen to do is taken in as well: a code with a zero more or less
// before it ("1" for "01"), texts filled up with blanks, a line break within a text, a number as
// 8.00 for 8, as 1.25E3 or as the sum of doubles that it is (15.799999999999999), a price that is a
// quotient (3.3333333333333335), days and times in other forms (moments.h), the fields of a single
// node without the node, the whole input as a text that holds JSON, a region in four digits.
//
// What comes out is plain: an object of nodes, each an object or a list of objects of texts, under
// the spelling of the tables. A field that was empty is not there. A number is a decimal text.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/decision.h"
#include "base/money.h"
#include "base/region_code.h"
#include "base/tree.h"
#include "base/tree_text.h"
#include "business/provider/interface.h"

namespace yibao::provider {

// Rows of one node: a long stay has some hundred lines of fees.
inline constexpr std::size_t kRowsMax = 2'000;

// The envelope of a request (报文头) and its input, read.
struct Message {
  const Transaction* transaction = nullptr;
  std::string msgid;
  RegionCode place_of_care;   // mdtrtarea_admvs
  RegionCode insured_place;   // insuplc_admdvs; none: the place of care
  std::string institution;    // fixmedins_code
  std::string operator_type;  // opter_type: 1 staff, 2 self-service, 3 another system
  std::string operator_id;
  std::string operator_name;
  std::string sign_number;  // sign_no, of 9001; may be empty
  std::string version;      // infver, as sent
  Tree input;

  // A field of a node that is one object; empty where it was not sent.
  std::string text(std::string_view node, std::string_view field) const;
  const Tree::List& rows(std::string_view node) const;
};

// Refused: envelope_field_missing, envelope_field_too_long, transaction_unknown, field_missing,
// field_too_long, field_not_number, field_too_fine, field_not_date, field_code_unknown,
// node_missing …
Decision<Message> read_message(const Tree& body, const Interface& tables);
Decision<Tree> read_input(const Transaction& transaction, const Interface& tables,
                          const Tree& input);

// fixmedins_code of an envelope that may be no message; empty where it says none.
std::string institution_said(const Tree& body);

// A region as senders write it, of whom some leave away the county.
std::optional<RegionCode> read_region(std::string text);

// Of what read_input() has passed.
Money money_of(const std::string& text);

}  // namespace yibao::provider
