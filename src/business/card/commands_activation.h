// Activation of the two functions (激活), each channel by itself; and the window for it.
#pragma once

#include <string>

#include "business/card/command.h"
#include "business/card/face.h"

namespace yibao::card {

// 银行网点: the bank's own function, and with it the medical one where the region lets banks do it,
// for the holder, a guardian or a proxy who stands there with the papers of a counter (R-076,
// Of the password only that there is one is known here. On the bank's own
// line (客服热线) the clerk has called back the telephone on record, and the medical one is
// activated by telephone.
class ActivateAtBank : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;
  bool asks_phone() const override { return on_line_; }

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  // 网点凭身份证件和卡; on the line the call back.
  Verdict check_presence(const Known& known) const;

  bool password_set_ = false;
  bool medical_ = false;
  bool on_line_ = false;
  std::string called_back_;  // the last four digits
};

// 经办窗口, with the ID and the card in hand.
class ActivateAtCounter : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;
};

// 协助激活: for somebody away from home; the clerk at home has called back the telephone on record
//
class AssistActivation : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;
  bool asks_phone() const override { return true; }

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  std::string called_back_;  // the last four digits
};

// 线上激活: registered, real name of the level the region wants, a device that can see and hear,
// and the identity check.
class ActivateOnline : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;
  void need(storage::Needs& needs) const override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;

 private:
  PersonId registered_;        // who signs in: the person, or the guardian
  storage::Bytes source_day_;  // of their account
  bool camera_ = false;
  bool microphone_ = false;
  FaceCheck face_;
};

// 延期, at a counter: the window begins anew.
class ExtendActivation : public CardCommand {
 public:
  void read(business::Reader& reader, const business::Context&, storage::Session&) override;

 protected:
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;
};

// 到期提醒, by the system.
class RemindActivation : public CardCommand {
 public:
  RemindActivation(PersonId person, CardId card) { set_card(person, card); }

 protected:
  bool by_the_person() const override { return false; }
  Decision<storage::Plan> decide_known(const Known& known,
                                       const business::Context& context) const override;
};

// The plan of one activation of the medical function, for every channel; `way` as in
// CardChange::tell().
storage::Plan activated(const Card& card, ActivationChannel channel,
                        const std::optional<person::Authorisation>& by,
                        const business::Context& context, std::string_view way = {});

}  // namespace yibao::card
