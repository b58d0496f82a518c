#include "adapters/pages/pages.h"

#include <array>
#include <filesystem>

#include "adapters/files/read.h"
#include "storage/digest.h"

namespace yibao::adapters {

namespace fs = std::filesystem;

namespace {

struct Kind {
  std::string_view ending;
  std::string_view content_type;
};
constexpr std::array<Kind, 11> kKinds = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".wav", "audio/wav"},
}};

std::string_view content_type_of(std::string_view name) {
  for (const Kind& kind : kKinds) {
    if (name.ends_with(kind.ending)) return kind.content_type;
  }
  return "application/octet-stream";
}

// Nothing inline, nothing from elsewhere. Pictures may be previews of what a person is about to
// upload (blob:), and small ones that the components carry as data.
constexpr std::string_view kContentPolicy =
    "default-src 'self'; img-src 'self' blob: data:; font-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

// The camera is for the pictures of documents and the face check of one's own pages only.
constexpr std::string_view kPermissions = "camera=(self), microphone=(self), geolocation=()";

std::string first_folder(std::string_view path) {
  const std::size_t end = path.find('/', 1);
  return std::string(path.substr(0, end));
}

}  // namespace

Pages Pages::load(const std::string& folder) {
  Pages pages;
  if (!fs::is_directory(folder)) return pages;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string path = "/" + fs::relative(entry.path(), folder).generic_string();
    if (path.ends_with(".gz")) continue;
    File& file = pages.files_[path];
    file.content_type = content_type_of(path);
    file.body = files::read_file(entry.path().string());
    file.etag = '"' + storage::to_hex(storage::sha256(file.body)).substr(0, 32) + '"';
    file.is_kept = path.starts_with("/assets/");
    const std::string compressed = entry.path().string() + ".gz";
    if (fs::exists(compressed)) file.gzip = files::read_file(compressed);
  }
  return pages;
}

const Pages::File* Pages::file_of(const std::string& path) const {
  auto found = files_.find(path);
  if (found != files_.end()) return &found->second;
  if (path.starts_with("/assets/")) return nullptr;
  found = files_.find(first_folder(path) + "/index.html");
  return found == files_.end() ? nullptr : &found->second;
}

std::optional<service::Answer> Pages::find(const service::Call& call,
                                           const std::string& path) const {
  service::Answer answer;
  if (path == "/" && files_.contains("/app/index.html")) {
    answer.status = 302;
    answer.headers = {{"Location", "/app/"}};
    return answer;
  }
  if (path == "/favicon.ico" && files_.contains("/icon.svg")) {
    answer.status = 302;
    answer.headers = {{"Location", "/icon.svg"}};
    return answer;
  }
  const File* file = file_of(path);
  if (file == nullptr) return std::nullopt;
  answer.cache_control = file->is_kept ? "public, max-age=31536000, immutable" : "no-cache";
  answer.content_type = file->content_type;
  // A 304 says them too: what it says replaces what the browser has kept with the page.
  answer.headers = {{"ETag", file->etag},
                    {"Vary", "Accept-Encoding"},
                    {"Content-Security-Policy", std::string(kContentPolicy)},
                    {"Permissions-Policy", std::string(kPermissions)},
                    {"Referrer-Policy", "same-origin"},
                    {"X-Frame-Options", "DENY"}};
  if (call.if_none_match == file->etag) {
    answer.status = 304;
    return answer;
  }
  const bool takes_gzip = call.accept_encoding.find("gzip") != std::string::npos;
  if (takes_gzip && !file->gzip.empty()) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = file->gzip;
  } else {
    answer.body = file->body;
  }
  return answer;
}

}  // namespace yibao::adapters
