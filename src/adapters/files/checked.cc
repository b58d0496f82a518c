#include "adapters/files/checked.h"

#include "adapters/files/read.h"
#include "adapters/files/toml.h"
#include "base/tree_text.h"

namespace yibao::files {

std::vector<Reason> checked_after(const std::string& folder, Date today) {
  std::vector<Reason> problems;
  for (const std::string& name : list_files_below(folder, ".toml")) {
    const Decision<Tree> file = read_toml(read_file(folder + "/" + name), name);
    if (!file) continue;
    for (const auto& [key, entries] : *file->members()) {
      for (const Tree& entry : entries.list() != nullptr ? *entries.list() : Tree::List{}) {
        const std::string day = text_of(entry, "checked_on");
        if (day <= today.to_string()) continue;
        problems.push_back(
            {"policy_checked_in_future",
             {{"file", name}, {"key", key}, {"checked_on", day}, {"today", today.to_string()}},
             {}});
      }
    }
  }
  return problems;
}

}  // namespace yibao::files
