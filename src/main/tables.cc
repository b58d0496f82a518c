#include "main/tables.h"

#include "business/account/store.h"
#include "business/agency/store.h"
#include "business/aid/store.h"
#include "business/application/store.h"
#include "business/card/attempts.h"
#include "business/card/e_certificate.h"
#include "business/card/maker.h"
#include "business/card/registration.h"
#include "business/card/store.h"
#include "business/card/telephone.h"
#include "business/care/store.h"
#include "business/casework/store.h"
#include "business/clearing/store.h"
#include "business/client/store.h"
#include "business/contribution/arrears_notices.h"
#include "business/contribution/correction.h"
#include "business/contribution/employer_receipts.h"
#include "business/contribution/employer_store.h"
#include "business/contribution/late_fees.h"
#include "business/contribution/overpayments.h"
#include "business/contribution/store.h"
#include "business/death/store.h"
#include "business/document/store.h"
#include "business/employer_message/store.h"
#include "business/enquiry/provider_views.h"
#include "business/enquiry/views.h"
#include "business/enrolment/joiner_wait.h"
#include "business/enrolment/store.h"
#include "business/entitlement/bills.h"
#include "business/entitlement/groups.h"
#include "business/entitlement/reminders.h"
#include "business/hold/store.h"
#include "business/hotline/store.h"
#include "business/inheritance/debts.h"
#include "business/inheritance/store.h"
#include "business/late_record/store.h"
#include "business/notice/outbox.h"
#include "business/payout/other_account.h"
#include "business/payout/store.h"
#include "business/person/authorisation.h"
#include "business/person/consent.h"
#include "business/person/former_identity.h"
#include "business/person/store.h"
#include "business/person_merge/store.h"
#include "business/place_change/company.h"
#include "business/place_change/store.h"
#include "business/provider/institution.h"
#include "business/run/store.h"
#include "business/seal/releasing.h"
#include "business/sign_in/phone.h"
#include "business/sign_in/store.h"
#include "business/staff/store.h"
#include "business/transfer/certificate.h"
#include "business/transfer/remittance.h"
#include "business/transfer/step_clock.h"
#include "business/transfer/store.h"
#include "business/visit/fees.h"
#include "business/visit/files.h"
#include "business/visit/prescriptions.h"
#include "business/visit/store.h"
#include "business/visit/visit_code.h"
#include "business/visit/voided.h"
#include "service/head_signatures.h"
#include "service/kept_refusals.h"
#include "service/key_fingerprints.h"
#include "service/tables.h"

namespace yibao::main {

const std::vector<const storage::Table*>& all_tables() {
  static const std::vector<const storage::Table*> tables = {
      &service::kJournalHead,
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
      &late_record::kLateRecord,
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
      &payout::kPayout,
      &run::kBulkRun,
      &contribution::kEmployerReceipt,
      &contribution::kArrearsNotice,
      &service::kHeadSignature,
      &service::kSignedHead,
      &service::kKeyFingerprint,
      &card::kCard,
      &card::kCardEvent,
      &card::kAttempt,
      &card::kTelephoneFactor,
      &card::kECertificate,
      &card::kRegistration,
      &person::kAuthorisation,
      &seal::kHoldRelease,
      &person::kFormerIdentity,
      &contribution::kEmployerPayment,
      &contribution::kEmployerPaymentShare,
      &contribution::kLateFee,
      &entitlement::kDeclaredBill,
      &entitlement::kReminder,
      &entitlement::kPersonGroup,
      &place_change::kDisplayedPlace,
      &place_change::kPlaceChange,
      &place_change::kCompanyMove,
      &place_change::kCompanyMoveMember,
      &transfer::kRecognitionUndone,
      &inheritance::kInheritanceShare,
      &aid::kAidBinding,
      &aid::kAidUse,
      &person_merge::kPersonMerge,
      &contribution::kContributionCorrection,
      &enquiry::kPersonView,
      &notice::kNoticeBatch,
      &notice::kUndeliverableNotice,
      &notice::kOutboxCursor,
      &sign_in::kPersonSignIn,
      &sign_in::kStaffSignIn,
      &sign_in::kCode,
      &sign_in::kSession,
      &person::kConsent,
      &client::kClient,
      &staff::kMember,
      &staff::kRole,
      &staff::kAbsence,
      &staff::kOpeningHours,
      &staff::kClosingDay,
      &staff::kCaseAssignment,
      &staff::kBreakGlass,
      &document::kDocument,
      &card::kMakerOrder,
      &hotline::kHotlineCall,
      &hotline::kHotlineFailure,
      &provider::kInstitution,
      &visit::kVisit,
      &visit::kVisitLine,
      &visit::kSettlement,
      &care::kCareRegistration,
      &visit::kRecord,
      &visit::kDiagnosis,
      &visit::kPrescription,
      &death::kDeathReport,
      &clearing::kStatement,
      &clearing::kShare,
      &clearing::kPayeeAccount,
      &visit::kExchangeFile,
      &contribution::kOverpayment,
      &visit::kReversedLine,
      &visit::kVoidedMessage,
      &inheritance::kInheritanceDebt,
      &inheritance::kInheritanceRecovery,
      &transfer::kStepClock,
      &enquiry::kProviderView,
      &visit::kVisitCode,
      &sign_in::kFormerPhone,
      &service::kKeptRefusals,
      &payout::kOtherAccount,
      &enrolment::kJoinerWait,
      &employer_message::kEmployerMessage,
      &employer_message::kEmployerReading,
      &person::kShownPhone,
  };
  return tables;
}

}  // namespace yibao::main
