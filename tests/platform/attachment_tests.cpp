#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <boost/json.hpp>

#include "base/base64.hpp"
#include "base/file.hpp"
#include "platform/cases/attachment.hpp"
#include "platform/cases/case_intake.hpp"
#include "platform/crypto/sodium.hpp"
#include "tests/platform/in_process.hpp"
#include "tests/platform/platform_process.hpp"

namespace {

using namespace bianmin;
using namespace bianmin::tests;
namespace json = boost::json;

std::string photo_bytes() {
  return base::read_file(BIANMIN_SOURCE_DIR "/tests/fuzz/corpus/image_file/tiny.jpg").value();
}
std::string voice_bytes() {
  return base::read_file(BIANMIN_SOURCE_DIR "/tests/devices/voice_data/tone-440hz.opus").value();
}

// A JPEG of just this size: comments make it long.
std::string photo_of(std::size_t bytes) {
  const std::string photo = photo_bytes();
  std::string made = photo.substr(0, 2);
  std::size_t missing = bytes - photo.size();
  while (missing > 0) {
    const std::size_t part = std::min<std::size_t>(missing < 65537 + 4 ? missing : 60000, 65537);
    made += "\xFF\xFE";
    made += static_cast<char>((part - 2) >> 8U);
    made += static_cast<char>((part - 2) & 255U);
    made.append(part - 4, 'c');
    missing -= part;
  }
  return made + photo.substr(2);
}

json::object media(std::string_view type, std::string_view bytes) {
  return {{"type", type}, {"data", base::encode_base64(bytes)}};
}

std::string with(int sequence, json::object members) {
  auto body = base::parse_json(complaint(sequence)).value().as_object();
  for (auto& member : members) body[member.key()] = std::move(member.value());
  return json::serialize(body);
}

template <class T>
std::string why(const base::Result<T>& checked) {
  return checked ? "well" : checked.error().detail;
}

BOOST_AUTO_TEST_SUITE(attachment_tests)

BOOST_AUTO_TEST_CASE(photos_are_looked_at) {
  const std::string photo = photo_bytes();
  BOOST_TEST(why(platform::check_jpeg(photo)) == "well");
  BOOST_TEST(why(platform::check_jpeg(photo_of(200000))) == "well");
  BOOST_TEST(photo_of(200000).size() == 200000U);
  for (std::size_t size = 0; size < photo.size(); ++size)
    BOOST_TEST(why(platform::check_jpeg(photo.substr(0, size))) != "well", size);
  BOOST_TEST(why(platform::check_jpeg("\x89PNG\r\n\x1a\n")) != "well");
  BOOST_TEST(why(platform::check_jpeg("\xFF\xD8\xFF\xD9")) != "well");
  BOOST_TEST(platform::check_jpeg(photo)->width > 0U);
  const auto changed = [&](std::string_view from, std::size_t at, std::string_view bytes) {
    std::string other = photo;
    other.replace(other.find(from) + at, bytes.size(), bytes);
    return why(platform::check_jpeg(other));
  };
  const std::string_view frame("\xFF\xC0", 2), huffman("\xFF\xC4", 2), scan("\xFF\xDA", 2);
  BOOST_TEST_REQUIRE(photo.find(frame) != std::string::npos);
  BOOST_TEST(changed(frame, 5, {"\0\0", 2}) == "is no JPEG: its size is not possible");
  BOOST_TEST(changed(frame, 7, "\xFF\xFF") == "is no JPEG: its size is not possible");
  BOOST_TEST(changed(frame, 4, "\x0C") == "is no JPEG: it has not 8 bits a colour");
  BOOST_TEST(changed(frame, 1, "\xC9") == "is no JPEG: it is of a kind that cameras don't make");
  BOOST_TEST(changed("\xFF\xDB", 4, "\x0F") == "is no JPEG: a quantization table is wrong");
  BOOST_TEST(changed("\xFF\xDB", 4, "\x03") == "is no JPEG: a quantization table is missing");
  BOOST_TEST(changed(huffman, 5, "\x03") == "is no JPEG: a Huffman table has too many codes");
  BOOST_TEST(changed(huffman, 1, "\xFE") == "is no JPEG: a Huffman table is missing");
  BOOST_TEST(changed(scan, 5, "\x77") == "is no JPEG: a scan is of a colour that isn't there");
  // The picture is cut in the middle and its end put back; restarts that were not announced.
  BOOST_TEST(why(platform::check_jpeg(photo + "x")) == "is no JPEG: something follows its end");
  BOOST_TEST(why(platform::check_jpeg(photo.substr(0, photo.size() - 2) + "\xFF\xD0\xFF\xD9")) ==
             "is no JPEG: a restart is out of order");
  BOOST_TEST(changed("\xFF\xDA", 0, "\xFF\xD9") == "is no JPEG: it has no picture");
}

BOOST_AUTO_TEST_CASE(voice_memos_are_looked_at) {
  const std::string voice = voice_bytes();
  BOOST_TEST(why(platform::check_ogg(voice)) == "well");
  BOOST_TEST(platform::check_ogg(voice)->duration.count() > 0);
  std::string damaged = voice;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  BOOST_TEST(why(platform::check_ogg(damaged)) != "well");  // the page's checksum
  int whole = 0;                                            // a cut between two pages can't be told from a shorter memo
  for (std::size_t size = 0; size < voice.size(); ++size)
    whole += why(platform::check_ogg(voice.substr(0, size))) == "well";
  BOOST_TEST(whole < 64);
  BOOST_TEST(why(platform::check_ogg("")) != "well");
  BOOST_TEST(why(platform::check_ogg(voice + "x")) != "well");
  std::string other = voice;
  other.replace(other.find("OpusHead"), 8, "Theora!!");
  BOOST_TEST(why(platform::check_ogg(other)) != "well");
}

BOOST_AUTO_TEST_CASE(what_came_with_a_case_is_kept_and_shown) {
  InProcess platform;
  const std::string photo = photo_bytes(), voice = voice_bytes(), strokes = "10,10 20,20;\n30,30 31,40";
  const std::string body =
      with(1, {{"photos", json::array{media("image/jpeg", photo), media("image/jpeg", photo_of(5000))}},
               {"voice", media("audio/ogg", voice)},
               {"signature", strokes}});
  const std::string box = platform::seal(platform.core().keys.seal.public_half, body);
  const auto filed = platform.call(
      "POST", "/v1/cases", json::serialize(json::object{{"sealed", base::encode_base64(box)}}), complaint_uuid(1));
  BOOST_TEST_REQUIRE(filed.status == 201, filed.body);
  BOOST_TEST(platform.call("POST", "/v1/cases", body, complaint_uuid(1)).status == 200);
  const std::string changed =
      with(1, {{"photos", json::array{media("image/jpeg", photo), media("image/jpeg", photo_of(5001))}},
               {"voice", media("audio/ogg", voice)},
               {"signature", strokes}});
  BOOST_TEST(platform.call("POST", "/v1/cases", changed, complaint_uuid(1)).status == 409);
  // The resident's view tells nothing of them; the staff's lists them.
  BOOST_TEST(filed.body.find("attachments") == std::string::npos);
  const std::string path = "/admin/cases/" + complaint_number(1);
  const auto shown = json_of(platform.administer("GET", path));
  BOOST_TEST(shown.at("attachments").as_array().size() == 4U);
  BOOST_TEST(text_at(shown, "/attachments/0/kind") == "photo");
  BOOST_TEST(text_at(shown, "/attachments/1/bytes") == "5000");
  BOOST_TEST(text_at(shown, "/attachments/2/type") == "audio/ogg");
  BOOST_TEST(text_at(shown, "/attachments/3/kind") == "signature");
  BOOST_TEST(text_at(shown, "/attachments/0/sha256") == platform::to_hex(platform::sha256(photo)));
  BOOST_TEST(text_at(shown, "/attachments/0/width") == std::to_string(platform::check_jpeg(photo)->width));
  BOOST_TEST(text_at(shown, "/attachments/0/duration_ms") == "(absent)");
  BOOST_TEST(text_at(shown, "/attachments/2/duration_ms") ==
             std::to_string(platform::check_ogg(voice)->duration.count()));
  BOOST_TEST(json_of(platform.administer("GET", path + "/attachments")).at("attachments") == shown.at("attachments"));
  BOOST_TEST(json_of(platform.administer("GET", "/admin/cases")).at("cases").at(0).at("attachments") ==
             shown.at("attachments"));
  BOOST_TEST(platform.administer("GET", "/admin/cases/LC07-2611-99999-9/attachments").status == 404);
  BOOST_TEST(platform.call("GET", path + "/attachments").status == 404);
  BOOST_TEST((platform.administer("GET", path + "/attachments/1").body == photo));
  BOOST_TEST((platform.administer("GET", path + "/attachments/2").body == photo_of(5000)));
  BOOST_TEST((platform.administer("GET", path + "/attachments/3").body == voice));
  BOOST_TEST(platform.administer("GET", path + "/attachments/4").body == strokes);
  for (const char* position : {"0", "5", "99", "100", "-1", "x", "1x"})
    BOOST_TEST(platform.administer("GET", path + "/attachments/" + position).status == 404, position);
  BOOST_TEST(platform.call("GET", path + "/attachments/1").status == 404);
  BOOST_TEST(platform.administer("GET", path + "/attachments/1", {}, std::nullopt).status == 403);
  const auto looks =
      platform.core().readers.read<std::int64_t>([](platform::Database& database) -> base::Result<std::int64_t> {
        platform::Statement query =
            database.prepare("SELECT COUNT(*) FROM audit WHERE action='case-attachment' AND who<>''");
        query.step();
        return query.number_at(0);
      });
  BOOST_TEST(looks.value() == 4);
  // Encrypted where it lies.
  std::string bytes;
  for (const char* name : {"platform.db", "platform.db-wal"})
    if (const auto file = base::read_file(platform.data() / name); file) bytes += *file;
  for (const std::string& part : {photo.substr(0, 24), std::string("OpusHead"), std::string("20,20")})
    BOOST_TEST(bytes.find(part) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(too_much_and_wrong_is_refused_with_its_place) {
  InProcess platform;
  const std::string photo = photo_bytes(), voice = voice_bytes();
  const auto refused = [&](json::object members, const char* place) {
    const auto answer = platform.call("POST", "/v1/cases", with(1, std::move(members)), complaint_uuid(1));
    BOOST_TEST(answer.status == 422, place);
    BOOST_TEST(text_at(json_of(answer), "/detail").find(place) != std::string::npos, answer.body);
  };
  const json::value one = media("image/jpeg", photo);
  refused({{"photos", json::array{one, one, one, one}}}, "/photos/3");
  refused({{"photos", json::array{media("image/jpeg", photo_of(platform::kMostPhotoBytes + 1))}}}, "/photos/0/data");
  refused({{"photos", json::array{media("image/png", photo)}}}, "/photos/0/type");
  refused({{"photos", json::array{media("image/jpeg", voice)}}}, "/photos/0/data");
  refused({{"photos", json::array{json::object{{"type", "image/jpeg"}, {"data", "%%%"}}}}}, "/photos/0/data");
  refused({{"photos", json::array{json::object{{"type", "image/jpeg"}}}}}, "/photos/0/data");
  refused({{"photos", one}}, "/photos");
  refused({{"voice", media("audio/ogg", photo)}}, "/voice/data");
  refused({{"voice", media("audio/ogg", std::string(platform::kMostVoiceBytes + 1, 'x'))}}, "/voice/data");
  refused({{"voice", json::array{}}}, "/voice");
  refused({{"signature", ""}}, "/signature");
  refused({{"signature", "\x01"}}, "/signature");
  refused({{"signature", "王"}}, "/signature");
  refused({{"signature", std::string(platform::kMostSignatureBytes + 1, '1')}}, "/signature");
  refused({{"answers", json::array{}}}, "/answers");
  refused({{"answers", json::object{{"a", std::string(33 << 10, 'x')}}}}, "/answers");
  BOOST_TEST(platform.call("POST", "/v1/cases", with(1, {{"photos", json::array{}}}), complaint_uuid(1)).status == 201);
}

BOOST_AUTO_TEST_CASE(who_helped_is_kept_and_masked) {
  InProcess platform;
  const json::object helper{{"name", "龚䶮"}, {"id_number", kGongYan}, {"consent_at", "2026-11-20T01:40:00Z"}};
  BOOST_TEST(platform.call("POST", "/v1/cases", with(1, {{"helper", helper}}), complaint_uuid(1)).status == 201);
  const std::string path = "/admin/cases/" + complaint_number(1) + "/text";
  const auto shown = json_of(platform.administer("GET", path));
  BOOST_TEST(text_at(shown, "/helper/name") == "龚䶮");
  BOOST_TEST(text_at(shown, "/helper/id_number") == "371***********9559");
  BOOST_TEST(text_at(shown, "/helper/consent_at") == "2026-11-20T01:40:00Z");
  BOOST_TEST(text_at(json_of(platform.administer("GET", path + "?full=1")), "/helper/id_number") == kGongYan);
  // Nobody is kept of an anonymous case, nor who helped.
  BOOST_TEST(platform.call("POST", "/v1/cases", with(2, {{"helper", helper}, {"anonymous", true}}), complaint_uuid(2))
                 .status == 201);
  BOOST_TEST(text_at(json_of(platform.administer("GET", "/admin/cases/" + complaint_number(2) + "/text?full=1")),
                     "/helper") == "null");
  for (const auto& [member, value] : {std::pair<const char*, json::value>{"name", 7},
                                      {"id_number", "371524197509309550"},
                                      {"consent_at", "yesterday"},
                                      {"x", 1}}) {
    json::object wrong = helper;
    wrong[member] = value;
    const auto answer = platform.call("POST", "/v1/cases", with(3, {{"helper", wrong}}), complaint_uuid(3));
    BOOST_TEST(answer.status == 422, member);
    BOOST_TEST(text_at(json_of(answer), "/detail").find("/helper") != std::string::npos, answer.body);
    BOOST_TEST(answer.body.find("3715241975") == std::string::npos);
  }
}

// The largest case there is, sealed, over TLS; and its parts by the command.
BOOST_AUTO_TEST_CASE(what_came_with_a_case_goes_when_it_has_been_over_long_enough) {
  InProcess platform;
  const std::string photo = photo_bytes();
  for (int i = 1; i <= 2; ++i)
    BOOST_TEST(platform
                   .call("POST", "/v1/cases", with(i, {{"photos", json::array{media("image/jpeg", photo)}}}),
                         complaint_uuid(i))
                   .status == 201);
  const auto path = [](int i) { return "/admin/cases/" + complaint_number(i); };
  const auto step = [&](int i, const std::string& to) {
    BOOST_TEST(platform.administer("POST", path(i) + "/steps", R"({"to":")" + to + "\"}").status == 200);
  };
  const auto purge = [&](const std::string& body) {
    const auto answer = json_of(platform.administer("POST", "/admin/attachments/purge", body));
    return text_at(answer, "/attachments") + " " + text_at(answer, "/cases");
  };
  step(1, "answered");
  platform.advance(std::chrono::hours{24 * 20});
  step(2, "in_progress");  // is not over, however old
  BOOST_TEST(purge(R"({"days":21})") == "0 []");
  BOOST_TEST(purge(R"({"days":19,"dry_run":true})") == "1 [\"" + complaint_number(1) + "\"]");
  BOOST_TEST(platform.administer("GET", path(1) + "/attachments/1").status == 200);
  BOOST_TEST(purge(R"({"days":19})") == "1 [\"" + complaint_number(1) + "\"]");
  BOOST_TEST(purge(R"({"days":19})") == "0 []");
  const auto gone = platform.administer("GET", path(1) + "/attachments/1");
  BOOST_TEST(gone.status == 404);
  BOOST_TEST(gone.body.find("not kept any longer") != std::string::npos);
  const auto listed = json_of(platform.administer("GET", path(1) + "/attachments"));
  BOOST_TEST(text_at(listed, "/attachments/0/sha256") == platform::to_hex(platform::sha256(photo)));
  BOOST_TEST(text_at(listed, "/attachments/0/purged_at").starts_with("2026-12-10"));
  BOOST_TEST(text_at(json_of(platform.administer("GET", path(2) + "/attachments")), "/attachments/0/purged_at") ==
             "(absent)");
  for (const char* wrong : {"{}", R"({"days":0})", R"({"days":5,"all":true})", "x"})
    BOOST_TEST(platform.administer("POST", "/admin/attachments/purge", wrong).status == 422, wrong);
  // By itself, once it is old enough.
  step(2, "answered");
  platform.advance(std::chrono::hours{24 * 179});
  BOOST_TEST(platform.administer("GET", path(2) + "/attachments/1").status == 200);
  platform.advance(std::chrono::hours{48});
  BOOST_TEST(platform.administer("GET", path(2) + "/attachments/1").status == 404);
  const auto noted =
      platform.core().readers.read<std::int64_t>([](platform::Database& database) -> base::Result<std::int64_t> {
        platform::Statement query = database.prepare(
            "SELECT COUNT(DISTINCT subject) FROM audit WHERE action='attachment-purge' AND who IS NOT NULL");
        query.step();
        return query.number_at(0);
      });
  BOOST_TEST(noted.value() == 2);
}

BOOST_AUTO_TEST_CASE(the_largest_case_comes_through_the_real_server) {
  PlatformProcess process;
  auto client = process.client();
  const std::string photo = photo_of(platform::kMostPhotoBytes);
  std::string voice = voice_bytes();
  const std::string page = voice.substr(voice.rfind("OggS"));
  while (voice.size() + page.size() <= platform::kMostVoiceBytes) voice += page;
  const json::value one = media("image/jpeg", photo);
  const std::string plain = with(1, {{"photos", json::array{one, one, one}},
                                     {"voice", media("audio/ogg", voice)},
                                     {"signature", std::string(platform::kMostSignatureBytes, '1')},
                                     {"text", std::string(12000, 'x')},
                                     {"answers", json::object{{"note", std::string(30 << 10, 'x')}}},
                                     {"extra", json::object{{"note", std::string(30 << 10, 'x')}}}});
  BOOST_TEST(plain.size() < platform::kMostCasePlain);
  const std::string text = base::read_file(process.enrolment() / "platform-seal.pub").value();
  const std::string key = base::decode_base64(text.substr(0, text.find('\n'))).value();
  const std::string body = json::serialize(json::object{{"sealed", base::encode_base64(platform::seal(key, plain))}});
  BOOST_TEST(body.size() < platform::kMostCaseBody);
  const auto filed = client.call("POST", "/v1/cases", body, {"Idempotency-Key: " + complaint_uuid(1)});
  BOOST_TEST_REQUIRE(filed.status == 201, filed.body);
  const auto shown = process.command({"case", "show", complaint_number(1)});
  BOOST_TEST(shown.output.find("attachment 5") != std::string::npos, shown.output);
  const fs::path out = process.folder() / "photo.jpg";
  const auto taken = process.command({"case", "attachment", complaint_number(1), "3", "--out", out.string()});
  BOOST_TEST(taken.status == 0, taken.output);
  BOOST_TEST((base::read_file(out).value() == photo));
  struct stat info {};
  BOOST_TEST(::stat(out.c_str(), &info) == 0);
  BOOST_TEST((info.st_mode & 0777U) == 0600U);
  BOOST_TEST(process.command({"case", "attachment", complaint_number(1), "6", "--out", out.string()}).status == 1);
  BOOST_TEST(process.stop() == 0);
  BOOST_TEST(process.command({"case", "attachment", complaint_number(1), "3", "--out", out.string()}).status == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
