// A QR code as squares.
#pragma once

#include <string>
#include <vector>

namespace yibao::adapters {

struct QrCode {
  int width = 0;
  std::vector<bool> dark;  // row after row
};

QrCode qr_code(const std::string& text);

}  // namespace yibao::adapters
