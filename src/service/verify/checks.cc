#include "service/verify/checks.h"

#include "service/key_fingerprints.h"

namespace yibao::service {

std::vector<business::Check> checks() {
  return {{"journal_rows", "每一行与日志所记的一致", &check_rows},
          {"journal_chains", "日志链完整、未被改动", &check_chains},
          {"head_signatures", "签署过的日志链没有被整体改写", &check_signatures},
          {"commands_once", "每个幂等键只执行一次", &check_commands},
          {"kept_refusals", "被拒绝的办件的应答一条不少", &check_refusals},
          {"schema", "表、索引、约束与触发器和 schema/ 中的一致", &check_schema},
          {"keys_known", "数据库记有两把密钥的指纹,且与现用的一致", &check_keys},
          {"runs", "批量办理的人数、金额与事件和分录一致", &check_runs}};
}

void check_schema(const business::CheckContext& context, business::Findings& findings) {
  for (const storage::SchemaDifference& each : context.schema_differences) {
    findings.add(each.kind, each.name, each.what);
  }
}

void check_keys(const business::CheckContext& context, business::Findings& findings) {
  const KeyFingerprints known = read_key_fingerprints(context.session);
  const auto compare = [&](std::string_view name, const std::string& expected) {
    context.rows_read += 1;
    const storage::Value key[] = {storage::Value(std::string(name))};
    const auto found = known.find(name);
    if (found == known.end()) {
      findings.add_missing(kKeyFingerprint, key,
                           "is missing: another key put beside the database would not be noticed");
    } else if (found->second != expected) {
      findings.add_missing(kKeyFingerprint, key, "is the fingerprint of another key");
    }
  };
  compare(kMasterKey, fingerprint_of_master(context.vault));
  compare(kSigningKey, fingerprint_of_signing(context.signing_public_key));
}

}  // namespace yibao::service
