// Writes answers as the interface prints them: every field of the tables in its order and spelling,
// numbers as JSON numbers, what is empty as 0 or "" (R06, R07, R16).
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/region_code.h"
#include "base/tree.h"
#include "business/provider/interface.h"

namespace yibao::provider {

inline constexpr std::size_t kErrorCharactersMax = 200;  // of err_msg

// The value of `output`, as JSON. `output` holds nodes of texts, as read_input() would give them.
// Checked: a field that must not be empty is not, none is too long: an answer of ours that breaks
// the tables is a bug. What a transaction has no field for is left out: a reversal tells less than
// the settlement that it takes back.
std::string write_output(const Transaction& transaction, const Tree& output);

// A request as a careful sender writes it: every field of the tables, numbers as JSON numbers, what
// is empty as 0 or "". `head` holds the fields of the envelope, `input` nodes of texts; nothing is
// checked, so that a test can send what is wrong. A node that is not given is left out.
std::string write_request(const Interface& tables, const Transaction& transaction, const Tree& head,
                          const Tree& input);

// 区划 6 + 时间 14 + 流水 10: the number that we give to an answer; the serial is never used again.
std::string answer_number(RegionCode region, Instant now, std::int64_t serial);
std::string compact_time(Instant moment);  // yyyyMMddHHmmssSSS

struct Envelope {
  bool success = false;
  std::string number;  // inf_refmsgid
  Instant received;
  Instant answered;
  std::string error;   // err_msg, cut at its most
  std::string output;  // JSON
};
std::string write_envelope(const Envelope& envelope);

}  // namespace yibao::provider
