// 编制清算单: the statement of an institution, or of two regions, for a month that is over. What it
// lists follows from the ledger; nothing is written down by hand.
#pragma once

#include <string>

#include "business/clearing/types.h"
#include "business/use_case.h"

namespace yibao::clearing {

// Of an institution: sums over the settlements and postings that no statement before covers, so
// what was taken back, and what was recorded late, corrects the next one.
class DrawStatement : public business::Command {
 public:
  DrawStatement() = default;
  DrawStatement(std::string institution, RegionCode region, Month month, Instant cut_at)
      : institution_(std::move(institution)), region_(region), month_(month), cut_at_(cut_at) {}
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  std::string institution_;
  RegionCode region_;
  Month month_;
  Instant cut_at_;
};

// Of two regions: the approved shares of each other's institutions that no statement of theirs has
// taken. Both journals tell of it.
class DrawRegions : public business::Command {
 public:
  DrawRegions() = default;
  DrawRegions(RegionCode lower, RegionCode higher, Month month, Instant cut_at)
      : lower_(lower), higher_(higher), month_(month), cut_at_(cut_at) {}
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  RegionCode lower_;
  RegionCode higher_;
  Month month_;
  Instant cut_at_;
};

}  // namespace yibao::clearing
