#include "business/document/public_check.h"

#include <algorithm>

#include "business/casework/stored_json.h"
#include "business/document/ending.h"
#include "business/document/issue.h"
#include "business/document/store.h"
#include "business/person/former_identity.h"
#include "business/person/store.h"
#include "storage/digest.h"

namespace yibao::document {

namespace {

constexpr std::size_t kTypedMax = 60;

// A name as somebody was called until it changed.
struct Called {
  std::string name;
  std::optional<Instant> until;
};

// Every name that the person has had, the oldest first; the last one has no end.
std::vector<Called> names_of(const person::Person& person, storage::Session& session) {
  const storage::Value key[] = {storage::Value(person.id.value())};
  std::vector<Called> all;
  const storage::Rows former = session.select_keyed(person::kFormerIdentitiesOf, key).front();
  for (const storage::Row& row : former) {
    all.push_back({row[2].text(), Instant::from_milliseconds(row[8].integer())});
  }
  all.push_back({person.name, {}});
  return all;
}

const std::string& name_at(const std::vector<Called>& names, Instant moment) {
  return std::ranges::find_if(
             names, [&](const Called& each) { return !each.until || moment < *each.until; })
      ->name;
}

void mask_one(std::string& text, const std::string& name) {
  if (name.empty()) return;
  const std::string masked = mask_name(name);
  for (std::size_t at = text.find(name); at != std::string::npos;
       at = text.find(name, at + masked.size())) {
    text.replace(at, name.size(), masked);
  }
}

// A name may be the beginning of a longer one: `names` begin with the longest.
void mask(std::string& text, const std::vector<Called>& names) {
  for (const Called& each : names) mask_one(text, each.name);
}

// As it was issued, but for the person's names, the one of then and any other.
Paper shown(Paper paper, std::vector<Called> names) {
  std::ranges::stable_sort(names, std::ranges::greater(),
                           [](const Called& each) { return each.name.size(); });
  for (Block& block : paper.blocks) {
    if (auto* paragraph = std::get_if<Paragraph>(&block)) mask(paragraph->text, names);
    if (auto* lines = std::get_if<Lines>(&block)) {
      for (Line& line : lines->lines) mask(line.value, names);
    }
    if (auto* grid = std::get_if<Grid>(&block)) {
      for (std::vector<std::string>& row : grid->rows) {
        for (std::string& cell : row) mask(cell, names);
      }
    }
  }
  return paper;
}

// 解除它的文书: none while what was decided stands. It may have been lifted under the number into
// which this one was merged (N-12).
std::string lifted_by(const Document& document, PersonId merged_into, storage::Session& session) {
  if (document.kind != Kind::written_decision) return {};
  for (const PersonId person : {document.person, merged_into}) {
    if (person.is_none()) continue;
    const storage::Value key[] = {storage::Value(person.value())};
    const auto ending = find_valid(session.select_keyed(kDocumentsOf, key).front(), document.kind,
                                   subject_of_end(document.subject));
    if (ending) return ending->number;
  }
  return {};
}

}  // namespace

std::string as_typed(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    const bool capital = c >= 'A' && c <= 'Z';
    // A certificate's number begins with the character of its province.
    const bool of_province = static_cast<unsigned char>(c) >= 0x80;
    const bool plain_one =
        capital || of_province || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!plain_one || plain.size() == kTypedMax) continue;
    plain += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

bool is_same_code(std::string_view typed, std::string_view expected) {
  return !expected.empty() && storage::sha256(as_typed(typed)) == storage::sha256(expected);
}

std::optional<Checked> check(std::string_view number, std::string_view code,
                             const business::Context& context, storage::Session& session) {
  const storage::Value key[] = {storage::Value(as_typed(number))};
  const storage::Rows rows = session.select_keyed(kDocumentByNumber, key).front();
  const std::string expected = rows.empty() ? "" : rows.front()[10].text();
  if (!is_same_code(code, expected)) return std::nullopt;
  const Document document =
      read_document(storage::Row(rows.front().begin() + 1, rows.front().end()));
  // A row that was changed by hand no longer agrees with its digest.
  if (storage::to_hex(storage::sha256(document.content)) != document.content_digest) {
    return std::nullopt;
  }
  const storage::Value whom[] = {storage::Value(document.person.value())};
  const storage::Rows people = session.select_keyed(person::kPersonById, whom).front();
  if (people.empty()) return std::nullopt;
  const person::Person person =
      person::read_person(people.front(), *context.vault, person::Open::nothing);
  const std::vector<Called> names = names_of(person, session);
  Checked checked;
  checked.paper = shown(read_paper(casework::read_stored(document.content)), names);
  checked.number = document.number;
  checked.title = checked.paper->title;
  checked.issuer = checked.paper->issuer;
  checked.name = mask_name(name_at(names, document.recorded_at));
  checked.issued_on = document.issued_on;
  if (document.valid_until) checked.last_day = *document.valid_until - 1;
  checked.standing = standing_on(document, context.today);
  checked.void_reason = document.void_reason;
  checked.voided_on = document.voided_on;
  checked.lifted_by =
      lifted_by(document, person.merged_into ? person.merged_into->id : PersonId(), session);
  if (!checked.lifted_by.empty() && checked.standing == Standing::valid) {
    checked.standing = Standing::expired;
  }
  checked.digest = document.content_digest;
  return checked;
}

}  // namespace yibao::document
