// What a service (事项) adds to the shared way of an application: its form, what it asks for, and
// what approval does. One object per service, without state; commands, endpoints and checks are
// made from it (http.h).
//
// assess() is asked when the form is drafted, again when it is confirmed and again before anything
// is carried out, so that what changed in between is seen. It names every obstacle at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "business/application/types.h"
#include "business/casework/types.h"
#include "business/reader.h"
#include "business/use_case.h"
#include "policy/parameters.h"
#include "storage/plan.h"

namespace yibao::application {

class Change;

// What a service may look at.
struct Asked {
  PersonId person;
  RegionCode region;  // the agency that decides, from the form
  const Tree& form;   // as stored and shown
  const storage::Facts& facts;
  const business::Context& context;
  casework::Desk desk = casework::Desk::online;  // where it was filed
  CaseId id;                                     // none while it is being drafted
  Date judged_on;  // the day whose policy judges: of acceptance, today before it (N-14)
  const std::vector<casework::CaseMaterial>* materials = nullptr;  // slots filled; null at first

  const policy::RegionPolicy& policy() const;  // of the region on judged_on
};

// What the service answers.
struct Assessment {
  std::vector<Reason> obstacles;  // none: it is accepted
  // Obstacles that lie with somebody else whom the form names. Officers are told them with the
  // others; a participant learns that it cannot be confirmed, and no more (person/reference.h).
  std::vector<Reason> of_others;
  // What must be handed in, in order. A slot that may be filled by any of several kinds is written
  // "labour_relation_proof|termination_proof".
  std::vector<std::string> materials;
  std::vector<std::string> held;  // of these, what the system holds already: ticked by itself
  std::vector<Citation> material_citations;
  Handling handling = Handling::review;
  std::optional<policy::Cited<int>> working_days;  // until the decision; none: no deadline
  std::string subject;                             // see Application
  bool senior = false;
  bool priority = false;
  std::vector<std::string> not_by;  // journal names of those who may not decide
  std::vector<Reason> reasons;      // what the applicant is told with the acceptance
};

class Service {
 public:
  virtual ~Service() = default;

  virtual std::string_view name() const = 0;  // "seal_release": endpoints, queue, case_file.service
  virtual std::string_view path() const = 0;  // "seal-releases"
  virtual std::string_view title() const = 0;  // 解封申请
  // Besides the person and the officers of the region.
  virtual business::Roles also_filed_by() const { return 0; }
  // What a guardian's or proxy's authorisation must cover, a word of person::kScopes.
  virtual std::string_view scope() const { return "application"; }

  // The members of the form besides `region`, which every form has.
  virtual std::vector<business::Field> fields() const = 0;
  // Reads them and sets what is stored and shown. Mistakes go to the reader.
  virtual void read_form(business::Reader& reader, const business::Context& context,
                         Tree& form) const = 0;
  // Reads the members that name other people (heirs, relatives) and sets their outside ids.
  virtual void read_people(business::Reader&, const business::Request&, const business::Context&,
                           storage::Session&, Tree&) const {}
  // Full names of those whom the form names masked, for the officer who compares them with papers:
  // "full_name" beside "person", "X_full_name" beside another id. Whose name was told can see that
  // it was (enquiry/views.h).
  virtual void show_in_full(Tree&, const business::Context&, storage::Session&) const {}
  // Others whose journals an approval moves on (heirs, relatives): their inner ids.
  virtual std::vector<PersonId> others(const Tree&, const storage::Vault&) const { return {}; }

  virtual void need(storage::Needs& needs, PersonId person, RegionCode region,
                    const Tree& form) const = 0;
  virtual void need_more(const storage::Facts&, storage::Needs&, PersonId, RegionCode,
                         const Tree&) const {}
  // What is asked of those whom others() names, in that order.
  virtual void need_others(storage::Needs&, const std::vector<PersonId>&) const {}
  // Roles of also_filed_by(): is it theirs to file? Asked for nobody else.
  virtual Verdict may_file(const business::Actor&, const Asked&) const;

  // Is this way of applying open for it (渠道)? Asked before the form is kept, and before it is
  // confirmed; a refusal leaves a draft as it is, to be finished elsewhere.
  enum class Step { draft, confirmation };
  virtual Verdict check_channel(const Asked&, Step) const { return Nothing{}; }
  virtual Assessment assess(const Asked& asked) const = 0;
  // What approval does: rows, money, notices. A refusal is answered to the officer, and nothing
  // has happened. To leave something to be carried out: change.stay_underway().
  virtual Verdict carry_out(const Asked& asked, Change& change) const = 0;
  // An approval that says nothing is none: the note is the answer.
  virtual bool answers_in_words() const { return false; }
  // What may be done against a refusal, served today (N-25).
  virtual Reason remedies(const Asked& asked) const;
  // Clears away what acceptance has set up (money set aside), where it ends any other way.
  virtual void clear_away(const Asked&, Change&) const {}
  // Why a running one cannot go on; the system asks once the person has died. By itself: death.
  virtual std::optional<Reason> reason_to_end(const Asked& asked) const;
  // What acceptance sets up, before anybody has decided.
  virtual void set_up(const Asked&, Change&) const {}
};

}  // namespace yibao::application
