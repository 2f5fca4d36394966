#include "platform/certificates/certificate.hpp"

#include <cstdio>

#include "base/base64.hpp"
#include "base/working_days.hpp"
#include "platform/verify_page_html.hpp"

namespace bianmin::platform {
namespace {

void put(std::string& page, std::string_view name, std::string_view value) {
  const std::string mark = "{{" + std::string(name) + "}}";
  for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at + value.size()))
    page.replace(at, mark.size(), value);
}

std::string row(std::string_view zh, std::string_view en, std::string_view value) {
  std::string text = "<dt>";
  text.append(zh).append(" <span lang=\"en\">").append(en).append("</span></dt><dd>");
  return text.append(value).append("</dd>");
}

std::string issue_date(base::Instant instant) {
  const base::LocalTime time = base::to_china_time(instant);
  char text[64];
  std::snprintf(text, sizeof text, "%d年%d月%d日", time.year, time.month, time.day);
  return std::string(text) + " <span lang=\"en\">(" + base::format_civil_date(base::china_date(instant)) + ")</span>";
}

std::string genuine_body(const VerifiedCertificate& certificate) {
  return "<dl>" +
         row("证明", "Certificate",
             escape_html(certificate.title.zh) + "<br><span lang=\"en\">" + escape_html(certificate.title.en) +
                 "</span>") +
         row("姓名", "Name", escape_html(certificate.masked_name)) +
         row("开具日期", "Issued on", issue_date(certificate.issued_at)) +
         row("编号", "Number", escape_html(certificate.number)) + "</dl>";
}

constexpr std::string_view kUnknownBody =
    "<p "
    "class=\"note\">"
    "请再看一遍编号和核验码，或者扫证明上的二维码。还是查不到，请不要相信这张证明，可以到便民服务中心窗口问一问。</p>"
    "<p class=\"note\" lang=\"en\">Please check the number and the code again, or scan the code on the paper. If it "
    "still is not found, do not rely on this paper; ask at the service centre.</p>";

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  return out;
}

std::string verify_page(const std::optional<VerifiedCertificate>& certificate) {
  std::string page = kVerifyPageHtml;
  put(page, "state", certificate ? "genuine" : "unknown");
  put(page, "mark", certificate ? "✓" : "✕");
  put(page, "headline_zh", certificate ? "这是真的证明" : "没有查到这张证明");
  put(page, "headline_en", certificate ? "This certificate is genuine" : "This certificate was not found");
  put(page, "body", certificate ? genuine_body(*certificate) : std::string(kUnknownBody));
  return page;
}

std::string verify_page_policy() {
  const std::string_view page(kVerifyPageHtml);
  const auto from = page.find("<style>") + 7;
  const std::string_view style = page.substr(from, page.find("</style>") - from);
  return "default-src 'none'; style-src 'sha256-" + base::encode_base64(sha256(style)) +
         "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace bianmin::platform
