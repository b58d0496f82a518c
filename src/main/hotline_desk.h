// Where the hotline's drivers reach the installation: the running server, else this process, which
// then owns the database; and the token by which they do.
//
// The telephone system is a client of its own: role `hotline`, channel `hotline`. Whoever may
// operate this machine has one issued when the driver starts; elsewhere it is named by --as, or
// stands in a file that the settings name.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "main/installation.h"
#include "main/settings.h"
#include "service/application.h"

namespace yibao::main {

class HotlineDesk {
 public:
  HotlineDesk(const Settings& settings, const std::string& token);
  ~HotlineDesk();
  HotlineDesk(const HotlineDesk&) = delete;
  HotlineDesk& operator=(const HotlineDesk&) = delete;

  const std::string& token() const { return token_; }
  // From any thread.
  service::Answer exchange(const service::Call& call);

 private:
  std::string own_token(const Settings& settings);

  std::string server_;  // empty: in this process
  std::unique_ptr<Installation> here_;
  std::mutex mutex_;  // of the installation's one reader
  std::string token_;
};

}  // namespace yibao::main
