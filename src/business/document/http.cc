#include "business/document/http.h"

#include "business/document/commands.h"
#include "business/document/queries.h"

namespace yibao::document {

std::vector<business::Endpoint> endpoints() {
  using business::FieldKind;
  using business::Role;
  using business::roles;
  const business::Roles readers =
      roles({Role::participant, Role::agency_officer, Role::senior_officer, Role::auditor});
  const business::Roles officers = roles({Role::agency_officer, Role::senior_officer});
  return {
      {"document.list",
       "GET",
       "/v1/people/{person}/documents",
       "出具过的文书,新的在前",
       readers,
       {{"after", FieldKind::integer, false, "上一页答复的 next"},
        {"limit", FieldKind::integer, false, "条数,1 至 200"}},
       nullptr,
       &answer_documents},
      {"document.show",
       "GET",
       "/v1/people/{person}/documents/{document}",
       "一份文书:内容、是否有效、送达和救济期限",
       readers,
       {},
       nullptr,
       &answer_document},
      {"document.print",
       "GET",
       "/v1/people/{person}/documents/{document}/file",
       "下载文书(PDF,带核验二维码;或者 XLSX)",
       readers,
       {{"format", FieldKind::text, false, "pdf(默认)或 xlsx"}},
       nullptr,
       &answer_print,
       nullptr,
       true},
      {"document.void",
       "POST",
       "/v1/people/{person}/documents/{document}/void",
       "作废误出具的文书",
       officers,
       {{"why", FieldKind::text, true, "原因,会告知本人"}},
       &DocumentCommand::parse<VoidDocument>},
      {"document.serve",
       "POST",
       "/v1/people/{person}/documents/{document}/service",
       "登记送达;决定书的救济期限自此起算",
       officers,
       {{"served_on", FieldKind::date, true, "送达日期"},
        {"way", FieldKind::text, true,
         "送达方式: in_person 直接、post 邮寄、electronic 电子、left 留置、public_notice 公告"}},
       &DocumentCommand::parse<ServeDocument>},
  };
}

}  // namespace yibao::document
