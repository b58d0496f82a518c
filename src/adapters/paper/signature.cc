#include "adapters/paper/signature.h"

#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

#include "adapters/files/read.h"
#include "base/check.h"
#include "base/date.h"
#include "base/text.h"
#include "storage/digest.h"

namespace yibao::adapters {

namespace {

constexpr std::size_t kFileBytesMax = 64 << 10;
constexpr std::size_t kSignatureBytesMax = 8'192;  // of the CMS; the rest is filled with zeros
constexpr unsigned int kKeyBits = 2'048;

template<auto kFree>
struct Freed {
  template<class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<&EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<&X509_free>>;
using Bio = std::unique_ptr<BIO, Freed<&BIO_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Freed<&CMS_ContentInfo_free>>;

Bio memory(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(size));
}

// Days of a simulated clock lie within its validity, whatever the machine's clock says.
Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  ASN1_TIME_set_string(X509_getm_notBefore(certificate.get()), "20200101000000Z");
  ASN1_TIME_set_string(X509_getm_notAfter(certificate.get()), "20491231235959Z");
  X509_set_pubkey(certificate.get(), key);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  const auto add = [&](const char* field, const char* value) {
    X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(value), -1, -1, 0);
  };
  add("O", "Yibao");
  add("CN", "Yibao documents (self-signed)");
  X509_set_issuer_name(certificate.get(), name);
  if (X509_sign(certificate.get(), key, EVP_sha256()) == 0) throw Fault("no certificate was made");
  return certificate;
}

void make_keys(const std::string& key_file, const std::string& certificate_file) {
  const Key key(EVP_RSA_gen(kKeyBits));
  if (key == nullptr) throw Fault("no document key was made");
  const Certificate certificate = self_signed(key.get());
  const Bio key_text(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  const Bio certificate_text(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(certificate_text.get(), certificate.get());
  const mode_t before = umask(0077);
  std::ofstream(certificate_file, std::ios::binary) << text_of(certificate_text.get());
  std::ofstream(key_file, std::ios::binary) << text_of(key_text.get());
  umask(before);
}

// The number behind a name in the trailer: "/Root 16 0 R".
std::size_t number_behind(const std::string& text, std::string_view name) {
  const std::size_t at = text.find(name);
  YB_CHECK(at != std::string::npos, "a PDF without " + std::string(name));
  const std::size_t first = text.find_first_of("0123456789", at + name.size());
  const std::size_t end = text.find_first_not_of("0123456789", first);
  const auto number = parse_integer(std::string_view(text).substr(first, end - first));
  YB_CHECK(number.has_value(), "a PDF with an odd " + std::string(name));
  return static_cast<std::size_t>(*number);
}

std::string padded(std::size_t number, std::size_t width) {
  std::string text = std::to_string(number);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string left_aligned(std::size_t number, std::size_t width) {
  std::string text = std::to_string(number);
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

// An incremental update (PDF 1.7, 7.5.6) with a signature field, and where its parts stand.
struct Update {
  std::string pdf;
  std::size_t range = 0;     // of the three numbers to be filled in
  std::size_t contents = 0;  // of the '<' before the hex digits
};

constexpr std::size_t kRangeWidth = 10;
constexpr std::size_t kHexSize = 2 * kSignatureBytesMax;

std::string compact(std::string_view day) {
  std::string digits(day);
  std::erase(digits, '-');
  return digits;
}

Update with_field(const std::string& pdf, const std::string& day) {
  const std::size_t trailer_at = pdf.rfind("trailer");
  YB_CHECK(trailer_at != std::string::npos, "a PDF without a trailer");
  const std::string trailer = pdf.substr(trailer_at);
  const std::size_t root = number_behind(trailer, "/Root");
  const std::size_t info = number_behind(trailer, "/Info");
  const std::size_t size = number_behind(trailer, "/Size");
  const std::size_t table = number_behind(trailer, "startxref");
  const std::size_t catalogue = pdf.rfind("\n" + std::to_string(root) + " 0 obj");
  YB_CHECK(catalogue != std::string::npos, "a PDF without a catalogue");
  const std::size_t pages = number_behind(pdf.substr(catalogue), "/Pages");

  Update update{pdf, 0, 0};
  std::string& text = update.pdf;
  const std::string field = std::to_string(size);
  const std::string value = std::to_string(size + 1);
  const std::size_t root_at = text.size();
  text += std::to_string(root) + " 0 obj\n<< /Type /Catalog /Pages " + std::to_string(pages) +
          " 0 R /Lang (zh-CN) /AcroForm << /SigFlags 3 /Fields [" + field + " 0 R] >> >>\nendobj\n";
  const std::size_t field_at = text.size();
  text += field + " 0 obj\n<< /Type /Annot /Subtype /Widget /FT /Sig /T (Agency) /V " + value +
          " 0 R /F 132 /Rect [0 0 0 0] >>\nendobj\n";
  const std::size_t value_at = text.size();
  text += value +
          " 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /M (D:" +
          compact(day) + "000000+08'00') /ByteRange [0 ";
  update.range = text.size();
  text += std::string(3 * kRangeWidth + 2, ' ') + "] /Contents ";
  update.contents = text.size();
  text += "<" + std::string(kHexSize, '0') + "> >>\nendobj\n";
  const std::size_t new_table = text.size();
  text += "xref\n" + std::to_string(root) + " 1\n" + padded(root_at, 10) + " 00000 n \n" + field +
          " 2\n" + padded(field_at, 10) + " 00000 n \n" + padded(value_at, 10) +
          " 00000 n \ntrailer\n<< /Size " + std::to_string(size + 2) + " /Root " +
          std::to_string(root) + " 0 R /Info " + std::to_string(info) + " 0 R /Prev " +
          std::to_string(table) + " >>\nstartxref\n" + std::to_string(new_table) + "\n%%EOF\n";
  return update;
}

}  // namespace

struct PaperSigner::Keys {
  Key key;
  Certificate certificate;

  // Detached, over the bytes, with the moment of the day of issue: RSA by PKCS #1 signs alike each
  // time.
  std::string sign(const std::string& bytes, const std::string& day) const {
    constexpr unsigned int kFlags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP;
    const Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
    CMS_SignerInfo* signer = cms == nullptr ? nullptr
                                            : CMS_add1_signer(cms.get(), certificate.get(),
                                                              key.get(), EVP_sha256(), kFlags);
    if (signer == nullptr) throw Fault("a paper could not be signed");
    const std::optional<Date> on = Date::parse(day);
    const std::int64_t seconds = Instant::start_of(on.value_or(Date())).milliseconds() / 1'000;
    const std::unique_ptr<ASN1_TIME, Freed<&ASN1_TIME_free>> moment(
        ASN1_TIME_set(nullptr, static_cast<time_t>(seconds)));
    CMS_signed_add1_attr_by_NID(signer, NID_pkcs9_signingTime, moment->type, moment.get(), -1);
    const Bio content = memory(bytes);
    if (CMS_final(cms.get(), content.get(), nullptr, kFlags) != 1) {
      throw Fault("a paper could not be signed");
    }
    unsigned char* der = nullptr;
    const int size = i2d_CMS_ContentInfo(cms.get(), &der);
    YB_CHECK(size > 0 && static_cast<std::size_t>(size) <= kSignatureBytesMax,
             "a signature too large");
    const std::string signature(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return signature;
  }
};

std::optional<std::string> document_key_fingerprint(const std::string& folder) {
  const std::string key_file = folder + "/document.key";
  if (!std::filesystem::exists(key_file)) return std::nullopt;
  const std::string key_text = files::read_file(key_file, kFileBytesMax);
  const Key key(PEM_read_bio_PrivateKey(memory(key_text).get(), nullptr, nullptr, nullptr));
  if (key == nullptr) throw Fault("密钥文件已损坏: " + key_file + ":请放回原来的密钥");
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key.get(), &der);
  YB_CHECK(size > 0, "a key without its public half");
  const std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return storage::sha256(text);
}

PaperSigner::PaperSigner(const std::string& folder, Missing missing) {
  const std::string key_file = folder + "/document.key";
  const std::string certificate_file = folder + "/document.crt";
  if (!std::filesystem::exists(key_file)) {
    if (missing == Missing::refused) throw Fault("没有密钥 " + key_file + ":请放回原来的密钥");
    make_keys(key_file, certificate_file);
  }
  const std::string key_text = files::read_file(key_file, kFileBytesMax);
  certificate_ = files::read_file(certificate_file, kFileBytesMax);
  Key key(PEM_read_bio_PrivateKey(memory(key_text).get(), nullptr, nullptr, nullptr));
  Certificate certificate(PEM_read_bio_X509(memory(certificate_).get(), nullptr, nullptr, nullptr));
  if (key == nullptr || certificate == nullptr ||
      X509_check_private_key(certificate.get(), key.get()) != 1) {
    throw Fault("not a key and its certificate: " + key_file + ", " + certificate_file);
  }
  keys_ = std::make_unique<const Keys>(std::move(key), std::move(certificate));
}

PaperSigner::~PaperSigner() = default;

std::string PaperSigner::sign(const std::string& pdf, const std::string& day) const {
  Update update = with_field(pdf, day);
  const std::size_t behind = update.contents + kHexSize + 2;
  const std::string range = left_aligned(update.contents, kRangeWidth) + " " +
                            left_aligned(behind, kRangeWidth) + " " +
                            left_aligned(update.pdf.size() - behind, kRangeWidth);
  update.pdf.replace(update.range, range.size(), range);
  const std::string hex = storage::to_hex(
      keys_->sign(update.pdf.substr(0, update.contents) + update.pdf.substr(behind), day));
  update.pdf.replace(update.contents + 1, hex.size(), hex);
  return std::move(update.pdf);
}

}  // namespace yibao::adapters
