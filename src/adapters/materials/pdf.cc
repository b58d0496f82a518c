#include "adapters/materials/pdf.h"

#include <algorithm>
#include <array>
#include <memory>
#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr, as the library says itself from 11 on
#include <qpdf/Buffer.hh>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>
#include <string_view>

#include "adapters/materials/pictures.h"
#include "business/casework/cleaner.h"

namespace yibao::adapters {

namespace {

constexpr int kDepthMax = 20;

// Keys of dictionaries that make a PDF do something, or carry another file.
constexpr std::array<std::string_view, 4> kScriptKeys{"/JS", "/JavaScript", "/AA", "/XFA"};
constexpr std::array<std::string_view, 3> kAttachmentKeys{"/EmbeddedFiles", "/EF", "/RichMedia"};
constexpr std::array<std::string_view, 5> kScriptActions{"/JavaScript", "/Launch", "/SubmitForm",
                                                         "/ImportData", "/Rendition"};

template<std::size_t Count>
bool is_among(const std::array<std::string_view, Count>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

Refusal damaged(const char* what) {
  return refuse(RefusalKind::malformed, "material_damaged", {{"problem", what}});
}

// What is in one object and the objects written inside it; what it points to is asked by itself.
const char* forbidden_in(QPDFObjectHandle object, int depth) {
  if (depth > kDepthMax) return "material_damaged";
  if (object.isArray()) {
    for (int i = 0; i < object.getArrayNItems(); ++i) {
      QPDFObjectHandle item = object.getArrayItem(i);
      if (item.isIndirect()) continue;
      if (const char* code = forbidden_in(item, depth + 1)) return code;
    }
    return nullptr;
  }
  if (object.isStream()) object = object.getDict();
  if (!object.isDictionary()) return nullptr;
  for (const std::string& key : object.getKeys()) {
    if (is_among(kScriptKeys, key)) return "material_pdf_script";
    if (is_among(kAttachmentKeys, key)) return "material_pdf_attachment";
    QPDFObjectHandle value = object.getKey(key);
    if (key == "/S" && value.isName() && is_among(kScriptActions, value.getName())) {
      return "material_pdf_script";
    }
    if (value.isIndirect()) continue;
    if (const char* code = forbidden_in(value, depth + 1)) return code;
  }
  return nullptr;
}

// Counts what comes out of the streams and stops where it is too much. The library makes a warning
// of whatever is thrown in between: is_over() is what to ask afterwards.
class Counter : public Pipeline {
 public:
  Counter() : Pipeline("counter", nullptr) {}
  void write(unsigned char const*, std::size_t size) override {
    count_ += static_cast<std::int64_t>(size);
    if (is_over()) throw std::runtime_error("unpacks too large");
  }
  void finish() override {}
  bool is_over() const { return count_ > casework::kUnpackedBytesMax; }

 private:
  std::int64_t count_ = 0;
};

bool is_photograph(QPDFObjectHandle stream) {
  QPDFObjectHandle filter = stream.getDict().getKey("/Filter");
  return filter.isNameAndEquals("/DCTDecode");
}

// A photograph in a page carries its place of taking as any other does.
bool strip_photograph(QPDFObjectHandle stream) {
  const std::shared_ptr<Buffer> raw = stream.getRawStreamData();
  const std::string stripped =
      strip_jpeg({reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize()});
  if (stripped.empty()) return false;
  stream.replaceStreamData(stripped, stream.getDict().getKey("/Filter"),
                           stream.getDict().getKey("/DecodeParms"));
  return true;
}

Verdict check_objects(QPDF& pdf) {
  Counter counter;
  for (QPDFObjectHandle object : pdf.getAllObjects()) {
    if (const char* code = forbidden_in(object, 0)) return refuse(RefusalKind::malformed, code);
    if (!object.isStream()) continue;
    if (is_photograph(object)) {
      if (!strip_photograph(object)) return damaged("photograph");
      continue;
    }
    object.pipeStreamData(&counter, 0, qpdf_dl_specialized, true);
    if (counter.is_over()) return refuse(RefusalKind::too_large, "material_unpacks_too_large");
  }
  return Nothing{};
}

Verdict check_pages(QPDF& pdf) {
  const std::size_t pages = QPDFPageDocumentHelper(pdf).getAllPages().size();
  if (pages == 0) return damaged("pages");
  if (pages <= static_cast<std::size_t>(casework::kPagesMax)) return Nothing{};
  return refuse(
      RefusalKind::too_large, "material_pdf_pages",
      {{"pages", std::to_string(pages)}, {"pages_max", std::to_string(casework::kPagesMax)}});
}

std::string write_anew(QPDF& pdf) {
  pdf.getTrailer().removeKey("/Info");
  pdf.getRoot().removeKey("/Metadata");
  pdf.getRoot().removeKey("/OpenAction");  // only where to open: scripts were refused
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setStreamDataMode(qpdf_s_preserve);
  writer.write();
  const std::shared_ptr<Buffer> written = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(written->getBuffer()), written->getSize()};
}

}  // namespace

Decision<std::string> rewrite_pdf(const std::string& content) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.setAttemptRecovery(false);  // what has to be mended has lost something
  try {
    pdf.processMemoryFile("material", content.data(), content.size());
    if (pdf.isEncrypted()) return refuse(RefusalKind::malformed, "material_pdf_encrypted");
    if (const Verdict pages = check_pages(pdf); !pages) return pages.refusal();
    if (const Verdict objects = check_objects(pdf); !objects) return objects.refusal();
    return write_anew(pdf);
  } catch (const QPDFExc& error) {
    return error.getErrorCode() == qpdf_e_password
               ? refuse(RefusalKind::malformed, "material_pdf_encrypted")
               : damaged("structure");
  } catch (const Bug&) {
    throw;
  } catch (const std::exception&) {
    return damaged("structure");
  }
}

}  // namespace yibao::adapters
