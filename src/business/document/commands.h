// What becomes of a document after it was issued: an officer takes it back, or records its service.
#pragma once

#include <string>

#include "business/document/types.h"
#include "business/reader.h"
#include "business/use_case.h"

namespace yibao::document {

class DocumentCommand : public business::Command {
 public:
  template<class C>
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& session) {
    auto command = std::make_unique<C>();
    const Verdict read = command->read_request(request, context, session);
    if (!read) return read.refusal();
    return business::CommandOrRefusal(std::move(command));
  }

  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 protected:
  virtual void read(business::Reader& reader) = 0;
  virtual Decision<storage::Plan> decide_on(const Document& document,
                                            const business::Context& context) const = 0;

 private:
  Verdict read_request(const business::Request& request, const business::Context& context,
                       storage::Session& session);

  PersonId person_;
  DocumentId id_;
};

// 作废: what was issued by mistake. A certificate is made void by issuing it again.
class VoidDocument : public DocumentCommand {
 protected:
  void read(business::Reader& reader) override;
  Decision<storage::Plan> decide_on(const Document& document,
                                    const business::Context& context) const override;

 private:
  std::string why_;
};

// 送达: the day starts the clock of the remedies (N-25).
class ServeDocument : public DocumentCommand {
 protected:
  void read(business::Reader& reader) override;
  Decision<storage::Plan> decide_on(const Document& document,
                                    const business::Context& context) const override;

 private:
  Date served_on_;
  std::string way_;
};

}  // namespace yibao::document
