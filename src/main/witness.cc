#include "main/witness.h"

#include <filesystem>
#include <sstream>

#include "adapters/files/read.h"
#include "adapters/files/write.h"
#include "storage/digest.h"
#include "storage/encoding.h"

namespace yibao::main {

namespace {

constexpr std::size_t kBytesMax = 4'096;

std::string file_of(const std::string& state) {
  return state + "/last_signature";
}

}  // namespace

std::optional<business::WitnessedSignature> read_witness(const std::string& state) {
  const std::string file = file_of(state);
  if (!std::filesystem::exists(file)) return std::nullopt;
  business::WitnessedSignature last;
  std::string hex;
  std::istringstream text(files::read_file(file, kBytesMax));
  const bool read = static_cast<bool>(text >> last.number >> hex);
  const std::optional<std::string> signature = storage::decode_hex(hex);
  if (!read || !signature) throw Fault("不是签名的见证: " + file);
  last.signature = *signature;
  return last;
}

void write_witness(const std::string& state, const business::WitnessedSignature& last) {
  const auto before = read_witness(state);
  if (before && before->number >= last.number) return;
  files::write_whole(file_of(state),
                     std::to_string(last.number) + " " + storage::to_hex(last.signature) + "\n");
}

void forget_witness(const std::string& state) {
  std::filesystem::remove(file_of(state));
}

}  // namespace yibao::main
