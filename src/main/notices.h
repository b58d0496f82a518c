// The notifier port with its file driver: messages go out as files of JSON lines, in their order,
// each in one file. As with the bank (main/bank.h), a file is begun, then what is in it is written
// down in the database, then it is published; killed anywhere, the next run on the same folder
// publishes the begun file with the same content under the same name.
//
// The file holds the telephone in full, for it is what delivers the messages; as with accounts in
// files for the bank, only the owner and the group of the folder may read it. Everywhere else,
// what is told of a message shows the number in part.
#pragma once

#include "business/notice/outbox.h"
#include "main/operations.h"

namespace yibao::main {

struct SentNotices {
  std::int64_t notices = 0;
  std::int64_t undeliverable = 0;
  std::vector<std::string> files;
};
SentNotices send_notices(Installation& installation, const std::string& folder);

// What deliveries are decided by: the policies and the day of now.
business::Context context_now(Installation& installation);
// A message as it goes out, the digits of a code filled in, its telephone shown in part.
Tree told_notice(const notice::Message& message, Installation& installation);

// notices send --out FOLDER
// Arguments: folder, json.
int notices_send(Installation& installation, const Tree& arguments, Console& console);

}  // namespace yibao::main
