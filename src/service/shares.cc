#include "service/shares.h"

#include "base/check.h"
#include "storage/digest.h"
#include "storage/value.h"

namespace yibao::service {

namespace {

// No table has the number 0: a share cannot be taken for a record.
constexpr char kShare = 0;
constexpr std::size_t kNumber = 8;
constexpr std::size_t kLength = 4;
constexpr std::size_t kHeader = 1 + 2 * kNumber + kLength;
// Of a record: the table's number, the length of its key, the key, the digest.
constexpr std::size_t kNumberAndLength = 2;

void append_number(std::string& out, std::uint64_t number, std::size_t bytes) {
  for (std::size_t i = bytes; i > 0; --i) out += static_cast<char>(number >> (i - 1) * 8 & 0xFF);
}

std::uint64_t read_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<unsigned char>(byte);
  return number;
}

// The size of the records in front of the first share.
std::optional<std::size_t> size_of_records(std::string_view rows) {
  std::size_t at = 0;
  while (at < rows.size() && rows[at] != kShare) {
    if (rows.size() - at < kNumberAndLength) return std::nullopt;
    at += kNumberAndLength + static_cast<unsigned char>(rows[at + 1]) + storage::kShortDigestSize;
  }
  return at <= rows.size() ? std::optional(at) : std::nullopt;
}

}  // namespace

void append_share(std::string& rows, const Share& share) {
  YB_CHECK(share.records.size() <= 0xFFFF'FFFF, "a share too long");
  rows += kShare;
  append_number(rows, static_cast<std::uint64_t>(share.person), kNumber);
  append_number(rows, static_cast<std::uint64_t>(share.sequence), kNumber);
  append_number(rows, share.records.size(), kLength);
  rows += share.records;
}

std::optional<EventRows> split_event_rows(std::string_view rows) {
  const std::optional<std::size_t> records = size_of_records(rows);
  if (!records) return std::nullopt;
  EventRows parts{rows.substr(0, *records), {}};
  rows.remove_prefix(*records);
  while (!rows.empty()) {
    if (rows.size() < kHeader || rows[0] != kShare) return std::nullopt;
    Share share;
    share.person = static_cast<std::int64_t>(read_number(rows.substr(1, kNumber)));
    share.sequence = static_cast<std::int64_t>(read_number(rows.substr(1 + kNumber, kNumber)));
    const std::uint64_t size = read_number(rows.substr(1 + 2 * kNumber, kLength));
    rows.remove_prefix(kHeader);
    if (rows.size() < size) return std::nullopt;
    share.records = rows.substr(0, size);
    rows.remove_prefix(size);
    parts.shares.push_back(share);
  }
  return parts;
}

std::string link_hash(std::string_view previous, std::int64_t person, std::int64_t sequence,
                      std::string_view event_hash) {
  std::string link(previous);
  append_number(link, static_cast<std::uint64_t>(person), kNumber);
  append_number(link, static_cast<std::uint64_t>(sequence), kNumber);
  link += event_hash;
  return storage::sha256(link);
}

}  // namespace yibao::service
