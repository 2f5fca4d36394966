#include "base/uuid.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace bianmin::base;

namespace {

class Ones final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override { std::fill(out.begin(), out.end(), std::uint8_t{0xFF}); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(uuid_tests)

BOOST_AUTO_TEST_CASE(version_7_holds_time_version_and_variant) {
  // RFC 9562, appendix A.6: 2022-02-22T19:22:22Z is 017F22E2-79B0.
  Ones ones;
  BOOST_TEST(Uuid::v7(parse_utc("2022-02-22T19:22:22Z").value(), ones).to_string() ==
             "017f22e2-79b0-7fff-bfff-ffffffffffff");
}

BOOST_AUTO_TEST_CASE(later_ones_sort_later) {
  SeededRandom random(SeededRandom::Seed{});
  ManualClock clock(parse_utc("2026-11-21T01:42:00Z").value());
  Uuid before = Uuid::v7(clock.now(), random);
  for (int i = 0; i < 100; ++i) {
    clock.advance(Milliseconds{1});
    const Uuid next = Uuid::v7(clock.now(), random);
    BOOST_TEST((before < next));
    BOOST_TEST((before.to_string() < next.to_string()));
    before = next;
  }
}

BOOST_AUTO_TEST_CASE(two_of_one_millisecond_differ) {
  SystemRandom random;
  std::set<Uuid> made;
  for (int i = 0; i < 1000; ++i) made.insert(Uuid::v7(Instant{}, random));
  BOOST_TEST(made.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const char* text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
  BOOST_TEST(Uuid::parse(text).value().to_string() == text);
  BOOST_TEST((Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F").value() == Uuid::parse(text).value()));
}

BOOST_AUTO_TEST_CASE(what_is_no_uuid_is_refused) {
  for (const char* text : {"", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
                           "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
                           "017f22e-279b0-7cc3-98c4-dc0c0c07398f", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}"})
    BOOST_TEST(!Uuid::parse(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
