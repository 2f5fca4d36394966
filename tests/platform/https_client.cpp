#include "tests/platform/https_client.hpp"

#include <boost/json.hpp>

#include <curl/curl.h>

namespace bianmin::tests {
namespace {

std::size_t append(char* data, std::size_t size, std::size_t count, void* to) {
  static_cast<std::string*>(to)->append(data, size * count);
  return size * count;
}

std::size_t add_header(char* data, std::size_t size, std::size_t count, void* to) {
  const std::string_view line(data, size * count);
  if (const auto colon = line.find(": "); colon != std::string_view::npos) {
    std::string name(line.substr(0, colon));
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::string value(line.substr(colon + 2));
    while (!value.empty() && (value.back() == '\r' || value.back() == '\n')) value.pop_back();
    (*static_cast<std::map<std::string, std::string>*>(to))[name] = value;
  }
  return size * count;
}

}  // namespace

boost::json::value Answer::json() const {
  boost::system::error_code failed;
  auto value = boost::json::parse(body, failed);
  return failed ? boost::json::value(nullptr) : value;
}

std::string Answer::code() const {
  const auto value = json();
  if (!value.is_object() || !value.as_object().contains("code")) return {};
  return std::string(value.as_object().at("code").as_string());
}

HttpsClient::HttpsClient(std::string base_url, std::string authority, std::string certificates)
    : base_(std::move(base_url)), curl_(curl_easy_init()) {
  curl_easy_setopt(curl_, CURLOPT_CAINFO, authority.c_str());
  curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl_, CURLOPT_PROXY, "");
  if (!certificates.empty()) {
    curl_easy_setopt(curl_, CURLOPT_SSLCERT, (certificates + "/terminal.crt").c_str());
    curl_easy_setopt(curl_, CURLOPT_SSLKEY, (certificates + "/terminal.key").c_str());
  }
}

HttpsClient::~HttpsClient() { curl_easy_cleanup(curl_); }

Answer HttpsClient::call(std::string_view method, std::string_view target, std::string_view body,
                         const std::vector<std::string>& headers, std::chrono::milliseconds limit) {
  Answer answer;
  const std::string url = base_ + std::string(target);
  const std::string verb(method);
  curl_slist* list = curl_slist_append(nullptr, "Expect:");
  for (const std::string& header : headers) list = curl_slist_append(list, header.c_str());
  curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, verb.c_str());
  curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl_, CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count()));
  if (method == "POST" || !body.empty()) {
    curl_easy_setopt(curl_, CURLOPT_POST, 1L);
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDS, body.data() == nullptr ? "" : body.data());
    curl_easy_setopt(curl_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, verb.c_str());
  } else {
    curl_easy_setopt(curl_, CURLOPT_HTTPGET, 1L);
    curl_easy_setopt(curl_, CURLOPT_CUSTOMREQUEST, verb.c_str());
  }
  curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(curl_, CURLOPT_HEADERFUNCTION, add_header);
  curl_easy_setopt(curl_, CURLOPT_HEADERDATA, &answer.headers);
  const auto start = std::chrono::steady_clock::now();
  const CURLcode result = curl_easy_perform(curl_);
  answer.took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  curl_slist_free_all(list);
  long status = 0;
  curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl_, CURLINFO_NUM_CONNECTS, &opened_);
  if (result == CURLE_OK)
    answer.status = static_cast<int>(status);
  else
    answer.error = curl_easy_strerror(result);
  return answer;
}

}  // namespace bianmin::tests
