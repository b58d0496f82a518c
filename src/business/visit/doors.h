// The transactions that are answered, each with what it does: an enquiry, a command, or a command
// that is stopped before it writes (预结算). What stands in the tables and not here is refused as
// not offered.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "business/provider/archive.h"
#include "business/provider/institution.h"
#include "business/provider/interface.h"
#include "business/provider/reading.h"
#include "business/use_case.h"
#include "business/visit/items.h"

namespace yibao::visit {

// What a transaction may look at beside its message.
struct Asked {
  const provider::Message& message;
  const provider::Institution& institution;
  const provider::Interface& tables;
  const ItemCatalogue& items;
  const business::Context& context;
  storage::Session& session;
  const provider::Archiver* archiver = nullptr;  // of files that are exchanged
  struct Look {
    PersonId person;
    bool present = false;  // a card or a code was shown: it was in the person's hand
  };
  // Whose data an answer has shown, for the record of looks (谁看过我的信息, N-16). What an
  // institution has settled itself is its own: asking that again is no look.
  Look* look = nullptr;
  void looked(PersonId person, bool present = false) const {
    if (look != nullptr) *look = {person, present};
  }
};

struct Door {
  std::string_view number;
  // The output, of texts: one of the two, or both (see `writes`).
  Decision<Tree> (*answer)(const Asked& asked) = nullptr;
  // Its plan's answer is the output.
  business::CommandOrRefusal (*command)(const Asked& asked) = nullptr;
  bool previews = false;
  // The answer's member `content` is sent as it is, and no envelope around it (9102).
  bool sends_file = false;
  // An enquiry that writes at times: when it is the command, and not the answer.
  bool (*writes)(const Asked& asked) = nullptr;
  // The message of the same institution that is void from then on where nothing has come of it
  // (2601): nothing else is done under that msgid afterwards.
  std::string (*voids)(const Asked& asked) = nullptr;
};

std::span<const Door> doors();
const Door* find_door(std::string_view number);

}  // namespace yibao::visit
