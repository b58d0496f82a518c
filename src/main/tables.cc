#include "main/tables.h"

#include "business/account/store.h"
#include "business/agency/store.h"
#include "business/application/store.h"
#include "business/casework/store.h"
#include "business/contribution/employer_receipts.h"
#include "business/contribution/store.h"
#include "business/enrolment/store.h"
#include "business/hold/store.h"
#include "business/person/store.h"
#include "business/run/store.h"
#include "business/transfer/certificate.h"
#include "business/transfer/remittance.h"
#include "business/transfer/store.h"
#include "service/head_signatures.h"
#include "service/tables.h"

namespace yibao::main {

const std::vector<const storage::Table*>& all_tables() {
  static const std::vector<const storage::Table*> tables = {&service::kJournalHead,
                                                            &service::kJournal,
                                                            &service::kIdempotency,
                                                            &service::kMessage,
                                                            &service::kIdBlock,
                                                            &service::kAccessToken,
                                                            &person::kPerson,
                                                            &person::kClaim,
                                                            &enrolment::kEnrolment,
                                                            &enrolment::kEmployer,
                                                            &enrolment::kEmployerReport,
                                                            &agency::kAgency,
                                                            &agency::kAgencyChange,
                                                            &contribution::kContribution,
                                                            &account::kAccount,
                                                            &account::kPosting,
                                                            &account::kReservation,
                                                            &hold::kHold,
                                                            &casework::kCaseOwner,
                                                            &casework::kCaseFile,
                                                            &casework::kCaseStep,
                                                            &casework::kTask,
                                                            &casework::kMaterialContent,
                                                            &casework::kMaterial,
                                                            &casework::kCaseMaterial,
                                                            &application::kApplication,
                                                            &transfer::kTransfer,
                                                            &transfer::kInformationSheet,
                                                            &transfer::kRecognisedMonths,
                                                            &transfer::kCertificate,
                                                            &transfer::kRemittance,
                                                            &transfer::kPayout,
                                                            &run::kBulkRun,
                                                            &contribution::kEmployerReceipt,
                                                            &service::kHeadSignature,
                                                            &service::kSignedHead};
  return tables;
}

}  // namespace yibao::main
