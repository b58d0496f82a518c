// 省、自治区、直辖市的简称 (粤, 浙, 晋): what stands before the number of a certificate.
#pragma once

#include <string>

#include "base/region_code.h"

namespace yibao {

// Of the province that a place lies in; the code of the province where it has none here.
std::string province_character(RegionCode place);

}  // namespace yibao
