#include "adapters/files/data.h"

#include <utility>
#include <vector>

#include "adapters/files/read.h"
#include "adapters/files/toml.h"

namespace yibao::files {

namespace {

template<class File>
struct Folder {
  std::vector<File> files;
  std::vector<Reason> problems;
};

template<class File>
Folder<File> read_folder(const std::string& folder) {
  Folder<File> result;
  for (const std::string& name : list_files_below(folder, ".toml")) {
    auto tree = read_toml(read_file(folder + "/" + name), name);
    if (tree) {
      result.files.push_back({name, std::move(tree).value()});
    } else {
      const std::vector<Reason>& found = tree.refusal().reasons;
      result.problems.insert(result.problems.end(), found.begin(), found.end());
    }
  }
  return result;
}

}  // namespace

Decision<Tree> read_toml_file(const std::string& path) {
  return read_toml(read_file(path), path);
}

Decision<calendar::Calendar> load_calendar(const std::string& folder) {
  auto read = read_folder<calendar::CalendarFile>(folder);
  if (!read.problems.empty()) return Refusal{RefusalKind::malformed, std::move(read.problems)};
  return calendar::Calendar::from(read.files);
}

Decision<policy::PolicySet> load_policy(const std::string& folder) {
  auto read = read_folder<policy::PolicyFile>(folder);
  if (!read.problems.empty()) return Refusal{RefusalKind::malformed, std::move(read.problems)};
  Tree sources;
  std::vector<policy::PolicyFile> files;
  for (policy::PolicyFile& file : read.files) {
    if (file.name == "sources.toml") {
      sources = std::move(file.tree);
    } else {
      files.push_back(std::move(file));
    }
  }
  return policy::PolicySet::load(files, sources);
}

}  // namespace yibao::files
