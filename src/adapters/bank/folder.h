// The folder that we share with the bank. A file stands under its final name only when it is whole
// and synced, and it gets there exactly once.
//
// A file is begun before any order is marked as being in it: its marker, `.NAME.part`, is synced
// first. Publishing writes the content beside the marker, replaces the marker by it and renames
// that to the final name. So a marker that is still there means: not published yet, whatever
// happened, and its absence means published or never begun. The bank may take a published file
// away at once: nothing but writing again what was lost asks whether it is still there.
//
// One process at a time: the lock is held as long as the object lives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yibao::bank {

class Folder {
 public:
  // Makes the folder where it is missing. Throws Fault where another process works in it.
  explicit Folder(std::string path);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  bool has(const std::string& name) const;  // published, and not taken away
  // Names of files that were begun and not published, sorted.
  std::vector<std::string> unfinished() const;
  void begin(const std::string& name);
  // Checked: only what was begun is published.
  void publish(const std::string& name, std::string_view content);
  void abandon(const std::string& name);  // begun, and nothing is in it

 private:
  std::string marker(const std::string& name) const { return path_ + "/." + name + ".part"; }
  void sync() const;

  std::string path_;
  int lock_ = -1;
};

}  // namespace yibao::bank
