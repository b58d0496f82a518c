// The register of employers (单位参保登记): one row per credit code, whole country.
#include "base/employer_code.h"
#include "business/access.h"
#include "business/enrolment/present.h"
#include "business/enrolment/reports.h"
#include "business/enrolment/store.h"
#include "business/pooling_region.h"
#include "business/reader.h"

namespace yibao::enrolment {

namespace {

constexpr std::size_t kNameMax = 100;
constexpr std::size_t kCodeSize = 18;

}  // namespace

business::CommandOrRefusal RegisterEmployer::parse(const business::Request& request,
                                                   const business::Context& context,
                                                   storage::Session&) {
  auto command = std::make_unique<RegisterEmployer>();
  auto reader = business::Reader::body(request, context);
  Employer& employer = command->employer_;
  employer.region = reader.region("region");
  employer.name = reader.text("name", kNameMax);
  const std::string code = reader.text("code", kCodeSize);
  if (reader.ok_so_far()) {
    business::check_pooling_region(reader, employer.region, context);
    const Decision<std::string> checked = check_employer_code(code);
    if (checked) employer.code = *checked;
    if (!checked) reader.add(checked.refusal().reasons.front());
  }
  const Verdict verdict = reader.finish();
  if (!verdict) return verdict.refusal();
  employer.id = EmployerId(context.ids->next());
  employer.recorded_at = context.now;
  return business::CommandOrRefusal(std::move(command));
}

std::vector<storage::Subject> RegisterEmployer::subjects() const {
  return {storage::Subject::region(employer_.region)};
}

void RegisterEmployer::need(storage::Needs& needs) const {
  needs.add(kEmployerByCode, storage::Value(employer_.code));
}

Verdict RegisterEmployer::authorise(const business::Actor& actor, const storage::Facts&) const {
  return business::may_act_at(actor, employer_.region);
}

Decision<storage::Plan> RegisterEmployer::decide(const storage::Facts& facts,
                                                 const business::Context& context) const {
  const storage::Rows& rows = facts.rows(kEmployerByCode, storage::Value(employer_.code));
  if (!rows.empty()) {
    return refuse(
        "employer_already_registered",
        {{"code", employer_.code}, {"region", read_employer(rows.front()).region.to_string()}});
  }
  storage::Plan plan;
  plan.event = "employer_registered";
  plan.insert(kEmployer, employer_row(employer_));
  plan.answer = present_employer(employer_, context);
  return plan;
}

}  // namespace yibao::enrolment
