#include "service/head_signatures.h"

#include <algorithm>
#include <limits>

#include "service/kept_refusals.h"
#include "storage/digest.h"

namespace yibao::service {

namespace {

using storage::Bytes;
using storage::Column;
using storage::ColumnType;
using storage::Mutability;
using storage::Owner;
using storage::Row;

constexpr Column kHeadSignatureColumns[] = {{"number", ColumnType::integer},
                                            {"signed_at", ColumnType::integer},
                                            {"heads", ColumnType::bytes},
                                            {"previous", ColumnType::bytes},
                                            {"signature", ColumnType::bytes}};
constexpr Column kSignedHeadColumns[] = {{"subject", ColumnType::integer},
                                         {"sequence", ColumnType::integer},
                                         {"number", ColumnType::integer}};

constexpr storage::Statement kMovedHeads{
    "moved_heads",
    "SELECT h.subject, h.sequence, h.hash, s.sequence FROM journal_head h "
    "LEFT JOIN signed_head s ON s.subject = h.subject "
    "WHERE h.subject > $1 AND (s.sequence IS NULL OR s.sequence < h.sequence) "
    "ORDER BY h.subject LIMIT $2"};
constexpr storage::KeyedSelect kMovedHeadOf{
    "moved_head_of",
    "SELECT h.subject, h.sequence, h.hash, s.sequence FROM journal_head h "
    "LEFT JOIN signed_head s ON s.subject = h.subject "
    "WHERE h.subject {key} AND (s.sequence IS NULL OR s.sequence < h.sequence) "
    "ORDER BY h.subject"};
constexpr storage::Statement kLastSignature{
    "last_head_signature",
    "SELECT number, signature, signed_at FROM head_signature ORDER BY number DESC LIMIT 1"};

constexpr std::size_t kPackedSize = 8 + 8 + storage::kDigestSize;

void put(std::string& packed, std::int64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    packed += static_cast<char>(static_cast<std::uint64_t>(value) >> shift & 0xFF);
  }
}

std::int64_t take(std::string_view packed) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<unsigned char>(packed[i]);
  return static_cast<std::int64_t>(value);
}

class SignHeads : public business::Command {
 public:
  explicit SignHeads(storage::Plan plan) : plan_(std::move(plan)) {}
  std::vector<storage::Subject> subjects() const override {
    return {storage::Subject::region(RegionCode::nation())};
  }
  void need(storage::Needs&) const override {}
  Verdict authorise(const business::Actor& actor, const storage::Facts&) const override {
    if (actor.is(business::Role::system)) return Nothing{};
    return refuse(RefusalKind::forbidden, "role_not_allowed",
                  {{"role", std::string(business::role_code(actor.role))}});
  }
  Decision<storage::Plan> decide(const storage::Facts&, const business::Context&) const override {
    return plan_;
  }

 private:
  storage::Plan plan_;
};

}  // namespace

const storage::Table kHeadSignature{
    70, "head_signature", kHeadSignatureColumns, 1, Owner::none, 0, Mutability::append_only};
const storage::Table kSignedHead{71, "signed_head",      kSignedHeadColumns, 1, Owner::none,
                                 0,  Mutability::derived};

std::string pack_heads(const std::vector<SignedHead>& heads) {
  std::string packed;
  packed.reserve(heads.size() * kPackedSize);
  for (const SignedHead& head : heads) {
    YB_CHECK(head.hash.size() == storage::kDigestSize, "a head without a hash");
    put(packed, head.subject);
    put(packed, head.sequence);
    packed += head.hash;
  }
  return packed;
}

std::vector<SignedHead> unpack_heads(std::string_view packed) {
  YB_CHECK(packed.size() % kPackedSize == 0, "heads of a broken length");
  std::vector<SignedHead> heads;
  for (; !packed.empty(); packed.remove_prefix(kPackedSize)) {
    heads.push_back({take(packed), take(packed.substr(8)),
                     std::string(packed.substr(16, storage::kDigestSize))});
  }
  return heads;
}

LastSignature last_signature(storage::Session& reader) {
  const storage::Rows rows = reader.select(kLastSignature, {});
  if (rows.empty()) return {};
  return {rows.front()[0].integer(), rows.front()[1].bytes().data,
          Instant::from_milliseconds(rows.front()[2].integer())};
}

std::string signed_text(std::int64_t number, Instant signed_at, std::string_view before,
                        std::string_view packed_heads) {
  std::string text = "yibao heads\n";
  put(text, number);
  put(text, signed_at.milliseconds());
  text += storage::sha256(before);
  return text + storage::sha256(packed_heads);
}

namespace {

// What a signature is given over, read in one moment.
struct Moved {
  storage::Rows heads;
  LastSignature last;
  KeptRefusals refusals;
};

Instant all_written_before(Instant now, Others others) {
  constexpr std::int64_t kBatchMax = 60'000;
  return Instant::from_milliseconds(others == Others::may_write
                                        ? now.milliseconds() - kBatchMax
                                        : std::numeric_limits<std::int64_t>::max());
}

// The signature over these heads. Its own event is the nation's next: that one alone is no reason.
Signing sign(const Moved& moved, std::int64_t behind, const storage::SigningKey& key, Instant now) {
  const auto& [moved_heads, last, refusals] = moved;
  const std::int64_t own = storage::Subject::region(RegionCode::nation()).value();
  const bool of_others = std::ranges::any_of(moved_heads, [&](const Row& head) {
    if (head[0].integer() != own) return true;
    const std::int64_t before = head[3].is_null() ? 0 : head[3].integer();
    return last.number == 0 || head[1].integer() > before + 1;
  });
  if (!of_others && refusals.count == 0) return {};

  storage::Plan plan;
  plan.event = "heads_signed";
  std::vector<SignedHead> heads;
  const std::int64_t number = last.number + 1;
  for (const Row& head : moved_heads) {
    heads.push_back({head[0].integer(), head[1].integer(), head[2].bytes().data});
    plan.save(kSignedHead, {head[0].integer(), head[1].integer(), number}, head[3].is_null());
  }
  const std::string packed = pack_heads(heads);
  std::string signature = key.sign(signed_text(number, now, last.signature, packed));
  plan.insert(kHeadSignature,
              {number, now.milliseconds(), Bytes{packed}, Bytes{last.signature}, Bytes{signature}});
  if (refusals.count > 0) plan.insert(kKeptRefusals, refusals.row());
  return {std::make_unique<SignHeads>(std::move(plan)), static_cast<int>(heads.size()),
          heads.empty() ? behind : heads.back().subject, number, std::move(signature)};
}

}  // namespace

Signing sign_moved_heads(std::int64_t behind, storage::Session& reader,
                         const storage::SigningKey& key, Instant now, Others others) {
  reader.begin();  // one moment for the heads and the signature before
  const Moved moved{reader.select(kMovedHeads, {behind, kHeadsAtOnce}), last_signature(reader),
                    refusals_to_count(reader, all_written_before(now, others))};
  reader.commit();
  return sign(moved, behind, key, now);
}

Signing sign_heads_of(std::span<const std::int64_t> subjects, storage::Session& reader,
                      const storage::SigningKey& key, Instant now, Others others) {
  YB_CHECK(subjects.size() < kHeadsAtOnce, "more heads than one signature takes");
  std::vector<storage::Value> keys(subjects.begin(), subjects.end());
  // With the signing's own journal, which each signature moves on.
  const std::int64_t own = storage::Subject::region(RegionCode::nation()).value();
  if (std::ranges::find(subjects, own) == subjects.end()) keys.emplace_back(own);
  reader.begin();
  Moved moved;
  for (storage::Rows& of_one : reader.select_keyed(kMovedHeadOf, keys)) {
    for (Row& head : of_one) moved.heads.push_back(std::move(head));
  }
  moved.last = last_signature(reader);
  moved.refusals = refusals_to_count(reader, all_written_before(now, others));
  reader.commit();
  return sign(moved, kBeforeAllSubjects, key, now);
}

}  // namespace yibao::service
