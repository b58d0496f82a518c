#include "adapters/files/data.h"

#include <algorithm>
#include <filesystem>
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

// As paths relative to it; hidden ones are passed over. Whoever read the files of it could read it.
std::vector<std::string> folders_below(const std::string& folder) {
  std::vector<std::string> found;
  for (std::filesystem::recursive_directory_iterator entry(folder), end; entry != end; ++entry) {
    if (entry->path().filename().string().starts_with('.')) {
      entry.disable_recursion_pending();
    } else if (entry->is_directory()) {
      found.push_back(entry->path().lexically_relative(folder).generic_string());
    }
  }
  std::ranges::sort(found);
  return found;
}

// What lies in a folder without a file of policy, or deeper than <region>/<topic>.toml, would never
// apply to anybody, and nobody would be told.
std::vector<Reason> unread_folders(const std::string& folder,
                                   const std::vector<policy::PolicyFile>& files) {
  std::vector<Reason> problems;
  for (const std::string& name : folders_below(folder)) {
    const bool read = name.find('/') == std::string::npos &&
                      std::ranges::any_of(files, [&](const policy::PolicyFile& file) {
                        return file.name.starts_with(name + "/");
                      });
    if (!read) problems.push_back({"policy_folder_unread", {{"value", name}}, {}});
  }
  return problems;
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
  Decision<policy::PolicySet> set = policy::PolicySet::load(files, sources);
  std::vector<Reason> unread = unread_folders(folder, files);
  if (unread.empty()) return set;
  if (!set) unread.insert(unread.end(), set.refusal().reasons.begin(), set.refusal().reasons.end());
  return Refusal{RefusalKind::malformed, std::move(unread)};
}

}  // namespace yibao::files
