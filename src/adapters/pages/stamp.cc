#include "adapters/pages/stamp.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "adapters/files/read.h"
#include "storage/digest.h"

namespace yibao::adapters {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFolder = "/build/web";
// Besides web/: words and places that are built into the pages.
constexpr const char* kBesides[] = {"data/regions.csv", "messages/names.en.toml",
                                    "messages/names.zh-CN.toml"};

std::vector<std::string> source_files(const std::string& home) {
  std::vector<std::string> files;
  for (auto entry = fs::recursive_directory_iterator(home + "/web");
       entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && entry->path().filename() == "node_modules") {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file()) {
      files.push_back(entry->path().lexically_relative(home).generic_string());
    }
  }
  for (const char* each : kBesides) {
    if (fs::exists(home + "/" + each)) files.emplace_back(each);
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::string sources_digest(const std::string& home) {
  if (!fs::is_directory(home + "/web/src")) return "";
  storage::RunningDigest digest;
  for (const std::string& each : source_files(home)) {
    digest.add(each + " ");
    digest.add(storage::to_hex(storage::sha256(files::read_file(home + "/" + each))) + "\n");
  }
  return storage::to_hex(digest.finish());
}

std::string pages_behind(const std::string& home) {
  if (!fs::is_directory(home + kFolder)) return "";
  const std::string sources = sources_digest(home);
  if (sources.empty()) return "";
  const std::string stamp = home + kFolder + "/stamp.txt";
  if (fs::exists(stamp) && files::read_file(stamp).starts_with(sources)) return "";
  return "网页不是由现在的 web/ 生成的,可能缺少页面或者说法过时:请重新生成"
         "(./run 会自动生成;或者在 web/ 中运行 npm ci && npm run build),再重新启动";
}

}  // namespace yibao::adapters
