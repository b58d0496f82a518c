// Months that one place took over from another, and certificates.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "business/contribution/store.h"
#include "business/document/store.h"
#include "business/enrolment/store.h"
#include "business/scan.h"
#include "business/transfer/certificate.h"
#include "business/transfer/checks.h"
#include "business/transfer/sheet.h"

namespace yibao::transfer {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;

bool has_own_months(const Row& line, const std::vector<contribution::Contribution>& standing,
                    const std::vector<enrolment::Enrolment>& enrolments) {
  for (const contribution::Contribution& paid : standing) {
    const enrolment::Enrolment* under = enrolment::with_ordinal(enrolments, paid.enrolment);
    if (under == nullptr || under->region.value() != line[3].integer()) continue;
    if (enrolment::to_text(under->scheme) != line[9].text()) continue;
    const std::int64_t month = paid.month.index();
    // What was paid there later may overlap: it is counted once all the same.
    if (paid.entry_id < line[8].integer() && line[5].integer() <= month &&
        month <= line[6].integer()) {
      return true;
    }
  }
  return false;
}

// 缴费年限累计计算,重复的月份只计一次(R-120): what is taken over is new to the place.
void check_lines(const business::Walk& people, Findings& findings) {
  const auto enrolments = enrolment::read_enrolments(people.rows(enrolment::kEnrolment));
  const auto standing = contribution::standing_receipts(
      contribution::read_contributions(people.rows(contribution::kContribution)));
  std::map<std::pair<std::int64_t, std::string>, std::set<std::int64_t>>
      recognised;                 // by region, scheme
  std::set<std::int64_t> undone;  // cases
  for (const Row& each : people.rows(kRecognitionUndone)) undone.insert(each[1].integer());
  for (const Row& line : people.rows(kRecognisedMonths)) {
    if (undone.contains(line[1].integer())) continue;
    const bool possible = line[5].integer() >= 0 && line[6].integer() < MonthSet::kMonths;
    if (!possible) {
      findings.add(kRecognisedMonths, line, "recognises months that cannot be");
      continue;
    }
    bool twice = false;
    for (std::int64_t month = line[5].integer(); month <= line[6].integer(); ++month) {
      twice = !recognised[{line[3].integer(), line[9].text()}].insert(month).second || twice;
    }
    if (twice) {
      findings.add(kRecognisedMonths, line, "recognises months that were recognised before");
    }
    if (has_own_months(line, standing, enrolments)) {
      findings.add(kRecognisedMonths, line, "recognises months that were paid at the place itself");
    }
  }
}

}  // namespace

void check_recognised_months(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kRecognisedMonths, &kRecognitionUndone,
                                  &contribution::kContribution, &enrolment::kEnrolment});
  while (people.next()) {
    if (people.rows(kRecognisedMonths).empty()) continue;
    const Row& first = people.rows(kRecognisedMonths).front();
    business::read_or_find(kRecognisedMonths, first, findings, [&](const Row&) {
      check_lines(people, findings);
      return true;
    });
  }
}

namespace {

// By a completed reversal of the transfer itself, or of the one that it supplements (N-21).
bool is_undone_by(const Transfer& transfer, const Row& row,
                  const std::map<std::int64_t, std::int64_t>& supplements) {
  if (transfer.id.value() != row[2].integer()) return false;
  if (transfer.relation != RelationState::completed) return false;
  const auto followed = supplements.find(row[1].integer());
  return transfer.reverses.value() == row[1].integer() ||
         (followed != supplements.end() && transfer.reverses.value() == followed->second);
}

}  // namespace

namespace {

// 信息表所列的年限才被认可: what the target has taken over stands on the sheet that it took in.
void check_against_sheet(const Row& line, const Sheet& sheet, Findings& findings) {
  const bool listed = std::ranges::any_of(sheet.lines, [&](const SheetLine& each) {
    return each.paid_at.value() == line[4].integer() && each.first.index() <= line[5].integer() &&
           line[6].integer() <= each.last.index() && each.deemed == (line[7].integer() == 1) &&
           enrolment::to_text(each.scheme) == line[9].text();
  });
  if (!listed) findings.add(kRecognisedMonths, line, "are not on the information sheet");
}

// What has left the origin's account is what its sheet says.
void check_balance(const Row& row, const Transfer& transfer, const Sheet& sheet,
                   Findings& findings) {
  const bool left = is_on_the_road(transfer.money) || transfer.money == MoneyState::credited;
  if (!left || !transfer.origin_on_system() || sheet.balance == transfer.amount) return;
  findings.add(kTransfer, row,
               differs("amount_fen", transfer.amount.fen(), sheet.balance.fen()) +
                   " of the information sheet");
}

void check_sheets_of(const business::Walk& people, Findings& findings) {
  for (const Row& row : people.rows(kTransfer)) {
    const CaseId id(row[1].integer());
    const std::optional<Sheet> sheet = find_sheet(people.rows(kInformationSheet), id);
    if (!sheet) continue;
    check_balance(row, read_transfer(row), *sheet, findings);
    for (const Row& line : people.rows(kRecognisedMonths)) {
      if (line[1].integer() == id.value()) check_against_sheet(line, *sheet, findings);
    }
  }
}

}  // namespace

void check_sheets(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kTransfer, &kInformationSheet, &kRecognisedMonths});
  while (people.next()) {
    if (people.rows(kTransfer).empty()) continue;
    const Row& first = people.rows(kTransfer).front();
    business::read_or_find(kTransfer, first, findings, [&](const Row&) {
      check_sheets_of(people, findings);
      return true;
    });
  }
}

// 撤回错误转移(N-23): months stop being recognised by a completed reversal of their transfer only.
void check_undone(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kRecognitionUndone, &kTransfer});
  while (people.next()) {
    std::map<std::int64_t, std::int64_t> supplements;  // case → the one that it follows
    for (const Row& each : people.rows(kTransfer)) {
      if (!each[35].is_null()) supplements[each[1].integer()] = each[35].integer();
    }
    for (const Row& row : people.rows(kRecognitionUndone)) {
      bool reversed = false;
      for (const Row& each : people.rows(kTransfer)) {
        const auto transfer = business::read_or_find(kTransfer, each, findings, &read_transfer);
        reversed = reversed || (transfer && is_undone_by(*transfer, row, supplements));
      }
      if (!reversed) findings.add(kRecognitionUndone, row, "by_case has not undone the transfer");
    }
  }
}

namespace {

// The paper of a certificate carries its number and code, and is void as soon as it is.
void check_paper(const Certificate& certificate, const Row& row, const storage::Rows& documents,
                 Findings& findings) {
  for (const Row& each : documents) {
    if (each[2].text() != certificate.number) continue;
    if (each[9].text() != certificate.check_code) {
      findings.add(document::kDocument, each, "check_code is not that of the certificate");
    }
    const bool valid = each[10].text() == document::to_text(document::State::valid);
    if (valid && certificate.state != Certificate::State::valid) {
      findings.add(document::kDocument, each, "is valid, and the certificate is not");
    }
    return;
  }
  findings.add(kCertificate, row, "has no paper");
}

}  // namespace

void check_certificates(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kCertificate, &document::kDocument});
  while (people.next()) {
    std::set<RegionCode> valid;
    for (const Row& row : people.rows(kCertificate)) {
      const auto certificate =
          business::read_or_find(kCertificate, row, findings, &read_certificate);
      if (!certificate) continue;
      if (certificate->check_code !=
          check_code(context.vault, certificate->number, certificate->content)) {
        findings.add(kCertificate, row, "check_code is not that of its number and content");
      }
      check_paper(*certificate, row, people.rows(document::kDocument), findings);
      const Date until = valid_until(
          certificate->issued_on, context.policies.on(certificate->region, certificate->issued_on)
                                      .transfer.certificate_valid_months.value);
      if (certificate->valid_until != until) {
        findings.add(kCertificate, row,
                     differs("valid_until", certificate->valid_until.days(), until.days()));
      }
      if (certificate->state == Certificate::State::valid &&
          !valid.insert(certificate->region).second) {
        findings.add(kCertificate, row, "is valid beside another one of the same region");
      }
    }
  }
}

}  // namespace yibao::transfer
