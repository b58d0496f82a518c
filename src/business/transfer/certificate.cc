#include "business/transfer/certificate.h"

#include "base/province_character.h"

#include <algorithm>
#include <array>

#include "base/months_later.h"
#include "storage/digest.h"

namespace yibao::transfer {

namespace {

using storage::Column;
using storage::ColumnType;

constexpr Column kCertificateColumns[] = {
    {"person_id", ColumnType::integer},  {"certificate_id", ColumnType::integer},
    {"number", ColumnType::text},        {"check_code", ColumnType::text},
    {"region", ColumnType::integer},     {"enrolment", ColumnType::integer},
    {"content", ColumnType::text},       {"state", ColumnType::text},
    {"issued_on", ColumnType::integer},  {"valid_until", ColumnType::integer},
    {"recorded_at", ColumnType::integer}};
constexpr std::array<std::string_view, 3> kStateTexts{"valid", "void", "used"};

Date date_of(const storage::Value& value) {
  return Date::from_days(static_cast<std::int32_t>(value.integer()));
}

Certificate::State state_of(const std::string& text) {
  const auto found = std::find(kStateTexts.begin(), kStateTexts.end(), text);
  YB_CHECK(found != kStateTexts.end(), "an unknown state of a certificate");
  return static_cast<Certificate::State>(found - kStateTexts.begin());
}

}  // namespace

const storage::Table kCertificate{53,
                                  "certificate",
                                  kCertificateColumns,
                                  2,
                                  storage::Owner::person,
                                  0,
                                  storage::Mutability::mutable_rows};

const storage::KeyedSelect kCertificatesOf{
    "certificates_of",
    "SELECT person_id, certificate_id, number, check_code, region, enrolment, content, state, "
    "issued_on, valid_until, recorded_at FROM certificate WHERE person_id {key} "
    "ORDER BY person_id, certificate_id"};
const storage::KeyedSelect kCertificateByNumber{
    "certificate_by_number",
    "SELECT number, person_id, certificate_id, number, check_code, region, enrolment, content, "
    "state, issued_on, valid_until, recorded_at FROM certificate WHERE number {key}",
    ColumnType::text};

storage::Row certificate_row(const Certificate& certificate) {
  return {certificate.person.value(),
          certificate.id,
          certificate.number,
          certificate.check_code,
          certificate.region.value(),
          certificate.enrolment,
          certificate.content,
          kStateTexts.at(static_cast<std::size_t>(certificate.state)),
          certificate.issued_on.days(),
          certificate.valid_until.days(),
          certificate.recorded_at.milliseconds()};
}

Certificate read_certificate(const storage::Row& row) {
  return {PersonId(row[0].integer()),
          row[1].integer(),
          row[2].text(),
          row[3].text(),
          RegionCode(static_cast<std::int32_t>(row[4].integer())),
          static_cast<int>(row[5].integer()),
          row[6].text(),
          state_of(row[7].text()),
          date_of(row[8]),
          date_of(row[9]),
          Instant::from_milliseconds(row[10].integer())};
}

std::optional<Certificate> certificate_of_number(const storage::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return read_certificate(storage::Row(rows.front().begin() + 1, rows.front().end()));
}

std::optional<Certificate> find_certificate(const std::string& number, storage::Session& session) {
  const storage::Value keys[] = {storage::Value(number)};
  return certificate_of_number(session.select_keyed(kCertificateByNumber, keys).front());
}

std::string certificate_number(RegionCode region, Date issued_on, std::int64_t id) {
  std::string serial = std::to_string(id);
  if (serial.size() < 8) serial.insert(0, 8 - serial.size(), '0');
  return province_character(region) + std::to_string(issued_on.year()) + serial;
}

std::string check_code(const storage::Vault& vault, std::string_view number,
                       std::string_view content) {
  const std::string text = std::string(number) + "\n" + std::string(content);
  return storage::to_hex(vault.keyed_hash("certificate.check_code", text).data).substr(0, 12);
}

Date valid_until(Date issued_on, int months) {
  return months_later(issued_on, months, NoSuchDay::last_of_month) + 1;
}

CertificateStanding standing_of(const std::optional<Certificate>& certificate, PersonId person,
                                RegionCode origin, Date today) {
  if (!certificate) return CertificateStanding::unknown;
  if (certificate->person != person || certificate->region != origin) {
    return CertificateStanding::of_another;
  }
  if (certificate->state != Certificate::State::valid) return CertificateStanding::void_;
  return today < certificate->valid_until ? CertificateStanding::valid
                                          : CertificateStanding::expired;
}

}  // namespace yibao::transfer
