#include "main/verify.h"

#include <ostream>
#include <string_view>

#include "business/account/checks.h"
#include "business/aid/checks.h"
#include "business/application/checks.h"
#include "business/card/checks.h"
#include "business/care/checks.h"
#include "business/casework/checks.h"
#include "business/clearing/checks.h"
#include "business/client/checks.h"
#include "business/contribution/checks.h"
#include "business/death/checks.h"
#include "business/document/checks.h"
#include "business/enquiry/checks.h"
#include "business/enrolment/checks.h"
#include "business/entitlement/checks.h"
#include "business/hotline/checks.h"
#include "business/inheritance/checks.h"
#include "business/late_record/checks.h"
#include "business/payout/checks.h"
#include "business/person/checks.h"
#include "business/person_merge/checks.h"
#include "business/place_change/checks.h"
#include "business/seal/checks.h"
#include "business/settlement/checks.h"
#include "business/sign_in/checks.h"
#include "business/staff/checks.h"
#include "business/transfer/checks.h"
#include "business/visit/checks.h"
#include "main/commands.h"
#include "main/schema_look.h"
#include "main/tables.h"
#include "main/witness.h"
#include "service/policy_hashes.h"
#include "service/verify/checks.h"

namespace yibao::main {

namespace {

// A reading transaction: all checks see the same moment, also while others write.
class Snapshot {
 public:
  explicit Snapshot(storage::Database& database) : session_(database.reader()) {
    session_->begin();
    // The embedded database gives a snapshot by itself.
    if (database.engine() == "postgres") {
      session_->execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    }
  }
  ~Snapshot() { session_->rollback(); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  storage::Session& session() { return *session_; }

 private:
  std::unique_ptr<storage::Session> session_;
};

// A row so broken that the check cannot go on is a finding as well: the other checks still run.
void run_check(const business::Check& check, const business::CheckContext& context,
               business::Findings& findings) {
  findings.begin(check.name);
  try {
    check.run(context, findings);
  } catch (const Bug& bug) {
    findings.add("", "", std::string("the check met a row that cannot be: ") + bug.what());
  }
}

std::string_view summary_of(std::string_view name) {
  for (const business::Check& check : all_checks()) {
    if (check.name == name) return check.summary;
  }
  return "";
}

void print_policy(const Verification& verification, std::ostream& out) {
  for (const casework::PolicyText& text : verification.other_policy) {
    out << "说明: " << text.cases << " 个办件(在办 " << text.open << " 个)按另一版政策文本("
        << text.hash.substr(0, 12) << ")受理,已施行的参数此后被改动:请恢复原值,新值另写施行日期\n";
  }
}

void print_text(const Verification& verification, std::ostream& out) {
  if (verification.ok()) {
    out << "verify: OK (" << verification.checks << " checks, " << verification.rows_read
        << " rows)\n";
    return;
  }
  std::string_view heading;
  for (const business::Finding& finding : verification.findings) {
    if (finding.check != heading) {
      out << finding.check << ": " << summary_of(finding.check) << "\n";
    }
    heading = finding.check;
    out << "  " << finding.table << "(" << finding.row << "): " << finding.what << "\n";
  }
  out << "verify: " << verification.findings_total << " findings (" << verification.checks
      << " checks, " << verification.rows_read << " rows)\n";
}

void print_json(const Verification& verification, std::ostream& out) {
  Tree findings = Tree(Tree::List{});
  for (const business::Finding& finding : verification.findings) {
    findings.push(Tree::object({{"check", finding.check},
                                {"table", finding.table},
                                {"row", finding.row},
                                {"what", finding.what}}));
  }
  Tree other_policy = Tree(Tree::List{});
  for (const casework::PolicyText& text : verification.other_policy) {
    other_policy.push(
        Tree::object({{"policy_hash", text.hash}, {"cases", text.cases}, {"open", text.open}}));
  }
  out << Tree::object({{"ok", verification.ok()},
                       {"checks", static_cast<std::int64_t>(verification.checks)},
                       {"rows", verification.rows_read},
                       {"findings_total", verification.findings_total},
                       {"findings", std::move(findings)},
                       {"other_policy", std::move(other_policy)}})
             .to_json()
      << "\n";
}

}  // namespace

std::vector<business::Check> all_checks() {
  std::vector<business::Check> all;
  for (const auto& checks : {
           &person::checks,       &late_record::checks,  &enrolment::checks,
           &contribution::checks, &account::checks,      &casework::checks,
           &application::checks,  &seal::checks,         &sign_in::checks,
           &transfer::checks,     &entitlement::checks,  &payout::checks,
           &inheritance::checks,  &aid::checks,          &person_merge::checks,
           &card::checks,         &place_change::checks, &settlement::checks,
           &visit::checks,        &document::checks,     &hotline::checks,
           &care::checks,         &client::checks,       &staff::checks,
           &enquiry::checks,      &clearing::checks,     &death::checks,
           &service::checks,
       }) {
    for (const business::Check& check : checks()) all.push_back(check);
  }
  return all;
}

std::vector<casework::PolicyText> other_policy_texts(storage::Session& session,
                                                     const std::string& loaded) {
  std::vector<casework::PolicyText> texts = casework::policy_texts(session);
  std::erase_if(texts, [&](const casework::PolicyText& text) {
    return service::has_policy_hash(loaded, text.hash);
  });
  return texts;
}

Verification run_checks(Installation& installation, Console* console) {
  Verification verification;
  // Before the snapshot: what is signed meanwhile is in neither.
  const auto witnessed = read_witness(installation.settings().state);
  Snapshot snapshot(installation.database());
  const std::vector<storage::SchemaDifference> schema =
      schema_differences(installation.database(), snapshot.session(), installation.settings().home);
  const business::CheckContext context{snapshot.session(),
                                       installation.vault(),
                                       installation.data().policies,
                                       installation.data().calendar,
                                       all_tables(),
                                       verification.rows_read,
                                       installation.signing_key().public_key(),
                                       schema,
                                       witnessed};
  business::Findings findings;
  const std::vector<business::Check> all = all_checks();
  for (const business::Check& check : all) {
    if (console != nullptr) {
      console->progress("核验 " + std::to_string(verification.checks + 1) + "/" +
                        std::to_string(all.size()) + " " + std::string(check.summary) + ",已读 " +
                        std::to_string(verification.rows_read) + " 行");
    }
    run_check(check, context, findings);
    verification.checks += 1;
  }
  verification.other_policy =
      other_policy_texts(snapshot.session(), installation.surroundings().policy_hash);
  verification.findings = findings.all();
  verification.findings_total = findings.count();
  return verification;
}

bool print_verification(Installation& installation, std::ostream& out) {
  const Verification verification = run_checks(installation);
  print_policy(verification, out);
  print_text(verification, out);
  return verification.ok();
}

int verify_installation(Installation& installation, const Tree& arguments, Console& console) {
  const Verification verification = run_checks(installation, &console);
  if (flag_argument(arguments, "json")) {
    print_json(verification, console.out);
  } else {
    print_policy(verification, console.out);
    print_text(verification, console.out);
  }
  return verification.ok() ? kDone : kRefused;
}

}  // namespace yibao::main
