#include "platform/http/router.hpp"

namespace bianmin::platform {
namespace {

using base::FailureCode;

std::string_view next_segment(std::string_view& rest) {
  const auto end = rest.find('/', 1);
  const std::string_view segment = rest.substr(1, end == std::string_view::npos ? end : end - 1);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
  return segment;
}

bool matches(std::string_view pattern, std::string_view path,
             std::map<std::string, std::string, std::less<>>& captures) {
  captures.clear();
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = next_segment(pattern);
    const std::string_view given = next_segment(path);
    if (wanted.size() > 2 && wanted.front() == '{') {
      if (given.empty()) return false;
      captures.emplace(wanted.substr(1, wanted.size() - 2), given);
    } else if (wanted != given) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

void Router::add(std::string method, std::string pattern, Access access, Handler handler, std::size_t most_body) {
  routes_.push_back({std::move(method), std::move(pattern), access, std::move(handler), most_body});
}

std::size_t Router::most_body(std::string_view method, std::string_view target) const {
  const std::string_view path = target.substr(0, target.find('?'));
  for (const Route& route : routes_)
    if (route.most_body > 0 && route.method == method && route.pattern == path) return route.most_body;
  return 0;
}

void Router::dispatch(Request& request, Responder responder) const {
  std::string allowed;
  for (const Route& route : routes_) {
    if (route.access == Access::Administrator && !request.administrator) continue;
    if (!matches(route.pattern, request.path, request.captures)) continue;
    if (route.method != request.method) {
      allowed.append(allowed.empty() ? "" : ", ").append(route.method);
      continue;
    }
    if (route.access == Access::Terminal && !request.administrator) {
      if (request.terminal.empty())
        return responder(problem({FailureCode::CertificateRefused, "a terminal's client certificate is needed here"}));
      if (!admits(request.terminal, request.serial))
        return responder(
            problem({FailureCode::CertificateRefused, "this certificate is not an enrolled terminal's (any more)"}));
    }
    return route.handler(request, std::move(responder));
  }
  if (allowed.empty()) return responder(problem({FailureCode::RequestRefused, "there is nothing at this path"}, 404));
  Response response = problem({FailureCode::RequestRefused, "this path does not know the method"}, 405);
  response.headers.emplace_back("Allow", allowed);
  responder(std::move(response));
}

}  // namespace bianmin::platform
