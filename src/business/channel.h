// Channels (渠道): where a request came in. Stored with every case; one case is visible on all.
// A participant's app says on which system it runs: app_android, app_ios.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace yibao::business {

inline constexpr std::array<std::string_view, 21> kChannels = {
    "app",  // 医保服务平台 APP
    "app_android",   "app_ios",
    "local_app",      // 参保地部门 APP
    "rs_app",         // 人社 APP
    "alipay_mp",      // 支付宝小程序
    "wechat_mp",      // 微信小程序
    "wechat_oa",      // 微信公众号
    "web",            // 网站
    "local_site",     // 当地医保局网站
    "card_site",      // 社保卡信息网
    "kiosk",          // 自助服务机
    "counter",        // 经办窗口
    "county_window",  // 区县服务中心窗口
    "community",      // 社区服务中心
    "point",          // 便民服务点
    "hotline",        // 12393, 12333
    "provider",       // 定点医药机构
    "bank",           // 银行
    "file",           // 文件导入
    "system",         // 到点处理
};

constexpr bool is_channel(std::string_view code) {
  return std::ranges::find(kChannels, code) != kChannels.end();
}

}  // namespace yibao::business
