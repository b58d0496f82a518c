// The same day some months on (对应日), or back.
//
// A period of months ends on the last day of a month that has no such day (民法典第二百零二条). A
// wait of months is over then: what it held back begins on the first day after it.
#pragma once

#include "base/date.h"

namespace yibao {

enum class NoSuchDay { last_of_month, first_of_next };

Date months_later(Date day, int months, NoSuchDay otherwise);

}  // namespace yibao
