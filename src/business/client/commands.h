// Registering a client, changing and blocking one: a security administrator's work.
#pragma once

#include <string>

#include "business/client/types.h"
#include "business/use_case.h"

namespace yibao::client {

class ClientCommand : public business::Command {
 public:
  std::vector<storage::Subject> subjects() const override;
  void need(storage::Needs& needs) const override;
  Verdict authorise(const business::Actor& actor, const storage::Facts& facts) const override;

 protected:
  // As it is registered, or as it came with the program.
  std::optional<Client> present_one(const storage::Facts& facts) const;
  bool is_registered(const storage::Facts& facts) const;
  storage::Plan save(Client client, std::string event, const storage::Facts& facts,
                     const business::Context& context) const;

  std::string id_;
};

// A new client, or all of what one is to be.
class RegisterClient : public ClientCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  Client client_;
};

// Nobody comes by it any more, or again.
class BlockClient : public ClientCommand {
 public:
  static business::CommandOrRefusal parse(const business::Request& request,
                                          const business::Context& context,
                                          storage::Session& reader);
  Decision<storage::Plan> decide(const storage::Facts& facts,
                                 const business::Context& context) const override;

 private:
  bool active_ = false;
  std::string why_;
};

Tree present_client(const Client& client, const business::Context& context);

}  // namespace yibao::client
