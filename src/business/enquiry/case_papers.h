// What an agency hands out on a case: the application form, that it was accepted, what is missing,
// the written decision with its grounds, its remedies and the day of its service (N-25), and the
// information sheet of a transfer. Made from the case file, which every service shares.
#pragma once

#include "business/casework/store.h"
#include "business/document/types.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::enquiry {

class IssueCasePaper : public business::Command {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session);
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  void need_more(const storage::Facts& facts, storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  void read_case(business::Reader& reader, const business::Context& context,
                 storage::Session& session);

  casework::CaseKey key_;
  document::Kind kind_ = document::Kind::application_form;
};

}  // namespace yibao::enquiry
