// 自助服务机凭证件号码和查询密码登录: for who has no account of an app. A number and
// six digits can be keyed on any machine, and open what a machine is for: what is one's own, to be
// read. Whoever asks for it elsewhere is told where it serves.
#pragma once

#include <memory>
#include <string>

#include "business/sign_in/sessions.h"
#include "business/use_case.h"

namespace yibao::sign_in {

// The client that such a session is held to, whatever machine it was opened at.
inline constexpr std::string_view kEnquiryClient = "kiosk-enquiry";

Decision<std::unique_ptr<business::Proof>> sign_in_by_enquiry_password(
    const std::string& number, const std::string& digits, Arrival arrival,
    const business::Request& request, const business::Context& context, storage::Session& session);

}  // namespace yibao::sign_in
