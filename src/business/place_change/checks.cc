#include "business/place_change/checks.h"

#include <algorithm>
#include <optional>

#include "business/casework/store.h"
#include "business/enrolment/store.h"
#include "business/place_change/company.h"
#include "business/place_change/store.h"
#include "business/scan.h"
#include "business/second_eyes.h"
#include "business/transfer/store.h"

namespace yibao::place_change {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;
using storage::Rows;

// 展示参保地只能是本人参加过的地方。
void check_displayed_places(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kDisplayedPlace, &enrolment::kEnrolment});
  while (people.next()) {
    for (const Row& row : people.rows(kDisplayedPlace)) {
      const auto place =
          business::read_or_find(kDisplayedPlace, row, findings, &read_displayed_place);
      if (!place) continue;
      const bool was_there = std::ranges::any_of(
          people.rows(enrolment::kEnrolment), [&](const Row& each) { return each[2] == row[1]; });
      if (!was_there) {
        findings.add(kDisplayedPlace, row, "region is a place without any relation");
      }
    }
  }
}

const Row* enrolment_of(const Rows& enrolments, int ordinal) {
  for (const Row& row : enrolments) {
    if (row[1].integer() == ordinal) return &row;
  }
  return nullptr;
}

// Both relations are there, each at its place, and the old one stopped before the new one began.
void check_relations(const Row& row, const PlaceChange& change, const Rows& enrolments,
                     Findings& findings) {
  const Row* begun = enrolment_of(enrolments, change.new_enrolment);
  if (begun == nullptr || (*begun)[2].integer() != change.target.value()) {
    findings.add(kPlaceChange, row, "new_enrolment is no relation at the target");
    return;
  }
  if ((*begun)[9].integer() != change.begins_on.days()) {
    findings.add(kPlaceChange, row,
                 differs("begins_on", change.begins_on.days(), (*begun)[9].integer()));
  }
  if (change.origin.is_none()) return;
  const Row* left = enrolment_of(enrolments, change.old_enrolment);
  if (left == nullptr || (*left)[2].integer() != change.origin.value()) {
    findings.add(kPlaceChange, row, "old_enrolment is no relation at the origin");
    return;
  }
  if ((*left)[7].text() == "active") {
    findings.add(kPlaceChange, row, "old_enrolment is active: nobody is twice");
  }
  const bool closed = (*left)[7].text() == "terminated";
  if (change.following == Following::none && !closed) {
    findings.add(kPlaceChange, row, "nothing follows, and old_enrolment has not moved away");
  }
}

// 23 with 13, 24 with 14; 11 where there was nothing before.
void check_codes(const Row& row, const PlaceChange& change, Findings& findings) {
  constexpr int kInAfterOut = 10;  // 23 → 13, 24 → 14
  constexpr int kFirst = 11;
  const int expected = change.origin.is_none() ? kFirst : change.old_change_type - kInAfterOut;
  if (change.new_change_type != expected) {
    findings.add(kPlaceChange, row, differs("new_change_type", change.new_change_type, expected));
  }
}

void check_transfer(const Row& row, const PlaceChange& change, const Rows& transfers,
                    Findings& findings) {
  if (change.following != Following::opened) return;
  for (const Row& each : transfers) {
    if (each[1].integer() != change.transfer.value()) continue;
    const bool same =
        each[2].integer() == change.origin.value() && each[3].integer() == change.target.value();
    if (!same) findings.add(kPlaceChange, row, "transfer_case leads between other places");
    return;
  }
  findings.add(kPlaceChange, row, "transfer_case is no transfer of the person");
}

// Made by an approved application, or by a company's move that names the person.
void check_origin_of(const Row& row, const PlaceChange& change, const business::Walk& people,
                     Findings& findings) {
  if (change.company_move != 0) {
    const bool reported =
        std::ranges::any_of(people.rows(kCompanyMoveMember), [&](const Row& member) {
          return member[1].integer() == change.company_move &&
                 member[5].integer_or(0) == change.id.value();
        });
    if (!reported) findings.add(kPlaceChange, row, "company_move does not report it");
    return;
  }
  const auto file = casework::find_case_file(people.rows(casework::kCaseFile), change.id);
  if (!file || file->service != "place_change") {
    findings.add(kPlaceChange, row, "belongs to no application");
  } else if (file->state != "underway" && file->state != "completed" && file->state != "ended") {
    findings.add(kPlaceChange, row, "was carried out by an application that is " + file->state);
  }
}

void check_place_changes(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&kPlaceChange, &enrolment::kEnrolment, &transfer::kTransfer,
                                  &casework::kCaseFile, &kCompanyMoveMember});
  while (people.next()) {
    for (const Row& row : people.rows(kPlaceChange)) {
      const auto change = business::read_or_find(kPlaceChange, row, findings, &read_place_change);
      if (!change) continue;
      business::read_or_find(kPlaceChange, row, findings, [&](const Row& each) {
        check_relations(each, *change, people.rows(enrolment::kEnrolment), findings);
        check_codes(each, *change, findings);
        check_transfer(each, *change, people.rows(transfer::kTransfer), findings);
        check_origin_of(each, *change, people, findings);
        return true;
      });
    }
  }
}

// 成建制: a move that is done has nobody left behind unreported, and its members name a move.
void check_company_moves(const CheckContext& context, Findings& findings) {
  business::Scan moves(context, kCompanyMove);
  while (moves.peek() != nullptr) {
    const Row row = moves.take();
    const auto move = business::read_or_find(kCompanyMove, row, findings, &read_company_move);
    if (!move) continue;
    if (move->state == MoveState::done &&
        (move->accepted_by.empty() || move->approved_by.empty() ||
         business::is_same_officer(move->accepted_by, move->approved_by))) {
      findings.add(kCompanyMove, row, "is done without officers of both agencies");
    }
  }
  business::Scan members(context, kCompanyMoveMember);
  while (members.peek() != nullptr) {
    const Row row = members.take();
    const storage::Value key[] = {row[1]};
    const auto found = context.session.select_keyed(kCompanyMoveById, key);
    if (found.front().empty()) findings.add(kCompanyMoveMember, row, "move_id is no move");
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"displayed_places", "展示的参保地是本人有过参保关系的地方", &check_displayed_places},
          {"place_changes", "参保地变更的新旧参保关系、代码、转移与办件一致", &check_place_changes},
          {"company_moves", "成建制转移由两地审核,逐人有结果", &check_company_moves}};
}

}  // namespace yibao::place_change
