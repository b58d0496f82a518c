// 本机构流水号: the till's own number names a payment. One number of an institution, for one person
// on one day, is one payment, however often it is sent: a line that broke before the answer must
// not be paid for twice. What was taken back may be paid anew.
#pragma once

#include "base/decision.h"
#include "business/account/types.h"
#include "storage/plan.h"

namespace yibao::account {

extern const storage::KeyedSelect kReferencesOf;  // by person: what names each posting

// `postings` are of one person (kReferencesOf).
Verdict check_reference(const storage::Rows& postings, const PostingText& text);

}  // namespace yibao::account
