// 挂号 (2201) and its cancellation (2202), lines of fees and theirs (2204, 2205).
#pragma once

#include <string>
#include <vector>

#include "business/use_case.h"
#include "business/visit/message.h"
#include "business/visit/types.h"

namespace yibao::visit {

// What all commands on a visit share: the institution may act, the visit is its own and open.
class VisitCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  VisitCommand(std::string institution, PersonId person)
      : institution_(std::move(institution)), person_(person) {}
  void need_lines(storage::Needs& needs, VisitId visit) const;  // facts.rows(kLinesOfVisit)
  // Refused: visit_unknown.
  Decision<Visit> require_visit(const storage::Facts& facts, VisitId id) const;

  std::string institution_;
  PersonId person_;
};

// 首次挂号即首次使用: a card that was never active is activated where the region lets it.
class RegisterVisit : public VisitCommand {
 public:
  RegisterVisit(Visit visit, Named named)
      : VisitCommand(visit.institution, named.person),
        visit_(std::move(visit)),
        named_(std::move(named)) {}
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Visit visit_;
  Named named_;
};

class CancelVisit : public VisitCommand {
 public:
  CancelVisit(std::string institution, PersonId person, VisitId visit, std::string number)
      : VisitCommand(std::move(institution), person), visit_(visit), number_(std::move(number)) {}
  void need(storage::Needs& needs) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  VisitId visit_;
  std::string number_;
};

class UploadLines : public VisitCommand {
 public:
  UploadLines(std::string institution, PersonId person, VisitId visit, std::vector<Line> lines)
      : VisitCommand(std::move(institution), person), visit_(visit), lines_(std::move(lines)) {}
  void need(storage::Needs& needs) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  VisitId visit_;
  std::vector<Line> lines_;
};

// One batch, or all that is open ("0000").
class CancelLines : public VisitCommand {
 public:
  CancelLines(std::string institution, PersonId person, VisitId visit, std::string batch)
      : VisitCommand(std::move(institution), person), visit_(visit), batch_(std::move(batch)) {}
  void need(storage::Needs& needs) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  VisitId visit_;
  std::string batch_;
};

}  // namespace yibao::visit
