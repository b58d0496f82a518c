// The pages of web/, as the build left them: read into memory once, at the start, with their
// compressed copies. Nothing of them is made by the server, and no path leaves the folder.
//
// An application of pages is a folder with an index.html (app, agency, provider, employer, kiosk).
// It routes by itself, so every path below it that is no file is answered with its index. Files
// below assets/ carry a hash of their content in their name: a browser keeps them for ever. All
// others are asked for again each time (ETag).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "service/application.h"

namespace yibao::adapters {

class Pages {
 public:
  // A folder that is not there has no pages: a server without them is a server of calls.
  // Throws Fault where a file cannot be read.
  static Pages load(const std::string& folder);

  // Nothing where no page has this path.
  std::optional<service::Answer> find(const service::Call& call, const std::string& path) const;

  bool empty() const { return files_.empty(); }

 private:
  struct File {
    std::string_view content_type;
    std::string body;
    std::string gzip;  // empty: not made, as for pictures
    std::string etag;
    bool is_kept = false;  // its name changes with its content
  };
  const File* file_of(const std::string& path) const;

  std::map<std::string, File, std::less<>> files_;  // by path: "/app/index.html"
};

}  // namespace yibao::adapters
