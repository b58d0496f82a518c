// 限期缴纳通知书 as it is handed over, and how whoever holds the paper asks whether it is genuine.
//
// A notice is a row that is never changed and belongs to no person, so it is no row of `document`:
// its number names the row, and its check code is a keyed digest over what the row says. An
// employer that is renamed, or an agency, changes neither.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "business/contribution/arrears_notices.h"
#include "business/document/public_check.h"
#include "business/use_case.h"

namespace yibao::contribution {

// Region, month of the notice, its serial in four digits, the employer: digits only.
std::string notice_number(const ArrearsNotice& notice);
// {number, check_code, verify, digest}: what is printed besides, and told with the notice.
Tree notice_marks(const ArrearsNotice& notice, const storage::Vault& vault);

// One of them as it is handed over (PDF); the latest, where none is named.
Decision<Tree> answer_printed_notice(const business::Request& request,
                                     const business::Context& context, storage::Session& session);

// For the public check page: a wrong number and a wrong code look alike.
std::optional<document::Checked> check_notice(std::string_view number, std::string_view code,
                                              const business::Context& context,
                                              storage::Session& session);

}  // namespace yibao::contribution
