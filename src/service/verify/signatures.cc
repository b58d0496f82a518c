// The signed heads (日志链签名): the signatures hold, follow one another, and what they were given
// for still stands in the journals. This is what finds a chain that was rewritten as a whole.
#include <unordered_map>

#include "business/scan.h"
#include "service/head_signatures.h"
#include "service/tables.h"
#include "service/verify/checks.h"

namespace yibao::service {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

// What was signed last of each journal: the chain up to there is covered by it.
using Signed = std::unordered_map<std::int64_t, SignedHead>;

void check_signature(const CheckContext& context, const Row& row, const LastSignature& before,
                     Findings& findings) {
  if (row[0].integer() != before.number + 1) {
    findings.add(kHeadSignature, row, differs("number", row[0].integer(), before.number + 1));
  }
  if (row[3].bytes().data != before.signature) {
    findings.add(kHeadSignature, row, "previous is not the signature before");
  }
  const std::string text =
      signed_text(row[0].integer(), Instant::from_milliseconds(row[1].integer()),
                  row[3].bytes().data, row[2].bytes().data);
  if (!storage::is_signed_by(context.signing_public_key, text, row[4].bytes().data)) {
    findings.add(kHeadSignature, row, "signature is not that of our key over these heads");
  }
}

Signed follow_signatures(const CheckContext& context, Findings& findings) {
  Signed last_of;
  LastSignature before;
  business::Scan signatures(context, kHeadSignature);
  while (signatures.peek() != nullptr) {
    const Row row = signatures.take();
    check_signature(context, row, before, findings);
    before = {row[0].integer(), row[4].bytes().data, Instant()};
    const auto heads = business::read_or_find(kHeadSignature, row, findings, [](const Row& each) {
      return unpack_heads(each[2].bytes().data);
    });
    if (!heads) continue;
    for (const SignedHead& head : *heads) last_of[head.subject] = head;
  }
  return last_of;
}

}  // namespace

void check_signatures(const CheckContext& context, Findings& findings) {
  Signed open = follow_signatures(context, findings);
  business::Scan events(context, kJournal);
  while (events.peek() != nullptr && !open.empty()) {
    const Row event = events.take();
    const auto found = open.find(event[0].integer());
    if (found == open.end() || found->second.sequence != event[1].integer()) continue;
    if (event[7].bytes().data != found->second.hash) {
      findings.add(kJournal, event, "is not the event that was signed: the chain was rewritten");
    }
    open.erase(found);
  }
  for (const auto& [subject, head] : open) {
    const storage::Value key[] = {subject, head.sequence};
    findings.add_missing(kJournal, key, "was signed and is gone: the chain was cut");
  }
}

}  // namespace yibao::service
