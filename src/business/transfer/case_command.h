// What all commands on an existing case share: whose case it is, whose step it is, what is loaded.
//
// A command names its side and decides; the rest is here. A step of an agency that is on no system
// comes by post: the other agency's officer enters it with the days of sending and of receiving
// (N-24), and it counts as happened on the day on the paper.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "business/casework/version.h"
#include "business/reader.h"
#include "business/transfer/change.h"
#include "business/transfer/facts.h"
#include "business/use_case.h"

namespace yibao::transfer {

// Whose step it is.
enum class Side {
  applicant,  // the person, their employer, or a counter of either agency for them
  origin,
  target,
  either,  // one of the two agencies, or the system by itself
  bank,
};

// The days on a letter; both or none.
struct Paper {
  std::optional<Date> sent_on;
  std::optional<Date> received_on;
};

// An officer of one of its two agencies, or of none in particular: to others there is no such case.
bool is_of_either_place(const business::Actor& actor, const Transfer& transfer);

// What a command may look at while it is read.
struct Parsing {
  const business::Request& request;
  const business::Context& context;
  storage::Session& session;
};

class CaseCommand : public business::Command {
 public:
  // Reads the case of the path, the paper dates, and what else the command reads.
  template<class C>
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
    auto command = std::make_unique<C>();
    auto reader = business::Reader::body(request, context);
    command->read_case(reader, context, session);
    command->seen_version_ = casework::read_seen_version(reader, request);
    command->read(reader, {request, context, session});
    if (const Verdict verdict = reader.finish(); !verdict) return verdict.refusal();
    return business::CommandOrRefusal(std::move(command));
  }

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const final;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const final;

  void for_case(const casework::CaseKey& key) { key_ = key; }  // the system's own commands

 protected:
  virtual Side side() const = 0;
  virtual void read(business::Reader&, const Parsing&) {}
  virtual Decision<storage::Plan> decide_case(const CaseFacts& known, const storage::Facts& facts,
                                              const business::Context& context) const = 0;

  // By whom an approval was given: this officer, or the agency whose letter it is.
  std::string approver(const Transfer& transfer, const business::Context& context) const;
  // The agency whose step it is.
  RegionCode region_of_step(const Transfer& transfer) const;
  // The day on which the step happened: today, or as on the paper.
  Date happened_on(const business::Context& context) const;
  // The day on which the other agency had it: today, or when the letter was received.
  Date known_on(const business::Context& context) const;
  const Paper& paper() const { return paper_; }
  // The step of an agency that is on no system.
  virtual bool comes_by_post(const Transfer& transfer) const;
  virtual bool needs_paper(const Transfer& transfer, const business::Actor&) const {
    return comes_by_post(transfer);
  }

  casework::CaseKey key_;

 private:
  void read_case(business::Reader& reader, const business::Context& context,
                 storage::Session& session);
  Verdict check_paper(const CaseFacts& known, const business::Context& context) const;

  Paper paper_;
  std::optional<std::int64_t> seen_version_;  // none: whatever it is now
};

// An approval of either agency: with the materials ticked one by one, as in every other
// service. Who sends a letter has looked at them at home.
class ApprovalCommand : public CaseCommand {
 public:
  void read(business::Reader& reader, const Parsing& from) override;

 protected:
  Verdict check_ticks(const CaseFacts& known) const;
  // What was ticked, for the time line.
  std::vector<Fact> ticked() const;

 private:
  std::vector<std::string> checked_;
};

}  // namespace yibao::transfer
