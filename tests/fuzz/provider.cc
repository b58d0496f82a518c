// libFuzzer over the provider interface: `./test --fuzz [seconds]`.
#include "adapters/provider/test_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  yibao::adapters::provider::feed_provider({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
