// Notices on their way out (消息外发, schema/014_notices.sql). Messages are taken in the order of
// their ids, behind a durable cursor. What one file will hold is written down, with the move of the
// cursor, before the file is: written again after a crash, it holds the same.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/secret.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::notice {

extern const storage::Table kOutboxCursor;
extern const storage::Table kNoticeBatch;
extern const storage::Table kUndeliverableNotice;

inline constexpr std::int64_t kNoticesMax = 500;  // of one file

struct Message {
  std::int64_t id = 0;
  PersonId person;
  std::string code;
  std::string facts;  // JSON
  Instant recorded_at;
  Phone phone;  // empty: none on record, or declined, or no longer the person's
  Instant person_recorded_at;
  bool declined = false;  // the person said no to messages, or to everything (N-27)
  bool outdated = false;  // a code that serves no more: whoever got it would type it in vain
  bool in_doubt = false;  // the number on record is somebody else's by now (person/phone.h)
  // 代收: of one that is sent to who acts for the person, what they are and the person's name. The
  // telephone is theirs then.
  std::string acted_as = {};  // guardian, proxy; empty: it is sent to the person
  std::string about = {};
};

// The ids behind `after` up to `up_to`.
struct Stretch {
  std::int64_t after = 0;
  std::int64_t up_to = 0;
  bool empty() const { return up_to <= after; }
};

std::int64_t last_message(storage::Session& reader);
// The next stretch behind the cursor, none of it later than `last`.
Stretch next_stretch(std::int64_t last, storage::Session& reader);
// None: no such file was ever marked.
std::optional<Stretch> stretch_of(const std::string& name, storage::Session& reader);
// What is delivered of a stretch: all but what is known to be undeliverable. To whoever acts for
// the person too (sign_in/entrusted.h); one that reaches them alone is delivered.
std::vector<Message> messages_in(const Stretch& stretch, storage::Session& reader,
                                 const business::Context& context);

// The newest ones, delivered or not, oldest first.
std::vector<Message> last_messages(std::int64_t last, std::int64_t count, storage::Session& reader,
                                   const business::Context& context);

// 外发登记: this file takes this stretch. Refused as notices_taken where another process was
// faster.
class TakeNotices : public business::Command {
 public:
  TakeNotices(std::string name, Stretch stretch, std::vector<Message> messages)
      : name_(std::move(name)), stretch_(stretch), messages_(std::move(messages)) {}
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::string name_;
  Stretch stretch_;
  std::vector<Message> messages_;
};

// GET /v1/agencies/{region}/undeliverable-notices
std::vector<business::Endpoint> endpoints();

}  // namespace yibao::notice
