#include "business/account/till_reference.h"

#include <algorithm>

namespace yibao::account {

const storage::KeyedSelect kReferencesOf{
    "posting_references_of",
    "SELECT person_id, posting_id, code, amount_fen, other, happened_on, reference, corrects, "
    "recorded_at FROM posting WHERE person_id {key} ORDER BY person_id, posting_id"};

namespace {

bool is_named(const storage::Row& posting, const PostingText& text) {
  return posting[2].integer() == static_cast<int>(text.code) &&
         posting[5].integer() == text.happened_on.days() &&
         posting[6].text_or("") == text.reference && posting[4].text() == text.other;
}

bool is_taken_back(const storage::Row& posting, const storage::Rows& postings) {
  return std::ranges::any_of(postings, [&](const storage::Row& other) {
    return other[7].integer_or(0) == posting[1].integer();
  });
}

}  // namespace

Verdict check_reference(const storage::Rows& postings, const PostingText& text) {
  if (text.reference.empty()) return Nothing{};
  Money taken;
  Instant at;
  for (const storage::Row& posting : postings) {
    if (!is_named(posting, text) || is_taken_back(posting, postings)) continue;
    taken += Money::fen(posting[3].integer());  // of each account that paid a part
    at = Instant::from_milliseconds(posting[8].integer());
  }
  if (taken.is_zero()) return Nothing{};
  return refuse(
      "reference_paid_already",
      {{"reference", text.reference}, {"paid_at", at.to_string()}, {"amount", taken.to_display()}});
}

}  // namespace yibao::account
