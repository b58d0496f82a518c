#include "business/seal/checks.h"

#include <algorithm>
#include <string>

#include "business/application/store.h"
#include "business/card/store.h"
#include "business/casework/store.h"
#include "business/hold/store.h"
#include "business/scan.h"
#include "business/seal/releasing.h"
#include "business/second_eyes.h"

namespace yibao::seal {

namespace {

using business::CheckContext;
using business::differs;
using business::Findings;
using storage::Row;
using storage::Rows;

const Row* release_of(const Rows& releases, const Row& hold) {
  const auto found =
      std::ranges::find_if(releases, [&](const Row& row) { return row[1] == hold[1]; });
  return found == releases.end() ? nullptr : &*found;
}

// The transfer that made the hold had ended by the day on which it was lifted. One that was
// opened again since, for money that a bank sent back, has set another.
bool transfer_was_over(const Row& hold, const business::Walk& people) {
  if (hold[5].is_null()) return false;
  const bool set_again = std::ranges::any_of(people.rows(hold::kHold), [&](const Row& other) {
    return other[5] == hold[5] && other[1].integer() > hold[1].integer();
  });
  const auto file =
      casework::find_case_file(people.rows(casework::kCaseFile), CaseId(hold[5].integer()));
  return set_again || (file && file->closed_on && file->closed_on->days() <= hold[7].integer());
}

// What happened to the card on the day: the loss was taken back, or the card was replaced.
bool card_tells(const Row& hold, const Rows& events) {
  return std::ranges::any_of(events, [&](const Row& event) {
    const std::string& what = event[3].text();
    const bool of_this_card = event[2] == hold[12] && event[7] == hold[7];
    return of_this_card && (what == "loss_cancelled" || what == "replaced");
  });
}

// Why a lifted hold was lifted, where no release says it.
void check_lifted(const Row& hold, const business::Walk& people, Findings& findings) {
  const std::string& cause = hold[2].text();
  if ((cause == "loss" || cause == "damage") && !card_tells(hold, people.rows(card::kCardEvent))) {
    findings.add(hold::kHold, hold, "was lifted, its card was neither found nor replaced");
  }
  if (cause == "transfer" && !transfer_was_over(hold, people)) {
    findings.add(hold::kHold, hold, "was lifted, its transfer had not ended");
  }
  if (cause == "id_change") {
    findings.add(hold::kHold, hold, "was lifted, no identity document was updated");
  }
  if (cause == "admin" && hold[9].text_or("") == hold[8].text()) {
    findings.add(hold::kHold, hold, "lifted_by is who set it");
  }
}

bool is_by_two(std::string_view ground) {
  return ground == "override" || ground == "case_over" || ground == "error" ||
         ground == "order_ended";
}

std::string_view service_of(std::string_view ground) {
  if (ground == "overturned") return "appeal";
  if (ground == "error") return "hold_correction";
  return "seal_release";
}

// The application that a release names: completed, of the right kind, by two where two are asked.
void check_decision(const Row& release, const Rows& applications, Findings& findings) {
  const std::string& ground = release[2].text();
  if (ground == to_text(Ground::identity_updated)) return;
  if (ground == to_text(Ground::numbers_merged)) return;  // person_merge checks these
  const auto decided =
      application::find_application(applications, CaseId(release[3].integer_or(0)));
  if (!decided || decided->state != application::State::completed) {
    findings.add(kHoldRelease, release, "names no application that was approved");
    return;
  }
  if (decided->service != service_of(ground)) {
    findings.add(kHoldRelease, release, differs("service", decided->service, service_of(ground)));
  }
  const bool two = !decided->first_approved_by.empty() &&
                   !business::is_same_officer(decided->first_approved_by, decided->decided_by);
  if (is_by_two(ground) && !two) {
    findings.add(kHoldRelease, release, "was decided by one officer instead of two");
  }
}

void check_release(const Row& release, const Rows& holds, const Rows& applications,
                   Findings& findings) {
  const auto hold =
      std::ranges::find_if(holds, [&](const Row& row) { return row[1] == release[1]; });
  if (hold == holds.end()) {
    findings.add(kHoldRelease, release, "releases a hold that is not there");
    return;
  }
  if ((*hold)[7].is_null()) {
    findings.add(hold::kHold, *hold, "stands, it was released");
  } else if ((*hold)[7] != release[6]) {
    findings.add(hold::kHold, *hold, differs("until", (*hold)[7].integer(), release[6].integer()));
  }
  check_decision(release, applications, findings);
}

void check_releases(const CheckContext& context, Findings& findings) {
  business::Walk people(context, {&hold::kHold, &kHoldRelease, &casework::kCaseFile,
                                  &card::kCardEvent, &application::kApplication});
  while (people.next()) {
    const Rows& releases = people.rows(kHoldRelease);
    const Rows& holds = people.rows(hold::kHold);
    for (const Row& hold : holds) {
      const bool lifted = !hold[7].is_null();
      if (lifted && release_of(releases, hold) == nullptr) {
        check_lifted(hold, people, findings);
      }
    }
    for (const Row& release : releases) {
      check_release(release, holds, people.rows(application::kApplication), findings);
    }
  }
}

}  // namespace

std::vector<business::Check> checks() {
  return {{"hold_releases", "每项封存的解除都有依据,需要两人办理的由两人办理", &check_releases}};
}

}  // namespace yibao::seal
