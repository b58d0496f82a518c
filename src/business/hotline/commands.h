// The two commands of a call: it begins, and it takes a step.
//
// They are given by the hotline's own client (role `hotline`): a token for the telephone system and
// nothing else. It can begin calls and hand on keys; it cannot read anybody's data by itself, for
// what is told follows from the state of the call in the database. A step names its number, so that
// one that comes twice, or late, changes nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "business/hotline/rules.h"
#include "business/hotline/types.h"
#include "business/use_case.h"
#include "storage/plan.h"

namespace yibao::hotline {

// 来电.
class BeginCall : public business::Command {
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
  Dialled dialled_;
  std::string caller_;
  RegionCode region_;  // none: it has to be asked
  storage::Bytes source_day_;
};

// 按键、没有按键、挂机.
class TakeStep : public business::Command {
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
  // What the keys mean is looked up while the request is read; that the call still stands where it
  // stood then, decide() sees by the step.
  void look_up(const business::Context& context, storage::Session& session);
  void look_up_identity(const business::Context& context, storage::Session& session);
  void look_up_card(const business::Context& context, storage::Session& session);
  void give_activation(const char* factor, const business::Context& context,
                       storage::Session& session);
  void give_loss(const business::Context& context, storage::Session& session);
  void read_answer(const business::Context& context, storage::Session& session);

  Known known_now(const HotlineCall& call, const storage::Facts& facts,
                  const business::Context& context) const;
  bool is_right(const HotlineCall& call, const storage::Facts& facts,
                const business::Context& context) const;
  HotlineCall remembered(const HotlineCall& call, Event event,
                         const business::Context& context) const;
  void record(storage::Plan& plan, const HotlineCall& before, const HotlineCall& after, Event event,
              const business::Context& context) const;
  Tree lines_of(const HotlineCall& before, const HotlineCall& after, Event event, Tree said,
                const business::Context& context) const;
  std::string connect_to(Event event, const storage::Facts& facts) const;

  HotlineCall call_;  // as it stood
  int step_ = 0;      // that the driver believes it stands at
  Input input_;
  PersonId person_;              // of the call, or of the number just keyed
  std::string identity_;         // just keyed, sound
  std::string card_;             // just keyed: the number that it stands for
  std::string card_id_;          // outside: the card in hand
  bool phone_in_doubt_ = false;  // the number on record may be somebody else's by now
  std::string who_;              // spoken: 张某
  storage::Bytes source_day_;
  storage::Bytes number_day_;
  RegionCode region_;  // that the keys name
  Topic topic_ = Topic::none;
  Tree told_ = Tree(Tree::List{});  // what there is to tell
  business::Actor own_;             // the person, for what they do themself
  std::unique_ptr<business::Command> inner_;
  std::optional<Refusal> inner_refusal_;  // it could not even be read
};

}  // namespace yibao::hotline
