// 文件上传、下载 (9101, 9102): files that an institution exchanges with us. A file is fetched by
// its number, its name and the institution that it belongs to, until its time is over.
#pragma once

#include <optional>
#include <string>

#include "business/use_case.h"
#include "business/visit/doors.h"
#include "storage/plan.h"

namespace yibao::visit {

struct ExchangeFile {
  RegionCode region;
  std::int64_t id = 0;
  std::string number;  // file_qury_no
  std::string institution;
  std::string name;
  std::string content;
  Instant until;
  Instant recorded_at;
};

extern const storage::Table kExchangeFile;

// A new one, which may be fetched for the days of the region's policy; it is in the plan.
ExchangeFile keep_file(storage::Plan& plan, const provider::Institution& institution,
                       std::string name, std::string content, const business::Context& context);
// Refused: file_unknown, file_expired.
Decision<ExchangeFile> find_file(const std::string& number, const std::string& institution,
                                 Instant now, storage::Session& session);

business::CommandOrRefusal upload_file(const Asked& asked);  // 9101
// The member `content` of the answer is what is sent, as it is.
Decision<Tree> answer_file(const Asked& asked);  // 9102

}  // namespace yibao::visit
