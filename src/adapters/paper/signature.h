// The signature in a PDF (CMS, as PDF viewers check it): the key and its certificate lie in files
// beside the database; made once, self-signed, until the operator puts the ones of a certification
// authority there. Signed again, the same paper has the same bytes.
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace yibao::adapters {

// What the key of the folder is known by: a digest of its public half. Nothing: there is no key
// yet. Throws Fault where the file is no key.
std::optional<std::string> document_key_fingerprint(const std::string& folder);

class PaperSigner {
 public:
  // Whether a key is made where there is none; one that was made once is never made again.
  enum class Missing { made, refused };
  // Reads document.key and document.crt (PEM) of the folder. Throws Fault where they cannot be read
  // or do not belong together.
  explicit PaperSigner(const std::string& folder, Missing missing = Missing::made);
  ~PaperSigner();
  PaperSigner(const PaperSigner&) = delete;
  PaperSigner& operator=(const PaperSigner&) = delete;

  // The PDF with the signature appended; `day` (ISO) is the day of signing that it tells.
  std::string sign(const std::string& pdf, const std::string& day) const;
  const std::string& certificate() const { return certificate_; }  // PEM, for whoever checks

 private:
  struct Keys;
  std::unique_ptr<const Keys> keys_;
  std::string certificate_;
};

}  // namespace yibao::adapters
