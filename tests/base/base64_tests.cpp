#include "base/base64.hpp"

#include <boost/test/unit_test.hpp>

namespace bianmin::base {

BOOST_AUTO_TEST_SUITE(base64_tests)

BOOST_AUTO_TEST_CASE(base64_round_trips_and_refuses_rubbish) {
  for (const std::string& bytes : {std::string(), std::string("a"), std::string("ab"), std::string("\0\xff\x10", 3)})
    BOOST_TEST(decode_base64(encode_base64(bytes)).value() == bytes);
  for (const char* text :
       {"a", "ab", "abc", "!!!!", "YWJj\n", "YW Jj", "YWJj=", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"})
    BOOST_TEST(!decode_base64(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(the_url_alphabet_has_no_signs_and_no_padding) {
  const std::string bytes = "\xfb\xff\xfe";
  BOOST_TEST(encode_base64(bytes) == "+//+");
  BOOST_TEST(encode_base64url(bytes) == "-__-");
  BOOST_TEST(decode_base64url("-__-").value() == bytes);
  BOOST_TEST(!decode_base64url("+//+").has_value());
  BOOST_TEST(encode_base64url("a") == "YQ");
  BOOST_TEST(!decode_base64url("YQ==").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace bianmin::base
