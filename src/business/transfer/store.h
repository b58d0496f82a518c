// Transfers in the database (schema/005_transfer.sql). Other tables of the feature:
// certificate_store.h, remittance_store.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "business/transfer/sheet.h"
#include "business/transfer/types.h"
#include "storage/plan.h"

namespace yibao::transfer {

extern const storage::Table kTransfer;
extern const storage::Table kInformationSheet;
extern const storage::Table kRecognisedMonths;
extern const storage::Table kRecognitionUndone;

// By person: whole rows.
extern const storage::KeyedSelect kTransfersOf;
extern const storage::KeyedSelect kSheetsOf;

// Checked both ways: what could not be written cannot be read.
storage::Row transfer_row(const Transfer& transfer);
Transfer read_transfer(const storage::Row& row);
std::optional<Transfer> find_transfer(const storage::Rows& transfers, CaseId id);
// One that is accepted and not over; none where there is none.
std::optional<Transfer> running_among(const storage::Rows& transfers);

// The latest version; none where there is none.
std::optional<Sheet> find_sheet(const storage::Rows& sheets, CaseId id);

}  // namespace yibao::transfer
