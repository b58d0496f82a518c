// The signed heads (日志链签名): the signatures hold, follow one another, and what they were given
// for still stands in the journals. This is what finds a chain that was rewritten as a whole.
#include <unordered_map>

#include "business/scan.h"
#include "service/head_signatures.h"
#include "service/shares.h"
#include "service/tables.h"
#include "service/verify/chain_walk.h"
#include "service/verify/checks.h"

namespace yibao::service {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

// What was signed last of each journal: the chain up to there is covered by it.
struct Covered : SignedHead {
  std::int64_t number = 0;  // of the signature
};
using Signed = std::unordered_map<std::int64_t, Covered>;

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

// What this machine has signed is still there: else the last signatures were taken out with what
// they were given for, or an older copy of the database stands in its place.
void check_witnessed(const CheckContext& context, const Row& row, bool& found, Findings& findings) {
  if (!context.witnessed || row[0].integer() != context.witnessed->number) return;
  found = true;
  if (row[4].bytes().data == context.witnessed->signature) return;
  findings.add(kHeadSignature, row,
               "is not the signature that this machine made (last_signature beside the keys)");
}

Signed follow_signatures(const CheckContext& context, Findings& findings) {
  Signed last_of;
  LastSignature before;
  bool witnessed = !context.witnessed;
  business::Scan signatures(context, kHeadSignature);
  while (signatures.peek() != nullptr) {
    const Row row = signatures.take();
    check_signature(context, row, before, findings);
    check_witnessed(context, row, witnessed, findings);
    before = {row[0].integer(), row[4].bytes().data, Instant()};
    const auto heads = business::read_or_find(kHeadSignature, row, findings, [](const Row& each) {
      return unpack_heads(each[2].bytes().data);
    });
    if (!heads) continue;
    for (const SignedHead& head : *heads) last_of[head.subject] = {head, row[0].integer()};
  }
  if (!witnessed) {
    const storage::Value key[] = {context.witnessed->number};
    findings.add_missing(kHeadSignature, key,
                         "was made by this machine (last_signature beside the keys) and is gone: "
                         "the journals were cut, or this is an older copy of the database");
  }
  return last_of;
}

// How far each journal is known to be signed decides what is signed next: one that says too much
// would never be signed again.
void check_progress(const CheckContext& context, const Signed& last, Findings& findings) {
  std::size_t found = 0;
  business::Scan heads(context, kSignedHead);
  while (heads.peek() != nullptr) {
    const Row row = heads.take();
    const auto signed_last = last.find(row[0].integer());
    if (signed_last == last.end()) {
      findings.add(kSignedHead, row, "its journal was never signed");
      continue;
    }
    ++found;
    const std::int64_t sequence = signed_last->second.sequence;
    if (row[1].integer() != sequence) {
      findings.add(kSignedHead, row, differs("sequence", row[1].integer(), sequence));
    }
    if (row[2].integer() != signed_last->second.number) {
      findings.add(kSignedHead, row,
                   differs("number", row[2].integer(), signed_last->second.number));
    }
  }
  if (found != last.size()) {
    findings.add(
        "signed_head", "",
        differs("rows", static_cast<std::int64_t>(found), static_cast<std::int64_t>(last.size())));
  }
}

// Finds, along each chain, the link that was signed last. The hashes of events are taken as they
// stand (chains.cc recomputes them); a share's link is made of the one before it.
class SignedWalk : public ChainWalk {
 public:
  SignedWalk(const CheckContext& context, Signed open, Findings& findings)
      : ChainWalk(context), open_(std::move(open)), findings_(findings) {}

  // After run(): subjects of which nothing at all is left.
  void tell_of_gone() {
    for (const auto& [subject, head] : open_) tell_of_cut(head);
  }

 private:
  Link follow(std::int64_t subject, const Link&, const Row& event) override {
    const Link link{event[1].integer(), event[7].bytes().data};
    if (differs_from_signed(subject, link)) {
      findings_.add(kJournal, event, "is not the event that was signed: the chain was rewritten");
    }
    return link;
  }

  Link follow_share(std::int64_t person, const Link& before,
                    const PeopleShares::Link& share) override {
    const std::int64_t sequence = share.share.sequence;
    Link link{sequence, link_hash(before.hash, person, sequence, share.event_hash)};
    if (differs_from_signed(person, link)) {
      const storage::Value key[] = {person};
      findings_.add_missing(kJournalHead, key,
                            "the share in a bulk event is not the one that was signed: the chain "
                            "was rewritten");
    }
    return link;
  }

  void end(std::int64_t subject, const Row*, const Link&) override {
    if (const auto left = open_.find(subject); left != open_.end()) tell_of_cut(left->second);
    open_.erase(subject);
  }

  bool differs_from_signed(std::int64_t subject, const Link& link) {
    const auto found = open_.find(subject);
    if (found == open_.end() || found->second.sequence != link.sequence) return false;
    const bool other = found->second.hash != link.hash;
    open_.erase(found);
    return other;
  }
  void tell_of_cut(const SignedHead& head) {
    const storage::Value key[] = {head.subject, head.sequence};
    findings_.add_missing(kJournal, key, "was signed and is gone: the chain was cut");
  }

  Signed open_;
  Findings& findings_;
};

}  // namespace

void check_signatures(const CheckContext& context, Findings& findings) {
  Signed last = follow_signatures(context, findings);
  check_progress(context, last, findings);
  if (last.empty()) return;
  SignedWalk walk(context, std::move(last), findings);
  walk.run();
  walk.tell_of_gone();
}

}  // namespace yibao::service
