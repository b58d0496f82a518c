#include "business/visit/checks.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "business/account/store.h"
#include "business/care/store.h"
#include "business/person/numbers.h"
#include "business/scan.h"
#include "business/visit/fees.h"
#include "business/visit/prescriptions.h"
#include "business/visit/store.h"
#include "business/visit/terms.h"
#include "business/visit/voided.h"

namespace yibao::visit {

namespace {

using business::CheckContext;
using business::Findings;
using storage::Row;
using storage::Rows;
using storage::Value;

void check_sums(const Row& row, const Settlement& each, Findings& findings) {
  const Scope& scope = each.scope;
  if (scope.total != scope.own_paid + scope.over_limit + scope.first_paid + scope.in_scope ||
      scope.total != each.parts.fund + each.parts.account + each.parts.cash) {
    findings.add(kSettlement, row, "does not add up");
  }
}

// A reversal is its original with the signs turned.
void check_reversal(const Row& row, const Settlement& each, const std::vector<Settlement>& all,
                    Findings& findings) {
  if (each.reverses.is_none()) return;
  const auto original = std::ranges::find(all, each.reverses, &Settlement::id);
  const Money none;
  if (original == all.end() || none - original->scope.total != each.scope.total ||
      none - original->parts.account != each.parts.account ||
      none - original->parts.shared != each.parts.shared || original->payer != each.payer ||
      none - original->parts.fund != each.parts.fund || original->care_on != each.care_on) {
    findings.add(kSettlement, row, "does not take back what it names");
  }
}

// What one code posted in one command.
struct Posted {
  std::int64_t fen = 0;
  bool is_named = false;  // the posting that the settlement names is among it
};

Posted posted_under(const Settlement& each, std::int64_t code, const Rows& postings) {
  Posted posted;
  for (const Row& posting : postings) {
    if (posting[12].integer() != each.entry_id || posting[4].integer() != code) continue;
    posted.fen += posting[5].integer();
    posted.is_named = posted.is_named || posting[1].integer() == each.own_posting.value();
  }
  return posted;
}

// A visit that was begun under a number that was merged since is paid by the kept one (N-12).
Posted posted_by_any(const CheckContext& context, const Settlement& each, std::int64_t code) {
  const PersonId kept = person::load_way(each.person, context.session).kept;
  Posted posted;
  for (const Row& posting : context.session.select(account::kPostingsOfEntryOfNumbers,
                                                   {kept.value(), each.entry_id, code})) {
    posted.fen += posting[2].integer();
    posted.is_named = posted.is_named || posting[0].integer() == each.own_posting.value();
  }
  return posted;
}

// What the accounts' part came to is posted, to the fen, in the settlement's own entry.
void check_posting(const CheckContext& context, const Row& row, const Settlement& each,
                   const Rows& postings, Findings& findings) {
  const Money own = each.parts.account - each.parts.shared;
  if (each.own_posting.is_none()) {
    if (!own.is_zero()) findings.add(kSettlement, row, "was paid from no account");
    return;
  }
  const bool back = own < Money();
  const auto code = static_cast<std::int64_t>(back ? account::PostingCode::refund_received
                                                   : account::PostingCode::payment);
  Posted posted = posted_under(each, code, postings);
  if (!posted.is_named) posted = posted_by_any(context, each, code);
  if (!posted.is_named || posted.fen != (back ? -own.fen() : own.fen())) {
    findings.add(kSettlement, row, "its posting does not say so");
  }
}

// The part of a relative's accounts was posted there, to the fen; of a reversal, back to them.
void check_shared(const CheckContext& context, const Row& row, const Settlement& each,
                  Findings& findings) {
  const Money none;
  const Money shared = each.parts.shared;
  if (each.shared_posting.is_none()) {
    if (shared != none) findings.add(kSettlement, row, "was shared by nobody");
    return;
  }
  const bool back = shared < none;
  const auto code = static_cast<std::int64_t>(back ? account::PostingCode::refund_received
                                                   : account::PostingCode::payment);
  Money posted;
  bool is_named = false;
  for (const Row& posting : context.session.select(account::kPostingsOfEntry,
                                                   {each.payer.value(), each.entry_id, code})) {
    posted += Money::fen(posting[2].integer());
    is_named = is_named || posting[0].integer() == each.shared_posting.value();
  }
  if (!is_named || posted != (back ? none - shared : shared)) {
    findings.add(kSettlement, row, "the posting of the shared part does not say so");
  }
}

// 就医备案 that it was settled by: the person's own, of that place of insurance, and it held on the
// day of care. What ended between the care and its settlement has paid for the care all the same.
void check_registration(const CheckContext& context, const Row& row, const Settlement& each,
                        care::RegistrationId id, const std::vector<care::Registration>& all,
                        Findings& findings) {
  if (id.is_none() || !each.reverses.is_none()) return;
  const care::Registration* found = care::find(all, id);
  std::vector<care::Registration> carried_over;
  if (found == nullptr) {
    const person::Numbers way = person::load_way(each.person, context.session);
    carried_over = care::read_registrations(
        person::rows_of_all(context.session, care::kRegistrationsOf, {way.kept, {}}));
    found = care::find(carried_over, id);
  }
  if (found == nullptr || found->region != each.insured_place ||
      !found->held_on(each.care_on, each.happened_on)) {
    findings.add(kSettlement, row, "was settled by a registration that did not hold");
    return;
  }
  const bool chronic = found->kind == care::Kind::chronic_disease;
  if (chronic != (id == each.recognition) || (chronic && each.kind != kChronicCare)) {
    findings.add(kSettlement, row, "was settled by a registration of another kind");
  }
}

// 就诊信息和诊断: of a visit that is there, in order, each number once among those that are valid.
void check_record(const Row& row, const Rows& visits, Findings& findings) {
  if (!find_visit(visits, VisitId(row[1].integer()))) {
    findings.add(kRecord, row, "is of no visit");
  }
}

// 处方文件: of an upload that there was.
void check_prescription(const Row& row, const Rows& records, Findings& findings) {
  const auto record = find_record(records, VisitId(row[1].integer()));
  if (!record || row[2].integer() > record->uploads) {
    findings.add(kPrescription, row, "is of an upload that nobody made");
  }
}

void check_diagnoses(const Rows& rows, const Rows& records, Findings& findings) {
  std::int64_t visit = 0;
  std::int64_t last = 0;
  for (const Row& row : rows) {
    if (row[1].integer() != visit) {
      visit = row[1].integer();
      last = 0;
      if (!find_record(records, VisitId(visit))) {
        findings.add(kDiagnosis, row, "is of a visit that nobody told of");
      }
    }
    if (row[2].integer() != last + 1) findings.add(kDiagnosis, row, "is out of order");
    last = row[2].integer();
  }
}

// What a settlement that stands took is marked with it, and adds up to its total.
void check_lines(const Rows& rows, const Rows& lines, const Rows& reversed,
                 const std::vector<Settlement>& all, Findings& findings) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Settlement& each = all[i];
    if (!each.reverses.is_none()) continue;
    Money sum;
    const std::vector<KeptLine> kept = read_lines(lines, each.visit);
    for (const KeptLine& line : kept) {
      if (line.settlement == each.id) sum += line.line.amount;
    }
    const bool back = is_reversed(all, each.id);
    const Money expected = back ? Money() : each.scope.total;
    if (sum != expected) {
      findings.add(kSettlement, rows[i],
                   business::differs("lines", sum.to_yuan(), expected.to_yuan()));
    }
    Money remembered;
    for (const Row& row : reversed) {
      if (row[1].integer() == each.id.value()) remembered += Money::fen(row[3].integer());
    }
    if (remembered != (back ? each.scope.total : Money())) {
      findings.add(kSettlement, rows[i],
                   business::differs("lines remembered", remembered.to_yuan(),
                                     (back ? each.scope.total : Money()).to_yuan()));
    }
  }
}

constexpr storage::Statement kSettledUnderMessage{
    "settled_under_message",
    "SELECT settlement_id FROM settlement WHERE msgid = $1 AND institution = $2 "
    "AND reverses IS NULL ORDER BY settlement_id LIMIT 1"};

// 已作废的报文: nothing was settled under it, of whomever.
void check_voided(const CheckContext& context, const Rows& voided, Findings& findings) {
  for (const Row& row : voided) {
    if (!context.session.select(kSettledUnderMessage, {row[2], row[1]}).empty()) {
      findings.add(kVoidedMessage, row, "was settled all the same");
    }
  }
}

// 按费用发生日: a settlement is judged by a day between the beginning of its visit and itself, and
// its fees are of the year of that day. Those that are judged by the first day, as where the origin
// settles a stay over a move, may be of a later year.
void check_care_day(const Row& row, const Settlement& each, const Visit& visit, const Rows& lines,
                    Findings& findings) {
  if (!each.reverses.is_none()) return;
  if (each.care_on < visit.begun_on || each.care_on > each.happened_on) {
    findings.add(kSettlement, row, "is judged by a day that is not of its visit");
  }
  if (each.care_on == visit.begun_on) return;
  for (const KeptLine& line : read_lines(lines, each.visit)) {
    if (line.settlement != each.id || line.line.happened_on.year() == each.care_on.year()) continue;
    findings.add(kSettlement, row, "took fees of another year");
    return;
  }
}

constexpr storage::Statement kOfNoVisit{
    "settlements_of_no_visit",
    "SELECT s.person_id, s.settlement_id FROM settlement AS s WHERE NOT EXISTS "
    "(SELECT 1 FROM visit AS v WHERE v.person_id = s.person_id AND v.visit_id = s.visit_id) "
    "ORDER BY s.settlement_id"};

// Settlements and lines are found by their visit.
Rows settlements_of(const CheckContext& context, std::int64_t person, const Rows& visits) {
  if (visits.empty()) return {};
  const std::array<Value, 1> key{Value(person)};
  Rows rows = std::move(context.session.select_keyed(kSettlementsOf, key).front());
  context.rows_read += static_cast<std::int64_t>(rows.size());
  return rows;
}

Rows lines_of(const CheckContext& context, std::int64_t person,
              const std::vector<Settlement>& settlements) {
  std::set<VisitId> visits;
  for (const Settlement& each : settlements) visits.insert(each.visit);
  Rows all;
  for (const VisitId visit : visits) {
    std::ranges::move(context.session.select(kLinesOfVisit, {person, visit.value()}),
                      std::back_inserter(all));
  }
  context.rows_read += static_cast<std::int64_t>(all.size());
  return all;
}

void check_settlements(const CheckContext& context, Findings& findings) {
  for (const Row& row : context.session.select(kOfNoVisit, {})) {
    findings.add(kSettlement, row, "is of no visit");
  }
  business::Walk people(context, {&kVisit, &account::kPosting, &care::kCareRegistration, &kRecord,
                                  &kDiagnosis, &kPrescription, &kReversedLine, &kVoidedMessage});
  while (people.next()) {
    const Rows rows = settlements_of(context, people.key(), people.rows(kVisit));
    const std::vector<Settlement> all = read_settlements(rows);
    for (const Row& row : people.rows(kRecord)) {
      check_record(row, people.rows(kVisit), findings);
    }
    for (const Row& row : people.rows(kPrescription)) {
      check_prescription(row, people.rows(kRecord), findings);
    }
    check_diagnoses(people.rows(kDiagnosis), people.rows(kRecord), findings);
    check_voided(context, people.rows(kVoidedMessage), findings);
    if (rows.empty()) continue;
    const Rows lines = lines_of(context, people.key(), all);
    const auto registrations = care::read_registrations(people.rows(care::kCareRegistration));
    for (std::size_t i = 0; i < all.size(); ++i) {
      check_registration(context, rows[i], all[i], all[i].recognition, registrations, findings);
      check_registration(context, rows[i], all[i], all[i].registration, registrations, findings);
      check_shared(context, rows[i], all[i], findings);
      check_sums(rows[i], all[i], findings);
      check_reversal(rows[i], all[i], all, findings);
      check_posting(context, rows[i], all[i], people.rows(account::kPosting), findings);
      const auto visit = find_visit(people.rows(kVisit), all[i].visit);
      YB_CHECK(visit.has_value(), "found by a visit that is not there");
      check_care_day(rows[i], all[i], *visit, lines, findings);
    }
    check_lines(rows, lines, people.rows(kReversedLine), all, findings);
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"settlements", "每笔结算的各项相加相符,有对应的账户收支,撤销与原结算相抵",
           &check_settlements}};
}

}  // namespace yibao::visit
