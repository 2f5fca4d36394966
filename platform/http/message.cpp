#include "platform/http/message.hpp"

#include <boost/json.hpp>

namespace bianmin::platform {
namespace {

using base::FailureCode;

int usual_status(FailureCode code) {
  switch (code) {
    case FailureCode::InputInvalid:
    case FailureCode::RequestRefused:
    case FailureCode::SlotTaken:
    case FailureCode::BillPaid:
    case FailureCode::PaymentUnderWay:
    case FailureCode::SignatureInvalid:
    case FailureCode::ContentIncomplete: return 422;
    case FailureCode::RecordNotFound:
    case FailureCode::CaseNotFound:
    case FailureCode::ContentMissing: return 404;
    case FailureCode::NotEligible:
    case FailureCode::CertificateRefused: return 403;
    case FailureCode::VersionTooOld: return 409;
    case FailureCode::PaymentUnavailable:
    case FailureCode::PlatformBusy:
    case FailureCode::StoreFull:
    case FailureCode::StoreUnavailable: return 503;
    default: return 500;
  }
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

constexpr std::size_t kMostParameters = 32;

}  // namespace

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view Request::parameter(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return {};
}

std::string_view Request::capture(std::string_view name) const {
  const auto found = captures.find(name);
  return found == captures.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view status_text(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Unknown";
  }
}

Response problem(const base::Failure& failure, int status) {
  if (status == 0) status = usual_status(failure.code);
  const std::string_view code = base::to_string(failure.code);
  boost::json::object body{{"type", "about:blank"},
                           {"title", status_text(status)},
                           {"status", status},
                           {"detail", failure.detail},
                           {"code", code}};
  Response response{status, "application/problem+json", boost::json::serialize(body), {}};
  if (status == 503 || status == 429) response.headers.emplace_back("Retry-After", "5");
  return response;
}

Response refused_by_rule(std::string_view rule, std::string_view detail) {
  Response response = problem({FailureCode::NotEligible, std::string(detail)});
  boost::json::object body = boost::json::parse(response.body).as_object();
  body["reason"] = rule;
  response.body = boost::json::serialize(body);
  return response;
}

Responder::~Responder() {
  if (sink_) sink_->answer(problem({FailureCode::Internal, "the request was dropped"}));
}

void Responder::operator()(Response response) {
  if (const auto sink = std::move(sink_)) sink->answer(std::move(response));
}

base::Result<std::string> decode_percent(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return base::fail(FailureCode::InputInvalid, "target: a broken % escape");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (c == '\0') return base::fail(FailureCode::InputInvalid, "target: holds a NUL");
    out += c;
  }
  return out;
}

base::Result<void> parse_target(std::string_view target, Request& into) {
  if (target.empty() || target.front() != '/')
    return base::fail(FailureCode::InputInvalid, "target: must start with /");
  const auto question = target.find('?');
  auto path = decode_percent(target.substr(0, question), false);
  if (!path) return tl::unexpected(path.error());
  into.path = std::move(*path);
  std::string_view rest = question == std::string_view::npos ? std::string_view() : target.substr(question + 1);
  while (!rest.empty()) {
    const auto end = rest.find('&');
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (part.empty()) continue;
    const auto equals = part.find('=');
    auto name = decode_percent(part.substr(0, equals), true);
    auto value = decode_percent(equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1), true);
    if (!name || !value) return base::fail(FailureCode::InputInvalid, "target: a broken % escape");
    if (into.query.size() == kMostParameters)
      return base::fail(FailureCode::InputInvalid, "target: too many parameters");
    into.query.emplace_back(std::move(*name), std::move(*value));
  }
  return {};
}

}  // namespace bianmin::platform
