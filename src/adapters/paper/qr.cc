#include "adapters/paper/qr.h"

#include <qrencode.h>

#include <memory>

#include "base/check.h"

namespace yibao::adapters {

QrCode qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
  if (code == nullptr) throw Fault("an address too long for a QR code");
  QrCode squares;
  squares.width = code->width;
  for (int i = 0; i < code->width * code->width; ++i) {
    squares.dark.push_back((code->data[i] & 1) != 0);
  }
  return squares;
}

}  // namespace yibao::adapters
