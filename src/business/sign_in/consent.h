// Consent (同意) to what is done with one's data, and its withdrawal (撤回同意, N-27;
// 个人信息保护法第十四、 十五条). One row for each time that somebody agreed or withdrew; the
// newest of a topic counts.
//
// What follows from a withdrawal: without `privacy` nobody signs in on line (counters go on
// working), without `face` no face is compared, without `messages` nothing but codes is sent.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "business/reader.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::sign_in {

extern const storage::Table kConsent;
extern const storage::KeyedSelect kConsentsOf;  // by person: whole rows, oldest first

inline constexpr std::array<std::string_view, 3> kTopics{"privacy", "face", "messages"};

bool has_agreed(const storage::Rows& consents, std::string_view topic);

// `consents` of a body: a list of topics.
std::vector<std::string> read_consents(business::Reader& reader);
Verdict check_agreed(const std::vector<std::string>& topics, bool face);
void need_consents(storage::Needs& needs, PersonId person);
void give_consents(storage::Plan& plan, const storage::Facts& facts, PersonId person,
                   const std::vector<std::string>& topics, const business::Context& context);

// POST /v1/me/consents
class Consent : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  PersonId person_;
  std::string topic_;
  bool given_ = false;
  Instant now_;
};

// GET /v1/me/consents
Decision<Tree> answer_consents(const business::Request& request, const business::Context& context,
                               storage::Session& session);

}  // namespace yibao::sign_in
